// The S3 servers that can be had, each under the name that the tests print.
import { hasMinio, startMinio } from './minio.ts'
import { startS3rver } from './s3rver.ts'

export const S3_SERVERS = [
  { server: 'MinIO', available: hasMinio, start: startMinio },
  { server: 's3rver', available: true, start: startS3rver }
] as const

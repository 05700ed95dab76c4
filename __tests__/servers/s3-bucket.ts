// A bucket of an S3 server, and what tests do with it.
import {
  CreateBucketCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  S3Client
} from '@aws-sdk/client-s3'
import { randomBytes } from 'node:crypto'

export type S3 = Awaited<ReturnType<typeof withBucket>>

const REGION = 'us-east-1'
const BUCKET = 'states'

/** A server, and who may use it. */
export interface Login {
  readonly url: string
  readonly accessKey: string
  readonly secretKey: string
  /** Whom the server's certificate is from. */
  readonly ca?: Buffer
  /** Every object is encrypted with it, in base64. */
  readonly customerKey?: string | undefined
  readonly close: () => Promise<void>
}

/** Keys that nobody else has. */
export const newKeys = () => ({
  accessKey: `key-${randomBytes(6).toString('hex')}`,
  secretKey: randomBytes(15).toString('hex')
})

/** A client, to be destroyed. */
export const clientOf = ({ url, accessKey, secretKey, ca }: Omit<Login, 'close'>): S3Client =>
  new S3Client({
    ...(ca && { requestHandler: { httpsAgent: { ca } } }),
    maxAttempts: 1,
    endpoint: url,
    region: REGION,
    forcePathStyle: true,
    credentials: { accessKeyId: accessKey, secretAccessKey: secretKey }
  })

/** The server with a bucket, made now. */
export async function withBucket({ close, ...login }: Login) {
  const client = clientOf(login)
  const { customerKey } = login
  const customer =
    customerKey === undefined ? {} : { SSECustomerAlgorithm: 'AES256', SSECustomerKey: customerKey }
  await client.send(new CreateBucketCommand({ Bucket: BUCKET }))
  return {
    ...login,
    bucket: BUCKET,
    region: REGION,
    /** What Terraform and the action read it from. */
    credentials: {
      AWS_ACCESS_KEY_ID: login.accessKey,
      AWS_SECRET_ACCESS_KEY: login.secretKey,
      AWS_EC2_METADATA_DISABLED: 'true'
    },
    /** Settings of the backend without which Terraform looks for Amazon's other services. */
    settings: {
      bucket: BUCKET,
      region: REGION,
      endpoints: `{s3="${login.url}"}`,
      use_path_style: 'true',
      skip_credentials_validation: 'true',
      skip_requesting_account_id: 'true',
      skip_metadata_api_check: 'true',
      skip_region_validation: 'true'
    },
    /** The keys of every object, sorted. */
    keys: async (): Promise<string[]> => {
      const { Contents = [] } = await client.send(new ListObjectsV2Command({ Bucket: BUCKET }))
      return Contents.map(({ Key = '' }) => Key).toSorted()
    },
    /** An object's text; undefined where there is none. */
    get: async (key: string): Promise<string | undefined> => {
      const found = await client
        .send(new GetObjectCommand({ Bucket: BUCKET, Key: key, ...customer }))
        .catch(() => undefined)
      return await found?.Body?.transformToString()
    },
    /** Writes an object, or with `undefined` removes it. */
    put: async (key: string, text: string | undefined): Promise<void> => {
      const object = { Bucket: BUCKET, Key: key }
      if (text === undefined) await client.send(new DeleteObjectCommand(object))
      else
        await client.send(new PutObjectCommand({ ...object, ...customer, Body: Buffer.from(text) }))
    },
    close: async (): Promise<void> => {
      client.destroy()
      await close()
    }
  }
}

/** Settings as the lines of the input `backend-config`, without what is undefined. */
export const linesOf = (settings: Readonly<Record<string, string | undefined>>): string =>
  Object.entries(settings)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `${name}=${value}`)
    .join('\n')

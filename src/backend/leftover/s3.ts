/** The state of a destroyed environment in Terraform's `s3` backend. */
import {
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  S3Client
} from '@aws-sdk/client-s3'
import type { OpenState } from './leftover.ts'
import { limitedBy, reasonOf, StaysError } from './reason.ts'
import { credentialsFor, handlerFor, statusOf } from './s3-credentials.ts'
import { s3SettingsOf } from './s3-settings.ts'
import type { S3Settings } from './s3-settings.ts'

/** Of all that is asked for one state. */
const LIMIT_MS = 30_000
const ATTEMPTS = 3

/**
 * AWS removes an object only as the version that was read, where `If-Match` says so; MinIO takes that header and
 * does not heed it, others refuse it: so the version is compared right before, too.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-deletes.html
 */
export const openS3State: OpenState = async (settings, variables) => {
  const place = s3SettingsOf(settings, variables)
  const { bucket: Bucket, key: Key, region, caBundle } = place
  const signal = AbortSignal.timeout(LIMIT_MS)
  const within = limitedBy(signal)
  const client = new S3Client({
    region,
    forcePathStyle: place.pathStyle,
    useFipsEndpoint: place.fips,
    useDualstackEndpoint: place.dualstack,
    maxAttempts: ATTEMPTS,
    ...(place.endpoint === undefined ? {} : { endpoint: place.endpoint }),
    // Not every server has the checksums that Amazon's answers carry.
    responseChecksumValidation: 'WHEN_REQUIRED',
    requestHandler: handlerFor(place.endpoint ?? `https://s3.${region}.amazonaws.com`, caBundle),
    credentials: credentialsFor(place, { maxAttempts: ATTEMPTS, ...stsOf(place) })
  })
  const key =
    place.customerKey === undefined
      ? {}
      : { SSECustomerAlgorithm: 'AES256', SSECustomerKey: place.customerKey }
  const ask = async <T>(work: Promise<T>): Promise<T | undefined> =>
    await within(work).catch((error: unknown) => {
      if (isMissing(error)) return undefined
      throw reasonOf('S3', error, statusOf(error))
    })
  const versionNow = async (object: string): Promise<string | undefined> => {
    const found = await ask(
      client.send(new HeadObjectCommand({ Bucket, Key: object, ...key }), { abortSignal: signal })
    )
    return found && (found.ETag ?? '')
  }
  return {
    read: async () => {
      const found = await ask(
        client.send(new GetObjectCommand({ Bucket, Key, ...key }), { abortSignal: signal })
      )
      if (found === undefined) return undefined
      const text = await ask(found.Body?.transformToString() ?? Promise.resolve(''))
      return { text: text ?? '', version: found.ETag ?? '' }
    },
    remove: async (version) => {
      const lock = await versionNow(`${Key}.tflock`)
      if (lock !== undefined) throw new StaysError('somebody holds its lock')
      const now = await versionNow(Key)
      if (now === undefined) return
      if (now !== version) throw new StaysError('it was changed meanwhile')
      const send = async (more: { readonly IfMatch?: string }): Promise<unknown> => {
        const command = new DeleteObjectCommand({ Bucket, Key, ...more })
        return await client.send(command, { abortSignal: signal })
      }
      await ask(
        send({ IfMatch: version }).catch(async (error: unknown) => {
          if (statusOf(error) !== 501) throw error
          return await send({})
        })
      )
    },
    close: async () => client.destroy()
  }
}

/** Where temporary credentials are had. */
function stsOf({ sts: { region, endpoint }, caBundle }: S3Settings) {
  const requestHandler = handlerFor(endpoint ?? `https://sts.${region}.amazonaws.com`, caBundle)
  return { region, requestHandler, ...(endpoint === undefined ? {} : { endpoint }) }
}

/** Not so where the bucket is missing: then this is not where Terraform has been. */
const isMissing = (error: unknown): boolean =>
  statusOf(error) === 404 && (error as { readonly name?: string }).name !== 'NoSuchBucket'

/** The state of a destroyed environment in Terraform's `s3` backend. */
import { randomUUID } from 'node:crypto'
import {
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  PutObjectCommand,
  S3Client
} from '@aws-sdk/client-s3'
import type { OpenState } from './leftover.ts'
import { ownLock, under } from './own-lock.ts'
import { limitedBy, reasonOf, StaysError } from './reason.ts'
import { credentialsFor, handlerFor, statusOf } from './s3-credentials.ts'
import { s3SettingsOf } from './s3-settings.ts'
import type { S3Settings } from './s3-settings.ts'

/** Of all that is asked for one state. */
const LIMIT_MS = 30_000
const ATTEMPTS = 3
const NOT_IMPLEMENTED = 501
/** Another one is just being written, or there is one. */
const [CONFLICT, REFUSED] = [409, 412]

/** @see https://developer.hashicorp.com/terraform/language/backend/s3 */
export const openS3State: OpenState = async (settings, variables, who) => {
  const place = s3SettingsOf(settings, variables)
  const client = clientFor(place)
  const { get, versionOf, remove } = objectsOf(client, place)
  return {
    read: async () => await get(place.key),
    remove: async (version) => {
      const free = await takeLock(client, place, who)
      await under(free, lockOf(place), async () => {
        const now = await versionOf(place.key)
        if (now !== undefined && now !== version) throw new StaysError('it was changed meanwhile')
        if (now !== undefined) await remove(place.key, version)
      })
    },
    close: async () => client.destroy()
  }
}

const lockOf = ({ key }: S3Settings): string => `${key}.tflock`

/**
 * Takes the lock as Terraform does with `use_lockfile`.
 * @returns what removes it again, where it is still ours
 */
async function takeLock(
  client: S3Client,
  place: S3Settings,
  who: string | undefined
): Promise<() => Promise<boolean>> {
  const lock = lockOf(place)
  const own = ownLock(`${place.bucket}/${place.key}`, randomUUID(), new Date().toISOString(), who)
  const { get, versionOf, create } = objectsOf(client, place)
  const held = new StaysError('somebody holds its lock')
  // Some servers do not heed the condition.
  if ((await versionOf(lock)) !== undefined) throw held
  /** What is left of it, where this fails, is known to the next run by whose it is. */
  const free = async (): Promise<boolean> => {
    // The time for the rest may be over.
    const objects = objectsOf(client, place)
    try {
      const now = await objects.get(lock)
      if (now?.text === own) await objects.remove(lock, now.version)
      return true
    } catch {
      return false
    }
  }
  try {
    await create(lock, own)
    // It is ours, too, where the answer to the first attempt was lost, and the second one refused.
    if ((await get(lock))?.text !== own) throw held
  } catch (error) {
    await free()
    throw error
  }
  return free
}

/** What is asked of the bucket; undefined for an object that is not there. */
function objectsOf(client: S3Client, { bucket: Bucket, customerKey, encryption }: S3Settings) {
  const abortSignal = AbortSignal.timeout(LIMIT_MS)
  const within = limitedBy(abortSignal)
  const key =
    customerKey === undefined ? {} : { SSECustomerAlgorithm: 'AES256', SSECustomerKey: customerKey }
  const ask = async <T>(work: Promise<T>): Promise<T | undefined> =>
    await within(work).catch((error: unknown) => {
      if (isMissing(error)) return undefined
      throw reasonOf('S3', error, statusOf(error))
    })
  return {
    get: async (Key: string) => {
      const command = new GetObjectCommand({ Bucket, Key, ...key })
      const found = await ask(client.send(command, { abortSignal }))
      if (found === undefined) return undefined
      const text = await ask(found.Body?.transformToString() ?? Promise.resolve(''))
      return { text: text ?? '', version: found.ETag ?? '' }
    },
    versionOf: async (Key: string) => {
      const command = new HeadObjectCommand({ Bucket, Key, ...key })
      const found = await ask(client.send(command, { abortSignal }))
      return found && (found.ETag ?? '')
    },
    /** Leaves alone what is there. */
    create: async (Key: string, Body: string) => {
      const object = { Bucket, Key, Body, ContentType: 'application/json', ...encryption, ...key }
      const sent = client.send(new PutObjectCommand({ ...object, IfNoneMatch: '*' }), {
        abortSignal
      })
      await ask(
        sent.catch((error: unknown) => {
          if (![CONFLICT, REFUSED].includes(statusOf(error) ?? 0)) throw error
        })
      )
    },
    /**
     * AWS removes an object only as the version that was read, where `If-Match` says so. MinIO takes that header and
     * does not heed it, others refuse it: whoever calls has compared the versions right before.
     * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-deletes.html
     */
    remove: async (Key: string, IfMatch: string) => {
      const send = async (condition: { readonly IfMatch?: string }): Promise<unknown> =>
        await client.send(new DeleteObjectCommand({ Bucket, Key, ...condition }), { abortSignal })
      const removed = send({ IfMatch }).catch(async (error: unknown) => {
        if (statusOf(error) !== NOT_IMPLEMENTED) throw error
        return await send({})
      })
      await ask(removed)
    }
  }
}

const clientFor = (place: S3Settings): S3Client =>
  new S3Client({
    region: place.region,
    forcePathStyle: place.pathStyle,
    useFipsEndpoint: place.fips,
    useDualstackEndpoint: place.dualstack,
    maxAttempts: ATTEMPTS,
    ...(place.endpoint === undefined ? {} : { endpoint: place.endpoint }),
    // Not every server has the checksums that Amazon knows.
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
    requestHandler: handlerFor(
      place.endpoint ?? `https://s3.${place.region}.amazonaws.com`,
      place.caBundle
    ),
    credentials: credentialsFor(place, { maxAttempts: ATTEMPTS, ...stsOf(place) })
  })

/** Where temporary credentials are had. */
function stsOf({ sts: { region, endpoint }, caBundle }: S3Settings) {
  const requestHandler = handlerFor(endpoint ?? `https://sts.${region}.amazonaws.com`, caBundle)
  return { region, requestHandler, ...(endpoint === undefined ? {} : { endpoint }) }
}

/** Not so where the bucket is missing: then this is not where Terraform has been. */
const isMissing = (error: unknown): boolean =>
  statusOf(error) === 404 && (error as { readonly name?: string }).name !== 'NoSuchBucket'

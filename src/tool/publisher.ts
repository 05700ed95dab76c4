/** Downloads from those who publish the tools: the list of versions, and a release that is verified. */
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { RunError } from '../errors.ts'
import { parseJson } from '../json.ts'
import { download, PATIENCE } from './download.ts'
import type { Fetching, Patience } from './download.ts'
import type { PinnedKey } from './keys.ts'
import { indexOf, titleOf } from './releases.ts'
import type { Mirror, Platform, Release, Tool } from './releases.ts'
import { verifyArchive, verifySums } from './verify.ts'
import { versionsIn, versionsNear } from './version.ts'

/** Where releases come from, and whom they are believed. */
export interface Publisher {
  readonly keys: readonly PinnedKey[]
  readonly mirror: Mirror | undefined
  readonly platform: Platform
  readonly patience?: Patience
}

/** How a download is told, and ended. */
export type Telling = Pick<Fetching, 'say' | 'stop'>

/** More than any release has, in bytes. */
export const MOST = { archive: 300e6, sums: 1e6, signature: 100e3, index: 50e6 }

/**
 * Every version there is, newest first.
 * @param folder where the list may be written
 * @throws RunError `tool-unavailable`
 */
export async function fetchVersions(
  tool: Tool,
  folder: string,
  { mirror, patience = PATIENCE }: Publisher,
  telling: Telling
): Promise<readonly string[]> {
  const url = indexOf(tool, mirror)
  const file = join(folder, 'index.json')
  const isThere = await download(url, file, MOST.index, { mirror, patience, ...telling })
  const versions = isThere ? versionsIn(tool, parseJson(await readFile(file, 'utf8'))) : undefined
  if (versions !== undefined) return versions
  throw new RunError(
    'tool-unavailable',
    `There is no list of versions of ${titleOf(tool)} at ${url}.`,
    'Ask for one version, such as 1.11.4: that needs no list. A mirror may have one, too.'
  )
}

/**
 * Sums, signature and archive, verified.
 * @param folder where they go
 * @throws RunError `tool-unavailable`
 */
export async function fetchRelease(
  release: Release,
  folder: string,
  publisher: Publisher,
  telling: Telling
): Promise<void> {
  const { mirror, patience = PATIENCE } = publisher
  const { host } = new URL(release.folder)
  const fetchFile = async (name: string, most: number): Promise<boolean> =>
    await download(`${release.folder}/${name}`, join(folder, name), most, {
      mirror,
      patience,
      ...telling
    })
  telling.say(`Downloading ${release.title} from ${host}`)
  if (!(await fetchFile(release.sums, MOST.sums))) {
    throw await unknownVersion(release, host, folder, publisher, telling)
  }
  const isSigned = await fetchFile(release.signature, MOST.signature)
  if (!isSigned) throw absent(release.signature, host)
  // Before the archive, for what is not signed is not worth the wait.
  const digest = await verifySignature(release, folder, publisher)
  const isThere = await fetchFile(release.archive, MOST.archive)
  if (!isThere) throw absent(release.archive, host)
  await verifyArchive(release, join(folder, release.archive), digest)
}

const absent = (name: string, host: string): RunError =>
  new RunError(
    'tool-unavailable',
    `${host} has the sums of this version, but not ${name}.`,
    'Without it nothing can be verified, and nothing is installed. Use another version, or complete the mirror.'
  )

async function unknownVersion(
  { tool, title, version }: Release,
  host: string,
  folder: string,
  publisher: Publisher,
  telling: Telling
): Promise<RunError> {
  const versions = await fetchVersions(tool, folder, publisher, telling).catch(() => [])
  const near = versionsNear(versions, version).join(', ')
  return new RunError(
    'tool-unavailable',
    `There is no ${title} at ${host}.`,
    near === '' ? 'Ask for another version.' : `Ask for a version that is there, such as ${near}.`
  )
}

/** The three files in a folder, wherever they are from. */
export async function verifyRelease(
  release: Release,
  folder: string,
  publisher: Publisher
): Promise<void> {
  const digest = await verifySignature(release, folder, publisher)
  await verifyArchive(release, join(folder, release.archive), digest)
}

const verifySignature = async (
  release: Release,
  folder: string,
  { keys }: Publisher
): Promise<string> =>
  await verifySums(
    release,
    await readFile(join(folder, release.sums)),
    await readFile(join(folder, release.signature)),
    keys
  )

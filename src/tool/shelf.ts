/** The runner's tool cache: finds a tool in it, and puts one there as a whole or not at all. */
import { accessSync, constants } from 'node:fs'
import { chmod, mkdir, mkdtemp, rename, stat, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { RunError } from '../errors.ts'
import { remove } from '../folder.ts'
import { findProgram } from './find.ts'
import type { Platform, Release } from './releases.ts'

/** Folders that tools are kept in; the next one serves where one cannot be written to. */
export type Roots = readonly string[]

/** What a program says its version is; undefined where it does not start. */
export type VersionOf = (program: string) => Promise<string | undefined>

/** Of two jobs that mend the same folder, one may have to wait for the other. */
const TRIES = 5

/**
 * The layout of @actions/tool-cache, under a name of our own: what others put there was not verified. Its `cacheDir`
 * empties a folder before it fills it, so that of two jobs on a machine one takes the other's tool away.
 */
const folderOf = (root: string, { tool, version }: Release, { arch }: Platform): string =>
  join(root, `gitops-env-${tool}`, version, arch)

/** @returns the program, which starts; undefined where there is none */
export async function findOnShelf(
  roots: Roots,
  release: Release,
  platform: Platform,
  versionOf: VersionOf
): Promise<string | undefined> {
  for (const root of roots) {
    const folder = folderOf(root, release, platform)
    const program = join(folder, release.binary)
    const whole = (await exists(`${folder}.complete`)) && (await exists(program))
    if (whole && (await versionOf(program)) === release.version) return program
  }
  return undefined
}

/**
 * Unpacks a verified archive, sees that the program starts, and moves it to its place in one step.
 * @returns the program
 * @throws RunError `tool-unavailable`; `invalid-input` where unzip is missing
 */
export async function putOnShelf(
  roots: Roots,
  release: Release,
  platform: Platform,
  archive: string,
  versionOf: VersionOf
): Promise<string> {
  const folder = await firstWritable(roots.map((root) => folderOf(root, release, platform)))
  const staged = await mkdtemp(join(dirname(folder), '.new-'))
  try {
    await unpack(archive, staged, release, platform)
    const program = join(staged, release.binary)
    await chmod(program, 0o755)
    await chmod(staged, 0o755) // other users of this machine may run it
    if ((await versionOf(program)) !== release.version) throw notStarted(release, platform)
    await writeFile(`${folder}.complete`, '')
    const placed = join(folder, release.binary)
    await moveTo(folder, staged, async () => (await versionOf(placed)) === release.version)
    return placed
  } finally {
    remove(staged)
  }
}

/**
 * Only an empty folder can be replaced, so that of two that are put there at once the first one stays. One that
 * does not work is put aside; somebody else may be doing so, too.
 */
async function moveTo(
  folder: string,
  staged: string,
  isGood: () => Promise<boolean>
): Promise<void> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await rename(staged, folder)
    } catch (error) {
      if (await isGood()) return
      if (tries === TRIES) throw error
      const aside = await mkdtemp(join(dirname(folder), '.old-'))
      await rename(folder, join(aside, 'it')).catch(() => undefined)
      remove(aside)
    }
  }
}

async function firstWritable(folders: readonly string[]): Promise<string> {
  let problem: unknown
  for (const folder of folders) {
    try {
      const shelf = dirname(folder)
      await mkdir(shelf, { recursive: true })
      accessSync(shelf, constants.W_OK)
      return folder
    } catch (error) {
      problem = error
    }
  }
  throw problem
}

async function unpack(
  archive: string,
  folder: string,
  release: Release,
  { os }: Platform
): Promise<void> {
  if (os !== 'win32' && findProgram('unzip', process.env) === undefined) {
    throw new RunError(
      'invalid-input',
      `This runner has no program unzip, and ${release.archive} has to be unpacked.`,
      `Install unzip before this step (apt-get install unzip, apk add unzip), or put ${release.binary} on the PATH yourself.`
    )
  }
  const { extractZip } = await import('@actions/tool-cache')
  try {
    await extractZip(archive, folder)
    await stat(join(folder, release.binary))
  } catch (cause) {
    throw new RunError(
      'tool-unavailable',
      `${release.archive} could not be unpacked: ${cause instanceof Error ? cause.message : String(cause)}`,
      'It is what was published. See whether the disk of the runner is full.',
      { cause }
    )
  }
}

const notStarted = (release: Release, { os, arch }: Platform): RunError =>
  new RunError(
    'tool-unavailable',
    `${release.title} was verified and unpacked, but does not start on this runner (${os}, ${arch}).`,
    'See that programs in the folders RUNNER_TOOL_CACHE and RUNNER_TEMP may be started (no mount option noexec).'
  )

const exists = async (path: string): Promise<boolean> =>
  await stat(path).then(
    () => true,
    () => false
  )

/** Where the releases of Terraform and OpenTofu are, and what their files are called. */
import { RunError } from '../errors.ts'

export const TOOLS = ['terraform', 'tofu'] as const
export type Tool = (typeof TOOLS)[number]

/** As node names them: `process.platform`, `process.arch`. */
export interface Platform {
  readonly os: string
  readonly arch: string
}

/** A server that has the same files in the same folders. */
export interface Mirror {
  /** Without a user, a password, or a slash at the end. */
  readonly base: string
  readonly user: string
  readonly password: string
}

/** The files of one version for one platform. */
export interface Release {
  readonly tool: Tool
  readonly version: string
  /** Such as `Terraform 1.11.4`. */
  readonly title: string
  /** Such as `linux_amd64`. */
  readonly platform: string
  /** Address of the folder they all are in, without a slash at the end. */
  readonly folder: string
  readonly archive: string
  /** The name of the program in the archive. */
  readonly binary: string
  readonly sums: string
  readonly signature: string
}

interface Source {
  readonly title: string
  readonly base: string
  readonly index: string
  /** Where the index is below a mirror. */
  readonly mirroredIndex: string
  /** Below the base. */
  readonly folder: (version: string) => string
  readonly signature: string
}

/**
 * @see https://releases.hashicorp.com/terraform/
 * @see https://github.com/opentofu/opentofu/releases
 */
const SOURCES: Readonly<Record<Tool, Source>> = {
  terraform: {
    title: 'Terraform',
    base: 'https://releases.hashicorp.com',
    index: 'https://releases.hashicorp.com/terraform/index.json',
    mirroredIndex: 'terraform/index.json',
    folder: (version) => `terraform/${version}`,
    signature: 'SHA256SUMS.sig'
  },
  tofu: {
    title: 'OpenTofu',
    base: 'https://github.com/opentofu/opentofu/releases/download',
    index: 'https://get.opentofu.org/tofu/api.json',
    mirroredIndex: 'api.json',
    folder: (version) => `v${version}`,
    signature: 'SHA256SUMS.gpgsig'
  }
}

const VERSION = /^\d+\.\d+\.\d+(?:-[0-9A-Za-z.-]+)?$/u
const SYSTEMS: Readonly<Record<string, string>> = {
  linux: 'linux',
  darwin: 'darwin',
  win32: 'windows'
}
const PROCESSORS: Readonly<Record<string, string>> = { x64: 'amd64', arm64: 'arm64' }

export const titleOf = (tool: Tool): string => SOURCES[tool].title

/**
 * What is called how, and where it is. Whether a version is published for a platform, only its signed sums tell:
 * each year brings new ones.
 * @param version whole, such as `1.11.4`
 * @throws RunError `invalid-input` for a platform that neither tool is published for
 */
export function releaseOf(
  tool: Tool,
  version: string,
  platform: Platform,
  mirror: Mirror | undefined
): Release {
  const source = SOURCES[tool]
  // It becomes part of an address and of a path.
  if (!VERSION.test(version)) throw new Error(`'${version}' is not a version.`)
  const name = platformOf(platform)
  const prefix = `${tool}_${version}`
  return {
    tool,
    version,
    title: `${source.title} ${version}`,
    platform: name,
    folder: `${mirror?.base ?? source.base}/${source.folder(version)}`,
    archive: `${prefix}_${name}.zip`,
    binary: name.startsWith('windows') ? `${tool}.exe` : tool,
    sums: `${prefix}_SHA256SUMS`,
    signature: `${prefix}_${source.signature}`
  }
}

/** As Terraform names it, such as `linux_amd64`; undefined for one that no release is looked for. */
export function platformName({ os, arch }: Platform): string | undefined {
  const system = Object.hasOwn(SYSTEMS, os) ? SYSTEMS[os] : undefined
  const processor = Object.hasOwn(PROCESSORS, arch) ? PROCESSORS[arch] : undefined
  return system === undefined || processor === undefined ? undefined : `${system}_${processor}`
}

function platformOf({ os, arch }: Platform): string {
  const name = platformName({ os, arch })
  if (name !== undefined) return name
  throw new RunError(
    'invalid-input',
    `This runner is ${os} on ${arch}, for which the action installs neither Terraform nor OpenTofu.`,
    "Use a runner with Linux, macOS or Windows on x64 or arm64, or put the tool on the PATH in a step before this one; that is used where its version is what 'tool-version' asks for."
  )
}

/** Address of the list of all versions. */
export function indexOf(tool: Tool, mirror: Mirror | undefined): string {
  const { index, mirroredIndex } = SOURCES[tool]
  return mirror === undefined ? index : `${mirror.base}/${mirroredIndex}`
}

/**
 * @param text of the environment variable GITOPS_ENV_TOOL_MIRROR; empty is none
 * @throws RunError `invalid-input`, without the text, which may hold a password
 */
export function mirrorOf(text: string | undefined): Mirror | undefined {
  const given = text?.trim() ?? ''
  if (given === '') return undefined
  const url = URL.canParse(given) ? new URL(given) : undefined
  if (url === undefined || !/^https?:$/u.test(url.protocol) || url.search + url.hash !== '') {
    throw new RunError(
      'invalid-input',
      'The environment variable GITOPS_ENV_TOOL_MIRROR is not the address of a server.',
      'Write an address that begins with https:// or http://, without ? and #, such as https://mirror.example.com/hashicorp.'
    )
  }
  const [user, password] = [decoded(url.username), decoded(url.password)]
  url.username = ''
  url.password = ''
  return { base: url.href.replace(/\/+$/u, ''), user, password }
}

/** A '%' that begins no code stands for itself. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

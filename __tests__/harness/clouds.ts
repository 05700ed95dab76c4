// A world whose Terraform installs stand-ins for the providers of clouds, and what is in those clouds.
import { installStandIns, type StandInName } from '../provider/start.ts'
import type { RunResult } from './runner.ts'
import { createWorld, type WorldSettings } from './scenario.ts'

/** Each takes tags in its own way. */
const VERSIONS = { aws: '5.62.0', azurerm: '4.1.0', google: '5.0.0', 'google-beta': '6.2.0' }

export type CloudWorld = Awaited<ReturnType<typeof createCloudWorld>>

/** @param versions of the providers that there are */
export async function createCloudWorld(
  module: Readonly<Record<string, string>>,
  settings: WorldSettings = {},
  versions: Readonly<Partial<Record<StandInName, string>>> = VERSIONS
) {
  const passphrase = { 'state-passphrase': 'correct horse battery staple' }
  const world = await createWorld({
    module,
    ...settings,
    with: { ...passphrase, ...settings.with }
  })
  const { env, objects } = installStandIns(world.origin.base, versions)
  return {
    world,
    /** For the environment of every run. */
    env,
    push: async (branch: string, files?: Readonly<Record<string, string>>) =>
      await world.push(branch, files, { env }),
    /** An argument of every object in a cloud, by the object's name in the module. */
    all: (cloud: StandInName, argument: string): Readonly<Record<string, unknown>> =>
      Object.fromEntries(
        objects(cloud).map((one) => [
          String(one['name'] ?? one['bucket_prefix']).replace(/-$/u, ''),
          one[argument]
        ])
      ),
    close: world.close
  }
}

/** One resource each, of this name; labels, tags or a provider may be added. */
export const onAws = (name: string, body = ''): string =>
  `resource "aws_s3_bucket" "${name}" {\n  bucket_prefix = "${name}-"\n${body}\n}\n`
export const onGoogle = (name: string, body = ''): string =>
  `resource "google_storage_bucket" "${name}" {\n  name = "${name}"\n  location = "EU"\n${body}\n}\n`
export const onAzure = (name: string, body = ''): string =>
  `resource "azurerm_resource_group" "${name}" {\n  name = "${name}"\n  location = "eu"\n${body}\n}\n`

/** The tags of the environment of `env-alice`. */
export const STANDARD = {
  environment: 'alice',
  project: 'demo',
  branch: 'env-alice',
  repository: 'octo/demo',
  'managed-by': 'gitops-env-action'
}
/** The same as Google takes them. */
export const LABELS = { ...STANDARD, repository: 'octo-demo' }

/** A run's notices, as result.json has them. */
export const noticesOf = ({ result }: RunResult): readonly string[] =>
  (result as { readonly notices?: readonly string[] }).notices ?? []

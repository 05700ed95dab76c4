// Starts our own provider for a test, and tells what exists in its cloud.
import { spawn } from 'node:child_process'
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { arch, platform } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { zip } from './zip.ts'

const PROGRAM = fileURLToPath(new URL('provider.mjs', import.meta.url))
const STAND_IN = fileURLToPath(new URL('stand-in.mjs', import.meta.url))
const ADDRESS = 'registry.terraform.io/test/fake'
const SYSTEM = `${platform()}_${arch() === 'x64' ? 'amd64' : arch()}`

/** What a root module needs to use it. */
export const REQUIRED = `terraform {
  required_providers { fake = { source = "test/fake" } }
}
`

/** An object in the cloud. */
export interface CloudObject {
  readonly id: string
  readonly name: string
}

export type Provider = Awaited<ReturnType<typeof startProvider>>

/**
 * Starts it.
 * @param base a folder for its cloud
 * @param as `process`: one process of its own, beside Terraform; `child`: Terraform starts and signals it;
 * `package`: as `child`, from a zip that `terraform init` must unpack, as it does with a registry's
 */
export async function startProvider(base: string, as: 'process' | 'child' | 'package' = 'process') {
  const folder = mkdtempSync(join(base, 'cloud-'))
  const read = (name: string): string =>
    existsSync(join(folder, name)) ? readFileSync(join(folder, name), 'utf8') : ''
  const objects = (): Record<string, CloudObject> =>
    JSON.parse(read('objects.json') || '{}') as Record<string, CloudObject>
  const started = as === 'process' ? await startProcess(folder) : undefined
  return {
    /** For Terraform's environment. */
    env: { FAKE_CLOUD: folder, ...(started?.env ?? mirror(folder, as === 'package')) },
    /** Every object that exists. */
    objects: (): CloudObject[] => Object.values(objects()),
    /** Removes an object behind Terraform's back. */
    forget: (id: string): void => {
      const { [id]: _gone, ...rest } = objects()
      writeFileSync(join(folder, 'objects.json'), JSON.stringify(rest))
    },
    /** What Terraform asked for, one line a call: `create NAME`, `create NAME done`, `stop`, … */
    calls: (): string[] => read('calls.log').split('\n').filter(Boolean),
    /** From now on its zip is there, but broken: only who does not unpack it can go on. */
    breakPackage: (): void => writeFileSync(packageIn(folder), 'no zip any more'),
    /** From now on nothing waits any more. */
    hurry: (): void => writeFileSync(join(folder, 'hurry'), ''),
    close: (): void => started?.end()
  }
}

export type StandInName = 'aws' | 'azurerm' | 'google' | 'google-beta'

/**
 * Stand-ins that Terraform installs and starts itself, so that they get its environment, and the lock file has them.
 * @param base a folder for their clouds
 * @param versions of each provider that there is
 */
export function installStandIns(
  base: string,
  versions: Readonly<Partial<Record<StandInName, string>>>
) {
  const folder = mkdtempSync(join(base, 'clouds-'))
  for (const [name, version] of Object.entries(versions)) {
    const cloud = join(folder, name)
    mkdirSync(cloud, { recursive: true })
    const args = JSON.stringify([cloud, 'plugin', name, version])
    for (const host of ['registry.terraform.io', 'registry.opentofu.org']) {
      const place = join(folder, 'mirror', host, 'hashicorp', name, version, SYSTEM)
      mkdirSync(place, { recursive: true })
      // No shell: some take away variables whose names they could not write.
      writeFileSync(
        join(place, `terraform-provider-${name}_v${version}`),
        `#!${process.execPath}\nprocess.argv.splice(2, 0, ...${args})\nimport('${STAND_IN}')\n`,
        { mode: 0o755 }
      )
    }
  }
  return {
    /** For Terraform's environment. One resource after the other, for the cloud is one file. */
    env: { ...installedFrom(folder), TF_CLI_ARGS_apply: '-parallelism=1' },
    /** Every resource that exists in a provider's cloud. */
    objects: (name: StandInName): readonly Readonly<Record<string, unknown>>[] => {
      const file = join(folder, name, 'objects.json')
      return existsSync(file)
        ? Object.values(JSON.parse(readFileSync(file, 'utf8')) as Record<string, never>)
        : []
    }
  }
}

async function startProcess(
  folder: string
): Promise<{ end: () => void; env: Record<string, string> }> {
  const child = spawn(process.execPath, [PROGRAM, folder, 'reattach'], {
    stdio: ['ignore', 'pipe', 'inherit']
  })
  const kill = (): void => void child.kill('SIGKILL')
  process.once('exit', kill)
  const end = (): void => {
    process.off('exit', kill)
    kill()
  }
  return await new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('exit', (code) => reject(new Error(`the provider ended with exit code ${code}`)))
    createInterface(child.stdout).once('line', (reattach) =>
      resolve({ end, env: { TF_REATTACH_PROVIDERS: reattach } })
    )
  })
}

/** A folder from which `terraform init` installs it; TLS would need a certificate of the provider's. */
function mirror(folder: string, packed: boolean): Record<string, string> {
  const name = 'terraform-provider-fake_v0.1.0'
  const script = `#!/bin/sh\nexec '${process.execPath}' '${PROGRAM}' '${folder}' plugin\n`
  const above = join(folder, 'mirror', ADDRESS)
  if (packed) {
    mkdirSync(above, { recursive: true })
    writeFileSync(packageIn(folder), zip({ [name]: Buffer.from(script) }))
  } else {
    const place = join(above, '0.1.0', SYSTEM)
    mkdirSync(place, { recursive: true })
    writeFileSync(join(place, name), script)
    chmodSync(join(place, name), 0o755)
  }
  return installedFrom(folder)
}

/** The environment of a Terraform that finds its providers in the folder's `mirror`. */
function installedFrom(folder: string): Record<string, string> {
  const config = join(folder, 'terraformrc')
  const source = `filesystem_mirror { path = ${JSON.stringify(join(folder, 'mirror'))} }`
  writeFileSync(config, `provider_installation {\n  ${source}\n}\n`)
  return { TF_CLI_CONFIG_FILE: config, TF_DISABLE_PLUGIN_TLS: '1' }
}

const packageIn = (folder: string): string =>
  join(folder, 'mirror', ADDRESS, `terraform-provider-fake_0.1.0_${SYSTEM}.zip`)

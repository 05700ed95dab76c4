// A world whose module needs a provider, with a registry's mirror for it, a lock file and a cache service.
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { REQUIRED, startProvider } from '../provider/start.ts'
import { startCacheService } from '../servers/cache-service.ts'
import { TOKEN } from './cached.ts'
import type { RunResult, RunSettings } from './runner.ts'
import { createWorld } from './scenario.ts'
import { hasTerraform } from './tools.ts'

export type CachedWorld = Awaited<ReturnType<typeof createCachedWorld>>

/**
 * @param base a folder for the provider and its lock file
 * @param main the module, which needs the provider
 */
export async function createCachedWorld(base: string, main: string) {
  const provider = await startProvider(base, 'package')
  /** What `terraform init` writes, for the platform of this machine. */
  const lockFile = (): string => {
    const root = mkdtempSync(join(base, 'root-'))
    writeFileSync(join(root, 'main.tf'), REQUIRED)
    const env = { PATH: process.env['PATH'], HOME: base, CHECKPOINT_DISABLE: '1', ...provider.env }
    execFileSync('terraform', ['init', '-input=false'], { cwd: root, env })
    return readFileSync(join(root, '.terraform.lock.hcl'), 'utf8')
  }
  const lock = hasTerraform ? lockFile() : ''
  const service = await startCacheService(TOKEN)
  const world = await createWorld({
    module: { 'main.tf': main, '.terraform.lock.hcl': lock },
    http: true,
    with: { 'state-passphrase': 'a passphrase of these tests' },
    secrets: [TOKEN]
  })
  /** The toolkit takes any server but GitHub's, and those of this domain, for one without this service. */
  const settings = (own: RunSettings = {}): RunSettings => ({
    ...own,
    serverUrl: (world.server?.url ?? '').replace('127.0.0.1', 'demo.localhost'),
    env: { ...provider.env, ...service.env, ...own.env }
  })
  return {
    provider,
    /** The module's `.terraform.lock.hcl`. */
    lock,
    service,
    world,
    settings,
    push: async (branch: string, own?: RunSettings): Promise<RunResult> =>
      await world.push(branch, undefined, settings(own)),
    close: async (): Promise<void> => {
      await world.close()
      await service.close()
    }
  }
}

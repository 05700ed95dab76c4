// A folder to save, a place to restore to, and a cache service between them.
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  realpathSync,
  rmSync,
  writeFileSync
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openCache, type Cache } from '../../src/cache/cache.ts'
import { startCacheService } from '../servers/cache-service.ts'
import { repositoryRoot } from './action-file.ts'

export const TOKEN = 'runtime-token-0123456789-of-this-test'
export const KEY = 'some-key-1'
/** How the line begins that tells of a failure. */
export const FAILED = 'The cache failed, and this run goes on without it: '
/** What is started to ask the service. */
export const script = join(repositoryRoot, 'dist/index.js')

export type Cached = Awaited<ReturnType<typeof createCached>>

export async function createCached() {
  const base = realpathSync(mkdtempSync(join(tmpdir(), 'cached-')))
  for (const name of ['scratch', 'from/things/bin', 'to']) {
    mkdirSync(join(base, name), { recursive: true })
  }
  writeFileSync(join(base, 'from/things/bin/program'), '#!/bin/sh\n')
  chmodSync(join(base, 'from/things/bin/program'), 0o755) // whatever the umask is
  writeFileSync(join(base, 'from/things/text'), 'a text\n')
  const service = await startCacheService(TOKEN)
  const said: string[] = []
  const [from, to] = [join(base, 'from/things'), join(base, 'to/things')]
  const variables = {
    PATH: process.env['PATH'],
    HOME: base,
    GITHUB_SERVER_URL: 'https://github.com',
    ...service.env
  }
  const open = (
    more: Readonly<Record<string, string | undefined>> = {},
    mostBytes?: number,
    scratch = join(base, 'scratch')
  ): Cache | undefined =>
    openCache({
      ...(mostBytes !== undefined && { mostBytes }),
      scratch,
      script,
      variables: { ...variables, ...more },
      say: (text) => void said.push(text)
    })
  return {
    base,
    service,
    variables,
    /** Every line of the log. */
    said,
    from,
    to,
    open,
    save: async (): Promise<boolean | undefined> => await open()?.trySave(from, KEY),
    restore: async (cache = open()): Promise<boolean | undefined> =>
      await cache?.tryRestore(to, KEY),
    /** What is still on its way. */
    onTheWay: (): readonly string[] => readdirSync(join(base, 'scratch')),
    close: async (): Promise<void> => {
      await service.close()
      rmSync(base, { recursive: true })
    }
  }
}

// A tool that is on the PATH is asked for its version where that matters: once, and not beyond the end of the run.
import { afterEach, beforeEach, expect, test } from '@jest/globals'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { RunError } from '../../src/errors.ts'
import { provideTool } from '../../src/tool/provide.ts'
import { until } from '../harness/gate.ts'

let base = ''
beforeEach(() => {
  base = mkdtempSync(join(tmpdir(), 'provide-'))
})
afterEach(() => rmSync(base, { recursive: true }))

const CALLS = 'echo "$*" >>"$BASE/calls"\n'
const VERSION = 'echo \'{"terraform_version":"1.11.4"}\'\n'
const callsOf = (): readonly string[] =>
  existsSync(join(base, 'calls')) ? readFileSync(join(base, 'calls'), 'utf8').split('\n') : []

/** @param body of the script that is on the PATH; `$BASE/calls` has what it was started with */
async function provided(body: string, requiredVersion?: string) {
  const bin = join(base, 'bin')
  mkdirSync(bin)
  writeFileSync(join(bin, 'terraform'), `#!/bin/sh\n${CALLS}${body}`, { mode: 0o755 })
  const acts: (() => void)[] = []
  const stop = new AbortController()
  const tool = await provideTool(
    { name: 'terraform', input: '', top: base, root: base, requiredVersion },
    {
      cache: undefined,
      variables: { PATH: `${bin}:/usr/bin:/bin`, BASE: base },
      cancellation: {
        check: () => {
          throw new RunError('cancelled', 'The run was cancelled.')
        },
        onCancel: (act) => void acts.push(act)
      },
      directory: base,
      temp: base,
      stop,
      say: () => undefined,
      hide: () => undefined
    }
  )
  return { tool, cancel: () => acts.forEach((act) => act()), stop }
}

test.each([
  ['where the module asks for one', '>= 1.9', 1],
  ['where nothing does', undefined, 0]
])('%s it is asked before, and never twice', async (_, required, before) => {
  const { tool } = await provided(VERSION, required)
  const asked = (): number => callsOf().filter((line) => line === 'version -json').length
  expect(asked()).toBe(before)
  expect(await Promise.all([tool.version(), tool.version()])).toEqual(['1.11.4', '1.11.4'])
  expect(await tool.version()).toBe('1.11.4')
  expect(asked()).toBe(1)
})

test('a program that does not say has none', async () => {
  const { tool } = await provided('exit 1\n')
  expect(await tool.version()).toBeUndefined()
})

test.each(['cancel', 'stop'] as const)('nobody waits for one after a %s', async (how) => {
  const { tool, cancel, stop } = await provided("trap '' TERM INT\nsleep 600\n")
  const asked = tool.version().catch((error: unknown) => error)
  await until(() => callsOf().length > 0)
  if (how === 'cancel') cancel()
  else stop.abort(new Error('The run is over.'))
  expect(String(await asked)).toContain(how === 'cancel' ? 'was cancelled' : 'is over')
})

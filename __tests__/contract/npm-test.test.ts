// `npm test` itself, on a machine without Terraform: what is skipped is named, and what proves nothing is not green.
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { repositoryRoot } from '../harness/action-file.ts'
import { run } from '../harness/process.ts'
import { programOf, publish, zipOf } from '../harness/release.ts'
import { makeSigner } from '../harness/signer.ts'
import { testIf } from '../harness/tools.ts'
import { startReleaseMirror } from '../servers/release-mirror.ts'

const SCRIPT = join(repositoryRoot, 'scripts/test.mjs')
const UNIT = '__tests__/unit/tags.test.ts'
const E2E = '__tests__/e2e/resolve.test.ts'
const SKIPPED = /^skipped: resolve on a push tells operation/mu

let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'no-terraform-'))
  mkdirSync(join(folder, 'bin'))
  symlinkSync(process.execPath, join(folder, 'bin/node'))
  symlinkSync(find('git'), join(folder, 'bin/git'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const find = (program: string): string =>
  (process.env['PATH'] ?? '')
    .split(delimiter)
    .map((directory) => join(directory, program))
    .find((file) => existsSync(file)) ?? ''

test.each<[string, readonly string[], number, readonly RegExp[]]>([
  [
    'a machine without Terraform',
    [UNIT, E2E],
    0,
    [SKIPPED, /[1-9]\d* passed, 0 failed, \d+ skipped/u]
  ],
  [
    'the same, where nothing may be skipped',
    ['--no-skips', UNIT, E2E],
    1,
    [SKIPPED, /^FAIL --no-skips/mu, /passed, 1 failed, \d+ skipped/u]
  ],
  [
    'tests that are skipped, all of them',
    [E2E],
    1,
    [/^FAIL jest \(no test passed\)/mu, /^0 passed/mu]
  ],
  ['tests that need nothing', ['--no-skips', UNIT], 0, [/[1-9]\d* passed, 0 failed\n/u]],
  ['a file that is not there', ['__tests__/unit/nowhere.test.ts'], 1, [/^FAIL jest/mu]]
])('tells of %s', async (_, args, code, said) => {
  const env = {
    PATH: join(folder, 'bin'),
    NODE24: process.env['NODE24'] ?? process.execPath,
    HOME: folder,
    GITOPS_ENV_TOOL_MIRROR: 'nowhere' // so that none is installed
  }
  const done = await run(process.execPath, [SCRIPT, '--no-checks', ...args], { env })
  expect(done.code).toBe(code)
  for (const words of said) expect(done.stdout).toMatch(words)
})

describe("what installs Terraform for the tests is the action's own installer", () => {
  const compiled = existsSync(join(repositoryRoot, 'lib/tool/provide.js'))

  testIf(compiled)('it believes nobody but the publisher', async () => {
    const mirror = await startReleaseMirror()
    try {
      await publish(mirror, '1.11.9', zipOf('terraform', programOf('1.11.9')), await makeSigner())
      const installer = join(repositoryRoot, 'scripts/install-tool.mjs')
      const done = await run(process.execPath, [installer, 'terraform', '1.11.9', folder], {
        env: { PATH: join(folder, 'bin'), HOME: folder, GITOPS_ENV_TOOL_MIRROR: mirror.url }
      })
      expect(done.code).toBe(1)
      expect(done.stderr).toContain(
        'The signature of terraform_1.11.9_SHA256SUMS cannot be trusted'
      )
    } finally {
      await mirror.close()
    }
  })
})

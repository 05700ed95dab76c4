// Which tools this machine has, and tests that are skipped by name where one is missing.
import { expect, test } from '@jest/globals'
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { gitHttpBackend } from '../servers/git-http.ts'

/** Whether `terraform` on the PATH starts. */
export const hasTerraform = starts('terraform')
/** What `terraform` on the PATH says it is; undefined where there is none. */
export const terraformVersion = numberOf('terraform')
/** Whether it is the one that the examples ask for: another would be installed, which needs a network. */
export const hasExamplesTerraform = terraformVersion === '1.11.4'
/** Whether `tofu` on the PATH starts. */
export const hasTofu = starts('tofu')
/** Whether an archive can be unpacked. */
export const hasUnzip = spawnSync('unzip', ['-v']).status === 0
/** Whether this is root, for whom no file is closed, and can be somebody else. */
export const isRoot = process.getuid?.() === 0
/** Whether git can serve a repository by HTTP. */
export const hasGitHttp = existsSync(gitHttpBackend())

const skipped = test.skip

/** A `test` that needs something: the real one, or one that shows up as skipped under its own name. */
export function testIf(available: boolean): typeof test.skip {
  return available ? test : skipped
}

const skippedToo = test.concurrent.skip

/** The same for tests that mostly wait and so run beside each other: each needs a world of its own. */
export function concurrentIf(available: boolean): typeof test.concurrent.skip {
  return available ? test.concurrent : skippedToo
}

/** For tests that start Terraform. */
export const withTerraform = testIf(hasTerraform)

/**
 * Defines a test for this node, and one for the node that GitHub runs actions with, which NODE24 names; without it
 * that one is skipped by name. `%s` in the title is the version.
 */
export function onEachNode(available = true) {
  return (title: string, body: (version: string, path: string) => Promise<void>): void => {
    const paths = [process.execPath, ...(isNode24 ? [] : [process.env['NODE24']])]
    for (const path of paths) {
      const version = path === undefined ? 'v24' : versionOf(path)
      const define = testIf(available && path !== undefined)
      define(title.replace('%s', version), async () => await body(version, path ?? ''))
    }
  }
}

const isNode24 = Number(process.versions.node.split('.')[0]) >= 24
const versionOf = (path: string): string =>
  spawnSync(path, ['--version'], { encoding: 'utf8' }).stdout.trim()

/**
 * Adds a test that fails when none of a tier's tools is there: a tier that skips everything must not be green.
 * `tools` names each tool with whether it was found.
 */
export function refuseToSkipAll(tier: string, tools: Readonly<Record<string, boolean>>): void {
  const define = test // as a value: to the linter a file that calls it is a test file
  define(
    `${tier}: not everything is skipped, for ${Object.keys(tools).join(' or ')} is here`,
    () => {
      expect(Object.values(tools)).toContain(true)
    }
  )
}

function numberOf(command: string): string | undefined {
  const env = { ...process.env, CHECKPOINT_DISABLE: '1' }
  const { stdout } = spawnSync(command, ['version', '-json'], { env, encoding: 'utf8' })
  return /"terraform_version": *"([^"]+)"/u.exec(stdout ?? '')?.[1]
}

function starts(command: string): boolean {
  return (
    spawnSync(command, ['version'], { env: { ...process.env, CHECKPOINT_DISABLE: '1' } }).status ===
    0
  )
}

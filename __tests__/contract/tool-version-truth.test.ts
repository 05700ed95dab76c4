// Constraints mean what they mean to the real Terraform of this machine.
import { afterAll, expect } from '@jest/globals'
import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { satisfies, wantedVersion } from '../../src/tool/version.ts'
import { versionOf } from '../harness/installation.ts'
import { withTerraform } from '../harness/tools.ts'

const folders: string[] = []
afterAll(() => folders.forEach((folder) => rmSync(folder, { recursive: true })))

/** Whether Terraform works in a module with such a `required_version`. */
async function accepts(constraint: string): Promise<boolean> {
  const folder = mkdtempSync(join(tmpdir(), 'required-version-'))
  folders.push(folder)
  writeFileSync(join(folder, 'main.tf'), `terraform { required_version = "${constraint}" }\n`)
  const env = { PATH: process.env['PATH'], CHECKPOINT_DISABLE: '1' }
  return await promisify(execFile)('terraform', ['init', '-input=false'], {
    cwd: folder,
    env
  }).then(
    () => true,
    () => false
  )
}

/** What the action thinks of it; text that it refuses is not accepted. */
function allows(constraint: string, version: string): boolean {
  try {
    const places = { input: undefined, file: undefined, requiredVersion: constraint }
    const wanted = wantedVersion(places)
    return wanted !== undefined && satisfies(version, wanted)
  } catch {
    return false
  }
}

withTerraform('Terraform accepts what the action thinks it accepts', async () => {
  const version = (await versionOf('terraform')) ?? ''
  expect(version).not.toBe('')
  const [major = 0, minor = 0, patch = 0] = version.split('.').map(Number)
  const constraints = [
    version,
    `v${version}`,
    `= ${version}`,
    `!= ${version}`,
    `${major}.${minor}`,
    `~> ${major}`,
    `~> ${major}.${minor}`,
    `~> ${major}.${minor + 1}`,
    `~> ${major}.${minor}.0`,
    `~>${major}.${minor}.${patch + 1}`,
    `~> ${major}.${minor - 1}.0`,
    `~> ${major - 1}`,
    `>= ${major}.${minor}, < ${major + 1}`,
    `>${version}`,
    `<= ${major}.${minor}`,
    `~> ${major}.${minor}.0, != ${version}`,
    `>= ${version}-rc1`,
    `= ${version}-rc1`,
    `> ${major}.0 < 9`,
    `^${version}`,
    `=> ${version}`,
    `== ${version}`,
    `${major}.x`,
    'latest',
    `>= ${major},`
  ]
  const all = Object.fromEntries(constraints.map((one) => [one, allows(one, version)]))
  const found: Record<string, boolean> = {}
  const next = async (): Promise<void> => {
    for (let one = constraints.pop(); one !== undefined; one = constraints.pop()) {
      found[one] = await accepts(one)
    }
  }
  await Promise.all([next(), next(), next()])
  expect(found).toEqual(all)
  expect(new Set(Object.values(found))).toEqual(new Set([true, false]))
})

// Worlds whose state cannot be stored, and what is then to be found in the rescue ref.
import { expect } from '@jest/globals'
import { existsSync, readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import type { Origin } from './origin.ts'
import { must } from './process.ts'
import type { RunResult } from './runner.ts'
import type { World } from './scenario.ts'
import { printedOf } from './visible.ts'

/** Where the rescued state of `alice` in the project `demo` lies. */
export const RESCUE = 'refs/gitops-env/rescue/demo/alice'
export const STATE = 'refs/gitops-env/state/demo/alice'
export const PASSPHRASE = { 'state-passphrase': 'correct horse battery staple' } as const
/** A value that is in the state, and nowhere else to be seen. */
export const SECRET = 'tr0ub4dor-and-three'

/** Where a world notes each resource that is really made, a line for each. */
const madeFile = ({ base }: Origin): string => `${base}/made`

/** Resources of these names, each with the secret in it, that note when they are made. */
export const parts = (origin: Origin, ...names: readonly string[]): string =>
  [
    `variable "secret" {\n  sensitive = true\n  default   = "${SECRET}"\n}`,
    ...names.map(
      (name) => `resource "terraform_data" "${name}" {
  input = var.secret
  provisioner "local-exec" { command = "echo ${name} >> '${madeFile(origin)}'" }
}`
    ),
    'output "parts" { value = "all" }',
    ''
  ].join('\n')

/** What was made so far, in order of name: one that is there twice was made twice. */
export function madeIn({ origin }: World): string[] {
  const file = madeFile(origin)
  return existsSync(file) ? readFileSync(file, 'utf8').split('\n').filter(Boolean).toSorted() : []
}

/** The run failed, its state is encrypted in the rescue ref, and nothing holds it in clear. */
export function expectRescued(run: RunResult, world: World): string {
  expect(run).toMatchObject({ exitCode: 1, outputs: { reason: 'state-not-saved' } })
  expect(errorOf(run)).toContain(`It was rescued, encrypted, in ${RESCUE}.`)
  expect(run.summary).toContain(RESCUE)
  expect(world.record('alice')?.json).toMatchObject({ outcome: 'failed' })
  expect(world.record('alice')?.json).not.toHaveProperty('unsaved')
  const blob = world.origin.file(RESCUE, 'state')
  const end = blob.indexOf('\n')
  expect(JSON.parse(blob.subarray(0, end).toString())).toMatchObject({ encryption: 'aes-256-gcm' })
  expect(() => gunzipSync(blob.subarray(end + 1))).toThrow('incorrect header check')
  expect(printedOf(run)).not.toContain(SECRET)
  return world.origin.refs(RESCUE)[RESCUE] ?? ''
}

/** The next run put it back before anything else, and said so. */
export function expectRestored(run: RunResult, world: World): void {
  const text = `The state that an earlier run had rescued in ${RESCUE} was put back.`
  expect(run.log).toContain(text)
  expect(run.summary).toContain(text)
  expect(world.hiddenRefs('rescue')).toEqual([])
  expect(world.hiddenRefs('restore')).toEqual([])
}

/** A run that leaves the choice to a person: the commands it shows, in order. */
export function expectPending(run: RunResult): readonly string[] {
  expect(run).toMatchObject({ exitCode: 1, outputs: { reason: 'rescue-pending' } })
  const commands = errorOf(run)
    .split('\n')
    .flatMap((line) => (line.startsWith('    git ') ? [line.trim()] : []))
  expect(commands).toHaveLength(2)
  for (const command of commands) expect(run.summary).toContain(command)
  return commands
}

/** Carries out, in a fresh clone, what a message says. */
export async function obey({ origin }: World, line: string): Promise<void> {
  const clone = `${origin.base}/clone-${Date.now()}`
  await must('git', ['clone', '--quiet', origin.path, clone])
  for (const command of line.split(' && ')) {
    const [program = '', ...args] = command.split(' ')
    await must(program, args, { cwd: clone })
  }
}

/** All that a run says as errors: Terraform's words first, then ours. */
export const errorOf = ({ annotations }: RunResult): string =>
  annotations.flatMap(({ level, message }) => (level === 'error' ? [message] : [])).join('\n')

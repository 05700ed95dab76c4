// What a destroyed environment left in a file: removed when it is empty, else it stays.
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openLocalState } from '../../src/backend/leftover/local.ts'
import { removeLeftover } from '../../src/backend/leftover/leftover.ts'
import { removalCommand } from '../../src/backend/leftover/stays.ts'
import { must } from '../harness/process.ts'

const EMPTY = { version: 4, serial: 3, lineage: 'one', outputs: {}, resources: [] }
const FULL = { ...EMPTY, resources: [{ type: 'terraform_data', name: 'app', instances: [{}] }] }

/** A person's shell, in which the command of the message is pasted. */
const paste = async (command: string, env: NodeJS.ProcessEnv = {}): Promise<string> =>
  await must('sh', ['-c', command], { env: { PATH: process.env['PATH'], ...env } })
const commandIn = (text: string | undefined): string => text?.split('\n    ')[1] ?? ''

describe("of the 'local' backend", () => {
  let folder: string
  let path: string
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'o\'dd $HOME `id` "-'))
    path = join(folder, 'alice.tfstate')
  })
  afterEach(() => rmSync(folder, { recursive: true, force: true }))
  const remove = async (settings = { path } as Record<string, string | undefined>) =>
    await removeLeftover({ type: 'local', key: path, environment: {} }, settings, {})

  test('the file goes with its backup', async () => {
    for (const file of [path, `${path}.backup`]) writeFileSync(file, JSON.stringify(EMPTY))
    expect(await remove()).toBeUndefined()
    expect(readdirSync(folder)).toEqual([])
    expect(await remove()).toBeUndefined()
  })

  test.each([
    ['holds a resource', JSON.stringify(FULL), 'it is not empty'],
    [
      'holds an output',
      JSON.stringify({ ...EMPTY, outputs: { a: { value: 1 } } }),
      'it is not empty'
    ],
    [
      'is of another format',
      JSON.stringify({ ...EMPTY, version: 5 }),
      'what it holds cannot be read'
    ],
    ['has no lineage', JSON.stringify({ ...EMPTY, lineage: 7 }), 'what it holds cannot be read'],
    ['has no serial', JSON.stringify({ ...EMPTY, serial: '3' }), 'what it holds cannot be read'],
    [
      'says nothing of outputs',
      JSON.stringify({ ...EMPTY, outputs: [] }),
      'what it holds cannot be read'
    ],
    ['is no JSON', '{ "resources": [] ', 'what it holds cannot be read'],
    ['does not say what it holds', '{}', 'what it holds cannot be read'],
    ['is encrypted by OpenTofu', '{"encrypted_data":"e"}', 'what it holds cannot be read']
  ])('a file that %s stays, until a person removes it', async (_, text, why) => {
    writeFileSync(path, text)
    const stays = await remove()
    expect(stays).toContain(`The state stays in local '${path}' (${why}). Find out what is in it`)
    // Nobody is to paste what would destroy it.
    expect(commandIn(stays)).toBe('')
    expect(existsSync(path)).toBe(true)
    await paste(removalCommand('local', { path }))
    expect(readdirSync(folder)).toEqual([])
  })

  test('a file that somebody has locked stays', async () => {
    writeFileSync(path, JSON.stringify(EMPTY))
    writeFileSync(join(folder, '.alice.tfstate.lock.info'), '{}')
    expect(await remove()).toContain('(somebody holds its lock)')
    expect(existsSync(path)).toBe(true)
  })

  test('a file that was changed meanwhile stays', async () => {
    writeFileSync(path, JSON.stringify(EMPTY))
    const state = await openLocalState({ path }, {})
    const found = await state.read()
    writeFileSync(path, JSON.stringify(FULL))
    await expect(state.remove(found?.version ?? '')).rejects.toThrow('it was changed meanwhile')
    expect(existsSync(path)).toBe(true)
  })

  test('nothing is said to be removed where the code does not say what', async () => {
    expect(await remove({ path: undefined })).toContain(
      "(the code does not give 'path' as a plain value)"
    )
  })
})

describe('the command that removes it', () => {
  test.each([
    [
      'local',
      { path: '/srv/states/alice.tfstate' },
      'rm -f /srv/states/alice.tfstate /srv/states/alice.tfstate.backup'
    ],
    ['local', { path: "/o'd d/$x" }, `rm -f '/o'\\''d d/$x' '/o'\\''d d/$x.backup'`],
    [
      'http',
      { address: 'https://me:secret@s.example.com/a&d' },
      `curl --fail --globoff -X DELETE 'https://s.example.com/a&d'`
    ],
    [
      'git',
      { ref: 'refs/gitops-env/state/demo/alice' },
      'git push origin :refs/gitops-env/state/demo/alice'
    ],
    [
      'gcs',
      { bucket: 'b', prefix: 'demo/a b' },
      `gcloud storage rm 'gs://b/demo/a b/default.tfstate'`
    ],
    ['s3', { key: 'demo/alice' }, 'aws s3api delete-object --bucket BUCKET --key demo/alice'],
    [
      'pg',
      { schema_name: 'demo_alice' },
      `psql "$PG_CONN_STR" -c 'drop table "demo_alice"."states"' -c 'drop schema "demo_alice"'`
    ],
    [
      'pg',
      { schema_name: `a"b'c`, table_name: 't' },
      `psql "$PG_CONN_STR" -c 'drop table "a""b'\\''c"."t"' -c 'drop schema "a""b'\\''c"'`
    ],
    ['unheard-of', {}, '']
  ])('of %s with %j is %s', (type, settings, command) => {
    expect(removalCommand(type, settings)).toBe(command)
  })
})

// Somebody else wrote to the hidden refs, or the passphrase is another: every run stops before it changes anything.
import { afterAll, afterEach, beforeAll, describe, expect } from '@jest/globals'
import type { RunResult } from '../harness/runner.ts'
import { createWorld, type World } from '../harness/scenario.ts'
import { rewriteFile, rewriteMessage } from '../harness/tamper.ts'
import { hasTerraform, withTerraform } from '../harness/tools.ts'

const STATE = 'refs/gitops-env/state/demo/alice'
const RECORD = 'refs/gitops-env/environments/demo/alice'
const PASSPHRASE = { 'state-passphrase': 'correct horse battery staple' }
const MAIN = `
variable "environment" {}
variable "size" { default = 1 }
resource "terraform_data" "app" {
  count = var.size
  input = var.environment
}
`
/** One world for all: every run is to leave it as it was, and what a test did is undone after it. */
let world: World
let first: string
let before: Readonly<Record<string, string>>

beforeAll(async () => {
  if (!hasTerraform) return
  world = await createWorld({ module: { 'main.tf': MAIN }, with: PASSPHRASE })
  await world.push('env-bob')
  await world.push('env-alice')
  first = refOf(STATE)
  await world.push('env-alice', { 'a.auto.tfvars': 'size = 2' })
  before = world.origin.refs()
})
afterEach(() => {
  for (const ref of Object.keys(world.origin.refs())) if (!(ref in before)) remove(ref)
  for (const [ref, commit] of Object.entries(before)) put(ref, commit)
})
afterAll(async () => {
  if (hasTerraform) await world.close()
})

describe('what is stored of an environment', () => {
  withTerraform.each([
    { what: 'a byte in the middle changed', at: (size: number) => size - 100 },
    {
      what: 'its stated serial changed',
      at: (_: number, text: string) => text.indexOf('"serial":') + 9
    }
  ])('is not trusted when its state has $what', async ({ at }) => {
    rewriteFile(world.origin, STATE, (content) => {
      const changed = Buffer.from(content)
      const index = at(content.length, content.toString('latin1'))
      changed[index] = (changed[index] ?? 0) ^ 1
      return changed
    })
    await expectRefused('state-tampered', STATE)
  })

  withTerraform('is not trusted when an older state was put back', async () => {
    put(STATE, first)
    await expectStopped('state-tampered', /lineage .* serial/)
  })

  withTerraform('is not trusted when the state of another environment lies there', async () => {
    put(STATE, refOf('refs/gitops-env/state/demo/bob'))
    await expectStopped('state-tampered', STATE)
  })

  withTerraform(
    'is not trusted when the state is in clear, though a passphrase is given',
    async () => {
      rewriteFile(world.origin, STATE, () =>
        Buffer.from(
          '{"format":"gitops-env-state-1","encryption":"none","lineage":"x","serial":9}\n'
        )
      )
      await expectRefused('state-tampered', /not encrypted/)
    }
  )

  withTerraform('is missed when its state was deleted', async () => {
    remove(STATE)
    await expectStopped('state-missing', STATE)
  })

  withTerraform.each([
    {
      what: 'names another branch',
      change: (text: string) => text.replace('"branch": "env-alice"', '"branch": "env-mallory"')
    },
    {
      what: 'has no signature',
      change: (text: string) => text.replace(/,\s+"signature": \{[^}]*\}/, '')
    },
    {
      what: 'has the signature of somebody without the passphrase',
      change: (text: string) => text.replace(/"hmac": "[0-9a-f]+"/, `"hmac": "${'0'.repeat(64)}"`)
    },
    { what: 'is no JSON', change: () => 'alice: applied\n\nby hand\n' }
  ])('is not trusted when its record $what', async ({ change }) => {
    rewriteMessage(world.origin, RECORD, change)
    await expectRefused('state-tampered', RECORD)
  })

  withTerraform('is not trusted when the record of another environment lies there', async () => {
    put(RECORD, refOf('refs/gitops-env/environments/demo/bob'))
    await expectStopped('state-tampered', RECORD)
  })

  // The record is always written first: a state without one is no accident, and "nothing to do" would leave its
  // resources behind, or accept an older state.
  withTerraform('is not trusted when its record was deleted', async () => {
    remove(RECORD)
    await expectStopped('state-tampered', RECORD)
  })
})

describe('the passphrase', () => {
  withTerraform('that is another one is called that, not tampering', async () => {
    await expectStopped('wrong-passphrase', /'state-passphrase' is not the one/, {
      'state-passphrase': 'another horse, another staple'
    })
  })

  withTerraform('that is left out is asked for', async () => {
    await expectRefused('wrong-passphrase', /secrets\.STATE_PASSPHRASE/, { 'state-passphrase': '' })
  })

  withTerraform("may not be 'none' for an environment that was made with one", async () => {
    await expectRefused('wrong-passphrase', /signed|encrypted/, { 'state-passphrase': 'none' })
  })

  withTerraform("may not be given for an environment that was made with 'none'", async () => {
    await world.push('env-open', undefined, { with: { 'state-passphrase': 'none' } })
    const run = await world.push('env-open')
    expect(run).toMatchObject({ exitCode: 1, outputs: { reason: 'state-tampered' } })
    expect(run.annotations[0]?.message).toMatch(/not (?:signed|encrypted), but a passphrase/)
  })
})

const refOf = (name: string): string => world.origin.refs(name)[name] ?? ''
const put = (ref: string, commit: string): string => world.origin.git('update-ref', ref, commit)
const remove = (ref: string): string => world.origin.git('update-ref', '-d', ref)

/** The next push and the deletion both fail, and neither changes the state. */
async function expectStopped(...expected: Parameters<typeof expectRefused>): Promise<void> {
  await expectRefused(...expected)
  await expectRefused(expected[0], expected[1], expected[2] ?? {}, world.remove)
}

type Verb = (branch: string, own: { with: Record<string, string> }) => Promise<RunResult>

async function expectRefused(
  reason: string,
  says: RegExp | string,
  given: Record<string, string> = {},
  verb: Verb = async (branch, own) => await world.push(branch, { 'b.auto.tfvars': 'size = 3' }, own)
): Promise<void> {
  const state = refOf(STATE)
  const run = await verb('env-alice', { with: given })
  expect(run).toMatchObject({ exitCode: 1, outputs: { reason } })
  expect(run.annotations).toHaveLength(1)
  expect(run.annotations[0]?.message).toMatch(says)
  expect(run.log).not.toContain('terraform apply')
  expect(refOf(STATE)).toBe(state)
  expect(world.hiddenRefs('locks')).toEqual([])
}

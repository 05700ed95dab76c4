// The `local` backend: only on a machine that stays, and only outside of the checkout.
import { afterEach, describe, expect } from '@jest/globals'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { hostname, tmpdir, userInfo } from 'node:os'
import { join } from 'node:path'
import { openLocalState } from '../../src/backend/leftover/local.ts'
import { filesBelow } from '../harness/aftermath.ts'
import { describeLife } from '../harness/backend-life.ts'
import { createWorld, type World } from '../harness/scenario.ts'
import { withTerraform } from '../harness/tools.ts'

const declared = 'terraform {\n  backend "local" {}\n}\n'
const selfHosted = { RUNNER_ENVIRONMENT: 'self-hosted' }

describeLife({
  title: "the 'local' backend of a machine that stays",
  type: 'local',
  declared,
  holder: new RegExp(`is held by ${userInfo().username}@${hostname()} since .*Apply`, 'u'),
  openState: openLocalState,
  open: async () => {
    const folder = mkdtempSync(join(tmpdir(), 'states of $USER-'))
    const fileOf = (name: string): string => join(folder, `${name}.tfstate`)
    return {
      settings: { with: { 'backend-config': `path=${fileOf('{environment}')}` }, env: selfHosted },
      secrets: [],
      state: async (name) =>
        existsSync(fileOf(name)) ? readFileSync(fileOf(name), 'utf8') : undefined,
      places: async () => filesBelow(folder),
      locks: async () => filesBelow(folder).filter((name) => name.endsWith('.lock.info')).length,
      access: (name) => ({ config: { path: fileOf(name) } }),
      close: () => rmSync(folder, { recursive: true, force: true })
    }
  }
})

describe("the 'local' backend", () => {
  let world: World
  afterEach(async () => await world?.close())

  withTerraform.each([
    {
      what: 'in the checkout',
      path: 'states/{environment}.tfstate',
      env: selfHosted,
      says: /absolute path/
    },
    {
      what: 'on a hosted runner',
      path: '/tmp/{environment}.tfstate',
      env: {},
      says: /thrown away after the job/
    },
    {
      what: 'the same for all',
      path: '/tmp/one.tfstate',
      env: selfHosted,
      says: /every environment would share/
    }
  ])('is refused when its file is $what', async ({ path, env, says }) => {
    world = await createWorld({
      module: { 'main.tf': `${declared}variable "environment" {}\n` },
      env,
      with: { 'backend-config': `path=${path}` }
    })
    const refused = await world.push('env-alice')
    expect(refused).toMatchObject({ exitCode: 1, outputs: { reason: 'invalid-input' } })
    expect(refused.annotations[0]?.message).toMatch(says)
    expect(world.hiddenRefs()).toEqual([])
  })

  withTerraform('keeps the empty state until the record says that it was destroyed', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'order-'))
    const [file, pushes] = [join(folder, 'alice.tfstate'), join(folder, 'pushes')]
    try {
      world = await createWorld({
        module: {
          'main.tf': `${declared}variable "environment" {}\nresource "terraform_data" "app" {}\n`
        },
        env: selfHosted,
        with: { 'backend-config': `path=${folder}/{environment}.tfstate` }
      })
      await world.push('env-alice')
      expect(existsSync(file)).toBe(true)
      world.origin.hook(
        'pre-receive',
        `#!/bin/sh\nwhile read -r old new ref; do [ -e '${file}' ] && echo "there $ref" || echo "gone $ref"; done >> '${pushes}'\n`
      )
      expect(await world.remove('env-alice')).toMatchObject({ exitCode: 0 })
      expect(existsSync(file)).toBe(false)
      const records = readFileSync(pushes, 'utf8').match(/^\w+ refs\/gitops-env\/environments/gmu)
      expect(new Set(records)).toEqual(new Set(['there refs/gitops-env/environments']))
    } finally {
      rmSync(folder, { recursive: true })
    }
  })
})

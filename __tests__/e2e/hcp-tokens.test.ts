// The token for HCP Terraform: found where Terraform finds it, shown to nobody.
import { afterEach, describe, expect } from '@jest/globals'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { openHcpWorld, TOKEN, withHcp, type HcpWorld } from '../harness/hcp.ts'
import { outcomeOf } from '../harness/outcome.ts'
import { printedOf, visibleOf } from '../harness/visible.ts'

let world: HcpWorld
afterEach(async () => await world?.close())

const open = async (settings: Readonly<Record<string, string>> = {}): Promise<void> => {
  world = await openHcpWorld(settings)
}

describe('the service is asked with the token that Terraform finds', () => {
  const noToken = (host: string) => ({ [`TF_TOKEN_${host}`]: undefined })

  withHcp('which is missing', async () => {
    await open()
    const refused = await world.push('env-alice', undefined, { env: noToken(world.tfe.host) })
    world.expectUntouched(refused, 'invalid-input', /No token for localhost:\d+ is found/u)
    expect(world.tfe.requests).toEqual([])
  })

  withHcp('which is refused', async () => {
    await open()
    const env = { [`TF_TOKEN_${world.tfe.host}`]: 'another-token-1234567' }
    const refused = await world.push('env-alice', undefined, { env })
    world.expectUntouched(refused, 'init-failed', /could not be looked up: it refuses the token/u)
    expect(visibleOf(refused) + printedOf(refused)).not.toContain('another-token-1234567')
  })

  withHcp.each<[string, string, (host: string) => string]>([
    [
      "'terraform login'",
      '.terraform.d/credentials.tfrc.json',
      (host) => JSON.stringify({ credentials: { [host]: { token: TOKEN } } })
    ],
    [
      "a 'credentials' block",
      '.terraformrc',
      (host) => `credentials "${host}" {\n  token = "${TOKEN}"\n}\n`
    ]
  ])('which %s has left', async (_, name, content) => {
    await open()
    const home = join(world.origin.base, 'home')
    mkdirSync(join(home, '.terraform.d'), { recursive: true })
    writeFileSync(join(home, name), content(world.tfe.host))
    const run = await world.push('env-alice', undefined, {
      env: { ...noToken(world.tfe.host), HOME: home }
    })
    expect(outcomeOf(run)).toMatchObject({ exitCode: 0, 'to-add': '1' })
    expect(visibleOf(run) + printedOf(run)).not.toContain(TOKEN)
  })

  withHcp('and a server that is not there is told of', async () => {
    await open({ hostname: 'localhost:1' })
    const refused = await world.push('env-alice')
    world.expectUntouched(
      refused,
      'init-failed',
      /could not be looked up: localhost:1 could not be reached/u
    )
  })
})

// A secret that the module's own backend block has in clear: it works, is shown nowhere, and is told once.
import { afterEach, expect } from '@jest/globals'
import { createWorld, type World } from '../harness/scenario.ts'
import { withTerraform } from '../harness/tools.ts'
import { visibleOf } from '../harness/visible.ts'
import { startHttpState, type HttpState } from '../servers/http-state.ts'

const PASSWORD = 'pa55word-in-the-code'
let world: World
let server: HttpState
afterEach(async () => {
  await server.close()
  await world.close()
})

withTerraform('a secret in the backend block is masked, and told with its place', async () => {
  server = await startHttpState({ user: 'user', password: PASSWORD })
  const main = `
terraform {
  backend "http" {
    username = "user"
    password = "${PASSWORD}"
  }
}
resource "terraform_data" "app" {
  provisioner "local-exec" { command = "echo it is ${PASSWORD}" }
}
`
  world = await createWorld({
    module: { 'main.tf': main },
    with: { 'backend-config': `address=${server.url}/{environment}` }
  })
  const created = await world.push('env-alice')
  expect(created).toMatchObject({ exitCode: 0, outputs: { 'to-add': '1' } })
  const removed = await world.remove('env-alice')
  expect(removed).toMatchObject({ exitCode: 0, outputs: { 'to-destroy': '1' } })
  expect(server.paths()).toEqual([])
  for (const run of [created, removed]) {
    expect(run.masks).toContain(PASSWORD)
    expect(visibleOf(run)).not.toContain(PASSWORD)
    expect(run.summary.split('main.tf:3: the &#39;http&#39; backend')).toHaveLength(2)
    expect(run.summary).toContain('TF&#95;HTTP&#95;PASSWORD')
  }
})

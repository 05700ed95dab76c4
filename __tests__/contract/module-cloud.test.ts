// What is read of a `cloud` block without Terraform.
import { afterEach, beforeEach, expect, test } from '@jest/globals'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readModule } from '../../src/terraform/module.ts'

type Files = Readonly<Record<string, string>>

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'module-cloud-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

test.each<[string, Files]>([
  [
    'the native syntax',
    {
      'a.tf':
        'terraform {\n  cloud {\n    organization = "o"\n    workspaces {\n      name = "n"\n      tags = ["t"]\n    }\n  }\n}\n'
    }
  ],
  [
    'JSON',
    {
      'a.tf.json': JSON.stringify({
        terraform: { cloud: { organization: 'o', workspaces: { name: 'n', tags: ['t'] } } }
      })
    }
  ],
  [
    'JSON with a list of blocks',
    {
      'a.tf.json': JSON.stringify({
        terraform: { cloud: [{ organization: 'o', workspaces: [{ name: 'n', tags: ['t'] }] }] }
      })
    }
  ]
])("a 'cloud' block has its settings, those of the block inside too, in %s", (_, files) => {
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text)

  expect(readModule(folder).cloud).toMatchObject({
    type: 'cloud',
    attributes: {
      organization: 'o',
      workspaces: undefined,
      'workspaces.name': 'n',
      'workspaces.tags': '["t"]'
    }
  })
})

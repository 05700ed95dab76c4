// Installs Terraform as the action does, verified, and prints the folder it is in. For tests on a machine without one.
// Needs the compiled lib/. Usage: install-terraform.mjs VERSION FOLDER
import { mkdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { provideTool } from '../lib/tool/provide.js'

const [version, folder] = process.argv.slice(2)
mkdirSync(folder, { recursive: true })
const asked = { name: 'terraform', input: version, top: folder, root: folder }
const { program } = await provideTool(asked, {
  variables: { ...process.env, RUNNER_TOOL_CACHE: join(folder, 'tools') },
  directory: folder,
  temp: join(folder, 'temp'),
  cancellation: { check: () => undefined, onCancel: () => undefined },
  say: (line) => console.error(line),
  hide: () => undefined,
  tryRestore: () => Promise.resolve(false),
  trySave: () => Promise.resolve()
})
console.log(dirname(program))

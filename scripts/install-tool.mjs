// Installs Terraform or OpenTofu as the action does, verified, and prints the folder it is in. For the tests, on a
// machine without it. Needs the compiled lib/. Usage: install-tool.mjs terraform|tofu VERSION FOLDER
import { mkdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { provideTool } from '../lib/tool/provide.js'

const [name, version, folder] = process.argv.slice(2)
mkdirSync(folder, { recursive: true })
try {
  const asked = { name, input: version, top: folder, root: folder }
  const { program } = await provideTool(asked, {
    variables: { ...process.env, RUNNER_TOOL_CACHE: join(folder, 'tools') },
    directory: folder,
    temp: join(folder, 'temp'),
    cancellation: { check: () => undefined, onCancel: () => undefined },
    stop: new AbortController(),
    cache: undefined,
    say: (line) => console.error(line),
    hide: () => undefined
  })
  console.log(dirname(program))
} catch (error) {
  console.error(error.message)
  process.exitCode = 1
}

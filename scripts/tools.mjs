// Terraform and OpenTofu for the tests: those on the PATH, else installed and verified as the action does it.
import { spawnSync } from 'node:child_process'
import { delimiter, join } from 'node:path'

/** Installed where the machine has none. */
const TOOLS = { terraform: '1.11.4', tofu: '1.12.6' }

/**
 * Puts each on the PATH of this process where there is none to be started; says so where it cannot.
 * @param root of the repository
 * @param compile makes lib/, which has the installer; returns `{ ok, output }`
 */
export function ensureTools(root, compile) {
  const env = { ...process.env, CHECKPOINT_DISABLE: '1' }
  const missing = Object.keys(TOOLS).filter((tool) => {
    return spawnSync(tool, ['version'], { env }).status !== 0
  })
  if (missing.length === 0) return
  const compiled = compile()
  for (const tool of missing) {
    if (compiled.ok) install(root, tool)
    else skip(tool, `its installer could not be compiled: ${compiled.output}`)
  }
}

function install(root, tool) {
  const folder = join(root, 'node_modules', '.cache', tool)
  const args = [join(root, 'scripts', 'install-tool.mjs'), tool, TOOLS[tool], folder]
  const done = spawnSync(process.execPath, args, { encoding: 'utf8' })
  if (done.status === 0) {
    console.log(`${tool} ${TOOLS[tool]} for the tests, installed and verified`)
    process.env.PATH = `${done.stdout.trim()}${delimiter}${process.env.PATH}`
    return
  }
  skip(tool, done.stderr.trim().split('\n').at(-1))
}

const skip = (tool, why) =>
  console.log(`No ${tool} on this machine; tests that need it are skipped: ${why}`)

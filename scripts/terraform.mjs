// Terraform for the tests: the one on the PATH, else one that is installed, verified, as the action installs it.
import { spawnSync } from 'node:child_process'
import { delimiter, join } from 'node:path'

/** Installed where the machine has none. */
const VERSION = '1.11.4'

/**
 * Puts a Terraform on the PATH of this process where there is none to be started; says so where it cannot.
 * @param root of the repository
 * @param compile makes lib/, which has the installer
 */
export function ensureTerraform(root, compile) {
  const env = { ...process.env, CHECKPOINT_DISABLE: '1' }
  if (spawnSync('terraform', ['version'], { env }).status === 0) return
  console.log(`Terraform ${VERSION} for the tests: npm run compile, then the action's installer`)
  compile()
  const installer = join(root, 'scripts', 'install-terraform.mjs')
  const folder = join(root, 'node_modules', '.cache', 'terraform')
  const done = spawnSync(process.execPath, [installer, VERSION, folder], { encoding: 'utf8' })
  if (done.status === 0) {
    process.env.PATH = `${done.stdout.trim()}${delimiter}${process.env.PATH}`
    return
  }
  const why = done.stderr.split('\n').find((line) => line.includes('Error')) ?? done.stderr
  console.log(`No Terraform on this machine; tests that need it are skipped.\n${why}`)
}

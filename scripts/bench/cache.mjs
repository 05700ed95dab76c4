// A program of its own, for a node that reads TypeScript: what a warm provider cache saves, as JSON on its output.
import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { arch, platform, tmpdir } from 'node:os'
import { join } from 'node:path'
import { zip } from '../../__tests__/provider/zip.ts'
import { startCacheService } from '../../__tests__/servers/cache-service.ts'
import { openCache } from '../../src/cache/cache.ts'
import { openPluginCache } from '../../src/terraform/plugin-cache.ts'

const [script = '', megabytes = '120', times = '3'] = process.argv.slice(2)
const base = mkdtempSync(join(tmpdir(), 'gitops-env-bench-cache-'))
process.on('exit', () => rmSync(base, { recursive: true, force: true }))
const root = join(base, 'root')
const data = join(base, 'data')
const system = `${platform()}_${arch() === 'x64' ? 'amd64' : arch()}`
const mirror = join(base, 'mirror/registry.terraform.io/test/fake')
for (const folder of [root, mirror]) mkdirSync(folder, { recursive: true })
writeFileSync(
  join(mirror, `terraform-provider-fake_0.1.0_${system}.zip`),
  zip({ 'terraform-provider-fake_v0.1.0': randomBytes(Number(megabytes) * 1e6) })
)
writeFileSync(
  join(root, 'main.tf'),
  'terraform {\n  required_providers {\n    fake = { source = "test/fake" }\n  }\n}\n'
)
writeFileSync(
  join(base, 'rc'),
  `provider_installation {\n  filesystem_mirror { path = ${JSON.stringify(join(base, 'mirror'))} }\n}\n`
)

const service = await startCacheService('token')
const variables = { PATH: process.env.PATH, HOME: base, ...service.env }
const say = () => undefined

/** As long as it runs, the service must answer: no spawnSync. */
async function init(environment) {
  rmSync(data, { recursive: true, force: true }) // a job starts without
  const child = spawn('terraform', ['init', '-input=false'], {
    cwd: root,
    stdio: 'ignore',
    env: {
      ...variables,
      CHECKPOINT_DISABLE: '1',
      TF_CLI_CONFIG_FILE: join(base, 'rc'),
      TF_DATA_DIR: data,
      ...environment
    }
  })
  const code = await new Promise((resolve) => child.once('exit', resolve))
  if (code !== 0) throw new Error(`terraform init ended with ${code}`)
}

function open() {
  const directory = mkdtempSync(join(base, 'run-'))
  const cache = openCache({ scratch: directory, script, variables, say })
  return openPluginCache({ cache, root, directory, data, tool: 'terraform', variables, say })
}

async function timed(work) {
  const start = performance.now()
  await work()
  return performance.now() - start
}

await init({}) // writes the lock file
const first = open()
await first.restored
await init(first.environment)
const save = await timed(() => first.save())
const found = { cold: [], restore: [], warm: [], save: [save] }
for (let time = 0; time < Number(times); time += 1) {
  found.cold.push(await timed(() => init({})))
  let plugins
  found.restore.push(
    await timed(() => {
      plugins = open()
      return plugins.restored
    })
  )
  found.warm.push(await timed(() => init(plugins.environment)))
}
if (service.entries().length !== 1) throw new Error('nothing was cached')
await service.close()
console.log(JSON.stringify(found))
process.exit()

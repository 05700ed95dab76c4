// The benchmark's block on root modules: reading one of 600 files without Terraform.
import { join } from 'node:path'
import { median, ms, print } from './numbers.mjs'
import { must, NODE } from './world.mjs'

const FILES = 600

export function printModule(base, environment) {
  const title = `Reading a root module of ${FILES} files`
  const options = { cwd: base, env: { ...environment, TMPDIR: base } }
  if (must(NODE, ['-p', 'Boolean(process.features.typescript)'], options).trim() !== 'true') {
    return print(title, [''], [['not measured: needs Node 24, as the provider cache does']])
  }
  const program = join(import.meta.dirname, 'reading.mjs')
  const found = JSON.parse(must(NODE, [program, String(FILES), '5'], options))
  const [read, validate] = [found.read, found.validate].map((times) => median(times))
  const size = `${Math.round(found.bytes / 1024)} KiB, ${found.variables} variables`
  const rows = [
    ['the action reads it', ms(read), `${size}; the first time ${ms(found.read[0])}`],
    ['terraform validate', ms(validate), `the action takes ${(read / validate).toFixed(3)} × that`]
  ]
  print(title, ['', 'time', ''], rows)
}

// The benchmark's block on backends: the action over bare Terraform, each with the same real service on loopback.
import { spawn } from 'node:child_process'
import { closeSync, openSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { median, ms, note, print, samples } from './numbers.mjs'
import { act, createWorld, must, NODE } from './world.mjs'

const TYPES = ['http', 'pg', 's3', 'gcs', 'azurerm']
const PAIRS = 3
const START_MS = 60_000
const STEPS = ['first apply', 'no change', 'destroy']

/**
 * @param unit milliseconds of one start of Terraform
 * @param expected what must come of a first apply, a run without changes, and a destroy
 */
export function printBackends(base, environment, unit, expected) {
  const title = `Other backends, medians of ${PAIRS} pairs: over bare Terraform with the same service`
  const options = { cwd: base, env: { ...environment, TMPDIR: base } }
  if (must(NODE, ['-p', 'Boolean(process.features.typescript)'], options).trim() !== 'true') {
    return print(title, [''], [['not measured: needs Node 24, as the provider cache does']])
  }
  const rows = TYPES.map((type) => {
    const service = start(type, base, options)
    if (service === undefined)
      return [type, 'not measured: no server for it was found on this machine', '', '']
    try {
      measure(
        type,
        createWorld(join(base, type), type, service.settings, service.variables),
        expected
      )
    } finally {
      service.end()
    }
    return [type, ...STEPS.map((step) => cellOf(type, step, unit))]
  })
  print(title, ['', ...STEPS], rows)
}

function measure(type, world, expected) {
  for (let pair = 0; pair <= PAIRS; pair += 1) {
    const branch = `env-b${pair}`
    const bare = world.bare(`b${pair}`)
    const steps = [
      [bare.create, () => act(world.push(branch), expected[0])],
      [bare.keep, () => act(world.push(branch), expected[1])],
      [bare.destroy, () => act(world.remove(branch), expected[2])]
    ]
    for (const [index, [bareRun, actionRun]] of steps.entries()) {
      const bareMs = bareRun()
      const { mainMs } = actionRun()
      if (pair === 0) continue // the first pair fills the machine's caches
      note(`${type} ${STEPS[index]} bare`, bareMs)
      note(`${type} ${STEPS[index]} action`, mainMs)
    }
  }
}

function cellOf(type, step, unit) {
  const [bare, action] = ['bare', 'action'].map((side) =>
    median(samples[`${type} ${step} ${side}`])
  )
  return `${ms(bare)} → ${ms(action)}, ${((action - bare) / unit).toFixed(1)} units, ${(action / bare).toFixed(1)} ×`
}

/** A service in a process of its own: what measures waits for what it starts, and could answer nobody. */
function start(type, base, options) {
  const file = join(base, `${type}.json`)
  const output = openSync(file, 'w')
  const child = spawn(NODE, [join(import.meta.dirname, 'serve.mjs'), type], {
    // Its files lie where every user may look: PostgreSQL does not start as root.
    env: { ...options.env, TMPDIR: tmpdir() },
    cwd: options.cwd,
    stdio: ['pipe', output, 'inherit']
  })
  closeSync(output)
  const limit = Date.now() + START_MS
  let text = ''
  while (!text.endsWith('\n')) {
    if (Date.now() > limit) throw new Error(`The service for '${type}' did not start.`)
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 50)
    text = readFileSync(file, 'utf8')
  }
  const service = JSON.parse(text)
  if (service === null) return undefined
  return { ...service, end: () => child.stdin.end() }
}

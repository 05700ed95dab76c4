// `npm run bench`: what the action costs over bare Terraform, in starts of Terraform, and where it goes.
// Needs git, terraform and the built dist/. `--pairs N` says how many runs each figure is the median of.
import { scryptSync } from 'node:crypto'
import { existsSync, mkdtempSync, readdirSync, realpathSync, rmSync, statSync } from 'node:fs'
import { availableParallelism, tmpdir } from 'node:os'
import { join } from 'node:path'
import { printBackends } from './bench/backends.mjs'
import { printModule } from './bench/module.mjs'
import { printCache } from './bench/providers.mjs'
import { median, ms, note, print, samples, spread, sum } from './bench/numbers.mjs'
import { watched } from './bench/watched.mjs'
import { act, createWorld, DIST, milliseconds, must, NODE } from './bench/world.mjs'

const AIM_UNITS = { git: 8, local: 6 }
const AIM_SKIP_RATIO = 3.5
const SPLIT_HEAD = ['', 'time', 'units', '']
const TITLES = {
  git: 'State in git, encrypted; bare Terraform keeps a local file',
  local: 'Declared backend "local", with an absolute path, on both sides'
}
const APPLIED = { operation: 'apply', applied: true, changes: true, failed: false }
const KEPT = { operation: 'apply', applied: false, changes: false, failed: false }
const DESTROYED = { operation: 'destroy', applied: true, changes: true, failed: false }
const SKIPPED = { operation: 'skip', reason: 'not-an-environment', failed: false }

const pairs = pairsOf(process.argv.slice(2))
if (!existsSync(join(DIST, 'index.js'))) throw new Error('There is no dist/: run `npm run build`.')
const base = mkdtempSync(join(realpathSync(tmpdir()), 'gitops-env-bench-'))
process.on('exit', () => rmSync(base, { recursive: true, force: true }))
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => process.exit(1))

const worlds = {}
const loaded = {}
for (const backend of ['git', 'local']) worlds[backend] = createWorld(join(base, backend), backend)
warmUp()
for (let pair = 0; pair < pairs; pair += 1) {
  for (const [backend, world] of Object.entries(worlds)) measurePair(backend, world, pair)
  measureParts(worlds.git)
}
const unit = median(samples.version)
printHeader()
for (const backend of Object.keys(worlds)) printBlock(backend)
printSplit()
printSkip()
printSizes()
printBackends(base, worlds.git.environment, unit, [APPLIED, KEPT, DESTROYED])
printModule(base, worlds.git.environment)
printCache(base, worlds.git.environment)

function pairsOf(args) {
  const text = args[0] === '--pairs' ? args[1] : '9'
  if (!/^[1-9]\d{0,2}$/u.test(text ?? '') || args.length > 2)
    throw new Error('Usage: npm run bench -- [--pairs N]')
  return Number(text)
}

/** The first runs fill the machine's caches; they are not counted. */
function warmUp() {
  for (const world of Object.values(worlds)) {
    world.bare('warm').create()
    act(world.push('env-warm'), APPLIED)
    act(world.remove('env-warm'), DESTROYED)
  }
}

/** The life of one environment, by bare Terraform and by the action, step by step in turn. */
function measurePair(backend, world, pair) {
  const name = `b${pair}`
  const branch = `env-${name}`
  const bare = world.bare(name)
  const steps = [
    ['first apply', bare.create, () => act(world.push(branch), APPLIED)],
    ['no change', bare.keep, () => act(world.push(branch), KEPT)],
    ['destroy', bare.destroy, () => act(world.remove(branch), DESTROYED)]
  ]
  for (const [step, bareRun, actionRun] of steps) {
    // Neither side always has the machine as the other one left it.
    const bareFirst = pair % 2 === 0
    let bareMs = bareFirst ? bareRun() : undefined
    const { mainMs, postMs, result } = actionRun()
    bareMs ??= bareRun()
    note(`${backend} ${step} bare`, bareMs)
    note(`${backend} ${step} action`, mainMs)
    note(`${backend} ${step} difference`, mainMs - bareMs)
    note('post', postMs)
    measureUnit(world)
    if (step === 'first apply') note('show', bare.show())
    if (step === 'first apply' && backend === 'git') noteShares(mainMs, bareMs, result)
  }
}

/** The whole as the action's own clock divides it. */
function noteShares(mainMs, bareMs, { elapsedMs, phases }) {
  const terraform = sum(phases.map((phase) => phase.ms))
  note('share around', mainMs - elapsedMs)
  note('share between', elapsedMs - terraform)
  note('share terraform', terraform - bareMs)
}

function measureUnit(world) {
  const options = { cwd: base, env: world.environment }
  note(
    'version',
    milliseconds(() => must('terraform', ['version'], options))
  )
}

function measureParts(world) {
  const options = { cwd: base, env: world.environment }
  note(
    'node',
    milliseconds(() => must(NODE, ['-e', '0'], options))
  )
  note(
    'git',
    milliseconds(() => must('git', ['version'], options))
  )
  note('skip', act(world.push('feature'), SKIPPED).mainMs)
  const cost = { N: 2 ** 14, r: 8, p: 1, maxmem: 2 ** 27 }
  note(
    'scrypt',
    milliseconds(() => scryptSync('a passphrase', 'a salt', 32, cost))
  )
}

function printHeader() {
  const options = { cwd: base, env: worlds.git.environment }
  const versions = [
    `node ${must(NODE, ['--version'], options).trim()}`,
    must('terraform', ['version'], options).split('\n')[0],
    must('git', ['version'], options).trim(),
    `${process.platform} ${process.arch}, ${availableParallelism()} cores`
  ]
  console.log(versions.join(' · '))
  console.log(
    `Medians of ${pairs} interleaved pairs, quartiles in brackets. ` +
      `One unit is one start of \`terraform version\`: ${ms(unit)} [${spread('version', ms)}].`
  )
}

function printBlock(backend) {
  const aim = AIM_UNITS[backend]
  const rows = ['first apply', 'no change', 'destroy'].map((step) => {
    const over = median(samples[`${backend} ${step} difference`]) / unit
    return [
      step,
      ms(median(samples[`${backend} ${step} bare`])),
      ms(median(samples[`${backend} ${step} action`])),
      ms(over * unit),
      `${over.toFixed(1)} [${spread(`${backend} ${step} difference`, units)}]`,
      `at most ${aim}: ${over <= aim ? 'yes' : 'NO'}`
    ]
  })
  print(TITLES[backend], ['', 'bare', 'action', 'over bare', 'in units', 'aim'], rows)
}

/** Where the time over bare goes: as a whole, and some parts measured apart, which partly overlap. */
function printSplit() {
  const create = watched(base, worlds.git.push('env-watched'), APPLIED)
  const keep = watched(base, worlds.git.push('env-watched'), KEPT)
  const destroy = watched(base, worlds.git.remove('env-watched'), DESTROYED)
  loaded.run = create.files
  const line = (name, what, cost) => [name, ms(cost), units(cost), what]
  const shares = [
    ['around', 'processes start and end, the decision, the report', 'share around'],
    ['between', 'toolkit, git, and what is prepared for Terraform', 'share between'],
    ['Terraform', 'show -json, JSON output, and the push of the state', 'share terraform'],
    ['over bare', '', 'git first apply difference']
  ].map(([name, what, series]) => line(name, what, median(samples[series])))
  print('Where a first apply with the state in git spends its time', SPLIT_HEAD, shares)

  const [node, git] = [median(samples.node), median(samples.git)]
  const extra = create.terraform.filter((words) => !/^(?:init|plan|apply) /u.test(words))
  const shown = extra.map((words) => words.split(' ')[0]).join(', ')
  const parts = [
    line('two node starts', `step and worker, ${ms(node)} each`, 2 * node),
    line('toolkit', 'loading the code and running it for a skip', median(samples.skip) - node),
    line('git', `${counted(create.git)}, their starts included`, timeOf(create.git, git)),
    line('more Terraform', `${extra.length} (${shown})`, extra.length * median(samples.show)),
    line('keys', 'scrypt, N = 2^14; on another thread, beside git', median(samples.scrypt))
  ]
  print('Some of its parts, measured apart; some overlap', SPLIT_HEAD, parts)
  const others = [
    ['no change', keep],
    ['destroy', destroy]
  ].map(([name, seen]) => [
    name,
    `${counted(seen.git)}, ${ms(timeOf(seen.git, git))}`,
    seen.terraform.map((words) => words.split(' ')[0]).join(', ')
  ])
  print('What the other two start', ['', 'git', 'Terraform'], others)
}

/** git notes the time from its own first moment on; the start of the process comes before that. */
function timeOf(processes, startMs) {
  return sum(processes.map((process) => process.ms)) + processes.length * startMs
}

/** `push 3, fetch 1` */
function counted(processes) {
  const names = [...new Set(processes.map(({ command }) => command))]
  const count = (name) => processes.filter(({ command }) => command === name).length
  const each = names.map((name) => `${count(name)} ${name}`).join(', ')
  return `${processes.length} processes (${each})`
}

function printSkip() {
  loaded.skip = watched(base, worlds.git.push('feature'), SKIPPED).files
  const [skip, node, post] = ['skip', 'node', 'post'].map((name) => median(samples[name]))
  const ratio = skip / node
  const rows = [
    [
      'skipped event',
      `${ms(skip)} [${spread('skip', ms)}]`,
      `${ratio.toFixed(2)} × \`node -e 0\` (${ms(node)}), under ${AIM_SKIP_RATIO}: ${ratio < AIM_SKIP_RATIO ? 'yes' : 'NO'}`
    ],
    ['post step', `${ms(post)} [${spread('post', ms)}]`, `${units(post)} units`]
  ]
  print('A skipped event, and the post step of a run', ['', 'time', ''], rows)
}

function printSizes() {
  const sizeOf = (files) => {
    const bytes = sum(files.map((file) => statSync(join(DIST, file)).size))
    return [`${files.length} files`, `${Math.round(bytes / 1024)} KiB`, files.toSorted().join(', ')]
  }
  const all = readdirSync(DIST).filter((file) => file.endsWith('.js'))
  const rows = [
    ['loaded for a skipped event', ...sizeOf(loaded.skip)],
    ['loaded for an apply', ...sizeOf(loaded.run)],
    ['in all', ...sizeOf(all)]
  ]
  print('The bundle', ['', '', '', ''], rows)
}

function units(value) {
  return (value / unit).toFixed(1)
}

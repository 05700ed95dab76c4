// `npm test`: installs what is missing, runs the checks, then jest, and counts both together in the last line.
// `--no-checks` leaves the checks out, `--only-checks` the tests, `--full` adds the long tests, `--no-skips` counts
// a test that is skipped, for want of a tool, as failed; `--azure` installs Azurite, which some tests need, first;
// every other argument goes to jest.
// Tables that tests make are printed after jest, and stay in the folder TEST_TABLES where it is set.
import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { isInstalled } from './packages.mjs'
import { ensureTools } from './tools.mjs'

const ROOT = fileURLToPath(new URL('..', import.meta.url))
/** The version that GitHub's runner brings along for `using: node24`. */
const NODE24_VERSION = '24.19.0'

const CHECKS = [
  ['typecheck', () => npm(['run', '--silent', 'typecheck'])],
  ['lint', () => npm(['run', '--silent', 'lint'])],
  ['format:check', () => npm(['run', '--silent', 'format:check'])],
  ['dist is what the source builds', checkDist],
  ['no mocks, no focused or skipped tests', checkTestSources]
]

const OWN = ['--no-checks', '--only-checks', '--full', '--no-skips', '--azure']
/** A package of its own: it is bigger than everything else, and few need it. */
const AZURITE = '__tests__/azurite'

const argv = process.argv.slice(2)
const total = { passed: 0, failed: 0, skipped: 0 }

if (install('.') && (!argv.includes('--azure') || install(AZURITE, ['--ignore-scripts']))) {
  if (!argv.includes('--no-checks')) {
    for (const [name, check] of CHECKS) {
      runCheck(name, check)
    }
  }
  if (!argv.includes('--only-checks')) {
    ensureTools(ROOT, () => npm(['run', '--silent', 'compile']))
    if (!isInstalled(join(ROOT, AZURITE))) {
      console.log(
        'No Azurite here; tests that need it are skipped. npm run test:azure installs it.'
      )
    }
    runJest(
      argv.filter((arg) => !OWN.includes(arg)),
      findNode24()
    )
  }
}
if (argv.includes('--no-skips') && total.skipped > 0) {
  console.log('FAIL --no-skips: this machine lacks a tool that the skipped tests need')
  total.failed += 1
}
const skipped = total.skipped > 0 ? `, ${total.skipped} skipped` : ''
console.log(`${total.passed} passed, ${total.failed} failed${skipped}`)
process.exitCode = total.failed > 0 ? 1 : 0

/** Whether a folder's node_modules is what its package-lock.json asks for, after `npm ci` if need be. */
function install(folder, how = []) {
  if (isInstalled(join(ROOT, folder))) {
    return true
  }
  const what = join(folder, 'node_modules')
  console.log(`${what} is missing or does not match package-lock.json: npm ci`)
  const args = ['ci', '--no-audit', '--no-fund', ...how]
  const { ok } = npm(args, { stdio: 'inherit', cwd: join(ROOT, folder) })
  if (!ok) {
    console.log(`FAIL npm ci for ${what}`)
    total.failed += 1
  }
  return ok
}

/** Path of a Node 24: this one, that of NODE24, or one from npm; undefined where there is none to be had. */
function findNode24() {
  if (Number(process.versions.node.split('.')[0]) >= 24) {
    return process.execPath
  }
  if (process.env.NODE24 !== undefined && runs(process.env.NODE24)) {
    return process.env.NODE24
  }
  const platform = process.platform === 'win32' ? 'win' : process.platform
  const name = `node-${platform}-${process.arch}`
  const prefix = join(ROOT, 'node_modules', '.cache', 'node24')
  const binary = process.platform === 'win32' ? 'node.exe' : 'node'
  const path = join(prefix, 'node_modules', name, 'bin', binary)
  if (runs(path)) {
    return path
  }
  console.log(`Node 24 for the tests: npm install ${name}@${NODE24_VERSION}`)
  const result = npm(['install', '--no-save', '--prefix', prefix, `${name}@${NODE24_VERSION}`])
  if (result.ok && runs(path)) {
    return path
  }
  console.log(`No Node 24 on this machine; tests that need it are skipped.\n${result.output}`)
  return undefined
}

function runs(node) {
  return existsSync(node) && spawnSync(node, ['--version']).status === 0
}

function runCheck(name, check) {
  const start = performance.now()
  const { ok, output } = check()
  const seconds = ((performance.now() - start) / 1000).toFixed(1)
  console.log(`${ok ? 'ok  ' : 'FAIL'} ${name} (${seconds} s)`)
  if (ok) {
    total.passed += 1
  } else {
    total.failed += 1
    console.log(output.trimEnd())
  }
}

/** A clean build changes nothing that is committed and leaves nothing that is not. */
function checkDist() {
  const build = npm(['run', '--silent', 'build'])
  if (!build.ok) {
    return build
  }
  const tracked = run('git', ['ls-files', '--', 'dist/index.js'])
  const status = run('git', ['status', '--porcelain', '--untracked-files=all', '--', 'dist'])
  if (!tracked.ok || !status.ok) {
    return { ok: false, output: tracked.output + status.output }
  }
  if (!existsSync(join(ROOT, 'dist', 'index.js'))) {
    return { ok: false, output: 'The build wrote no dist/index.js.' }
  }
  const clean = tracked.output.trim() !== '' && status.output.trim() === ''
  return clean
    ? { ok: true, output: '' }
    : { ok: false, output: `dist/ is not what is committed; commit it:\n${status.output}` }
}

function checkTestSources() {
  const forbidden = [
    /\bjest\s*\.\s*(?:mock|doMock|spyOn|unstable_mockModule)\b/,
    /\.(?:only|skip|todo)\s*\(/,
    /\b(?:test|it|describe)\.(?:only|skip)\.each\b/,
    /\b(?:fit|xit|xtest|fdescribe|xdescribe)\s*\(/
  ]
  const directory = join(ROOT, '__tests__')
  const files = existsSync(directory)
    ? readdirSync(directory, { recursive: true }).filter((file) =>
        /^(?!.*\bnode_modules\b).*\.[cm]?[jt]s$/.test(file)
      )
    : []
  const found = files.flatMap((file) => {
    const path = join(directory, file)
    return readFileSync(path, 'utf8')
      .split('\n')
      .map((line, index) => ({ line, where: `${relative(ROOT, path)}:${index + 1}` }))
      .filter(({ line }) => forbidden.some((pattern) => pattern.test(line)))
      .map(({ line, where }) => `${where}: ${line.trim()}`)
  })
  return { ok: found.length === 0, output: found.join('\n') }
}

function runJest(args, node24) {
  const temp = mkdtempSync(join(tmpdir(), 'gitops-env-test-'))
  const outputFile = join(temp, 'jest.json')
  const tables = process.env.TEST_TABLES ?? join(temp, 'tables')
  const env = { ...process.env, NODE24: node24, TEST_TABLES: tables }
  if (node24 === undefined) {
    delete env.NODE24
  }
  if (argv.includes('--full')) {
    env.TEST_FULL = '1'
  }
  const command = [
    '--experimental-vm-modules',
    '--disable-warning=ExperimentalWarning',
    join(ROOT, 'node_modules', 'jest', 'bin', 'jest.js'),
    '--json',
    `--outputFile=${outputFile}`,
    ...args
  ]
  const { status } = spawnSync(process.execPath, command, { cwd: ROOT, env, stdio: 'inherit' })
  printTables(tables)
  const report = existsSync(outputFile) ? JSON.parse(readFileSync(outputFile, 'utf8')) : undefined
  rmSync(temp, { recursive: true, force: true })
  count(report, status)
}

function printTables(folder) {
  for (const file of existsSync(folder) ? readdirSync(folder).toSorted() : []) {
    console.log(`\n${readFileSync(join(folder, file), 'utf8')}`)
  }
}

/** Adds jest's tests to the total. What jest itself got wrong counts as one failed test. */
function count(report, status) {
  const passed = report?.numPassedTests ?? 0
  const failed = (report?.numFailedTests ?? 0) + (report?.numRuntimeErrorTestSuites ?? 0)
  const results = (report?.testResults ?? []).flatMap((file) => file.assertionResults)
  const skippedTests = results.filter((test) =>
    ['pending', 'todo', 'disabled'].includes(test.status)
  )
  for (const test of skippedTests) {
    console.log(`skipped: ${test.fullName}`)
  }
  total.passed += passed
  total.failed += failed
  total.skipped += skippedTests.length
  if (failed === 0 && (report === undefined || status !== 0)) {
    console.log(`FAIL jest (exit code ${status})`)
    total.failed += 1
  } else if (failed === 0 && passed === 0) {
    console.log('FAIL jest (no test passed)')
    total.failed += 1
  }
}

/** npm through the node that runs this, which needs no shell on Windows. */
function npm(args, options = {}) {
  const cli = process.env.npm_execpath
  return cli === undefined
    ? run('npm', args, { ...options, shell: process.platform === 'win32' })
    : run(process.execPath, [cli, ...args], options)
}

function run(command, args, options = {}) {
  const result = spawnSync(command, args, {
    cwd: ROOT,
    encoding: 'utf8',
    maxBuffer: 2 ** 28,
    ...options
  })
  const output = [result.stdout, result.stderr, result.error?.message].filter(Boolean).join('\n')
  return { ok: result.status === 0, output }
}

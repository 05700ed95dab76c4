// Watches one run without a clock of its own: git writes down its times, a shim names Terraform's commands,
// and node lists the files it loads. What is watched is slower and is not timed.
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  writeFileSync
} from 'node:fs'
import { basename, join } from 'node:path'
import { act, must } from './world.mjs'

/** @returns git's processes, Terraform's command lines, and the files of dist/ that were loaded */
export function watched(base, job, expected) {
  const folder = mkdtempSync(join(base, 'watched-'))
  for (const part of ['git', 'bin', 'node']) mkdirSync(join(folder, part))
  writeFileSync(join(folder, 'gitconfig'), `[trace2]\n\teventTarget = ${folder}/git\n`)
  const shim = join(folder, 'bin', 'terraform')
  const real = must('/bin/sh', ['-c', 'command -v terraform'], { env: job.env }).trim()
  writeFileSync(shim, `#!/bin/sh\necho "$*" >> '${folder}/terraform'\nexec '${real}' "$@"\n`)
  chmodSync(shim, 0o755)
  act(job, expected, {
    GIT_CONFIG_GLOBAL: join(folder, 'gitconfig'),
    NODE_V8_COVERAGE: join(folder, 'node'),
    PATH: `${join(folder, 'bin')}:${job.env.PATH}`
  })
  const log = join(folder, 'terraform')
  return {
    git: gitProcesses(join(folder, 'git')),
    terraform: existsSync(log) ? readFileSync(log, 'utf8').trim().split('\n') : [],
    files: loadedFiles(join(folder, 'node'))
  }
}

/** git's processes that the action started, without those that git itself started. */
function gitProcesses(folder) {
  const own = readdirSync(folder).map((file) => {
    const events = readFileSync(join(folder, file), 'utf8').trim().split('\n').map(parse)
    const of = (name) => events.find(({ event }) => event === name)
    return { sid: of('start').sid, command: of('cmd_name').name, ms: of('atexit').t_abs * 1000 }
  })
  return own.filter(({ sid }) => !sid.includes('/'))
}

const parse = (line) => JSON.parse(line)

/** The files of dist/ that node loaded, over all processes of a run. */
function loadedFiles(folder) {
  const urls = readdirSync(folder).flatMap((file) =>
    parse(readFileSync(join(folder, file), 'utf8')).result.map(({ url }) => url)
  )
  return [...new Set(urls)].filter((url) => url.includes('/dist/')).map((url) => basename(url))
}

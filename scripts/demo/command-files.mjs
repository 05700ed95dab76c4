// The files through which a step talks to GitHub's runner: outputs, state, variables, path and summary.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const NAMES = ['OUTPUT', 'STATE', 'ENV', 'PATH', 'STEP_SUMMARY']

/** Makes them, empty, in a folder of the step's own; `env` names them, the other functions read them. */
export function createCommandFiles(folder) {
  const path = (name) => join(folder, `${name.toLowerCase()}.txt`)
  mkdirSync(folder, { recursive: true })
  for (const name of NAMES) writeFileSync(path(name), '')
  return {
    env: Object.fromEntries(NAMES.map((name) => [`GITHUB_${name}`, path(name)])),
    pairs: (name) => parsePairs(readFileSync(path(name), 'utf8')),
    folders: () => readFileSync(path('PATH'), 'utf8').split('\n').filter(Boolean),
    summary: () => readFileSync(path('STEP_SUMMARY'), 'utf8')
  }
}

/** `name=value`, and `name<<END` with the value in the lines before END. */
function parsePairs(text) {
  const pairs = text.matchAll(/^([^=<\n]+)(?:=(.*)|<<(.+)\n(?:([\s\S]*?)\n)?\3)$/gmu)
  return Object.fromEntries(
    [...pairs].map(([, name, line, , lines]) => [name, line ?? lines ?? ''])
  )
}

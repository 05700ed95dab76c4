// Actions of a few lines, to try the miniature runner itself.
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const ACTION = `
name: fake
inputs:
  a-word: { default: eins }
  two words: { default: true }
  token: { default: '\${{ github.token }}' }
  nothing: {}
runs: { using: node24, main: dist/index.js, post: dist/index.js, post-if: always() }
`

const HEAD = `
import { appendFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { spawn, execFileSync } from 'node:child_process'
const env = process.env
const put = (file, text) => appendFileSync(env['GITHUB_' + file], text + '\\n')
const post = env.STATE_isPost === 'true'
if (!post) put('STATE', 'isPost=true')
`

let actions = 0

/**
 * Makes an action in a new folder below `base`; returns the folder. The code runs as main and as post, and finds
 * `env`, `post` (a boolean), `put(FILE, text)` for the GITHUB_ files, and the usual of node:fs.
 */
export function fakeAction(base: string, code: string): string {
  const folder = join(base, `action-${(actions += 1)}`)
  mkdirSync(join(folder, 'dist'), { recursive: true })
  writeFileSync(join(folder, 'action.yml'), ACTION)
  writeFileSync(join(folder, 'dist/package.json'), '{"type":"module"}')
  writeFileSync(join(folder, 'dist/index.js'), HEAD + code)
  return folder
}

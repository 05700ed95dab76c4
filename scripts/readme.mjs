// Writes the tables of README, and the facts of docs/backends.md, from action.yml and the code; with --check only says whether they are up to date.
import { transformFileSync } from '@swc/core'
import { readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { parse } from 'yaml'
import { sectionOf, testedSentence } from './readme/backends.mjs'

const action = parse(readFileSync(new URL('../action.yml', import.meta.url), 'utf8'))
const { KINDS } = await load('../src/backend/kinds.ts')

const inputs = Object.entries(action.inputs ?? {}).map(([name, input]) => [
  code(name),
  defaultOf(input),
  meaningOf(input)
])
const outputs = Object.entries(action.outputs ?? {}).map(([name, output]) => [
  code(name),
  meaningOf(output)
])
write('README.md', {
  inputs: table(['input', 'default', 'meaning'], inputs),
  outputs: table(['output', 'meaning'], outputs),
  tested: testedSentence(KINDS)
})
write(
  'docs/backends.md',
  Object.fromEntries(Object.entries(KINDS).map(([type, kind]) => [type, sectionOf(type, kind)]))
)

/** Puts each part between its markers in a page. */
function write(page, parts) {
  const path = new URL(`../${page}`, import.meta.url)
  const before = readFileSync(path, 'utf8')
  const after = Object.entries(parts).reduce(
    (text, [name, content]) => between(page, text, name, content),
    before
  )
  if (after === before) return
  if (process.argv.includes('--check')) {
    fail(
      `${page} does not match action.yml or the code; run \`npm run readme\` and commit the result.`
    )
  }
  writeFileSync(path, after)
  console.log(`${page}: written`)
}

/** What a file of src exports that imports only files beside it; older versions of Node do not read TypeScript. */
async function load(path) {
  return await import(asModule(new URL(path, import.meta.url)))
}

/** The file as an address that can be imported, with what it imports in it. */
function asModule(url) {
  const { code: script } = transformFileSync(fileURLToPath(url), {
    jsc: { parser: { syntax: 'typescript' }, target: 'es2022' },
    module: { type: 'es6' }
  })
  const whole = script.replaceAll(
    /from '(\.[^']+)'/gu,
    (_, beside) => `from ${JSON.stringify(asModule(new URL(beside, url)))}`
  )
  return `data:text/javascript,${encodeURIComponent(whole)}`
}

/** The text with what stands between a pair of markers replaced. */
function between(page, text, name, content) {
  const begin = `<!-- ${name}:begin -->`
  const end = `<!-- ${name}:end -->`
  const from = text.indexOf(begin)
  const to = text.indexOf(end, from)
  if (from === -1 || to === -1) {
    fail(`${page} has no pair of markers ${begin} and ${end}.`)
  }
  return `${text.slice(0, from)}${begin}\n${content}\n${text.slice(to)}`
}

function table(head, rows) {
  return [head, head.map(() => '---'), ...rows].map((row) => `| ${row.join(' | ')} |`).join('\n')
}

function meaningOf({ description = '', deprecationMessage }) {
  const text = deprecationMessage
    ? `${description} **Deprecated:** ${deprecationMessage}`
    : description
  return escaped(oneLine(text))
}

function defaultOf({ default: value, required }) {
  const lines = String(value ?? '')
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
  if (lines.length === 0) {
    return required === true ? '*required*' : ''
  }
  return lines.map(code).join('<br>')
}

function code(text) {
  return `\`${escaped(text)}\``
}

function oneLine(text) {
  return text.replaceAll(/\s+/g, ' ').trim()
}

/** A pipe would end the cell, in code as well. */
function escaped(text) {
  return text.replaceAll('|', String.raw`\|`)
}

function fail(message) {
  console.error(message)
  process.exit(1)
}

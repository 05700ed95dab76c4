// Writes the README's tables of inputs and outputs from action.yml; with --check only says whether they are up to date.
import { readFileSync, writeFileSync } from 'node:fs'
import { parse } from 'yaml'

const README = new URL('../README.md', import.meta.url)
const ACTION = new URL('../action.yml', import.meta.url)

const action = parse(readFileSync(ACTION, 'utf8'))
const before = readFileSync(README, 'utf8')

const inputs = Object.entries(action.inputs ?? {}).map(([name, input]) => [
  code(name),
  defaultOf(input),
  meaningOf(input)
])
const outputs = Object.entries(action.outputs ?? {}).map(([name, output]) => [
  code(name),
  meaningOf(output)
])

let after = between(before, 'inputs', table(['input', 'default', 'meaning'], inputs))
after = between(after, 'outputs', table(['output', 'meaning'], outputs))

if (process.argv.includes('--check')) {
  if (after !== before) {
    fail('README.md does not match action.yml; run `npm run readme` and commit the result.')
  }
} else if (after !== before) {
  writeFileSync(README, after)
  console.log('README.md: tables of inputs and outputs written')
}

/** The text with what stands between a pair of markers replaced. */
function between(text, name, content) {
  const begin = `<!-- ${name}:begin -->`
  const end = `<!-- ${name}:end -->`
  const from = text.indexOf(begin)
  const to = text.indexOf(end, from)
  if (from === -1 || to === -1) {
    fail(`README.md has no pair of markers ${begin} and ${end}.`)
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

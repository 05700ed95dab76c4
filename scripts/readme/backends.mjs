// Writes what the table of backends says of each type: its facts, and one complete block.
import { stringify } from 'yaml'
import { EXAMPLES } from './examples.mjs'

/** The section of a type, without its heading. */
export function sectionOf(type, kind) {
  return [factsOf(type, kind), hclOf(type, kind), stepsOf(type, kind)]
    .filter((part) => part !== undefined)
    .join('\n\n')
}

/** What each type is tested against; types that share a server stand together. */
export function testedSentence(kinds) {
  const all = Object.entries(kinds)
  const named = (tests) =>
    listed(
      all.filter(([, kind]) => testsOf(kind) === tests).map(([type]) => code(type)),
      'and'
    )
  const every = [...new Set(all.map(([, kind]) => testsOf(kind)))]
  const tested = every
    .filter((tests) => !Object.hasOwn(UNTESTED, tests))
    .map((tests) => `${named(tests)} (${tests})`)
  const rest = Object.entries(UNTESTED)
    .filter(([tests]) => every.includes(tests))
    .map(([tests, end]) => ` For ${named(tests)} ${end}.`)
  return `The tests run real Terraform against ${listed(tested, 'and')}.${rest.join('')}`
}

/** What the page says of a type that no server is there for, with what the README says. */
const SETTINGS = 'nothing; the tests end at what Terraform says of the settings it is given'
const TABLE = 'nothing, not even by Terraform: the tests run no version that has it'
const UNTESTED = {
  [SETTINGS]: 'the tests end at what the real Terraform says of the settings it is given',
  [TABLE]: 'they end at the settings themselves: they run no version of Terraform that has it'
}

const testsOf = ({ tested, since }) => tested ?? (since === undefined ? SETTINGS : TABLE)

function factsOf(type, kind) {
  const { environmentAttribute, environmentDefault, longest } = kind
  const attribute = type === 'git' ? 'a ref' : code(environmentAttribute) // which nobody sets
  const facts = [
    [
      'Separates environments',
      environmentDefault === undefined
        ? `${attribute}, which must be given`
        : `${attribute}, by itself ${code(environmentDefault)}${longest === undefined ? '' : `; ${longest.bytes} bytes at most`}`
    ],
    ['Also needed', requiredOf(kind)],
    ['Secrets', secretsOf(kind)],
    ...Object.entries(kind.unwritable).map(([name, { part, instead }]) => [
      'Refused',
      `${code(name)}${part === undefined ? '' : ` with ${code(part)}`}, which would be written down: ${instead}`
    ]),
    ['Lock', lockOf(kind)],
    [
      'After a destroy',
      `the empty state ${kind.removes ? 'is removed' : 'stays'}; by hand: ${code(shown(kind.removal))}`
    ],
    ['Versions', versionsOf(kind)],
    ['Tested against', testsOf(kind)]
  ]
  return facts
    .filter(([, text]) => text !== '')
    .map(([name, text]) => `- **${name}:** ${text}.`)
    .join('\n')
}

function requiredOf({ required, secrets }) {
  return Object.entries(required)
    .map(([name, { variables, example }]) => {
      const others = variables.filter((variable) => variable !== secrets[name])
      const by = others.length === 0 ? '' : `, or ${listed(others.map(code), 'or')}`
      return `${code(name)}, such as ${code(example)}${by}`
    })
    .join('; ')
}

const secretsOf = ({ secrets }) =>
  Object.entries(secrets)
    .map(([name, variable]) => `${code(name)} by ${code(variable)}`)
    .join(', ')

function lockOf({ locking }) {
  const set = Object.entries(locking.settings).map(([name, value]) => code(`${name}=${value}`))
  if (set.length === 0) return locking.how
  return `${locking.how}; the action sets ${listed(set, 'and')} where neither ${listed(locking.unless.map(code), 'nor')} is set, from version ${locking.since} on`
}

function versionsOf({ since }) {
  if (since === undefined) return ''
  const of = (tool, version) =>
    version === undefined ? `not in ${tool}` : `${tool} ${version} and later`
  return [of('Terraform', since.terraform), of('OpenTofu', since.tofu)].join('; ')
}

/** The command with what it needs in capitals. */
const shown = (command) =>
  command.replaceAll(/\{([\w.]+)(?:=[^}]*)?\}/gu, (_, name) => name.toUpperCase())

function hclOf(type, { required, secrets }) {
  if (type === 'git') return undefined
  const needed = Object.entries(required)
    .filter(([name]) => !(name in secrets))
    .map(([name, { example }]) => [name, example])
  const settings = [...needed, ...Object.entries(EXAMPLES[type]?.block ?? {})]
  const width = Math.max(...settings.map(([name]) => name.length))
  const lines = settings.map(
    ([name, value]) => `    ${name.padEnd(width)} = ${JSON.stringify(value)}\n`
  )
  const block = lines.length === 0 ? '{}' : `{\n${lines.join('')}  }`
  const head = type === 'cloud' ? type : `backend "${type}"`
  return fence('hcl', `terraform {\n  ${head} ${block}\n}\n`)
}

function stepsOf(type, kind) {
  const { before = [], env = {}, secrets = [], config = [] } = EXAMPLES[type] ?? {}
  const needed = Object.keys(kind.required).filter((name) => name in kind.secrets)
  const variables = {
    ...env,
    ...Object.fromEntries(
      [...needed, ...secrets].map((name) => [
        kind.secrets[name],
        `\${{ secrets.${kind.secrets[name].toUpperCase()} }}`
      ])
    )
  }
  const given =
    kind.environmentDefault === undefined ? [`${kind.environmentAttribute}=${kind.example}`] : []
  const lines = [...given, ...config]
  const step = {
    uses: 'org/gitops-env-action@v1',
    ...(Object.keys(variables).length === 0 ? {} : { env: variables }),
    with: {
      ...(lines.length === 0 ? {} : { 'backend-config': textOf(lines) }),
      'state-passphrase': '${{ secrets.STATE_PASSPHRASE }}'
    }
  }
  return fence('yaml', stringify({ steps: [...before, step] }, { lineWidth: 0, singleQuote: true }))
}

const textOf = (lines) =>
  lines.length === 1 ? lines[0] : lines.map((line) => `${line}\n`).join('')

const fence = (language, text) => `\`\`\`${language}\n${text}\`\`\``

const code = (text) => `\`${text}\``

function listed(parts, word) {
  return parts.length < 2
    ? parts.join('')
    : `${parts.slice(0, -1).join(', ')} ${word} ${parts.at(-1)}`
}

// The pages are whole: every link leads somewhere, every table is one, and what is listed is what there is.
import { describe, expect, test } from '@jest/globals'
import { marked } from 'marked'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'
import { repositoryRoot } from '../harness/action-file.ts'
import { EXAMPLES } from '../harness/examples.ts'

const read = (path: string): string => readFileSync(join(repositoryRoot, path), 'utf8')
const pages = [
  'README.md',
  'CHANGELOG.md',
  'CONTRIBUTING.md',
  'SECURITY.md',
  ...readdirSync(join(repositoryRoot, 'docs'))
    .filter((name) => name.endsWith('.md'))
    .map((name) => `docs/${name}`),
  'examples/README.md',
  ...EXAMPLES.map((name) => `examples/${name}/README.md`)
]

/** As GitHub names a heading's anchor; of two that are the same the later one gets a number. */
function anchorsOf(text: string): readonly string[] {
  const prose = text.replaceAll(/^```[\s\S]*?^```/gmu, '')
  const seen = new Map<string, number>()
  return [...prose.matchAll(/^#+ (.+)$/gmu)].map(([, heading = '']) => {
    const name = heading
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N}\s_-]/gu, '')
      .replaceAll(' ', '-')
    const count = seen.get(name) ?? 0
    seen.set(name, count + 1)
    return count === 0 ? name : `${name}-${count}`
  })
}

/** The links of a page, without those to other places on the web, that lead nowhere. */
function deadLinks(page: string, text: string): readonly string[] {
  const links = [
    ...marked.parse(text, { async: false }).matchAll(/ (?:href|src|srcset)="([^"]*)"/gu)
  ]
  return links
    .map(([, link = '']) => link)
    .filter((link) => !/^https?:/u.test(link))
    .filter((link) => {
      const [path = '', anchor] = link.split('#')
      const file = path === '' ? page : normalize(join(dirname(page), path))
      if (!existsSync(join(repositoryRoot, file))) return true
      const there = file === page ? text : read(file)
      return anchor !== undefined && !anchorsOf(there).includes(anchor)
    })
}

describe('every page', () => {
  test.each(pages)('%s links to files and headings that are there', (page) => {
    expect(deadLinks(page, read(page))).toEqual([])
  })

  test('is searched for links that lead nowhere', () => {
    const text =
      '## Here\n\n[a](#here) [b](#there) [c](nowhere.md) [d](docs/security.md#backups) [e](docs/security.md#x)\n\n<source srcset="f.png">'
    expect(deadLinks('README.md', text)).toEqual([
      '#there',
      'nowhere.md',
      'docs/security.md#x',
      'f.png'
    ])
  })

  test.each(pages)('%s has tables that are rendered as such', (page) => {
    const html = marked.parse(read(page), { async: false }).replaceAll(/<pre>[\s\S]*?<\/pre>/gu, '')
    expect(html.match(/^(?:<p>)?\|.*$/gmu) ?? []).toEqual([])
    for (const [table] of html.matchAll(/<table>[\s\S]*?<\/table>/gu)) {
      const columns = table.match(/<th[ >]/gu)?.length
      const rows = [...table.matchAll(/<tr>[\s\S]*?<\/tr>/gu)].map(
        ([row]) => row.match(/<t[hd][ >]/gu)?.length
      )
      expect(new Set(rows)).toEqual(new Set([columns]))
    }
  })

  test.each(pages)('%s has no marks of a merge', (page) => {
    expect(read(page)).not.toMatch(/^(?:<{7}|={7}|>{7})/mu)
  })

  test.each(pages)('%s closes every fence', (page) => {
    expect((read(page).match(/^```/gmu) ?? []).length % 2).toBe(0)
  })
})

describe('what is set up by hand', () => {
  /** Every page, and every example's workflow: where each matching line stands, and the line. */
  const linesWith = (pattern: RegExp, files = pages): readonly string[] =>
    files.flatMap((page) =>
      read(page)
        .split('\n')
        .filter((line) => pattern.test(line))
        .map((line) => `${page}: ${line.trim()}`)
    )
  const workflows = EXAMPLES.map((name) => `examples/${name}/.github/workflows/environments.yml`)

  test('shows a passphrase once, when it is made', () => {
    const made = linesWith(/\bgh secret set STATE_PASSPHRASE/u)
    const command = 'openssl rand -base64 32 | tee /dev/stderr | gh secret set STATE_PASSPHRASE'
    expect(made.length).toBeGreaterThan(5)
    expect(made.filter((line) => !line.includes(command))).toEqual([])
  })

  test('trusts the subject that the repository has', () => {
    const trusted = linesWith(/^(?!\|).*\brepo:[^`\s]*:environment:preview/u)
    // Where it is defined, and where it is asked for.
    expect(trusted.map((line) => line.slice(0, line.indexOf(':')))).toEqual(
      trusted.map(() => 'docs/recipes.md')
    )
    expect(read('docs/recipes.md').match(/^SUBJECT='repo:.*$/gmu)).toHaveLength(1)
    expect(read('docs/recipes.md').match(/^.*["/]\$SUBJECT"/gmu)).toHaveLength(3)
    for (const name of ['aws', 'azure', 'google']) {
      expect(read(`examples/${name}/README.md`)).toContain(
        '(../../docs/recipes.md#what-a-cloud-may-trust)'
      )
    }
  })

  test('names production wherever it is not surely a preview', () => {
    const chosen = linesWith(/^\s+environment: \$\{\{/u, [...pages, ...workflows])
    expect(chosen.length).toBeGreaterThan(2)
    const strict =
      /environment: \$\{\{ startsWith\(.+, 'env-'\) && 'preview' \|\| 'production' \}\}$/u
    expect(chosen.filter((line) => !strict.test(line))).toEqual([])
    expect(linesWith(/(?:&&|\|\|) *secrets\.|secrets\[/u, [...pages, ...workflows])).toEqual([])
  })

  test('lets the names with a slash use preview, too', () => {
    const rules = linesWith(/'env-\*'.*;|`env-\*`.*(?:slash|names with)/u)
    expect(rules.length).toBeGreaterThan(2)
    expect(rules.filter((line) => !line.includes('env-*/**/*'))).toEqual([])
  })

  test('is pushed and deleted in blocks of their own: a run that finds no branch creates nothing', () => {
    const both = pages.filter((page) =>
      [...read(page).matchAll(/^ *```sh\n([\s\S]*?)^ *```/gmu)].some(
        ([, block = '']) => / HEAD:env-/u.test(block) && /git push \S+ :env-/u.test(block)
      )
    )
    expect(both).toEqual([])
  })
})

describe('docs/architecture.md', () => {
  const architecture = read('docs/architecture.md')
  const section = (title: string): string =>
    architecture.split(/^## /mu).find((text) => text.startsWith(`${title}\n`)) ?? ''
  /** What stands in code in a table's cells. */
  const rowsOf = (text: string): readonly (readonly string[])[] =>
    [...text.matchAll(/^\| (.+) \|$/gmu)].slice(2).map(([, row = '']) => row.split(' | '))
  const codesIn = (cell = ''): readonly string[] =>
    [...cell.matchAll(/`([^`]+)`/gu)].map((match) => match[1] ?? '')

  test('names every file of src, and no other', () => {
    const files = readdirSync(join(repositoryRoot, 'src'), { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.ts'))
      .map((file) => file.slice(0, -'.ts'.length))
    const named = rowsOf(section('Files')).flatMap(([what, list]) => {
      const folder = codesIn(what)[0] ?? ''
      return codesIn(list).map((name) => `${folder}${name}`)
    })
    expect(named.toSorted()).toEqual(files.toSorted())
  })

  test('names every package, and no other', () => {
    const manifest = JSON.parse(read('package.json')) as {
      readonly dependencies: object
      readonly devDependencies: object
    }
    const packages = [
      ...Object.keys(manifest.dependencies),
      ...Object.keys(manifest.devDependencies)
    ]
    const named = rowsOf(section('Dependencies')).flatMap(([names]) => codesIn(names))
    expect(named.toSorted()).toEqual(packages.toSorted())
  })
})

describe('docs/security.md', () => {
  test('has a place for what is measured, and says what the code does', () => {
    const page = read('docs/security.md')
    expect(
      page.match(/^\| (?:the very|apply: |destroy: ).*\| 0 \| 0 \|/gmu)?.length
    ).toBeGreaterThan(20)
    for (const name of ['faults', 'growth']) {
      expect(page).toMatch(
        new RegExp(`<!-- ${name}:begin -->\\n[\\s\\S]+<!-- ${name}:end -->`, 'u')
      )
    }
    const encryption = read('src/backend/encryption.ts')
    expect(encryption).toContain('N: 2 ** 14, r: 8, p: 1')
    expect(page).toContain('N = 2¹⁴, r = 8, p = 1')
    expect(read('src/finish.ts')).toContain('POST_LIMIT_MS = 250_000')
    expect(read('src/inputs.ts')).toContain('SHORTEST_PASSPHRASE = 20')
    expect(read('src/history.ts')).toContain('LONGEST = 20')
  })
})

// `npm run demo` from a clone without node_modules: the story, its pages, and every way in which it may end.
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { spawn } from 'node:child_process'
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { LISTENING } from '../../src/run-directory.ts'
import { createClone, hasScript, tagsOf, type Clone } from '../harness/demo.ts'
import { must, run } from '../harness/process.ts'
import { testIf, withTerraform } from '../harness/tools.ts'

/** Commands of a terminal, and all else that is not text. */
const CONTROL = /[\u0000-\u0009\u000B-\u001F\u007F-\u009F]/u
const COLOUR = /\u001B\[\d+m/u
const MOVES = /\r\u001B\[K/u

const ACTS = [
  ['1-production', 'git push origin main', 'prod was created'],
  ['2-create', 'git switch -c env-alice && git push origin env-alice', 'alice was created'],
  [
    '3-update',
    "git commit -am 'PostgreSQL 16 and a search page' && git push origin env-alice",
    'alice was updated'
  ],
  [
    '4-roll-back',
    'git revert --no-edit HEAD && git push origin env-alice',
    'alice was rolled back from SHA to SHA'
  ],
  [
    '5-refused',
    'git push origin env-alice~1:main',
    'prod was not updated: it would destroy more than allowed'
  ],
  ['6-delete', 'git push origin --delete env-alice', 'alice was destroyed: 4 resources']
] as const

let clone: Clone
beforeAll(() => {
  clone = createClone()
})
afterAll(() => clone.close())

describe('npm run demo', () => {
  withTerraform('tells the story in a pipe, and leaves the summaries', async () => {
    const { code, stdout, stderr } = await run('npm', ['run', '--silent', 'demo'], {
      cwd: clone.root,
      env: clone.environment
    })
    expect({ code, stderr }).toEqual({ code: 0, stderr: expect.not.stringContaining('Error') })
    expect(existsSync(join(clone.root, 'node_modules'))).toBe(false)
    expect(stdout).not.toMatch(CONTROL)
    const folder = /^Everything is in (.+)$/mu.exec(stdout)?.[1] ?? ''
    expect(folder.startsWith(clone.base)).toBe(true)

    const lines = stdout.replaceAll(/\b[0-9a-f]{7}\b/gu, 'SHA').split('\n')
    const told = ACTS.flatMap(([file, command, headline]) => [
      lines.indexOf(`   $ ${command}`),
      lines.indexOf(`   ${headline}`),
      lines.indexOf(`   summary: ${file}.html`)
    ])
    expect(told).not.toContain(-1)
    expect(told).toEqual(told.toSorted((left, right) => left - right))
    expect(stdout).toMatch(/^ {3}1 replaced · 1 added · 1 changed — [0-9a-f]{7} on env-alice by/mu)
    expect(stdout).toContain('terraform_data.database was replaced: triggers_replace changed')

    const trail = stdout.slice(stdout.indexOf('The audit trail of alice'))
    expect([...trail.matchAll(/ alice: (\w+) /gu)].map(([, outcome]) => outcome).join(' ')).toBe(
      'applying applied applying applied applying applied destroying destroyed'
    )
    expect(trail).toContain('No resource is left of alice')
    expect(trail).toContain('cloud/prod-database:PostgreSQL 14')
    expectPages(folder, fileURLToPath(stdout.trim().split('\n').at(-1)?.trim() ?? ''))
    await expectNothingOfAlice(folder)
  })

  function expectPages(folder: string, index: string): void {
    const read = (name: string): string => readFileSync(join(folder, name), 'utf8')
    expect(index).toBe(join(folder, 'index.html'))
    const whole = read('index.html')
    for (const [file, , headline] of ACTS) {
      const first = /^## (.+)$/mu.exec(read(`${file}.md`))?.[1] ?? ''
      expect(first.replaceAll('`', '').replaceAll(/\b[0-9a-f]{7}\b/gu, 'SHA')).toBe(headline)
      expect(read(`${file}.log`)).toMatch(/^terraform plan$/mu)
      const shown = /<article>[\s\S]+<\/article>/u.exec(read(`${file}.html`))?.[0] ?? 'none'
      expect(whole).toContain(shown)
      expect(shown).toContain('<table>')
      expect(shown).toContain('<details><summary>')
    }
    expect(whole.match(/<div class="alert caution">/gu)).toHaveLength(3)
    expect(whole).not.toContain('[!CAUTION]')
    expect(whole).toContain('<span class="added">')
    expect(whole).toContain('<em>sensitive</em>')
    for (const page of ['index.html', ...ACTS.map(([file]) => `${file}.html`)]) {
      expect([page, tagsOf(read(page))]).toEqual([page, expect.arrayContaining(['main', 'table'])])
      expect(read(page)).toContain(`content="default-src 'none';`)
      for (const [, link = ''] of read(page).matchAll(/href="([^"]+)"/gu)) {
        expect(link).toMatch(/^(?:https:\/\/|#act-\d$|[\w-]+\.(?:md|log|html)$)/u)
        if (/^\w/u.test(link) && !link.startsWith('https')) {
          expect(existsSync(join(folder, link))).toBe(true)
        }
      }
    }
  }

  async function expectNothingOfAlice(folder: string): Promise<void> {
    const origin = join(folder, 'github/acme/shop')
    const refs = await must('git', ['for-each-ref', '--format=%(refname)'], { cwd: origin })
    expect(refs.trim().split('\n')).toEqual([
      'refs/gitops-env/environments/shop/alice',
      'refs/gitops-env/environments/shop/prod',
      'refs/gitops-env/state/shop/prod',
      'refs/heads/main'
    ])
    expect(readdirSync(join(folder, 'cloud')).filter((name) => !name.startsWith('prod-'))).toEqual(
      []
    )
    for (const run of readdirSync(join(folder, 'runs'))) {
      expect(readdirSync(join(folder, 'runs', run, 'temp'))).toEqual([])
    }
  }
})

describe('where the action fails', () => {
  test('its message is shown in full', async () => {
    const folder = clone.folder()
    const { code, stdout, stderr } = await clone.demo(['--directory', folder], {
      PATH: clone.brokenPath
    })
    expect(code).toBe(1)
    expect(stderr).toContain('terraform init failed with exit code 3.\nbroken on purpose\n')
    expect(stderr).toContain('Nothing was changed.')
    expect(stderr).not.toContain('The demo needs Terraform')
    expect(stderr).toContain(folder)
    expect(`${stdout}${stderr}`).not.toMatch(CONTROL)
    expect(readFileSync(join(folder, '1-production.log'), 'utf8')).toContain('broken on purpose')
  })

  test('the demo itself says that it needs Terraform, where there is none and no network', async () => {
    const env = { PATH: clone.gitAlone, HTTPS_PROXY: 'http://127.0.0.1:9' } // nobody answers there
    const { code, stderr } = await clone.demo(['--directory', clone.folder()], env)
    expect(code).toBe(1)
    expect(stderr).toMatch(/downloaded[^]+\n\nThe demo needs Terraform: .+hashicorp\.com\.\n\n/u)
  })

  withTerraform('an interruption ends the run in order, and says where everything is', async () => {
    const folder = clone.folder()
    const [node = '', ...script] = clone.command
    const child = spawn(node, [...script, '--directory', folder], {
      env: clone.environment,
      stdio: ['ignore', 'pipe', 'inherit']
    })
    let stdout = ''
    child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text))
    const closed = new Promise<number | null>((resolve) => child.once('close', resolve))
    const temp = join(folder, 'runs/1/temp')
    const listening = (): boolean =>
      existsSync(temp) && readdirSync(temp).some((run) => existsSync(join(temp, run, LISTENING)))
    while (child.exitCode === null && !listening()) {
      await new Promise((resolve) => {
        setTimeout(resolve, 10)
      })
    }
    child.kill('SIGINT')
    expect(await closed).toBe(130)
    expect(stdout).toContain(`Stopped.\nWhat there is so far: ${folder}\n`)
    expect(readdirSync(temp)).toEqual([])
    expect(readFileSync(join(folder, '1-production.log'), 'utf8')).toContain('was cancelled')
  })
})

describe('a terminal', () => {
  /** The story up to its first run, which fails: enough to see how it is printed. */
  const start = async (
    how: 'demo' | 'inTerminal',
    env: NodeJS.ProcessEnv = {}
  ): Promise<string> => {
    const settings = { PATH: clone.brokenPath, ...env }
    const { code, stdout } = await clone[how](['--directory', clone.folder()], settings)
    expect(code).toBe(1)
    expect(stdout).toContain('$ git push origin main')
    return stdout
  }

  testIf(hasScript)('gets colour, and a line that moves', async () => {
    const text = await start('inTerminal')
    expect(text).toMatch(COLOUR)
    expect(text).toMatch(MOVES)
  })

  testIf(hasScript)('gets no colour with NO_COLOR', async () => {
    const text = await start('inTerminal', { NO_COLOR: '1' })
    expect(text).not.toMatch(COLOUR)
    expect(text).toMatch(MOVES)
  })

  testIf(hasScript)('gets neither where it is a dumb one', async () => {
    const text = await start('inTerminal', { TERM: 'dumb' })
    expect(text).not.toContain('\u001B')
  })

  test('is not needed for colour with FORCE_COLOR', async () => {
    const text = await start('demo', { FORCE_COLOR: '1' })
    expect(text).toMatch(COLOUR)
    expect(text).not.toMatch(MOVES)
  })
})

describe('what stops it before the first act', () => {
  test.each([
    ['an unknown option', ['--fast'], "'--fast' is not an option; write --directory FOLDER"],
    ['an option without its folder', ['--directory'], '--directory is given without a folder'],
    ['an option without its folder, with =', ['--directory='], 'is given without a folder'],
    ['a word too many', ['--directory', 'a', 'b'], "'b' is too much after --directory FOLDER"]
  ])('%s', async (_, args, message) => {
    const { code, stdout, stderr } = await clone.demo(args)
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' })
    expect(stderr).toContain(`Error: `)
    expect(stderr).toContain(message)
  })

  test('a folder that is not empty', async () => {
    const { code, stderr } = await clone.demo(['--directory', clone.root])
    expect(code).toBe(1)
    expect(stderr).toContain(`${clone.root} is not empty; name an empty folder`)
  })

  test('git is missing', async () => {
    const { code, stderr } = await clone.demo([], { PATH: join(clone.base, 'nothing') })
    expect(code).toBe(1)
    expect(stderr).toContain('git does not start, and the demo needs it on the PATH')
  })

  test('Node is too old', async () => {
    const older = join(clone.base, 'older.mjs')
    writeFileSync(older, "Object.defineProperty(process.versions, 'node', { value: '20.18.3' })\n")
    const { code, stderr } = await clone.demo([], { NODE_OPTIONS: `--import=${older}` })
    expect(code).toBe(1)
    expect(stderr).toBe(
      'Error: This is Node 20.18.3, and the demo needs 20.19 or later: https://nodejs.org\n'
    )
  })

  test('--help', async () => {
    const { code, stdout, stderr } = await clone.demo(['--help'])
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    expect(stdout).toContain('--directory FOLDER')
  })
})

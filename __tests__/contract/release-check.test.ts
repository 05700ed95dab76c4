// What a release is refused for, in a real repository, and the notes it gets from the changelog.
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { repositoryRoot } from '../harness/action-file.ts'
import { changelog, createProject, NOTES, TOKEN, type Project } from '../harness/releasing.ts'

let project: Project
beforeEach(async () => {
  project = await createProject()
})
afterEach(async () => {
  await project.close()
})

const refusal = (text: string): object => ({ code: 1, stderr: expect.stringContaining(text) })

describe('check', () => {
  test('lets a commit pass for which everything holds, and changes nothing', async () => {
    expect(await project.release(['check', '1.2.3'])).toMatchObject({ code: 0, stderr: '' })
    const query = `head_sha=${await project.git('rev-parse', 'HEAD')}&event=push&status=success`
    expect(project.asked).toEqual([
      `Bearer ${TOKEN} /repos/octo/action/actions/workflows/ci.yml/runs?${query}`
    ])
    expect(await project.tags()).toEqual({})
  })

  const CHANGELOG = 'CHANGELOG.md'
  const dated = '[1.2.3] - 2026-11-21'
  test.each<[string, string, string, string | object]>([
    [
      'another version in package.json',
      'package.json has the version 1.2.2',
      'package.json',
      { version: '1.2.2' }
    ],
    [
      'another version in package-lock.json',
      'package-lock.json has the version 1.2.2',
      'package-lock.json',
      { version: '1.2.2', packages: { '': { version: '1.2.3' } } }
    ],
    [
      'no section in the changelog',
      "has '## [1.2.1] - 2026-11-21' after Unreleased; write '## [1.2.3] - YYYY-MM-DD'",
      CHANGELOG,
      changelog('[1.2.1] - 2026-11-21')
    ],
    [
      'a section without a date',
      "has '## [1.2.3]' after Unreleased",
      CHANGELOG,
      changelog('[1.2.3]')
    ],
    [
      'an empty section',
      'says nothing of 1.2.3',
      CHANGELOG,
      `## [Unreleased]\n\n## ${dated}\n\n## [1.2.2] - 2026-10-01\n\n- Older.\n`
    ],
    [
      'what is unreleased',
      'entries under Unreleased; move them to 1.2.3',
      CHANGELOG,
      changelog(dated, '- New.\n')
    ],
    [
      'no place for what is unreleased',
      "does not begin with '## [Unreleased]'",
      CHANGELOG,
      changelog(dated).replace('## [Unreleased]\n', '')
    ],
    [
      'a dist that the source does not build',
      'after `npm run build`; commit what the source builds:\n M dist.js',
      'source.js',
      'changed\n'
    ]
  ])('refuses %s', async (_, message, file, content) => {
    project.write(file, content)
    await project.merge()
    expect(await project.release(['check', '1.2.3'])).toMatchObject(refusal(message))
  })

  test.each([
    ['this version', 'v1.2.3', 'The origin has the tag v1.2.3 already'],
    ['a later version of its major', 'v1.10.0', 'The origin has the tag v1.10.0; v1 would go back']
  ])('refuses where %s was released', async (_, tag, message) => {
    await project.git('push', '--quiet', 'origin', `HEAD:refs/tags/${tag}`)
    expect(await project.release(['check', '1.2.3'])).toMatchObject(refusal(message))
  })

  test('lets a version pass beside those of other majors, and after earlier ones', async () => {
    const others = ['v0.9.9', 'v1', 'v1.2.2', 'v1.1.10', 'v2.0.0', 'v10.0.0', 'very-new']
    await project.git('push', '--quiet', 'origin', ...others.map((tag) => `HEAD:refs/tags/${tag}`))
    expect(await project.release(['check', '1.2.3'])).toMatchObject({ code: 0, stderr: '' })
  })

  test('tells at once what is not committed, not merged and not green', async () => {
    await project.commit()
    project.write('dist-chunk.js', 'left behind\n')
    const { code, stderr } = await project.release(['check', '1.2.3'])
    expect(code).toBe(1)
    expect(stderr).toContain('before the build; commit or remove it:\n?? dist-chunk.js')
    expect(stderr).toContain("is not on the origin's default branch; merge it first")
    expect(stderr).toContain('CI is not green for a push of')
  })

  test.each(['refs/heads/other', 'refs/tags/v1', 'refs/heads/main-2'])(
    'refuses a run that was started on %s, whatever commit that is',
    async (ref) => {
      const refused = refusal(`The release was started on ${ref}; start it on refs/heads/main`)
      for (const step of ['check', 'again', 'tag']) {
        expect(await project.release([step, '1.2.3'], { GITHUB_REF: ref })).toMatchObject(refused)
      }
      expect(await project.tags()).toEqual({})
    }
  )

  test('asks again before anything is signed', async () => {
    const env = { GITHUB_REF: 'refs/heads/main' }
    expect(await project.release(['again', '1.2.3'], env)).toMatchObject({ code: 0, stderr: '' })
    await project.git('push', '--quiet', 'origin', 'HEAD:refs/tags/v1.2.3')
    const refused = refusal('The origin has the tag v1.2.3 already')
    expect(await project.release(['again', '1.2.3'], env)).toMatchObject(refused)
  })

  test('refuses where GitHub does not say whether CI is green', async () => {
    project.answer(403)
    expect(await project.release(['check', '1.2.3'])).toMatchObject(
      refusal('answers 403; ask again, with a token that has `actions: read`')
    )
    expect(await project.release(['check', '1.2.3'], { GITHUB_TOKEN: '' })).toMatchObject(
      refusal('Whether CI is green is unknown')
    )
    const nobody = { GITHUB_API_URL: 'http://127.0.0.1:1' }
    expect(await project.release(['check', '1.2.3'], nobody)).toMatchObject(
      refusal('ci.yml/runs?head_sha=')
    )
  })

  test.each(['v1.2.3', '1.2', '1.2.3-rc.1', '01.2.3', '1.2.3;id', '--help', ''])(
    'takes %j for no version',
    async (version) => {
      expect(await project.release(['check', version])).toMatchObject(
        refusal(`'${version}' is not a version; write three numbers, such as 1.2.3.\n`)
      )
    }
  )

  test.each([[[]], [['publish', '1.2.3']], [['constructor', '1.2.3']], [['tag', '1.2.3', 'v1']]])(
    'says how it is used where it gets %j',
    async (args) => {
      expect(await project.release(args)).toMatchObject(refusal('Usage: '))
    }
  )
})

describe('notes', () => {
  test("are the version's section of the changelog, and nothing else", async () => {
    expect(await project.release(['notes', '1.2.3'])).toEqual({
      code: 0,
      stdout: `${NOTES}\n`,
      stderr: ''
    })
  })

  test("can be taken from this repository's changelog, once its section has a version", async () => {
    const text = readFileSync(join(repositoryRoot, 'CHANGELOG.md'), 'utf8')
    const [, unreleased = ''] = text.split(/^## /mu)
    const [title = '', ...lines] = unreleased.split('\n')
    expect(title).toBe('[Unreleased]')
    // Right after a release nothing is unreleased, and the section below it is taken.
    const dated = `## [1.2.3] - 2026-11-21\n`
    const content = lines.join('\n').trim() || NOTES
    project.write('CHANGELOG.md', `# Changelog\n\n## [Unreleased]\n\n${dated}\n${content}\n`)
    const { code, stdout } = await project.release(['notes', '1.2.3'])
    expect({ code, stdout: stdout.trim() }).toEqual({ code: 0, stdout: content })
  })
})

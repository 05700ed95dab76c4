// The README's picture: files of the right kind and size, and a page that shows what a summary has. Whether they are
// up to date a person sees after `npm run picture`: photographs of two browsers are never the same.
import { describe, expect, test } from '@jest/globals'
import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { repositoryRoot } from '../harness/action-file.ts'

const at = (path: string): string => join(repositoryRoot, path)
const THEMES = ['light', 'dark'] as const

describe("the README's picture, whatever it shows", () => {
  test.each(THEMES)('%s is a PNG of less than 150 kB', (theme) => {
    const picture = readFileSync(at(`docs/summary-${theme}.png`))
    expect(picture.subarray(0, 8)).toEqual(Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'))
    expect(picture.length).toBeLessThan(150_000)
  })

  test('is of the same size, light and dark', () => {
    const [light, dark] = THEMES.map((theme) =>
      readFileSync(at(`docs/summary-${theme}.png`)).toString('hex', 16, 24)
    )
    expect(light).toBe(dark)
  })

  test('is taken of a page that shows warnings as boxes, and folds what is folded', async () => {
    const { pageOf } = (await import(pathToFileURL(at('scripts/picture/page.mjs')).href)) as {
      readonly pageOf: (markdown: string, theme: string) => string
    }
    const page = pageOf(readFileSync(at('__tests__/fixtures/summaries/updated.md'), 'utf8'), 'dark')
    expect(page).toContain('<html data-theme="dark">')
    expect(page).toContain(
      '<div class="alert caution"><p class="title">Caution</p><p><code>terraform_data.db</code> was'
    )
    expect(page).not.toContain('[!')
    expect(page).toContain('<details><summary>Attributes</summary>')
    expect(page).not.toMatch(/(?:src|href)="(?!https:\/\/github\.com\/)/u)
  })

  test('is not taken where there is no browser, which says what to install', () => {
    const { status, stderr } = spawnSync(process.execPath, [at('scripts/picture.mjs')], {
      encoding: 'utf8',
      env: { PATH: '' }
    })
    expect({ status, stderr }).toEqual({
      status: 1,
      stderr: expect.stringMatching(/^No browser was found on the PATH: chromium, .*Install one/u)
    })
  })
})

// Which version is asked for, and what satisfies it.
import { describe, expect, test } from '@jest/globals'
import { assert, property, string } from 'fast-check'
import { exactVersion, LATEST, newestOf, satisfies, wantedVersion } from '../../src/tool/version.ts'
import type { Wanted } from '../../src/tool/version.ts'

const nowhere = { input: undefined, file: undefined, requiredVersion: undefined }
const byInput = (input: string): Wanted => wantedVersion({ ...nowhere, input }) ?? LATEST
const byModule = (requiredVersion: string): Wanted =>
  wantedVersion({ ...nowhere, requiredVersion }) ?? LATEST
const byFile = (text: string): Wanted =>
  wantedVersion({ ...nowhere, file: { path: 'infra/.terraform-version', text } }) ?? LATEST

describe('what is asked for', () => {
  const file = { path: '.terraform-version', text: '1.10.1' }
  const all = { input: '1.11.4', file, requiredVersion: '~> 1.9' }

  test.each([
    [all, '1.11.4', "the input 'tool-version'"],
    [{ ...all, input: ' ' }, '1.10.1', "the file '.terraform-version'"],
    [
      { ...all, input: undefined, file: undefined },
      '~> 1.9',
      "the root module's 'required_version'"
    ]
  ])('%j is %j from %s', (places, text, source) => {
    expect(wantedVersion(places)).toMatchObject({ text, source })
  })

  test('is nothing where nobody asks', () => {
    expect(wantedVersion(nowhere)).toBeUndefined()
    expect(wantedVersion({ ...nowhere, input: '' })).toBeUndefined()
  })

  test.each([
    ['1.11.4', '1.11.4'],
    ['v1.11.4', '1.11.4'],
    ['= 1.11.4', '1.11.4'],
    ['1.12.0-rc1', '1.12.0-rc1'],
    ['1.12.0-alpha20250319', '1.12.0-alpha20250319'],
    ['latest', undefined],
    ['~> 1.11.4', undefined],
    ['1.11.4, != 1.11.5', undefined]
  ])('%j is exactly %j', (text, version) => {
    expect(exactVersion(byInput(text))).toBe(version)
  })

  test.each([
    ['1.11.4\n', '1.11.4'],
    ['# for now\n\n  1.11.4 # the newest\r\n1.0.0\n', '1.11.4']
  ])('a file %j says %j', (text, version) => {
    expect(exactVersion(byFile(text))).toBe(version)
  })

  test('a module may leave out what is zero, as in Terraform', () => {
    expect(exactVersion(byModule('1.9'))).toBe('1.9.0')
    expect(exactVersion(byModule('2'))).toBe('2.0.0')
  })
})

describe('text that is no version', () => {
  test.each([
    ['1.1', '1.1.0'],
    ['1.10', '1.10.0'],
    ['2', '2.0.0'],
    ['v1.9', '1.9.0']
  ])('%j in the input is refused, for YAML cuts 1.10', (text, whole) => {
    expect(() => byInput(text)).toThrow(
      expect.objectContaining({
        reason: 'invalid-input',
        message: `'${text}' in the input 'tool-version' is only a part of a version, and YAML reads 1.10 as 1.1.`,
        hint: `Write three numbers, such as '${whole}', or in quotes '~> ${whole}' for the newest that begins like it.`
      })
    )
  })

  test.each([
    'newest',
    'latest:^1.8',
    '1.x',
    '^1.9.0',
    '1.9.0 - 1.10.0',
    '1.9.0 1.10.0',
    '>= 1.9 < 2',
    '>= 1.9,',
    '=> 1.9.0',
    '== 1.9.0',
    '~1.9.0',
    '1.9.0.1',
    '01.9.0',
    '1.9-rc1',
    '1.9.0-',
    '1.9.0-01',
    '1.9.0/../../x',
    '1.9.0+build',
    '${VERSION}',
    '-1.0.0',
    '1.9.0\n1.10.0',
    '9999999999.0.0'
  ])('%j is refused, with the place', (text) => {
    expect(() => byInput(text)).toThrow(/ in the input 'tool-version' is not a version\.$/u)
    expect(() => byModule(text)).toThrow(
      / in the root module's 'required_version' is not a version\.$/u
    )
  })

  test.each(['', '\n', '# 1.9.0\n'])('an empty file %j is refused, with its path', (text) => {
    expect(() => byFile(text)).toThrow(
      "'' in the file 'infra/.terraform-version' is not a version."
    )
  })

  test('a module cannot ask for the latest', () => {
    expect(() => byModule('latest')).toThrow('is not a version')
    expect(() => byModule('')).toThrow('is not a version')
  })

  test.each(['>= 1.12.0-rc1', '~> 1.12.0-rc1', '!= 1.12.0-rc1', '>= 1.9, < 2.0.0-alpha1'])(
    '%j is refused: a pre-release is only asked for exactly',
    (text) => {
      expect(() => byInput(text)).toThrow(
        `'${text}' in the input 'tool-version' has a pre-release where only an exact version`
      )
    }
  )

  test('a module cannot ask for a pre-release, which Terraform refuses', () => {
    expect(() => byModule('1.12.0-rc1')).toThrow('has a pre-release where only an exact version')
  })

  test('a long text is not shown whole', () => {
    expect(() => byInput('x'.repeat(9999))).toThrow(`'${'x'.repeat(60)}' in`)
  })

  test('whatever it is, it is refused in words, or asks for something', () => {
    const asksOrRefuses = (text: string): boolean => {
      try {
        return byInput(text).constraints.length >= 0
      } catch (error) {
        return (error as { readonly reason?: string }).reason === 'invalid-input'
      }
    }
    expect(() => assert(property(string(), asksOrRefuses))).not.toThrow()
  })
})

describe('a version satisfies', () => {
  test.each([
    ['1.11.4', '1.11.4', true],
    ['1.11.4', '1.11.5', false],
    ['!= 1.11.4', '1.11.4', false],
    ['!= 1.11.4', '1.11.5', true],
    ['> 1.11', '1.11.0', false],
    ['> 1.11', '1.11.1', true],
    ['>= 1.5, < 2.0', '1.11.4', true],
    ['>= 1.5, < 2.0', '2.0.0', false],
    ['>=1.5,<2', '1.4.9', false],
    ['<= 1.11', '1.11.1', false],
    ['~> 1.9', '1.8.9', false],
    ['~> 1.9', '1.9.0', true],
    ['~> 1.9', '1.10.7', true],
    ['~> 1.9', '2.0.0', false],
    ['~> 1.9.3', '1.9.2', false],
    ['~> 1.9.3', '1.9.8', true],
    ['~> 1.9.3', '1.10.0', false],
    ['~> 1.1.0', '1.11.0', false],
    ['~> 1', '1.0.0', true],
    ['~> 1', '2.3.4', true],
    ['~> 1', '0.15.0', false],
    ['~> 1.9, != 1.9.5', '1.9.5', false],
    ['latest', '1.11.4', true],
    // A pre-release: only where it is named.
    ['1.12.0-rc1', '1.12.0-rc1', true],
    ['1.12.0-rc1', '1.12.0', false],
    ['1.12.0-rc1', '1.12.0-rc2', false],
    ['>= 1.9', '1.12.0-rc1', false],
    ['!= 1.9.0', '1.12.0-rc1', false],
    ['latest', '1.12.0-rc1', false],
    ['1.12.0', '1.12.0-rc1', false]
  ])('%j: %s is %j', (text, version, expected) => {
    expect(satisfies(version, byInput(text))).toBe(expected)
  })

  test.each([
    ['latest', '1.11.4'],
    ['~> 1.10.0', '1.10.10'],
    ['< 1.10', '1.9.8'],
    ['1.12.0-rc1', '1.12.0-rc1'],
    ['~> 7.0', undefined]
  ])('%j: the newest is %j', (text, expected) => {
    const versions = ['1.10.9', '1.9.8', '1.12.0-rc1', '1.11.4', '1.10.10', '1.11.0']
    expect(newestOf(versions, byInput(text))).toBe(expected)
  })
})

// Mistakes in a policy file: all at once, each with line and column, and what to write instead.
import { describe, expect, test } from '@jest/globals'
import { parsePolicy } from '../../src/policy/file.ts'
import { below, ENVIRONMENT_KEYS, errorOf, mistakes, RULE } from './policies.ts'

describe('a key', () => {
  test.each<[string, ...string[]]>([
    // The top.
    [
      '[]',
      "1:1: the file is a list; write 'environments:', and the names of environments below it"
    ],
    [
      '\n  a',
      "2:3: the file is the text 'a'; write 'environments:', and the names of environments below it"
    ],
    ['version: 2', "1:10: 'version' is 2; this action knows version 1"],
    ['version: "1"', "1:10: 'version' is the text '1'; this action knows version 1"],
    ['version:', "1:1: 'version' is empty; this action knows version 1"],
    ['enviroments: {}', "1:1: 'enviroments' is not known; did you mean 'environments'?"],
    ['ttl: 1', "1:1: 'ttl' is not known; the keys here are 'version', 'environments'"],
    [
      'constructor: 1',
      "1:1: 'constructor' is not known; the keys here are 'version', 'environments'"
    ],
    [
      'environments:\n- prod',
      "2:1: 'environments' is a list; write the names of environments below it, and what is allowed below each"
    ],
    // Environments.
    [
      below('prod:'),
      "2:3: 'prod' is empty; write what is allowed below it, such as 'protected: true', or remove it"
    ],
    [
      below('prod: {}'),
      "2:9: 'prod' is empty; write what is allowed below it, such as 'protected: true', or remove it"
    ],
    [
      below('prod: true'),
      "2:9: 'prod' is true; write what is allowed below it, such as 'protected: true', or remove it"
    ],
    [below('prod:', '  ttl: 3d'), `3:5: 'ttl' of 'prod' is not known; ${ENVIRONMENT_KEYS}`],
    [
      below('prod:', '  self-heal: true'),
      `3:5: 'self-heal' of 'prod' is not known; ${ENVIRONMENT_KEYS}`
    ],
    [
      below('prod:', '  __proto__: {}'),
      `3:5: '__proto__' of 'prod' is not known; ${ENVIRONMENT_KEYS}`
    ],
    [
      below('prod:', '  max_destroy: 3'),
      "3:5: 'max_destroy' of 'prod' is not known; did you mean 'max-destroy'?"
    ],
    [
      below('prod:', '  maxDestroy: 3'),
      "3:5: 'maxDestroy' of 'prod' is not known; did you mean 'max-destroy'?"
    ],
    [
      below('prod:', '  protect: true'),
      "3:5: 'protect' of 'prod' is not known; did you mean 'protected'?"
    ],
    [
      below('prod:', '  suspended: true'),
      "3:5: 'suspended' of 'prod' is not known; did you mean 'suspend'?"
    ]
  ])('%j', (text, ...expected) => expect(mistakes(text)).toEqual(expected))
})

describe('a value', () => {
  test.each<[string, ...string[]]>([
    // Numbers.
    [
      below('a: {max-destroy: "3"}'),
      "2:20: 'max-destroy' of 'a' is the text '3'; write 3, without quotes"
    ],
    [below('a: {max-destroy: -1}'), "2:20: 'max-destroy' of 'a' is -1; write 0 or more"],
    [
      below('a: {max-destroy: 1.5}'),
      "2:20: 'max-destroy' of 'a' is 1.5; write a whole number such as 0 or 20"
    ],
    [
      below('a: {max-destroy: .inf}'),
      "2:20: 'max-destroy' of 'a' is Infinity; write a whole number such as 0 or 20"
    ],
    [
      below('a: {max-destroy: 10%}'),
      "2:20: 'max-destroy' of 'a' is the text '10%'; write a whole number such as 0 or 20"
    ],
    [
      below('a: {max-destroy: [1]}'),
      "2:20: 'max-destroy' of 'a' is a list; write a whole number such as 0 or 20"
    ],
    [
      below('a:', '  max-destroy:', '  suspend: true'),
      "3:5: 'max-destroy' of 'a' is empty; write a whole number such as 0 or 20"
    ],
    // Booleans; those of YAML 1.1 are texts, also where the file asks for them.
    [
      below('a: {protected: yes}'),
      "2:18: 'protected' of 'a' is the text 'yes'; write true, without quotes"
    ],
    [
      below('a: {protected: On}'),
      "2:18: 'protected' of 'a' is the text 'On'; write true, without quotes"
    ],
    [
      below('a: {protected: no}'),
      "2:18: 'protected' of 'a' is the text 'no'; write false, without quotes"
    ],
    [
      below('a: {protected: "true"}'),
      "2:18: 'protected' of 'a' is the text 'true'; write true, without quotes"
    ],
    [below('a: {suspend: 0}'), "2:16: 'suspend' of 'a' is 0; write true or false"],
    [
      below('a: {suspend: maybe}'),
      "2:16: 'suspend' of 'a' is the text 'maybe'; write true or false"
    ],
    // Tags.
    [
      below('a: {require-tags: "yes"}'),
      "2:21: 'require-tags' of 'a' is the text 'yes'; write true, without quotes"
    ],
    [
      below('a: {require-tags: owner}'),
      "2:21: 'require-tags' of 'a' is the text 'owner'; write true, or keys such as [environment, owner]"
    ],
    [
      below('a: {require-tags: []}'),
      "2:21: 'require-tags' of 'a' is an empty list; write true, or keys such as [environment, owner]"
    ],
    [
      below('a: {require-tags: {}}'),
      "2:21: 'require-tags' of 'a' is a map; write true, or keys such as [environment, owner]"
    ],
    [
      below('a: {require-tags: [b, 7]}'),
      "2:25: an entry of 'require-tags' is 7; write a tag's key, in quotes"
    ],
    [
      below('a:', '  require-tags:', '  - b', '  -'),
      "5:6: an entry of 'require-tags' is empty; write a tag's key, in quotes"
    ],
    [
      below('a: {require-tags: [" b"]}'),
      "2:22: an entry of 'require-tags' is the text ' b'; write a tag's key, of at most 512 characters and without blanks around it"
    ],
    [
      below('b: {suspend: true}', 'a: {require-tags: [b, c, b]}'),
      "3:21: 'require-tags' of 'a' names a key twice; remove one of the two"
    ],
    [
      below(`a: {require-tags: [${Array.from({ length: 51 }, (_, index) => `k${index}`).join()}]}`),
      "2:21: 'require-tags' of 'a' names too many keys; 50 is the most"
    ],
    [
      `%YAML 1.1\n---\n${below('a: {protected: yes}')}`,
      "4:18: 'protected' of 'a' is the text 'yes'; write true, without quotes"
    ]
  ])('%j', (text, ...expected) => expect(mistakes(text)).toEqual(expected))

  test('a long text is cut, and stays on its line', () => {
    expect(mistakes(below(`a: {suspend: "${'x'.repeat(50)}"}`))[0]).toContain(
      `'${'x'.repeat(40)}… (50 characters)'`
    )
    expect(mistakes(below('a: {suspend: "x\\ny"}'))[0]).toContain("'x y'")
  })
})

describe('more than one mistake', () => {
  test('all are told, in the order of the file', () => {
    const error = errorOf(
      'ttl: 1\nenvironments:\n  Prod:\n    suspend: yes\n  a: {suspend: 1}\n  a: {}\n'
    )
    expect(error.reason).toBe('invalid-input')
    expect(error.message).toBe(
      [
        'Invalid policy:',
        "  - f:1:1: 'ttl' is not known; the keys here are 'version', 'environments'",
        `  - f:3:3: 'Prod' can name no environment; ${RULE}`,
        "  - f:4:14: 'suspend' of 'Prod' is the text 'yes'; write true, without quotes",
        "  - f:6:3: 'a' is given twice; remove one of the two",
        "  - f:6:6: 'a' is empty; write what is allowed below it, such as 'protected: true', or remove it"
      ].join('\n')
    )
    expect(error.hint).toContain('on the default branch')
  })

  test('the first 20 are listed', () => {
    const keys = Array.from({ length: 30 }, (_, index) => `k${index}: 1`)
    const found = mistakes(keys.join('\n'))
    expect(found).toHaveLength(21)
    expect(found[19]).toMatch(/^20:1: 'k19' /u)
    expect(found[20]).toBe('and 10 more')
  })

  test('the file has its usual name', () => {
    expect(() => parsePolicy('a: 1')).toThrow('.github/gitops-env.yml:1:1: ')
  })
})

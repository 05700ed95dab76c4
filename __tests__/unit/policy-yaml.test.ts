// Names and YAML in a policy file that are mistakes, each with line and column.
import { describe, expect, test } from '@jest/globals'
import { below, ENVIRONMENT_KEYS, mistakes, RULE } from './policies.ts'

describe('a mistake', () => {
  test.each<[string, ...string[]]>([
    // Names.
    ...['Env_A', 'default', '-a', 'a-', 'env/a', '__proto__', 'a.b', 'a'.repeat(33)].map(
      (name): [string, string] => [
        below(`"${name}": {suspend: true}`),
        `2:3: '${name}' can name no environment; ${RULE}`
      ]
    ),
    [below('"": {suspend: true}'), `2:3: '' can name no environment; ${RULE}`],
    [below('a b: {suspend: true}'), `2:3: 'a b' can name no environment; ${RULE}`],
    [below('*: {suspend: true}'), `2:3: a name that begins with '*' needs quotes, such as "*":`],
    [
      below('*:', '  suspend: true', '*-eu:', '  suspend: true'),
      `2:3: a name that begins with '*' needs quotes, such as "*":`,
      `4:3: a name that begins with '*' needs quotes, such as "*":`
    ],
    ['[a]: 1', '1:1: this key is no plain text; write a name'],
    // Twice.
    [
      below('a: {suspend: true}', 'b: {suspend: true}', 'a: {suspend: true}'),
      "4:3: 'a' is given twice; remove one of the two"
    ],
    [
      below('7: {suspend: true}', '"7": {suspend: true}'),
      "3:3: '7' is given twice; remove one of the two"
    ],
    ['environments:\nenvironments:\n', "2:1: 'environments' is given twice; remove one of the two"],
    [
      below('a:', '  suspend: true', '  suspend: false'),
      "4:5: 'suspend' is given twice; remove one of the two"
    ],
    // Anchors and aliases.
    [below('a: *x'), "2:6: there is no anchor '&x' before this alias"],
    [below('a: *x', 'b: &x {suspend: true}'), "2:6: there is no anchor '&x' before this alias"],
    [
      below('a: &x {suspended: 1}', 'b: *x', 'c: *x'),
      "2:10: 'suspended' of 'a' is not known; did you mean 'suspend'?"
    ],
    [
      below('a: &x {suspend: true}', 'b: {<<: *x}'),
      "3:7: '<<' is not supported; write the keys out"
    ],
    ['environments: &x\n  a: *x', `2:3: 'a' of 'a' is not known; ${ENVIRONMENT_KEYS}`],
    // YAML.
    ['environments:\n\ta: 1', '2:1: a tab cannot indent; use blanks'],
    [
      'environments: {}\n---\nversion: 1',
      '2:1: a second document begins here; a policy is one document'
    ],
    [
      below('a: {suspend: !!binary aGk=}'),
      "2:16: the tag '!!binary' is not known; remove it",
      "2:25: 'suspend' of 'a' is the text 'aGk='; write true or false"
    ],
    [below('a: !env {suspend: true}'), "2:6: the tag '!env' is not known; remove it"],
    [
      below('a: b: c'),
      '2:6: not YAML: a second key on one line, or a line that is indented too far'
    ],
    // The file as a whole.
    ['# caf\ufffd\n', '1:6: a character that is not UTF-8; save the file as UTF-8']
  ])('%j', (text, ...expected) => expect(mistakes(text)).toEqual(expected))

  test.each([
    ['of two on a line the first', ']]', '1:1'],
    ['an open brace', below('a: {'), '3:1'],
    ['an open quote', below('a: "b'), '3:1'],
    ['a wrong indentation', `${below('a: {suspend: true}')} b: 1`, '3:1'],
    ['a reserved character', below('a: @b'), '2:6']
  ])('%s', (_, text, where) => {
    const found = mistakes(text)
    expect(found).toHaveLength(1)
    expect(found[0]).toContain(`${where}: not YAML: `)
  })
})

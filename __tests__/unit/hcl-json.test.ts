import { describe, expect, test } from '@jest/globals'
import { scanHclJson } from '../../src/terraform/hcl-json.ts'
import { literalOf } from '../../src/terraform/hcl.ts'
import { errorOf, outline } from './hcl-outline.ts'

describe('JSON syntax', () => {
  test.each<[string, string, string]>([
    ['nothing', '{}', ''],
    ['a variable', '{"variable": {"a": {"type": "any"}}}', 'variable "a" {type = "any"}'],
    [
      'a list of variables',
      '{"variable": [{"a": {}}, {"b": [{}]}]}',
      'variable "a" {}; variable "b" {}'
    ],
    [
      'a name twice',
      '{"variable": {"a": {}}, "variable": {"b": {}}}',
      'variable "a" {}; variable "b" {}'
    ],
    ['a list as the document', '[{"variable": {"a": {}}}, {"x": 1}]', 'variable "a" {}; x = 1'],
    [
      'a backend',
      '{"terraform": {"backend": {"s3": {"key": "k", "retries": 2, "x": {"y": [1]}}}}}',
      'terraform {backend "s3" {key = "k"; retries = 2; x = {"y": [1]}}}'
    ],
    [
      'lists on every level',
      '{"terraform": [{"backend": [{"s3": [[{"key": "k"}]]}]}, {"cloud": {}}]}',
      'terraform {backend "s3" {key = "k"}}; terraform {cloud {}}'
    ],
    [
      'two blocks of one name',
      '{"provider": {"a": [{"alias": "x"}, {}]}}',
      'provider "a" {alias = "x"}; provider "a" {}'
    ],
    ['null as a block', '{"terraform": null, "variable": {"a": null}}', ''],
    ['text as a block', '{"terraform": "x", "variable": "y", "provider": {"a": 1}}', ''],
    ['comments', '{"//": "x", "terraform": {"//": "y"}}', 'terraform {}'],
    [
      'required providers',
      '{"terraform": {"required_providers": {"a": {"source": "b/c"}, "d": "~> 1"}}}',
      'terraform {required_providers {a = {"source": "b/c"}; d = "~> 1"}}'
    ],
    [
      'resources',
      '{"resource": {"a_b": {"c": {"provider": "a.x"}}}, "data": [{"d_e": [{"f": [{}]}]}]}',
      'resource "a_b" "c" {provider = "a.x"}; data "d_e" "f" {}'
    ],
    ['words and numbers', '{"a": true, "b": null, "c": -1.5e+3}', 'a = true; b = null; c = -1.5e+3']
  ])('%s', (_, source, expected) => {
    expect(outline(scanHclJson(source))).toBe(expected)
  })

  test.each(['${a}', '$${a}', '%{a}', 'a"\\b', '\b\f\n\t\\b', 'é😀', ''])(
    'the text %j is kept as it is',
    (text) => {
      const [item] = scanHclJson(JSON.stringify({ text }))
      expect(item?.kind === 'attribute' && literalOf(item.expression)).toBe(text)
    }
  )

  test.each<[string, unknown, string]>([
    ['a text', 'a"b\\\n', String.raw`"a\"b\\\n"`],
    ['a template alone', '${var.a}', '"${var.a}"'],
    [
      'a template with quotes and lines of its own',
      'x"${merge({ a = "\\"" },\n b)}"y',
      String.raw`"x\"${'$'}{merge({ a = "\"" },${'\n'} b)}\"y"`
    ],
    ['an escaped template', '$${a} %%{b} $', '"$${a} %%{b} $"'],
    ['a directive', '%{ if a }"%{ endif }', String.raw`"%{ if a }\"%{ endif }"`],
    ['an object', { 'a ${b}': '${c}', d: 1 }, '{"a ${b}" = "${c}", "d" = 1}'],
    ['a list', ['${a}', true, null], '["${a}", true, null]']
  ])('of a provider, %s is what Terraform evaluates', (_, value, expected) => {
    const [item] = scanHclJson(JSON.stringify({ provider: { google: { default_labels: value } } }))
    const [attribute] = item?.kind === 'block' ? item.body : []
    expect(attribute).toMatchObject({ name: 'default_labels', expression: expected })
  })

  test('lines are those of the names', () => {
    const [variable] = scanHclJson('{\n "variable": {\n  "a\\"": {\n   "type":\n "any"\n}\n}\n}')
    expect(variable).toMatchObject({ line: 3, labels: ['a"'], body: [{ name: 'type', line: 4 }] })
  })

  test.each<[string, string]>([
    ['', 'Unexpected end of the file on line 1'],
    ['{', 'Unexpected end of the file on line 1'],
    ['{}\n{}', "Unexpected '{' on line 2"],
    ['{"a" 1}', "Unexpected '1' on line 1"],
    ['{"a": 1,}', "Unexpected '}' on line 1"],
    ['{"a": [1 2]}', "Unexpected '2' on line 1"],
    ['{a: 1}', "Unexpected 'a' on line 1"],
    ['{"a": 🙂}', "Unexpected '🙂' on line 1"],
    ['\uFEFF{}', "Unexpected '\uFEFF' on line 1"],
    ['{"a": nil}', 'Invalid JSON value on line 1'],
    ['{"a": 1.2.3}', 'Invalid JSON value on line 1'],
    [String.raw`{"a": "\x"}`, 'Invalid JSON value on line 1'],
    ['{"a": "b', 'Invalid JSON value on line 1'],
    ['{"a": "b\\', 'Invalid JSON value on line 1']
  ])('%j: %s', (source, message) => {
    expect(errorOf(() => scanHclJson(source))).toBe(message)
  })

  test.each(['[', '{"a":'])('a megabyte of %j is refused', (unit) => {
    expect(errorOf(() => scanHclJson(unit.repeat(200_000)))).toBe(
      'Nested more than 200 levels deep on line 1'
    )
  })
})

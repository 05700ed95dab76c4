import { describe, expect, test } from '@jest/globals'
import { HclSyntaxError, scanHcl } from '../../src/terraform/hcl.ts'
import type { HclItem } from '../../src/terraform/hcl.ts'
import { errorOf, outline } from './hcl-outline.ts'

const lines = (...text: string[]): string => `${text.join('\n')}\n`

describe('the structure of native syntax', () => {
  test.each<[string, string, string]>([
    ['nothing', '', ''],
    ['only a comment without newline', '# { "', ''],
    ['a block on one line', 'variable "a" { default = 1 }', 'variable "a" {default = 1}'],
    ['an empty block', 'variable "a" {}', 'variable "a" {}'],
    ['a label without quotes', 'variable a {}', 'variable "a" {}'],
    ['an escape in a label', String.raw`variable "a\u0062" {}`, 'variable "ab" {}'],
    ['comments in a header', 'variable /* { */ "a" /* } */ {}', 'variable "a" {}'],
    ['nested blocks', 'a {\n b "c" "d" {\n e = 1\n }\n}', 'a {b "c" "d" {e = 1}}'],
    ['a byte order mark', '\uFEFFa = 1', 'a = 1'],
    ['Windows line ends', 'a {\r\n  b = 1\r\n  c = 2\r\n}\r\n', 'a {b = 1; c = 2}'],
    ['letters of any language', 'größe-1 "日本" {}\n変数 = 1', 'größe-1 "日本" {}; 変数 = 1'],
    ['an underscore and tabs', '_a\t=\t1\t', '_a = 1'],
    ['a comparison in an expression', 'a = b == c', 'a = b == c'],
    ['a division', 'a = 6 / 2', 'a = 6 / 2']
  ])('%s', (_, source, expected) => {
    expect(outline(scanHcl(source))).toBe(expected)
  })
})

describe('an expression', () => {
  test.each<[string, string, string]>([
    ['ends with its line', '1\nx = 2', 'a = 1; x = 2'],
    ['ends before # comments', '1 # }', 'a = 1'],
    ['ends before // comments', '"x" // {', 'a = "x"'],
    ['goes on over a block comment', '/* { */ 1 /* \n } */ + 2 /* ( */', 'a = 1 /* \n } */ + 2'],
    [
      'keeps an object together',
      '{\n b = 1\n c = "}"\n}\nx = 2',
      'a = {\n b = 1\n c = "}"\n}; x = 2'
    ],
    [
      'keeps a list together',
      '[\n 1, # ]\n 2 // ]\n /* ] */]\nx = 1',
      'a = [\n 1, # ]\n 2 // ]\n /* ] */]; x = 1'
    ],
    ['keeps a call together', 'merge(\n{},\n{})\nx = 1', 'a = merge(\n{},\n{}); x = 1'],
    ['has strings with braces', '"}{"\nx = 1', 'a = "}{"; x = 1'],
    ['has strings with comment marks', '"# // /*"\nx = 1', 'a = "# // /*"; x = 1'],
    ['has escaped quotes', String.raw`"\"}\\"`, String.raw`a = "\"}\\"`],
    ['has a brace in a string in a template', '"${"}"}"\nx = 1', 'a = "${"}"}"; x = 1'],
    ['has templates in templates', '"${f("${g("}")}")}"\nx = 1', 'a = "${f("${g("}")}")}"; x = 1'],
    ['has directives', '"%{ if x == "}" }a%{ endif }"', 'a = "%{ if x == "}" }a%{ endif }"'],
    ['has a template over several lines', '"${\n  1 # }\n}"\nx = 1', 'a = "${\n  1 # }\n}"; x = 1'],
    ['has escaped templates', '"$${" \nx = "%%{"', 'a = "$${"; x = "%%{"'],
    ['has a dollar before an escaped template', '"$$${"', 'a = "$$${"'],
    ['has a dollar before a template', '"$ ${1}$"', 'a = "$ ${1}$"']
  ])('%s', (_, source, expected) => {
    expect(outline(scanHcl(`a = ${source}`))).toBe(expected)
  })
})

describe('a heredoc', () => {
  test.each<[string, string]>([
    ['has braces and quotes', lines('<<EOT', '} " { ${"a"} # /*', 'EOT')],
    ['may be indented', lines('<<-EOT', '    }', '    EOT')],
    ['ends with an indented marker, too', lines('<<EOT', '}', '  EOT')],
    ['has Windows line ends', '<<EOT\r\n}\r\nEOT\r\n'],
    ['is empty', lines('<<EOT', 'EOT')],
    ['has its marker inside a line', lines('<<EOT', 'an EOT', 'EOT }', 'EOT')],
    ['has its marker after a template', lines('<<EOT', '${1}EOT', 'EOT')],
    ['has its marker in a template', lines('<<EOT', '${[', 'EOT', ']}', 'EOT')],
    ['has an escaped template', lines('<<EOT', '$${ %%{ $', 'EOT')],
    ['has a heredoc inside', lines('<<A', '${<<B', '}', 'B', '}', 'A')],
    ['has a marker in any language', lines('<<ÉÀ-1', '}', 'ÉÀ-1')]
  ])('%s', (_, heredoc) => {
    expect(scanHcl(`a {\n  b = ${heredoc}  c = 1\n}`)).toEqual([
      expect.objectContaining({
        body: [
          expect.objectContaining({ name: 'b', expression: heredoc.trimEnd() }),
          expect.objectContaining({ name: 'c', line: 2 + heredoc.split('\n').length - 1 })
        ]
      })
    ])
  })

  test('may stand in a list', () => {
    expect(outline(scanHcl('a = [<<A\n]\nA\n, 1]\nb = 1'))).toBe('a = [<<A\n]\nA\n, 1]; b = 1')
  })
})

test('lines are counted through comments, strings, templates, heredocs and objects', () => {
  const source = lines(
    'a = "${[',
    ']}"',
    '/*',
    '*/ b = {',
    '}',
    'c "d" {',
    '  # comment',
    '  e = <<X',
    '${[',
    ']}',
    'X',
    '  f {}',
    '}'
  )
  const places = (items: readonly HclItem[]): (string | number)[] =>
    items.flatMap((item) =>
      item.kind === 'attribute'
        ? [item.name, item.line]
        : [item.type, item.line, ...places(item.body)]
    )
  expect(places(scanHcl(source))).toEqual(['a', 1, 'b', 4, 'c', 6, 'e', 8, 'f', 12])
})

describe('text that cannot be followed', () => {
  test.each<[string, string]>([
    ['a = "x', 'String without an end on line 1'],
    ['\na = "x\n"', 'String without an end on line 2'],
    ['a = "x\\\n"', 'String without an end on line 1'],
    ['a = "x\\', 'String without an end on line 1'],
    ['a = "${"x"', "'{' without an end on line 1"],
    ['a = [\n1', "'[' without an end on line 1"],
    ['a = [\n)', "'[' closed by ')' on line 2"],
    ['a = 1)', "')' without its opening on line 1"],
    ['a = 1]', "']' without its opening on line 1"],
    ['a = <<EOT\nx', "Heredoc without its end 'EOT' on line 1"],
    ['a = <<EOT\nx\nEOT', "Heredoc without its end 'EOT' on line 1"],
    ['a = <<EOT\nx ${', "Heredoc without its end 'EOT' on line 1"],
    ['a = <<EOT\nx ${\n', "'{' without an end on line 2"],
    ['a = 1 << 2', "'<<' without a heredoc on line 1"],
    ['a = 1\n/* b', 'Comment without an end on line 2'],
    ['a {\n b = 1', "'{' without an end on line 1"],
    ['a {}\n}', "'}' without a block on line 2"],
    ['a', "Expected '=' or '{' after 'a' on line 1"],
    ['a\n{}', "Expected '=' or '{' after 'a' on line 1"],
    ['a == 1', "Expected '=' or '{' after 'a' on line 1"],
    ['a "b" = 1', "Expected '=' or '{' after 'a' on line 1"],
    ['a "${b}" {}', 'Expected plain text as a label on line 1'],
    ['a =\n1', "Expected a value after '=' on line 1"],
    ['a { b = }', "Expected a value after '=' on line 1"],
    ['🙂', "Expected an argument or a block, found '🙂' on line 1"],
    ['<<<<<<< HEAD', "Expected an argument or a block, found '<' on line 1"]
  ])('%j: %s', (source, message) => {
    expect(errorOf(() => scanHcl(source))).toBe(message)
  })

  test('the error knows its line', () => {
    expect(() => scanHcl('\n\n!')).toThrow(
      expect.objectContaining({ line: 3, name: 'HclSyntaxError' })
    )
  })
})

describe('hostile input', () => {
  const repeated = (unit: string): string => unit.repeat(Math.ceil(1_048_576 / unit.length))

  test.each(['a {\n', '[', '{', '(', '"${', '%{', '${', '<<A\n${'])(
    'deep nesting of %j is refused',
    (unit) => {
      const prefix = unit.startsWith('a') ? '' : unit === '%{' || unit === '${' ? 'a = "' : 'a = '
      expect(errorOf(() => scanHcl(prefix + repeated(unit)))).toMatch(
        /^(Nested more than 200 levels deep|'\{' without an end)/
      )
    }
  )

  test('200 levels are accepted, 201 are not', () => {
    const deep = (levels: number): string => `a = ${'['.repeat(levels)}${']'.repeat(levels)}`
    expect(scanHcl(deep(200))).toHaveLength(1)
    expect(errorOf(() => scanHcl(deep(201)))).toBe('Nested more than 200 levels deep on line 1')
  })

  test.each<[string, string, number]>([
    ['many blocks', repeated('variable "a" {\n  default = "${b}"\n}\n'), 29_128],
    ['many attributes', repeated('a = 1\n'), 174_763],
    ['many comments', repeated('/* a */ # b\n'), 0],
    ['many blank lines', repeated('\n'), 0],
    ['many labels', `${repeated('a ')} {}`, 1],
    ['one long identifier', `${repeated('a')} = 1`, 1],
    ['one long string', `a = "${repeated(String.raw`x\"`)}"`, 1],
    ['one long comment', `/*${repeated('*\n')}*/`, 0],
    ['one long heredoc', `a = <<EOT\n${repeated('EOT x ${1} $\n')}EOT\n`, 1],
    ['one long expression', `a = [${repeated('"x", {}, (1), ')}]`, 1]
  ])('a megabyte of %s is read', (_, source, count) => {
    expect(scanHcl(source)).toHaveLength(count)
  })

  test.each([
    ['comment openings', '/*'],
    ['quotes in a row and no end', '"a" "'],
    ['heredoc openings', '<<A\n'],
    ['dollars', '$']
  ])('a megabyte of %s is refused', (_, unit) => {
    expect(() => scanHcl(`a = ${repeated(unit)}"`)).toThrow(HclSyntaxError)
  })
})

// Where a user tells Terraform to keep providers: in a variable, and in the files that Terraform reads.
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { hasOwnPluginCache } from '../../src/terraform/cli-config.ts'

let base: string

beforeEach(() => {
  base = mkdtempSync(join(tmpdir(), 'cli-config-'))
})

afterEach(() => rmSync(base, { recursive: true }))

describe("a plug-in cache of the user's own", () => {
  const write = (name: string, text: string): string => {
    mkdirSync(join(base, '.terraform.d'), { recursive: true })
    writeFileSync(join(base, name), text)
    return join(base, name)
  }

  test('is one in a variable or in a configuration file', () => {
    expect(hasOwnPluginCache({ HOME: base, TF_PLUGIN_CACHE_DIR: '/x' })).toBe(true)
    const file = write('own', 'disable_checkpoint = true\n  plugin_cache_dir = "/x"\n')
    expect(hasOwnPluginCache({ HOME: base, TF_CLI_CONFIG_FILE: file })).toBe(true)
    const json = write('own.json', '{ "plugin_cache_dir": "/x" }')
    expect(hasOwnPluginCache({ HOME: base, TF_CLI_CONFIG_FILE: json })).toBe(true)
    write('.terraform.d/more.tfrc', 'plugin_cache_dir="/x"')
    expect(hasOwnPluginCache({ HOME: base })).toBe(true)
  })

  test.each([
    ['.terraformrc', '{"disable_checkpoint":true,"plugin_cache_dir":"/x"}'],
    ['.terraformrc', '{"credentials":{"a.example.com":{"token":"// #"}},"plugin_cache_dir": "/x"}'],
    ['.terraformrc', 'host "a" { services = { "b" = "https://c" } } plugin_cache_dir = "/x"'],
    ['.terraformrc', '/* mine */ plugin_cache_dir = "/x"'],
    ['.tofurc', 'plugin_cache_dir = "/x"'],
    ['.config/opentofu/tofurc', 'plugin_cache_dir = "/x"'],
    ['.config/opentofu/more.tfrc', 'plugin_cache_dir = "/x"'],
    ['xdg/opentofu/tofurc', 'plugin_cache_dir = "/x"'],
    ['.terraform.d/more.tfrc.json', '{"plugin_cache_dir":"/x"}']
  ])('is one in %s: %s', (name, text) => {
    mkdirSync(dirname(join(base, name)), { recursive: true })
    writeFileSync(join(base, name), text)
    expect(hasOwnPluginCache({ HOME: base, XDG_CONFIG_HOME: join(base, 'xdg') })).toBe(true)
  })

  test.each([
    '// plugin_cache_dir = "/x"',
    'disable_checkpoint = true # plugin_cache_dir = "/x"',
    '/*\nplugin_cache_dir = "/x"\n*/',
    '{"credentials":{"a.example.com":{"token":"plugin_cache_dir = 1"}}}',
    'my_plugin_cache_dir = "/x"',
    'plugin_cache_may_break_dependency_lock_file = true'
  ])('is not one in %j', (text) => {
    write('.terraformrc', text)
    expect(hasOwnPluginCache({ HOME: base })).toBe(false)
  })

  test('is not one in a comment, in a file that is not read, or in none', () => {
    expect(hasOwnPluginCache({})).toBe(false)
    expect(hasOwnPluginCache({ HOME: base, TF_PLUGIN_CACHE_DIR: '' })).toBe(false)
    write('.terraformrc', '# plugin_cache_dir = "/x"\n')
    expect(hasOwnPluginCache({ HOME: base })).toBe(false)
    write('.terraformrc', 'plugin_cache_dir = "/x"\n')
    expect(hasOwnPluginCache({ HOME: base })).toBe(true)
    const other = write('other', '')
    expect(hasOwnPluginCache({ HOME: base, TF_CLI_CONFIG_FILE: other })).toBe(false)
  })
})

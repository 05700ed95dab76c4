/** Whether the user has told Terraform, outside the root module, where to keep providers. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

type Variables = Readonly<Record<string, string | undefined>>

/**
 * A plug-in cache of the user's own, by variable or in the CLI configuration: it is left alone.
 * @see https://developer.hashicorp.com/terraform/cli/config/config-file
 */
export function hasOwnPluginCache(variables: Variables): boolean {
  if ((variables['TF_PLUGIN_CACHE_DIR'] ?? '') !== '') return true
  return filesOf(variables).some((file) => SETTING.test(textOf(file)))
}

const SETTING = /^\s*\{?\s*"?plugin_cache_dir"?\s*[=:]/mu

function filesOf(variables: Variables): readonly string[] {
  const named = variables['TF_CLI_CONFIG_FILE'] ?? variables['TERRAFORM_CONFIG'] ?? ''
  const home = variables['HOME'] ?? ''
  const folder = join(home, '.terraform.d')
  const own = named === '' ? ['.terraformrc', '.tofurc'].map((name) => join(home, name)) : [named]
  return [...own, ...namesIn(folder).map((name) => join(folder, name))]
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder).filter((name) => /\.tfrc(?:\.json)?$/u.test(name))
  } catch {
    return []
  }
}

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return ''
  }
}

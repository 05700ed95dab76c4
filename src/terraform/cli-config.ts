/** What the user has told Terraform outside the root module: the files, and whether they say where to keep providers. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

type Variables = Readonly<Record<string, string | undefined>>

/**
 * A plug-in cache of the user's own, by variable or in the CLI configuration: it is left alone. Of Terraform's and
 * OpenTofu's files, and in places where only some versions look, any counts: better no cache than two.
 * @see https://developer.hashicorp.com/terraform/cli/config/config-file
 * @see https://opentofu.org/docs/cli/config/config-file/
 */
export function hasOwnPluginCache(variables: Variables): boolean {
  if ((variables['TF_PLUGIN_CACHE_DIR'] ?? '') !== '') return true
  return cliConfigFiles(variables).some((file) => SETTING.test(bare(textOf(file))))
}

const SETTING = /(?<![\w-])"?plugin_cache_dir"?\s*[=:]/u
const STRING_OR_COMMENT = /"(?:[^"\\\n]|\\.)*"|(?:#|\/\/).*|\/\*[\s\S]*?\*\//gu

/** HCL or JSON without comments, and without what stands in strings, but for the name that is looked for. */
const bare = (text: string): string =>
  text.replaceAll(STRING_OR_COMMENT, (found) => (found === '"plugin_cache_dir"' ? found : '""'))

/** The files of the CLI configuration, whether they are there or not. */
export function cliConfigFiles(variables: Variables): readonly string[] {
  const named = (variables['TF_CLI_CONFIG_FILE'] ?? '') || (variables['TERRAFORM_CONFIG'] ?? '')
  if (named !== '') return [named]
  const home = variables['HOME'] ?? ''
  const folders = [
    join(home, '.terraform.d'),
    join(home, '.config/opentofu'),
    ...[variables['XDG_CONFIG_HOME'] ?? ''].filter(Boolean).map((xdg) => join(xdg, 'opentofu'))
  ]
  const inHome = ['.terraformrc', '.tofurc'].map((name) => join(home, name))
  return [...inHome, ...folders.flatMap((folder) => configurationsIn(folder))]
}

function configurationsIn(folder: string): readonly string[] {
  try {
    const names = readdirSync(folder).filter((name) => /^tofurc$|\.tfrc(?:\.json)?$/u.test(name))
    return names.map((name) => join(folder, name))
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

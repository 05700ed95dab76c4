/** The commands by which a person's own Terraform finds the state of an environment. */
import { nested, WORKSPACE } from '../backend/tfe-settings.ts'
import type { Report } from '../report.ts'

type Backend = NonNullable<Report['backend']>

/** For a shell, in the root module; nothing secret is in it. */
export function initCommand({ type, config }: Backend, tool: string): string {
  if (type === 'cloud') return cloudCommand(config, tool)
  if (type === 'remote') {
    // Its block has one inside, which only a file can name.
    const file = 'environment.tfbackend.json'
    return `echo ${quoted(JSON.stringify(nested(config)))} > ${file}\n${tool} init -reconfigure -backend-config=${file}`
  }
  const settings = Object.entries(config).map(
    ([name, value]) => ` \\\n  -backend-config=${quoted(`${name}=${value}`)}`
  )
  return `${tool} init -reconfigure${settings.join('')}`
}

/** Where its block says something of its own that decides; the name of a workspace must be in one place only. */
function cloudCommand(config: Backend['config'], tool: string): string {
  const variables = {
    TF_CLOUD_HOSTNAME: config['hostname'],
    TF_CLOUD_ORGANIZATION: config['organization'],
    TF_WORKSPACE: config[WORKSPACE]
  }
  const lines = Object.entries(variables).map(
    ([name, value]) => `export ${name}=${quoted(value ?? '')}`
  )
  return [...lines, `${tool} init`].join('\n')
}

export const quoted = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`

/** The commands by which a person's own Terraform finds the state of an environment. */
import { nested } from '../backend/tfe-settings.ts'
import type { Report } from '../report.ts'

type Backend = NonNullable<Report['backend']>

/** For a shell, in the root module; nothing secret is in it. */
export function initCommands({ type, config, supplied }: Backend, tool: string): string {
  // Its block takes no settings by argument, and may choose its workspaces in another way.
  if (type === 'cloud') return `${override({ cloud: nested(config) })}${tool} init`
  // Without a block Terraform ignores the settings, and begins a state of its own.
  const block = supplied === true ? override({ backend: { [type]: {} } }) : ''
  if (type === 'remote') {
    // Only a file can name what is in a block inside of the block.
    const file = 'environment.tfbackend.json'
    const content = `echo ${quoted(JSON.stringify(nested(config)))} > ${file}\n`
    return `${block}${content}${tool} init -reconfigure -backend-config=${file}`
  }
  const settings = Object.entries(config).map(
    ([name, value]) => ` \\\n  -backend-config=${quoted(`${name}=${value}`)}`
  )
  return `${block}${tool} init -reconfigure${settings.join('')}`
}

const override = (terraform: object): string =>
  `echo ${quoted(JSON.stringify({ terraform }))} > backend_override.tf.json # not to be committed\n`

export const quoted = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`

/** The settings of `remote` and `cloud`, which keep a state in a workspace of HCP Terraform or Terraform Enterprise. */
import { RunError } from '../errors.ts'
import { fill } from '../placeholders.ts'
import type { Placeholders } from '../placeholders.ts'

type Texts = Readonly<Record<string, string>>
type Maybe = Readonly<Record<string, string | undefined>>

export const WORKSPACE = 'workspaces.name'
/** Terraform's; OpenTofu has none. */
const HOSTNAME = 'app.terraform.io'
/** What `cloud` reads from the environment where its block does not say. */
const CLOUD_VARIABLES: Texts = {
  hostname: 'TF_CLOUD_HOSTNAME',
  organization: 'TF_CLOUD_ORGANIZATION',
  'workspaces.project': 'TF_CLOUD_PROJECT'
}

export const isTfe = (type: string): boolean => type === 'remote' || type === 'cloud'

/**
 * The settings of the input, completed with what the module and the environment say: this action asks the API too,
 * and must ask what Terraform will.
 * @param attributes of the module's block
 */
export function completed(
  type: string,
  tool: string | undefined,
  given: Texts,
  attributes: Maybe,
  variables: Maybe
): Record<string, string> {
  const names = ['hostname', 'organization', WORKSPACE, 'workspaces.project']
  const found = names.flatMap((name) => {
    const variable = type === 'cloud' ? CLOUD_VARIABLES[name] : undefined
    const usual = name === 'hostname' && tool !== 'tofu' ? HOSTNAME : ''
    const value =
      given[name] ??
      (name in attributes
        ? attributes[name]
        : (variable === undefined ? '' : variables[variable]) || usual)
    if (value === undefined || value === '') return []
    return [[name, name === 'hostname' ? value.toLowerCase() : value] as const]
  })
  return { ...given, ...(Object.fromEntries(found) as Record<string, string>) }
}

/** What OpenTofu needs and Terraform has a default for. */
export const needsHostname = (type: string, tool: string | undefined): boolean =>
  isTfe(type) && tool === 'tofu'

/** @throws RunError `invalid-input` for what the API would not take, or would take for something else */
export function refuseBadPlace(config: Maybe, values: Placeholders): void {
  const name = config[WORKSPACE] ?? ''
  if (!/^[\w-]{1,90}$/u.test(name)) {
    throw new RunError(
      'invalid-input',
      `The workspace would be called '${name}', but HCP Terraform takes 1 to 90 letters, digits, '-' and '_'.`,
      `Write it with {project} and {environment}, here ${fill('{project}_{environment}', values)}:\n    backend-config: ${WORKSPACE}={project}_{environment}`
    )
  }
  const hostname = config['hostname'] ?? ''
  if (hostname === '' || /^[\w.-]+(?::\d+)?$/u.test(hostname)) return
  throw new RunError(
    'invalid-input',
    `The setting 'hostname' is '${hostname}', which is not the name of a server.`,
    `Write it without 'https://' and without a path:\n    backend-config: hostname=${HOSTNAME}`
  )
}

/** The variable by which Terraform finds the token of a server. */
export const tokenVariableOf = (hostname: string): string =>
  `TF_TOKEN_${hostname.toLowerCase().replaceAll('-', '__').replaceAll('.', '_')}`

/** The server whose token a variable holds; undefined for another variable. */
export function serverOfVariable(variable: string): string | undefined {
  const encoded = /^TF_TOKEN_(.+)$/u.exec(variable)?.[1]
  return encoded?.replaceAll('__', '-').replaceAll('_', '.').toLowerCase()
}

/** The settings as the block has them: `workspaces.name` is `name` in `workspaces`. */
export function nested(config: Texts): Readonly<Record<string, string | Texts>> {
  const entries = Object.entries(config)
  const isInner = (name: string): boolean => name.startsWith('workspaces.')
  const inner = entries
    .filter(([name]) => isInner(name))
    .map(([name, value]) => [name.slice('workspaces.'.length), value] as const)
  const outer = Object.fromEntries(entries.filter(([name]) => !isInner(name)))
  return inner.length === 0 ? outer : { ...outer, workspaces: Object.fromEntries(inner) }
}

/** Finds the token for a server of HCP Terraform where Terraform finds it. */
import { readFileSync } from 'node:fs'
import { objectOf, parseJson, textOf } from '../json.ts'
import { cliConfigFiles } from '../terraform/cli-config.ts'
import { literalOf, scanHcl } from '../terraform/hcl.ts'
import { serverOfVariable } from './tfe-settings.ts'

type Variables = Readonly<Record<string, string | undefined>>

/**
 * The token of `TF_TOKEN_…`, else of a `credentials` block of the CLI configuration, `terraform login`'s included.
 * @returns undefined where none is found; a credentials helper is not asked
 * @see https://developer.hashicorp.com/terraform/cli/config/config-file#credentials
 */
export function findToken(hostname: string, variables: Variables): string | undefined {
  const server = hostname.toLowerCase()
  const [, variable] =
    Object.entries(variables).find(
      ([name, value]) => serverOfVariable(name) === server && (value ?? '') !== ''
    ) ?? []
  if (variable !== undefined) return variable
  for (const file of cliConfigFiles(variables)) {
    const token = tokenIn(file, server)
    if (token !== undefined) return token
  }
  return undefined
}

function tokenIn(file: string, server: string): string | undefined {
  try {
    const text = readFileSync(file, 'utf8')
    const token = text.trimStart().startsWith('{') ? inJson(text, server) : inHcl(text, server)
    return token === '' ? undefined : token
  } catch {
    return undefined // Terraform will say what is wrong with it
  }
}

function inJson(text: string, server: string): string | undefined {
  const credentials = objectOf(objectOf(parseJson(text))?.['credentials']) ?? {}
  const [, found] =
    Object.entries(credentials).find(([name]) => name.toLowerCase() === server) ?? []
  return textOf(objectOf(found)?.['token'])
}

function inHcl(text: string, server: string): string | undefined {
  for (const item of scanHcl(text)) {
    if (item.kind !== 'block' || item.type !== 'credentials') continue
    if (item.labels[0]?.toLowerCase() !== server) continue
    const token = item.body.find((one) => one.kind === 'attribute' && one.name === 'token')
    const value = token?.kind === 'attribute' ? literalOf(token.expression) : undefined
    if (typeof value === 'string') return value
  }
  return undefined
}

// A required setting that is missing: the error shows what to write, for every type.
import { describe, expect, test } from '@jest/globals'
import { parse } from 'yaml'
import { decideBackend } from '../../src/backend/configure.ts'
import type { BackendKind } from '../../src/backend/kind.ts'
import { BACKENDS, KINDS } from '../../src/backend/kinds.ts'
import { parseInputs } from '../../src/inputs.ts'
import { readAction, repositoryRoot } from '../harness/action-file.ts'

describe('what the message about a missing setting shows, copied, is accepted', () => {
  const types = BACKENDS.filter((type) => type !== 'git')
  test.each(types)('for %s', (type) => {
    const kind: BackendKind = KINDS[type]
    const { environmentAttribute, environmentDefault, required } = kind
    const missing = [
      ...(environmentDefault === undefined ? [environmentAttribute] : []),
      ...Object.keys(required)
    ]
    const lines: string[] = []
    const variables: Record<string, string> = {}
    const decide = () =>
      decideBackend(
        { backend: undefined, cloud: undefined },
        inputsWith({ backend: type, 'backend-config': lines.join('\n') }),
        { project: 'demo', environment: 'alice', branch: 'env-alice', repository: 'o/demo' },
        variables,
        false
      )
    for (const name of missing) {
      const { message, hint = '' } = failureOf(decide)
      expect(message).toContain(`The '${type}' backend needs '${name}'`)
      const shown = parse(hint.slice(hint.indexOf('\n'))) as Shown
      lines.push(...[shown['backend-config'] ?? []].flat())
      Object.assign(variables, shown.env)
    }
    expect(decide().key).toContain('alice')
  })
})

/** What stands below the hint's first line, as YAML. */
interface Shown {
  readonly 'backend-config'?: string
  readonly env?: Readonly<Record<string, string>>
}

function inputsWith(given: Readonly<Record<string, string>>) {
  const all = readAction(repositoryRoot).inputs(given, 'token')
  return parseInputs((name) => all[`INPUT_${name.toUpperCase()}`] ?? '')
}

function failureOf(work: () => unknown): { readonly message: string; readonly hint?: string } {
  try {
    work()
  } catch (error) {
    return error as { readonly message: string; readonly hint?: string }
  }
  throw new Error('nothing was refused')
}

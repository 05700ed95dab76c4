// The policy file, as owners or a pushed branch would put it into the repository.
import type { Origin } from './origin.ts'

export const POLICY_FILE = '.github/gitops-env.yml'

/** The policy file as a commit's files. */
export const policyOf = (...lines: readonly string[]): Record<string, string> => ({
  [POLICY_FILE]: ['environments:', ...lines.map((line) => `  ${line}`), ''].join('\n')
})

/** Puts something that is no file in the policy's place on `main`: mode and object as git knows them. */
export function putEntry(origin: Origin, mode: string, object: string): void {
  origin.git('read-tree', 'main')
  origin.git('update-index', '--add', '--cacheinfo', `${mode},${object},${POLICY_FILE}`)
  const tree = origin.git('write-tree')
  const commit = origin.git('commit-tree', tree, '-p', 'main', '-m', 'A policy that is no file')
  origin.git('update-ref', 'refs/heads/main', commit)
}

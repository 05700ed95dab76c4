// The command that removes what a destroyed environment left, for a shell, of every type.
import { describe, expect, test } from '@jest/globals'
import { removalCommand } from '../../src/backend/leftover/stays.ts'
import { BACKENDS } from '../../src/backend/kinds.ts'

describe('the command', () => {
  test.each([
    ['local', { path: "/x/it's here" }, `rm -f '/x/it'\\''s here' '/x/it'\\''s here.backup'`],
    [
      'kubernetes',
      { secret_suffix: 's' },
      'kubectl delete secret/tfstate-default-s lease/lock-tfstate-default-s --namespace default'
    ],
    [
      'kubernetes',
      { secret_suffix: 's', namespace: 'n' },
      'kubectl delete secret/tfstate-default-s lease/lock-tfstate-default-s --namespace n'
    ],
    ['oss', { bucket: 'b', key: 'k' }, 'ossutil rm oss://b/env:/k'],
    ['oss', { bucket: 'b', key: 'k', prefix: 'p' }, 'ossutil rm oss://b/p/k'],
    ['cos', { bucket: 'b', key: 'k' }, 'coscli rm cos://b/k'],
    ['cos', { bucket: 'b', key: 'k', prefix: 'p' }, 'coscli rm cos://b/p/k'],
    ['s3', { key: 'k; rm -rf /' }, "aws s3api delete-object --bucket BUCKET --key 'k; rm -rf /'"],
    ['http', { address: 'https://user:pa55@x/y' }, 'curl --fail --globoff -X DELETE https://x/y']
  ])('of %s with %j is %s', (type, settings, command) => {
    expect(removalCommand(type, settings)).toBe(command)
  })

  test.each(BACKENDS)('of %s names nothing in braces', (type) => {
    expect(removalCommand(type, {})).toMatch(/^[^{}]+$/u)
  })
})

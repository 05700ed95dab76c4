// The command that removes what a destroyed environment left, for a shell, of every type.
import { describe, expect, test } from '@jest/globals'
import { removalCommand, staysText } from '../../src/backend/leftover/stays.ts'
import { OPENERS, removeLeftover } from '../../src/backend/leftover/leftover.ts'
import { BACKENDS, KINDS } from '../../src/backend/kinds.ts'

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
    [
      's3',
      { bucket: 'b', key: 'k', endpoint: 'https://me:pa55@s3.example.com' },
      'aws s3api delete-object --bucket b --key k --endpoint-url https://s3.example.com'
    ],
    ['gcs', { bucket: 'b', prefix: 'a/b/' }, 'gcloud storage rm gs://b/a/b/default.tfstate'],
    [
      'http',
      { address: 'https://user:pa55@x/y?sig=S3CR3T' },
      'curl --fail --globoff -X DELETE https://x/y'
    ],
    ['http', { address: 'https://user:pa55@x/y' }, 'curl --fail --globoff -X DELETE https://x/y']
  ])('of %s with %j is %s', (type, settings, command) => {
    expect(removalCommand(type, settings)).toBe(command)
  })

  test.each(BACKENDS)('of %s names nothing in braces', (type) => {
    expect(removalCommand(type, {})).toMatch(/^[^{}]+$/u)
  })
})

describe('what is told', () => {
  const told = (cause?: string) => staysText({ type: 's3', key: 'k' }, { bucket: 'b' }, cause)
  test.each([
    'it is not empty',
    'what it holds cannot be read',
    'somebody holds its lock',
    'somebody uses its table',
    'it was changed meanwhile'
  ])('has no command to paste where %s', (cause) => {
    expect(told(cause)).toBe(
      `The state stays in s3 'k' (${cause}). Find out what is in it and who works with it, before anybody removes it by hand: docs/backends.md has the command.`
    )
  })

  test.each([undefined, 'S3 answered 403'])('has it elsewhere: %s', (cause) => {
    expect(told(cause)).toMatch(/When nothing is left in it, remove it with:\n {4}aws s3api/u)
  })
})

describe('of what a variable says', () => {
  test.each([
    ['kubernetes', { KUBE_NAMESPACE: 'n' }, { secret_suffix: 's' }, '--namespace n'],
    ['kubernetes', {}, { secret_suffix: 's' }, '--namespace default'],
    ['kubernetes', { KUBE_NAMESPACE: 'n' }, { namespace: undefined }, '--namespace NAMESPACE'],
    ['oss', {}, { bucket: undefined, key: 'k' }, 'oss://BUCKET/env:/k']
  ])('%s with %j and %j has %s', async (type, variables, settings, command) => {
    const backend = { type, key: 'k', environment: {} }
    expect(await removeLeftover(backend, settings, variables)).toContain(command)
  })
})

test('the action removes a state where the table says so', () => {
  const removed = BACKENDS.filter((type) => KINDS[type].removes)
  expect(removed.toSorted()).toEqual(['git', ...Object.keys(OPENERS)].toSorted())
})

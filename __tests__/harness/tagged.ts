// A provider that takes labels, for tests of the override file.
import type { Tagged } from '../../src/tags/carriers.ts'

/** Google's without the rules that would leave nothing hostile in a label. */
export const FREE_GOOGLE: Tagged = {
  title: 'google',
  argument: 'labels',
  way: { kind: 'default_labels', since: '5.0.0' },
  address: 'registry.terraform.io/hashicorp/google',
  name: 'google',
  version: undefined
}

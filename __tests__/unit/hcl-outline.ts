// What the HCL tests compare: items as one line of text, errors as their message.
import { HclSyntaxError } from '../../src/terraform/hcl.ts'
import type { HclItem } from '../../src/terraform/hcl.ts'

/** One line of text for an item: `type "label" { … }` or `name = expression`. */
export function outline(items: readonly HclItem[]): string {
  return items
    .map((item) =>
      item.kind === 'attribute'
        ? `${item.name} = ${item.expression}`
        : [item.type, ...item.labels.map((label) => `"${label}"`), `{${outline(item.body)}}`].join(
            ' '
          )
    )
    .join('; ')
}

/** The error that is thrown, as its message; fails where there is none. */
export function errorOf(scan: () => unknown): string {
  try {
    scan()
  } catch (error) {
    if (error instanceof HclSyntaxError) return error.message
    throw error
  }
  throw new Error('It was accepted.')
}

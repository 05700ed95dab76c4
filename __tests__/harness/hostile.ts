// Generators of what nobody sends by accident: JSON with JavaScript's own names in it, and damaged documents.
import * as fc from 'fast-check'

/** The same cases in every run; a failure names the one that is to be looked at. */
export const cases = (numRuns: number): { numRuns: number; seed: number } => ({
  numRuns,
  seed: 20_260_103
})

/** Names that mean something to JavaScript itself. */
const KEYS = ['__proto__', 'constructor', 'toString', 'valueOf', 'toJSON', 'then', 'length', '']

const leaf = fc.oneof(
  fc.constantFrom<unknown[]>(null, true, false, 0, -1, 1e308, '', 'text', '../..', '\u0000'),
  fc.string({ unit: 'binary', maxLength: 12 }),
  fc.double({ noNaN: true, noDefaultInfinity: true })
)

/** Any JSON, as `JSON.parse` gives it: even `__proto__` is a field. */
export const anyJson: fc.Arbitrary<unknown> = fc
  .letrec<{ node: unknown }>((tie) => ({
    node: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      leaf,
      fc.array(tie('node'), { maxLength: 4 }),
      fc
        .array(
          fc.tuple(fc.oneof(fc.constantFrom(...KEYS), fc.string({ maxLength: 6 })), tie('node')),
          { maxLength: 4 }
        )
        .map((pairs) => Object.fromEntries(pairs))
    )
  }))
  .node.map((value) => JSON.parse(JSON.stringify(value)) as unknown)

/** One change of one node: which (counted over the whole document), how, and what may come in its place. */
interface Damage {
  readonly at: number
  readonly how: 'delete' | 'replace' | 'duplicate' | 'rename' | 'wrap'
  readonly value: unknown
}

const damages = fc.array(
  fc.record<Damage>({
    at: fc.nat(),
    how: fc.constantFrom('delete', 'replace', 'duplicate', 'rename', 'wrap'),
    value: anyJson
  }),
  { minLength: 1, maxLength: 5 }
)

/** One of the documents with up to five of its nodes removed, replaced, repeated, renamed or wrapped. */
export const damaged = (documents: readonly unknown[]): fc.Arbitrary<unknown> =>
  fc
    .tuple(fc.constantFrom(...documents), damages)
    .map(([document, list]) => list.reduce(damage, structuredClone(document)))

function damage(document: unknown, { at, how, value }: Damage): unknown {
  const places = placesIn(document)
  const place = places[at % Math.max(places.length, 1)]
  if (place === undefined) return value
  const [parent, key] = place
  const before = parent[key]
  if (how === 'replace') set(parent, key, value)
  if (how === 'wrap') set(parent, key, at % 2 === 0 ? [before] : { inner: before })
  if (how === 'duplicate' && Array.isArray(parent)) parent.push(structuredClone(before))
  if (how === 'delete') {
    if (Array.isArray(parent)) parent.splice(Number(key), 1)
    else delete parent[key]
  }
  if (how === 'rename' && !Array.isArray(parent)) {
    delete parent[key]
    set(parent, KEYS[at % KEYS.length] ?? '', before)
  }
  return document
}

/** An assignment to `__proto__` would be something else. */
const set = (parent: Record<string, unknown>, key: string, value: unknown): void => {
  Object.defineProperty(parent, key, {
    value,
    enumerable: true,
    configurable: true,
    writable: true
  })
}

/** Every field and item, as its holder and its key. */
function placesIn(value: unknown): [Record<string, unknown>, string][] {
  if (typeof value !== 'object' || value === null) return []
  const holder = value as Record<string, unknown>
  return Object.keys(holder).flatMap((key) => [
    [holder, key] as [Record<string, unknown>, string],
    ...placesIn(holder[key])
  ])
}

/** A list within a list, so many levels deep, as text. */
export const nested = (levels: number, inner = ''): string =>
  `${'['.repeat(levels)}${inner}${']'.repeat(levels)}`

/** Marks that a terminal, a log or a reader would act upon. */
// eslint-disable-next-line no-control-regex -- they are what is looked for
export const UNPRINTABLE = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/u

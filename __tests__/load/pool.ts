// Many jobs, some at once, as a runner pool takes them.

/** Does something for every item, so many at once, begun in order; the results in order. */
export async function eachOf<T, R>(
  items: readonly T[],
  atOnce: number,
  work: (item: T) => Promise<R>
): Promise<readonly R[]> {
  const results = new Map<number, R>()
  const waiting = [...items.entries()]
  const worker = async (): Promise<void> => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      const [index, item] = next
      results.set(index, await work(item))
    }
  }
  await Promise.all(Array.from({ length: atOnce }, worker))
  return items.map((_, index) => results.get(index) as R)
}

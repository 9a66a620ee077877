// How much happens at once. Nothing else.

/** Runs `work` over `items`, at most `atOnce` at a time, and keeps their order. The first failure stops the rest. */
export async function mapLimited<T, R>(
  items: readonly T[],
  atOnce: number,
  work: (item: T) => Promise<R>,
): Promise<R[]> {
  const results: R[] = new Array<R>(items.length)
  const queue = items.entries()
  const lanes = Array.from({ length: Math.min(atOnce, items.length) }, async () => {
    for (const [index, item] of queue) results[index] = await work(item)
  })
  await Promise.all(lanes)
  return results
}

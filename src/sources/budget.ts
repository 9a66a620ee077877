// How much may be under way at once, by weight. Nothing else.

/**
 * Lets pieces of work run in order while their weights together stay within `most`; one that is heavier runs alone.
 */
export function createBudget(most: number): <T>(weight: number, work: () => Promise<T>) => Promise<T> {
  const waiting: { weight: number; start: () => void }[] = []
  let taken = 0
  const admit = () => {
    for (let next = waiting[0]; next !== undefined && (taken === 0 || taken + next.weight <= most); next = waiting[0]) {
      waiting.shift()
      taken += next.weight
      next.start()
    }
  }
  return async (weight, work) => {
    await new Promise<void>((start) => {
      waiting.push({ weight, start })
      admit()
    })
    try {
      return await work()
    } finally {
      taken -= weight
      admit()
    }
  }
}

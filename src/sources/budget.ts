// How much may be under way at once, by weight. Nothing else.

/**
 * Lets pieces of work run while their weights together stay within `most`; one that is heavier runs alone. What does not
 * fit lets those behind it go ahead, and is the first once nothing runs: who keeps asking for light work bounds how much
 * of it waits.
 */
export function createBudget(most: number): <T>(weight: number, work: () => Promise<T>) => Promise<T> {
  const waiting: { weight: number; start: () => void }[] = []
  let taken = 0
  const admit = () => {
    const fits = ({ weight }: { weight: number }) => taken === 0 || taken + weight <= most
    for (let next = waiting.find(fits); next !== undefined; next = waiting.find(fits)) {
      waiting.splice(waiting.indexOf(next), 1)
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

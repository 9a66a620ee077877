// How much may be under way at once: of one kind at a time, by weight. Nothing else.

export type Budget = <T>(kind: string, weight: number, work: () => Promise<T>) => Promise<T>

type Waiting = { kind: string; weight: number; start: () => void }

/**
 * Lets pieces of work run while their weights together stay within `most`; one that is heavier runs alone. What does not
 * fit lets those behind it go ahead, and is the first of its kind once nothing runs. One kind goes on as long as any of it
 * waits, since each change costs (a process): who keeps asking for one bounds how much of the others waits.
 */
export function createBudget(most: number): Budget {
  const waiting: Waiting[] = []
  let taken = 0
  let running = 0
  let last = ''
  const next = (): Waiting | undefined => {
    if (running === 0) return waiting.find(({ kind }) => kind === last) ?? waiting[0]
    return waiting.find(({ kind, weight }) => kind === last && taken + weight <= most)
  }
  const admit = () => {
    for (let one = next(); one !== undefined; one = next()) {
      waiting.splice(waiting.indexOf(one), 1)
      taken += one.weight
      running++
      last = one.kind
      one.start()
    }
  }
  return async (kind, weight, work) => {
    await new Promise<void>((start) => {
      waiting.push({ kind, weight, start })
      admit()
    })
    try {
      return await work()
    } finally {
      taken -= weight
      running--
      admit()
    }
  }
}

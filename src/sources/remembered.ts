// Answers kept in memory: one question asked twice, even at the same moment, is asked once. Bounded by weight; what was
// not used for longest goes first. It knows nothing of what is remembered.

export type Weighed<T> = {
  value: T
  /** Bytes it stands for; -1: not to be kept. */
  weight: number
}

export function remember<T>(maxWeight: number): (key: string, ask: () => Promise<Weighed<T>>) => Promise<T> {
  const kept = new Map<string, Weighed<T>>()
  const underWay = new Map<string, Promise<T>>()
  let weight = 0

  const keep = (key: string, answer: Weighed<T>) => {
    if (answer.weight < 0 || answer.weight > maxWeight) return
    kept.set(key, answer)
    weight += answer.weight
    for (const [oldest, { weight: freed }] of kept) {
      if (weight <= maxWeight) break
      kept.delete(oldest)
      weight -= freed
    }
  }

  return async (key, ask) => {
    const known = kept.get(key)
    if (known !== undefined) {
      kept.delete(key)
      kept.set(key, known)
      return known.value
    }
    const running = underWay.get(key)
    if (running !== undefined) return running
    const promise = ask().then((answer) => {
      keep(key, answer)
      return answer.value
    })
    underWay.set(key, promise)
    try {
      return await promise
    } finally {
      underWay.delete(key)
    }
  }
}

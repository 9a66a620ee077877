// Which hosts have stopped answering: after some requests in a row without a word, the others are spared the wait.
// A registry that is down must cost one wait, not one per package.

export type Silence = {
  isSilent: (host: string) => boolean
  heard: (host: string) => void
  notHeard: (host: string) => void
}

/** Requests in a row; any answer, an error too, starts the count anew. */
const enough = 8
/** Then nobody asks for so long (milliseconds), and after that one wave of requests tries again. */
const restMs = 30_000

export function listen(clock: () => number): Silence {
  const unheard = new Map<string, { count: number; since: number }>()
  return {
    isSilent: (host) => {
      const found = unheard.get(host)
      return found !== undefined && found.count >= enough && clock() - found.since < restMs
    },
    heard: (host) => unheard.delete(host),
    notHeard: (host) => unheard.set(host, { count: (unheard.get(host)?.count ?? 0) + 1, since: clock() }),
  }
}

// Long stretches of equal sort in a text, found by looking at every n-th character only.

export type Run = { start: number; end: number }

/** Every maximal stretch of at least `shortest` UTF-16 units that all belong. At most `limit` of them. */
export function longRuns(text: string, belongs: (unit: number) => boolean, shortest: number, limit = 1000): Run[] {
  const runs: Run[] = []
  for (let probe = shortest - 1; probe < text.length && runs.length < limit; probe += shortest) {
    if (!belongs(text.charCodeAt(probe))) continue
    let start = probe
    // A stretch that reaches back to the probe before was found there.
    while (start > 0 && belongs(text.charCodeAt(start - 1))) start--
    let end = probe + 1
    while (end < text.length && belongs(text.charCodeAt(end))) end++
    if (end - start >= shortest) runs.push({ start, end })
    probe = Math.max(probe, end - shortest)
  }
  return runs
}

// Spans of time as facts give them: whole units rounded down, -1 for what is not known. Times are milliseconds since
// 1970, -1 where unknown.

const hour = 3_600_000

/** Whole hours from one time to a later one; 0 when they stand the wrong way round (clocks differ). */
export function hoursBetween(from: number, to: number): number {
  return from < 0 || to < 0 ? -1 : Math.max(0, Math.floor((to - from) / hour))
}

export function daysBetween(from: number, to: number): number {
  const hours = hoursBetween(from, to)
  return hours === -1 ? -1 : Math.floor(hours / 24)
}

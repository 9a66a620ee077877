// Whether something that a run relies on - trust data, records of known-bad releases - is older than the policy demands.

const hour = 3_600_000

/** `date` as the report has it; a date that nobody can read is too old as soon as there is a limit. */
export function isTooOld(date: string, greatestHours: number, now: number): boolean {
  if (greatestHours === Number.POSITIVE_INFINITY) return false
  const time = Date.parse(date)
  return Number.isNaN(time) || now - time > greatestHours * hour
}

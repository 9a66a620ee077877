// Times, spans, sizes and counts as people read them; always UTC, never the machine's language. Knows no report.
import { escaped } from './escape.ts'

const minute = 60_000
const hour = 60 * minute
const day = 24 * hour

/** `2 d 23 h`, `5 h 10 min`, `59 min`, `under 1 min`: the two largest units, rounded down. */
export function toSpan(milliseconds: number): string {
  const rest = Math.max(0, milliseconds)
  if (rest < minute) return 'under 1 min'
  if (rest < hour) return `${Math.floor(rest / minute)} min`
  if (rest < day) return twoUnits(Math.floor(rest / hour), 'h', Math.floor((rest % hour) / minute), 'min')
  return twoUnits(Math.floor(rest / day), 'd', Math.floor((rest % day) / hour), 'h')
}

/** `2026-04-02 23:59 UTC`; milliseconds since 1970. */
export function toMoment(time: number): string {
  return `${new Date(time).toISOString().slice(0, 16).replace('T', ' ')} UTC`
}

/**
 * From when a waiting release may pass: `eligible at 2026-04-02 23:59 UTC, in 2 d 23 h`. Rounded up to the minute, so
 * that at the time shown it really is.
 */
export function toEligibility(eligibleAt: string, now: number): string {
  const time = Math.ceil(Date.parse(eligibleAt) / minute) * minute
  if (Number.isNaN(time)) return `eligible at ${escaped(eligibleAt, 40)}`
  return time <= now ? `eligible since ${toMoment(time)}` : `eligible at ${toMoment(time)}, in ${toSpan(time - now)}`
}

/** `812 bytes`, `4.2 KB`, `1.3 GB`: decimal units, as npm shows them. */
export function toSize(bytes: number): string {
  const units = ['KB', 'MB', 'GB', 'TB'] as const
  if (bytes < 1000) return bytes === 1 ? '1 byte' : `${bytes} bytes`
  let size = bytes / 1000
  let unit: string = units[0]
  for (const larger of units.slice(1)) {
    if (size < 999.95) break
    size /= 1000
    unit = larger
  }
  return `${size.toFixed(1)} ${unit}`
}

/** `1,512`. */
export function toCount(count: number): string {
  return count.toLocaleString('en-US')
}

/** `1 package`, `1,512 packages`. */
export function counted(count: number, noun: string): string {
  return `${toCount(count)} ${noun}${count === 1 ? '' : 's'}`
}

function twoUnits(large: number, largeUnit: string, small: number, smallUnit: string): string {
  return small === 0 ? `${large} ${largeUnit}` : `${large} ${largeUnit} ${small} ${smallUnit}`
}

// Whether a registry's times around a release can be believed. Some mirrors serve the moment at which they fetched a
// version instead of its publication: a release then looks young, bursting or out of order, and nothing about youth can
// be measured on it. Such pairs are counted apart, never as quiet.
import type { History, PublishedVersion } from '../../domain/release.ts'
import { compareVersions, isPrerelease, majorOf, numbersOf, step } from '../../domain/versions.ts'

export type TimesVerdict = 'fit' | 'unavailable' | 'out-of-order' | 'all-at-once'

const hour = 3_600_000
const month = 720 * hour
/** Nobody publishes this many stable versions of one package within seconds. */
const manyVersions = 4
const atOnce = 10_000

/**
 * `out-of-order`: on its own minor line (1.4.x) the release is dated more than an hour before a lower stable version or
 * after a higher one; or its line begins after a higher one does (the first 1.4.x after the first 1.5.x, the first 1.x
 * after the first 2.x); or it is one of the month in which its package seems to have been born, and that month is not
 * in order. A backport to 1.4.x after 1.5.0 is ordinary, and older disorder between others does not count; an hour,
 * because two publishings side by side may finish in any order. `all-at-once`: within the month before it, or with it,
 * four or more stable versions of the package are dated within ten seconds.
 */
export function timesVerdict(history: History, version: string): TimesVerdict {
  const stable = history.versions.filter((one) => !isPrerelease(one.version))
  const own = timeOf(stable.find((one) => one.version === version))
  if (own < 0) return 'unavailable'
  const dated = stable.filter((one) => timeOf(one) >= 0)
  const line = dated.filter((one) => isOnMinorLine(one.version, version))
  if (line.some((one) => isMisplaced(one, version, own))) return 'out-of-order'
  if (beginsLate(dated, version, majorLine) || beginsLate(dated, version, minorLine)) return 'out-of-order'
  if (own < bornAt(dated) + month && !isBornInOrder(dated)) return 'out-of-order'
  const recent = stable
    .map(timeOf)
    .filter((time) => time >= 0 && time <= own && time > own - month)
    .toSorted((a, b) => a - b)
  const together = recent.some(
    (time, index) => (recent[index + manyVersions - 1] ?? Number.POSITIVE_INFINITY) - time <= atOnce,
  )
  return together ? 'all-at-once' : 'fit'
}

/**
 * The same for the release it is compared with, where it matters: a baseline that seems to have appeared within the
 * month in which its package did is itself judged as a newcomer's.
 */
export function baselineTimesVerdict(history: History, version: string): TimesVerdict {
  const times = history.versions.map(timeOf).filter((time) => time >= 0)
  const own = timeOf(history.versions.find((one) => one.version === version))
  const looksYoung = own - times.reduce((a, b) => Math.min(a, b), own) < month
  return looksYoung ? timesVerdict(history, version) : 'fit'
}

/**
 * The same for the birth of a name that the release adds, where it seems to have been born within the month before
 * `now` - or after it: what a release asks for was there when it appeared.
 */
export function birthVerdict(history: History, now: number): TimesVerdict {
  const times = history.versions.map(timeOf).filter((time) => time >= 0)
  const first = times.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY)
  if (times.length === 0 || first <= now - month) return 'fit'
  if (first > now) return 'out-of-order'
  const dated = history.versions.filter((one) => !isPrerelease(one.version) && timeOf(one) >= 0)
  return isBornInOrder(dated) ? 'fit' : 'out-of-order'
}

/** Milliseconds since 1970, -1 where unknown. */
export function timeOf(published: PublishedVersion | undefined): number {
  return published?.publishedAt.status === 'known' ? published.publishedAt.value : -1
}

function isMisplaced(other: PublishedVersion, version: string, own: number): boolean {
  const order = compareVersions(other.version, version)
  const later = timeOf(other) - own
  return (order < 0 && later > hour) || (order > 0 && later < -hour)
}

/** When a package seems to have been born. */
function bornAt(dated: readonly PublishedVersion[]): number {
  return dated.map(timeOf).reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY)
}

/** `dated` lowest first: the lowest version came first, and none of the first month's is dated after a higher one. */
function isBornInOrder(dated: readonly PublishedVersion[]): boolean {
  const born = bornAt(dated)
  if (timeOf(dated[0]) - born > hour) return false
  let latest = born
  for (const time of dated.map(timeOf).filter((one) => one < born + month)) {
    if (latest - time > hour) return false
    latest = Math.max(latest, time)
  }
  return true
}

/** Among the versions that `lineOf` puts side by side with `version`, a higher line begins more than an hour earlier. */
function beginsLate(
  dated: readonly PublishedVersion[],
  version: string,
  lineOf: (version: string) => { within: string; line: number },
): boolean {
  const own = lineOf(version)
  const lines = dated.map((one) => ({ ...lineOf(one.version), time: timeOf(one) }))
  const beside = lines.filter(({ within }) => within === own.within)
  const begin = (some: typeof beside) =>
    some.reduce((first, { time }) => Math.min(first, time), Number.POSITIVE_INFINITY)
  const higher = begin(beside.filter(({ line }) => line > own.line))
  return begin(beside.filter(({ line }) => line === own.line)) - higher > hour
}

function majorLine(version: string): { within: string; line: number } {
  return { within: '', line: majorOf(version) }
}

function minorLine(version: string): { within: string; line: number } {
  const numbers = numbersOf(version)
  return numbers === 'none' ? { within: '', line: -1 } : { within: `${numbers.major}`, line: numbers.minor }
}

function isOnMinorLine(a: string, b: string): boolean {
  return step(a, b) === 'patch' || step(b, a) === 'patch'
}

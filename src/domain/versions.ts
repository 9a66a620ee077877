// Versions and ranges as npm compares them; the only file that imports `semver`. All input may come from a package or a
// registry: nothing here throws, and what is no version orders below everything that is one.
import semver from 'semver'

export type Step = 'first' | 'patch' | 'minor' | 'major' | 'prerelease' | 'same' | 'downgrade' | 'unknown'

/** npm reads versions and ranges loosely everywhere. */
const loose = { loose: true } as const

/** Longer ranges are nobody's: they count as invalid, so that a hostile one costs nothing. */
const maxRangeLength = 4096

/** A version as npm stores it (`v1.0.0` is `1.0.0`), '' when it is none. */
export function normalVersion(version: string): string {
  return semver.clean(version, loose) ?? ''
}

/** Read strictly and without its build part (`v1.0.0+x` is `1.0.0`), '' when it is none. */
export function strictVersion(version: string): string {
  return semver.parse(version)?.version ?? ''
}

export function isVersion(version: string): boolean {
  return semver.valid(version, loose) !== null
}

export function isRange(range: string): boolean {
  return range.length <= maxRangeLength && semver.validRange(range, loose) !== null
}

export function isPrerelease(version: string): boolean {
  return (semver.parse(version, loose)?.prerelease.length ?? 0) > 0
}

/** A version in its numbers; `prerelease` is '' for none. */
export function numbersOf(
  version: string,
): { major: number; minor: number; patch: number; prerelease: string } | 'none' {
  const parsed = semver.parse(version, loose)
  if (parsed === null) return 'none'
  const { major, minor, patch, prerelease } = parsed
  return { major, minor, patch, prerelease: prerelease.join('.') }
}

/** The first number, -1 for no version. */
export function majorOf(version: string): number {
  return semver.parse(version, loose)?.major ?? -1
}

/** The release line: the major, below 1.0 with the minor: `1.4.2` is on `1`, `0.30.4` on `0.30`. '' for no version. */
export function releaseLine(version: string): string {
  const parsed = semver.parse(version, loose)
  if (parsed === null) return ''
  return parsed.major === 0 ? `0.${parsed.minor}` : `${parsed.major}`
}

/** Negative when `a` is lower. What is no version is lower than any version, and ordered by its text. */
export function compareVersions(a: string, b: string): number {
  const left = semver.parse(a, loose)
  const right = semver.parse(b, loose)
  if (left !== null && right !== null) return left.compare(right)
  if (left !== null) return 1
  if (right !== null) return -1
  return a < b ? -1 : a > b ? 1 : 0
}

/** How far it is from one version to the next; `before` is '' when there is none. */
export function step(before: string, after: string): Step {
  if (before === '') return 'first'
  if (!isVersion(before) || !isVersion(after)) return 'unknown'
  const order = compareVersions(before, after)
  if (order === 0) return 'same'
  if (order > 0) return 'downgrade'
  if (isPrerelease(after)) return 'prerelease'
  const difference = semver.diff(normalVersion(before), normalVersion(after))
  switch (difference) {
    case 'major':
    case 'minor':
    case 'patch':
      return difference
    case 'premajor':
    case 'preminor':
    case 'prepatch':
    case 'prerelease':
    case 'release':
    case null:
      return 'prerelease'
  }
}

export function satisfies(version: string, range: string): boolean {
  return range.length <= maxRangeLength && semver.satisfies(version, range, loose)
}

/** As `satisfies`, but a prerelease counts wherever it lies between the bounds: for looking, not for choosing. */
export function liesWithin(version: string, range: string): boolean {
  return range.length <= maxRangeLength && semver.satisfies(version, range, { ...loose, includePrerelease: true })
}

/**
 * `1.2.3` for every version that the range can mean, when it is a list of exact versions (`1.2.3 || 2.0.0`); else
 * empty. Prerelease and build parts are left out.
 */
export function exactCores(range: string): string[] {
  if (!isRange(range)) return []
  const alternatives = new semver.Range(range, loose).set
  const exact = alternatives.flatMap(([only, ...more]) => {
    if (only === undefined || more.length > 0 || only.operator !== '' || only.value === '') return []
    return `${only.semver.major}.${only.semver.minor}.${only.semver.patch}`
  })
  return exact.length === alternatives.length ? exact : []
}

/** The highest of `versions` that the range allows, '' for none. */
export function maxSatisfying(versions: readonly string[], range: string): string {
  return range.length <= maxRangeLength ? (semver.maxSatisfying([...versions], range, loose) ?? '') : ''
}

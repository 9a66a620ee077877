// Which earlier release a candidate is compared with (design section 5). It orders versions along release lines, never
// by publication date alone: that is what makes others cry wolf on backports. It fetches nothing.
import type { PassedOver } from '../domain/explanation.ts'
import type { History, Known, PublishedVersion } from '../domain/release.ts'
import { compareVersions, isPrerelease, releaseLine } from '../domain/versions.ts'

const hour = 3_600_000

/**
 * The versions of the registry's own history that may serve as a baseline, best first, at most `most`. Walking down from
 * the candidate in version order gives the nearest lower ones on its own release line first, then the nearest lower
 * lines. A baseline must have been public for `minAgeHours` when the candidate appeared, so that a release cannot be
 * prepared by a harmless twin an hour before it.
 */
export function historyBaselines(
  history: History,
  version: string,
  minAgeHours: number,
  most: number,
): PublishedVersion[] {
  const index = history.versions.findIndex((one) => one.version === version)
  const candidate = history.versions[index]
  if (candidate === undefined) return []
  const chosen: PublishedVersion[] = []
  for (const one of history.versions.slice(0, index).reverse()) {
    if (chosen.length === most) break
    if (whyNot(one, candidate, minAgeHours) === 'none') chosen.push(one)
  }
  return chosen
}

/**
 * The lower versions down to `until` that are no baseline for `version`, nearest first, each with its reason. `until` is
 * the one that was chosen, '' when none was.
 */
export function passedOver(
  history: History,
  version: string,
  minAgeHours: number,
  until: string,
): { version: string; why: PassedOver }[] {
  const index = history.versions.findIndex((one) => one.version === version)
  const candidate = history.versions[index]
  if (candidate === undefined) return []
  const lower = history.versions.slice(0, index)
  const between = lower.slice(lower.findLastIndex((one) => one.version === until) + 1)
  return between.reverse().flatMap((one) => {
    const why = whyNot(one, candidate, minAgeHours)
    return why === 'none' ? [] : { version: one.version, why }
  })
}

function whyNot(one: PublishedVersion, candidate: PublishedVersion, minAgeHours: number): PassedOver | 'none' {
  if (isPrerelease(one.version) && !isPrerelease(candidate.version)) return 'prerelease'
  if (isDeprecatedAsMalicious(one.deprecated)) return 'said-malicious'
  return wasPublicFor(one, candidate, minAgeHours) ? 'none' : 'too-close'
}

/**
 * The version of the base lockfile to compare with: the nearest at or below the candidate, same line first, else the
 * nearest lower, else - a downgrade - the lowest above it. '' when the base has none.
 */
export function baseVersion(baseVersions: readonly string[], version: string): string {
  const ordered = baseVersions.toSorted((a, b) => compareVersions(b, a))
  const below = ordered.filter((one) => compareVersions(one, version) <= 0)
  const sameLine = below.find((one) => releaseLine(one) === releaseLine(version))
  return sameLine ?? below[0] ?? ordered.at(-1) ?? ''
}

/**
 * The older anchor against patience (design section 5): what a release quietly prepared a week ago must not count as
 * old. It was published at least 90 days before the candidate and before the last change of publisher or trust; among
 * those the nearest lower one. Without times there is no telling, and none.
 */
export function olderAnchor(history: History, version: string): PublishedVersion | 'none' {
  const index = history.versions.findIndex((one) => one.version === version)
  const candidate = history.versions[index]
  if (candidate?.publishedAt.status !== 'known') return 'none'
  const latest = Math.min(candidate.publishedAt.value - 90 * 24 * hour, lastChange(history, candidate))
  const old = history.versions.slice(0, index).filter((one) => timeOf(one) <= latest)
  const comparable = old.filter((one) => isPrerelease(version) || !isPrerelease(one.version))
  return comparable.findLast((one) => !isDeprecatedAsMalicious(one.deprecated)) ?? 'none'
}

/** When the last release came out whose successor in time had another publisher or another level of trust. */
function lastChange(history: History, candidate: PublishedVersion): number {
  const until = timeOf(candidate)
  const inTime = history.versions.filter((one) => timeOf(one) < until).toSorted((a, b) => timeOf(a) - timeOf(b))
  const successors = [...inTime.slice(1), candidate]
  const changed = inTime.findLast((one, position) => {
    const next = successors[position]
    return next !== undefined && (differs(one.publisher, next.publisher) || differs(one.trust, next.trust))
  })
  return changed === undefined ? Number.POSITIVE_INFINITY : timeOf(changed)
}

function differs(before: Known<unknown>, after: Known<unknown>): boolean {
  return JSON.stringify(before) !== JSON.stringify(after)
}

function timeOf({ publishedAt }: PublishedVersion): number {
  return publishedAt.status === 'known' ? publishedAt.value : Number.POSITIVE_INFINITY
}

/** Without times (a registry that serves none) the order of versions is all there is to go by. */
function wasPublicFor(baseline: PublishedVersion, candidate: PublishedVersion, minAgeHours: number): boolean {
  if (candidate.publishedAt.status !== 'known') return true
  if (baseline.publishedAt.status !== 'known') return baseline.publishedAt.status === 'unavailable'
  return candidate.publishedAt.value - baseline.publishedAt.value >= minAgeHours * hour
}

/**
 * npm's own removal notices and maintainers' warnings name it so. The text is the maintainer's: an attacker could only
 * rule a version out as baseline with it, which makes the comparison stricter.
 */
function isDeprecatedAsMalicious(deprecated: string): boolean {
  const text = deprecated.toLowerCase()
  return ['malicious', 'malware', 'compromised', 'security holding'].some((word) => text.includes(word))
}

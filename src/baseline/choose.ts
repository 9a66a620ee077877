// Which earlier release a candidate is compared with (design section 5). It orders versions along release lines, never
// by publication date alone: that is what makes others cry wolf on backports. It fetches nothing.
import type { History, PublishedVersion } from '../domain/release.ts'
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
    if (isPrerelease(one.version) && !isPrerelease(version)) continue
    if (isDeprecatedAsMalicious(one.deprecated)) continue
    if (wasPublicFor(one, candidate, minAgeHours)) chosen.push(one)
  }
  return chosen
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

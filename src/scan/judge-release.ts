// One release from its lock entry to its verdict: gathered, compared along every road, decided.
import type { LockedRelease } from '../domain/locked.ts'
import type { Unchecked } from '../domain/release.ts'
import type { Finding } from '../domain/report.ts'
import type { Assessment } from './assess.ts'
import { assess, assessWithoutBytes } from './assess.ts'
import { baselineRoads } from './baselines.ts'
import { shownFor } from './brings.ts'
import { gatherCandidate, publishedAs } from './candidates.ts'
import { conclude } from './conclude.ts'
import { gapsIn } from './evidence.ts'
import { judgeTrusted, trustOf } from './judge-trusted.ts'
import { coverageOf, type JudgedRelease, placeOf } from './judged-release.ts'
import { letThrough, mendedFrom } from './let-through.ts'
import type { Surroundings } from './surroundings.ts'

export type { JudgedRelease } from './judged-release.ts'

/** What no registry publishes has no date. */
const undated = { status: 'unavailable' } as const

/** The release itself, then the packages that its tarball carries and the lockfile does not list. */
export async function judgeRelease(
  release: LockedRelease,
  around: Surroundings,
  eager: boolean,
): Promise<JudgedRelease[]> {
  const trust = await trustOf(release.locked, around)
  if (trust !== 'none') return [await judgeTrusted(release, trust, around)]
  const { candidate, missing, unlisted } = await gatherCandidate(release, around)
  const { rules, now } = around
  const assessments: Assessment[] = []
  for (const road of await baselineRoads(candidate, around)) {
    const assessment =
      missing.length > 0
        ? assessWithoutBytes(candidate, road, rules, now, missing)
        : await assess(candidate, road, rules, now, eager)
    assessments.push(assessment)
  }
  const findings = withoutRepeats(assessments.flatMap((assessment) => assessment.findings))
  const gaps = gapsIn(candidate.evidence)
  const unchecked = withoutRepeatedReasons([...assessments.flatMap((assessment) => assessment.unchecked), ...gaps])
  const published = publishedAs(release.locked.version, candidate.history)
  const publishedAt = published === 'none' ? undated : published.publishedAt
  const contents = missing.length > 0 ? 'unknown' : candidate.contents
  const { decision, uses } = conclude(release.locked, contents, findings, unchecked, publishedAt, around)
  const compared = assessments.map((assessment) => assessment.baseline)
  const passed = letThrough(decision, mendedFrom(release.locked, compared, around))
  const baseline = assessments[0]?.baseline ?? { status: 'none', version: '' }
  const shown = shownFor(passed.verdict, candidate, assessments[0] ?? 'none', baseline.version)
  const judged = { ...placeOf(release), ...passed, baseline, acceptedIn: '', ...shown }
  const carried: JudgedRelease[] = []
  for (const one of unlisted) carried.push(...(await judgeRelease(one, around, eager)))
  return [{ judged, coverage: coverageOf(candidate), trust, lost: lostIn(release, assessments), uses }, ...carried]
}

/** Accepted baselines that could not be brought any more. */
function lostIn({ locked }: LockedRelease, assessments: readonly Assessment[]): string[] {
  return assessments.flatMap(({ lost }) => (lost === '' ? [] : `${locked.name}@${lost}`))
}

/** Two roads often find the same thing; the fingerprint leaves positions out. */
function withoutRepeats(findings: readonly Finding[]): Finding[] {
  return [...new Map(findings.map((finding) => [finding.fingerprint, finding])).values()]
}

function withoutRepeatedReasons(unchecked: readonly Unchecked[]): Unchecked[] {
  return [...new Map(unchecked.map((why) => [JSON.stringify([why.code, why.detail]), why])).values()]
}

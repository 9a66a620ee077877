// One release from its lock entry to its verdict: gathered, compared along every road, decided.
import type { Candidate } from '../domain/comparison.ts'
import type { LockedRelease } from '../domain/locked.ts'
import type { Unchecked } from '../domain/release.ts'
import type { Finding, JudgedPackage } from '../domain/report.ts'
import type { Assessment } from './assess.ts'
import { assess, assessWithoutBytes } from './assess.ts'
import { baselineRoads } from './baselines.ts'
import { gatherCandidate, publishedAs } from './candidates.ts'
import { decide } from './decide.ts'
import { gapsIn } from './evidence.ts'
import type { Coverage } from './summary.ts'
import type { Surroundings } from './surroundings.ts'

export type JudgedRelease = { judged: JudgedPackage; coverage: Coverage }

/** What no registry publishes has no date. */
const undated = { status: 'unavailable' } as const

/** The release itself, then the packages that its tarball carries and the lockfile does not list. */
export async function judgeRelease(
  release: LockedRelease,
  around: Surroundings,
  eager: boolean,
): Promise<JudgedRelease[]> {
  const gathered = await gatherCandidate(release, around)
  if (!gathered.ok) {
    const decision = decide([], [gathered.why], undated, around.policy, around.now)
    const nothing = { baseline: { status: 'none', version: '' }, findings: [] }
    return [{ judged: { ...about(release), ...decision, ...nothing }, coverage: 'none' }]
  }
  const { candidate, missing, unlisted } = gathered.value
  const { rules, now, policy } = around
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
  const decision = decide(findings, unchecked, publishedAt, policy, now)
  const baseline = assessments[0]?.baseline ?? { status: 'none', version: '' }
  const judged = { ...about(release), ...decision, baseline, findings }
  const carried: JudgedRelease[] = []
  for (const one of unlisted) carried.push(...(await judgeRelease(one, around, eager)))
  return [{ judged, coverage: coverageOf(candidate) }, ...carried]
}

function about(release: LockedRelease) {
  const { locked, locations, paths, direct, dev, optional } = release
  const { name, version, integrity, kind, line } = locked
  return { name, version, integrity, kind, locations, direct, dev, optional, paths, line }
}

/** Which trust fields this registry shows for the package. */
function coverageOf(candidate: Candidate): Coverage {
  const published = publishedAs(candidate.locked.version, candidate.history)
  if (published === 'none') return 'none'
  const { publisher, trust, publishedAt } = published
  return { publisher: publisher.status, trust: trust.status, time: publishedAt.status }
}

/** Two roads often find the same thing; the fingerprint leaves positions out. */
function withoutRepeats(findings: readonly Finding[]): Finding[] {
  return [...new Map(findings.map((finding) => [finding.fingerprint, finding])).values()]
}

function withoutRepeatedReasons(unchecked: readonly Unchecked[]): Unchecked[] {
  return [...new Map(unchecked.map((why) => [JSON.stringify([why.code, why.detail]), why])).values()]
}

// Releases looked at before somebody accepts them: all of a tree by their metadata alone, as `cordon init` does in
// seconds, or a few with everything that is in them.
import type { Accepted } from '../domain/accepted.ts'
import type { Candidate } from '../domain/comparison.ts'
import type { LockedPackage, LockedRelease } from '../domain/locked.ts'
import type { Unchecked } from '../domain/release.ts'
import { type Finding, type JudgedPackage, noBrings, type Report } from '../domain/report.ts'
import { tellsNews } from '../rules/judged-always.ts'
import { createAcceptedReleases } from './accepted.ts'
import { gatherCandidate, gatherMetadata, publishedAs } from './candidates.ts'
import { conclude } from './conclude.ts'
import { gapsIn } from './evidence.ts'
import { judgeProject } from './judge-project.ts'
import { judgeRelease } from './judge-release.ts'
import { judgeMetadata, judgeTrusted, trustOf } from './judge-trusted.ts'
import { coverageOf, type JudgedRelease, placeOf, unaccepted } from './judged-release.ts'
import { mapLimited } from './limit.ts'
import { prepareScan, type ScanInput } from './scan.ts'
import { createStandings } from './standing.ts'
import { toReport } from './summary.ts'
import type { Surroundings } from './surroundings.ts'

export type Surveyed = {
  locked: LockedPackage
  /** The release first, then what its tarball carries beside it. */
  judged: readonly JudgedRelease[]
  /** A list or a record says that it was made to do harm, whatever the rules make of that. */
  isKnownBad: boolean
  /** Why nobody could look at its content; empty where somebody could, or nobody tried to. */
  unread: readonly Unchecked[]
  /** What blocks it, or asks for review, and goes on doing so: an acceptance is about content. */
  lasting: readonly Finding[]
}

export type TreeSurvey = {
  surveyed: readonly Surveyed[]
  /** What a scan would say if this were accepted, with what is at hand now; `none` where it does not cover all. */
  reportWith: (accepted: Accepted) => Promise<Report | 'none'>
}

/** Every release of the lockfile; what is dangerous only by its content passes here. */
export async function surveyTree(input: ScanInput): Promise<TreeSurvey> {
  const { releases, around } = await prepareScan(input)
  let done = 0
  const surveyed = await mapLimited(releases, input.concurrency, async (release) => {
    const one = await judgeUnread(release, around)
    input.onProgress({ stage: 'releases', done: ++done, total: releases.length, current: release.locked.name })
    return one
  })
  return { surveyed, reportWith: (accepted) => reportWith(accepted, releases, around, input) }
}

async function reportWith(
  file: Accepted,
  releases: readonly LockedRelease[],
  around: Surroundings,
  input: ScanInput,
): Promise<Report | 'none'> {
  const accepted = createAcceptedReleases(file)
  const { lockfile: head } = input
  const then = { ...around, accepted, standingOf: createStandings({ ...input, head, accepted }) }
  const judged: JudgedRelease[] = []
  for (const release of releases) {
    const trust = await trustOf(release.locked, then)
    if (trust === 'none') return 'none'
    judged.push(await judgeTrusted(release, trust, then))
  }
  return toReport(input, [...judgeProject(head, input.base, then), ...judged])
}

/** What was accepted before is looked at like everything else: that is what is asked for now. */
export function surveyAnew(
  input: ScanInput,
  isWanted: (one: Pick<LockedPackage, 'name' | 'version'>) => boolean,
): Promise<Surveyed[]> {
  const releases = input.accepted.releases.filter((one) => !isWanted(one))
  return surveySome({ ...input, accepted: { ...input.accepted, releases } }, isWanted)
}

/** Those of the lockfile that are `wanted`, as a scan judges them. */
export async function surveySome(input: ScanInput, wanted: (locked: LockedPackage) => boolean): Promise<Surveyed[]> {
  const { releases, around } = await prepareScan(input)
  const chosen = releases.filter(({ locked }) => wanted(locked))
  return mapLimited(chosen, input.concurrency, async (release) => {
    // Before it is judged, from what is remembered then.
    const { candidate, missing } = await gatherCandidate(release, around)
    const judged = await judgeRelease(release, around, input.eager)
    const [first] = judged
    const lasting = first === undefined ? [] : lastingIn(first.judged, around)
    return { locked: release.locked, judged, isKnownBad: isMalicious(candidate), unread: missing, lasting }
  })
}

/** What no registry publishes has no date. */
const undated = { status: 'unavailable' } as const

async function judgeUnread(release: LockedRelease, around: Surroundings): Promise<Surveyed> {
  const { locked } = release
  const about = { ...placeOf(release), baseline: { status: 'none', version: '' }, acceptedIn: '' }
  const { candidate, missing } = await gatherMetadata(release, around)
  const rules = around.rules.filter(({ need }) => need === 'never')
  const { findings, unchecked } = await judgeMetadata(candidate, around, rules)
  const published = publishedAs(locked.version, candidate.history)
  const publishedAt = published === 'none' ? undated : published.publishedAt
  const gaps = [...missing, ...unchecked, ...gapsIn(candidate.evidence)]
  const { decision, uses } = conclude(locked, 'unknown', findings, gaps, publishedAt, around)
  const judged = { ...about, ...decision, brings: noBrings, timeline: [] }
  return {
    locked,
    judged: [{ judged, coverage: coverageOf(candidate), ...unaccepted, uses }],
    isKnownBad: isMalicious(candidate),
    unread: [],
    lasting: lastingIn(judged, around),
  }
}

function lastingIn({ findings }: Pick<JudgedPackage, 'findings'>, { lastingRules }: Surroundings): Finding[] {
  const asked = new Map(lastingRules.map((rule) => [rule.id, rule]))
  return findings.filter(({ rule: id, outcome }) => {
    const rule = asked.get(id)
    return rule !== undefined && (outcome === 'block' || (outcome === 'review' && tellsNews(rule)))
  })
}

function isMalicious({ knownBad }: Candidate): boolean {
  return knownBad.some(({ harm, atMost }) => harm === 'malicious' && atMost === 'block')
}

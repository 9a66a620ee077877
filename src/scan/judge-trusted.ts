// A release whose very bytes somebody accepted: its content is not fetched and not looked at. What may change while the
// bytes stay the same is judged as ever, so that an acceptance hides no later advisory and no moved host.
import type { AcceptedRelease } from '../domain/accepted.ts'
import type { Baseline, Candidate } from '../domain/comparison.ts'
import { emptyContents, emptyRelease } from '../domain/comparison.ts'
import type { LockedPackage, LockedRelease } from '../domain/locked.ts'
import type { Unchecked } from '../domain/release.ts'
import type { Finding, Verdict } from '../domain/report.ts'
import { tellsNews } from '../rules/judged-always.ts'
import type { Rule } from '../rules/rule.ts'
import { historyRoad } from './baselines.ts'
import { shownFor } from './brings.ts'
import { type ByteRoad, carrierOf, isCarried } from './bytes.ts'
import { gatherMetadata } from './candidates.ts'
import { conclude } from './conclude.ts'
import { gapsIn } from './evidence.ts'
import { type Judgement, judge } from './judge.ts'
import { coverageOf, type JudgedRelease, placeOf } from './judged-release.ts'
import type { Surroundings } from './surroundings.ts'

/**
 * The entry for exactly what this lock entry installs. What a tarball carries is part of its carrier's bytes - if it
 * carries it: for an entry that only claims so, npm may fetch something from a registry.
 */
export async function trustOf(
  locked: LockedPackage,
  around: ByteRoad & Pick<Surroundings, 'accepted'>,
): Promise<Trust> {
  if (locked.kind !== 'bundled') return around.accepted.trustIn(locked)
  const carrier = carrierOf(locked, around)
  if (carrier === 'none' || carrier.kind === 'bundled') return 'none'
  const trust = around.accepted.trustIn(carrier)
  return trust !== 'none' && (await isCarried(locked, around)) ? trust : 'none'
}

type Trust = AcceptedRelease | 'none'

/** Whoever accepted it knew how old it was. */
const ofAnyAge = { status: 'unavailable' } as const

export async function judgeTrusted(
  release: LockedRelease,
  trust: AcceptedRelease,
  around: Surroundings,
): Promise<JudgedRelease> {
  const { candidate, missing } = await gatherMetadata(release, around)
  const about = {
    ...placeOf(release),
    baseline: { status: 'accepted', version: release.locked.version },
    acceptedIn: trust.from === '' ? around.accepted.file : trust.from,
  }
  const { findings, unchecked } = await judgeMetadata(candidate, around, around.lastingRules)
  const gaps = [...missing, ...unchecked, ...gapsIn(candidate.evidence)]
  const { decision, uses } = conclude(release.locked, 'unknown', findings, gaps, ofAnyAge, around)
  const verdict = verdictOf(decision, trust, around)
  const judged = { ...about, ...decision, verdict, ...shownFor(verdict, candidate, 'none', release.locked.version) }
  return { judged, coverage: coverageOf(candidate), trust, lost: [], uses }
}

/**
 * Softer findings are still shown. Whoever reviewed the release could see them, but for what came to be known since;
 * where it was only there, nobody answered anything.
 */
function verdictOf({ verdict, findings }: Decided, { standard }: AcceptedRelease, around: AskedAlways): Verdict {
  switch (verdict) {
    case 'blocked':
    case 'unchecked':
      return verdict
    case 'review':
      return standard === 'initial' || isNews(findings, around) ? 'review' : 'trusted'
    case 'trusted':
    case 'passed':
    case 'waiting':
      return 'trusted'
  }
}

type Decided = { verdict: Verdict; findings: readonly Finding[] }
type AskedAlways = Pick<Surroundings, 'lastingRules'>

function isNews(findings: readonly Finding[], { lastingRules }: AskedAlways): boolean {
  const asking = new Set(findings.filter(({ outcome }) => outcome === 'review').map(({ rule }) => rule))
  return lastingRules.some((rule) => asking.has(rule.id) && tellsNews(rule))
}

/** `rules` must need no baseline's bytes, nor those of the candidate. */
export async function judgeMetadata(
  candidate: Candidate,
  around: Surroundings,
  rules: readonly Rule[],
): Promise<Pick<Judgement, 'findings'> & { unchecked: readonly Unchecked[] }> {
  // The nearest accepted release is this one: against itself nothing was ever lost.
  const [first] = (await historyRoad(candidate, around)).chosen
  const standIn: Baseline =
    first === undefined ? emptyRelease : { status: first.status, version: first.version, contents: emptyContents }
  return judge(standIn, candidate, rules, around.now)
}

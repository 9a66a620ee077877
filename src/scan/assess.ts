// Judges one release with as little fetching as the rules allow. The argument for being lazy: with the empty release in
// the baseline's place everything counts as added, and a rule that fires against some baseline fires against the empty
// one too unless `rules/reads.ts` says otherwise. So what is quiet there needs no baseline at all; verdicts are the same.
import type { Baseline, Candidate } from '../domain/comparison.ts'
import { emptyContents, emptyRelease } from '../domain/comparison.ts'
import type { Fetched, Unchecked } from '../domain/release.ts'
import type { Finding } from '../domain/report.ts'
import type { BaselineNeed, Rule } from '../rules/rule.ts'
import type { Judgement } from './judge.ts'
import { judge } from './judge.ts'

/** A baseline that was chosen but not fetched yet. */
export type ChosenBaseline = {
  status: 'accepted' | 'base' | 'history'
  version: string
  /** The bytes' facts, or why they could not be had. */
  load: () => Promise<Fetched<Baseline>>
  /** Judged at the time it was published against its own predecessor. Asked only when it would excuse something. */
  isSound: () => Promise<boolean>
}

/** What a candidate is compared with: baselines, best first, and the older anchor against patience. */
export type Road = {
  chosen: readonly ChosenBaseline[]
  anchor: ChosenBaseline | 'none'
  /** Taken instead where the bytes of the first baseline can no longer be had. */
  detour: Road | 'none'
}

export type Assessment = Judgement & {
  baseline: { status: string; version: string }
  /** The baseline whose bytes could not be had, so that a detour was taken; '' for none. */
  lost: string
  /** The contents of both were looked at: what `change` calls added is new, and not only unread before. */
  isCompared: boolean
}

/**
 * The first sound baseline decides; where none is sound, everything counts as added. `eager` fetches every baseline
 * even where it cannot matter: the tests hold both ways equal.
 */
export async function assess(
  candidate: Candidate,
  { chosen, anchor, detour }: Road,
  rules: readonly Rule[],
  now: number,
  eager: boolean,
): Promise<Assessment> {
  const [first] = chosen
  if (first === undefined) return against(emptyRelease, candidate, rules, now)
  const standIn: Baseline = { status: first.status, version: first.version, contents: emptyContents }
  const worstCase = judge(standIn, candidate, rules, now)
  if (!eager && !needsBaseline(worstCase, rules)) {
    return {
      ...worstCase,
      findings: independent(worstCase, rules),
      baseline: named(standIn),
      lost: '',
      isCompared: false,
    }
  }

  for (const choice of chosen) {
    const loaded = await choice.load()
    if (!loaded.ok && choice === first && detour !== 'none') {
      return { ...(await assess(candidate, detour, rules, now, eager)), lost: first.version }
    }
    if (!loaded.ok) {
      const unchecked = [...worstCase.unchecked, loaded.why]
      const findings = independent(worstCase, rules)
      return { ...worstCase, findings, unchecked, baseline: named(choice), lost: '', isCompared: false }
    }
    const assessment = against(loaded.value, candidate, rules, now)
    // A baseline that silences nothing need not be sound: the findings stand either way.
    const excused = excusedBy(assessment, worstCase)
    if (excused.size === 0) return assessment
    if (await choice.isSound()) return withAnchor(assessment, excused, anchor, candidate, rules, now)
  }
  return { ...worstCase, baseline: named(standIn), lost: '', isCompared: true }
}

/**
 * What the nearest baseline excused must be old to the older anchor as well, or it was prepared step by step: a
 * dependency that one release imports and the next no longer does. Only blocking rules are asked again; anything softer
 * would repeat itself for months.
 */
async function withAnchor(
  assessment: Assessment,
  excused: ReadonlySet<string>,
  anchor: ChosenBaseline | 'none',
  candidate: Candidate,
  rules: readonly Rule[],
  now: number,
): Promise<Assessment> {
  const asked = rules.filter((rule) => rule.outcome === 'block' && excused.has(rule.id))
  if (asked.length === 0 || anchor === 'none') return assessment
  const loaded = await anchor.load()
  if (!loaded.ok) return { ...assessment, unchecked: [...assessment.unchecked, loaded.why] }
  const older = judge(loaded.value, candidate, asked, now)
  // What the nearest baseline had as well is no news, however old the anchor is.
  const failed = older.unchecked.filter(({ code }) => code === 'rule-failed')
  if (older.findings.length === 0) return { ...assessment, unchecked: [...assessment.unchecked, ...failed] }
  return {
    ...assessment,
    ...older,
    unchecked: [...assessment.unchecked, ...failed],
    findings: [...older.findings, ...assessment.findings],
    baseline: named(anchor),
  }
}

/**
 * What metadata alone shows of a release whose bytes could not be had: lock, location and publication facts are judged
 * always, so that nobody gets past them by making a package impossible to read.
 */
export function assessWithoutBytes(
  candidate: Candidate,
  { chosen: [first] }: Road,
  rules: readonly Rule[],
  now: number,
  missing: readonly Unchecked[],
): Assessment {
  const standIn: Baseline =
    first === undefined ? emptyRelease : { ...named(first), status: first.status, contents: emptyContents }
  const judgement = judge(standIn, candidate, rules, now)
  const findings = independent(judgement, rules)
  return { ...judgement, findings, unchecked: missing, baseline: named(standIn), lost: '', isCompared: false }
}

function against(baseline: Baseline, candidate: Candidate, rules: readonly Rule[], now: number): Assessment {
  return { ...judge(baseline, candidate, rules, now), baseline: named(baseline), lost: '', isCompared: true }
}

/** A note changes no verdict, so it never costs a download: it is made where the baseline is at hand anyway. */
function needsBaseline(worstCase: Judgement, rules: readonly Rule[]): boolean {
  const fired = new Set(worstCase.findings.map((finding) => finding.rule))
  const needs: Record<BaselineNeed, (rule: Rule) => boolean> = {
    always: () => true,
    'if-fires': (rule) => fired.has(rule.id) || worstCase.unchecked.length > 0,
    never: () => false,
  }
  const isUnread = worstCase.unchecked.some(({ code }) => code === 'code-unreadable')
  return isUnread || rules.some((rule) => rule.outcome !== 'note' && needs[rule.need](rule))
}

/** The rules that block or ask for review when everything counts as added, and that the baseline silenced. */
function excusedBy(assessment: Judgement, worstCase: Judgement): ReadonlySet<string> {
  const serious = worstCase.findings.filter((finding) => finding.outcome !== 'note').map((finding) => finding.rule)
  return new Set(serious).difference(new Set(assessment.findings.map((finding) => finding.rule)))
}

/** The findings that no baseline could silence: they stand even when the baseline could not be had. */
function independent(worstCase: Judgement, rules: readonly Rule[]): Finding[] {
  const never = new Set(rules.filter((rule) => rule.need === 'never').map((rule) => rule.id))
  return worstCase.findings.filter((finding) => never.has(finding.rule))
}

function named({ status, version }: { status: string; version: string }): { status: string; version: string } {
  return { status, version }
}

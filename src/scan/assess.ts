// Judges one release with as little fetching as the rules allow. The argument for being lazy: with the empty release in
// the baseline's place everything counts as added, and a rule that fires against some baseline fires against the empty
// one too unless `rules/reads.ts` says otherwise. So what is quiet there needs no baseline at all.
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

export type Assessment = Judgement & { baseline: { status: string; version: string } }

/**
 * The first sound baseline of `chosen` (best first) decides; none left means the empty release. `eager` fetches every
 * baseline even where it cannot matter: the tests hold both ways equal.
 */
export async function assess(
  candidate: Candidate,
  chosen: readonly ChosenBaseline[],
  rules: readonly Rule[],
  now: number,
  eager: boolean,
): Promise<Assessment> {
  const [first] = chosen
  if (first === undefined) return against(emptyRelease, candidate, rules, now)
  const standIn: Baseline = { status: first.status, version: first.version, contents: emptyContents }
  const worstCase = judge(standIn, candidate, rules, now)
  if (!eager && !needsBaseline(worstCase, rules)) return { ...worstCase, baseline: named(standIn) }

  for (const choice of chosen) {
    const loaded = await choice.load()
    if (!loaded.ok) {
      const unchecked = [...worstCase.unchecked, loaded.why]
      return { ...worstCase, findings: independent(worstCase, rules), unchecked, baseline: named(choice) }
    }
    const assessment = against(loaded.value, candidate, rules, now)
    // A baseline that silences nothing need not be sound: the findings stand either way.
    if (!excuses(worstCase, assessment) || (await choice.isSound())) return assessment
  }
  return against(emptyRelease, candidate, rules, now)
}

/**
 * What metadata alone shows of a release whose bytes could not be had: lock, location and publication facts are judged
 * always, so that nobody gets past them by making a package impossible to read.
 */
export function assessWithoutBytes(
  candidate: Candidate,
  chosen: readonly ChosenBaseline[],
  rules: readonly Rule[],
  now: number,
  missing: readonly Unchecked[],
): Assessment {
  const [first] = chosen
  const standIn: Baseline =
    first === undefined ? emptyRelease : { ...named(first), status: first.status, contents: emptyContents }
  const judgement = judge(standIn, candidate, rules, now)
  return { ...judgement, findings: independent(judgement, rules), unchecked: missing, baseline: named(standIn) }
}

function against(baseline: Baseline, candidate: Candidate, rules: readonly Rule[], now: number): Assessment {
  return { ...judge(baseline, candidate, rules, now), baseline: named(baseline) }
}

function needsBaseline(worstCase: Judgement, rules: readonly Rule[]): boolean {
  const fired = new Set(worstCase.findings.map((finding) => finding.rule))
  const needs: Record<BaselineNeed, (rule: Rule) => boolean> = {
    always: () => true,
    'if-fires': (rule) => fired.has(rule.id) || worstCase.unchecked.length > 0,
    never: () => false,
  }
  return rules.some((rule) => needs[rule.need](rule))
}

/** Whether the baseline made a finding that blocks or asks for review go away. */
function excuses(worstCase: Judgement, assessment: Judgement): boolean {
  const still = new Set(assessment.findings.map((finding) => finding.rule))
  return worstCase.findings.some((finding) => finding.outcome !== 'note' && !still.has(finding.rule))
}

/** The findings that no baseline could silence: they stand even when the baseline could not be had. */
function independent(worstCase: Judgement, rules: readonly Rule[]): Finding[] {
  const never = new Set(rules.filter((rule) => rule.need === 'never').map((rule) => rule.id))
  return worstCase.findings.filter((finding) => never.has(finding.rule))
}

function named({ status, version }: { status: string; version: string }): { status: string; version: string } {
  return { status, version }
}

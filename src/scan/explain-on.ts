// One rule on two releases that a person names: published ones, .tgz files or folders. The same comparison as a scan's.
import { type ExplainedOn, type NamedRelease, shownRelease } from '../domain/explained-on.ts'
import { nothingKnownBad } from '../domain/known-bad.ts'
import type { Fetched } from '../domain/release.ts'
import type { Rule } from '../rules/rule.ts'
import { explainRules } from '../rules/trace.ts'
import { noEvidenceSource } from './evidence.ts'
import type { ExtractPool } from './extract-pool.ts'
import { judge } from './judge.ts'
import type { SpecSurroundings } from './judge-spec.ts'
import { baselineOf, candidateOf, momentFor, type NamedRoad } from './named-releases.ts'

export type ExplainOnInput = {
  tool: { name: 'cordon'; version: string }
  rule: Rule
  before: NamedRelease
  after: NamedRelease
  around: Omit<SpecSurroundings, 'now' | 'rules'>
  pool: ExtractPool
  /** The moment of judging; 'unset': an hour after a published release appeared, or `clock`. */
  now: number | 'unset'
  clock: number
}

/** Why one of the two could not be had stands for the whole. */
export async function explainOn(input: ExplainOnInput): Promise<Fetched<ExplainedOn>> {
  const { tool, rule, before, after, pool } = input
  const around = { ...input.around, rules: [rule] }
  // Who built it, and what lists say of it, is asked by whoever judges.
  const road: NamedRoad = { around, evidence: noEvidenceSource, knownBad: nothingKnownBad, pool }
  const now = await momentFor(after, input.now, input.clock, road)
  if (!now.ok) return now
  const baseline = await baselineOf(before, road)
  if (!baseline.ok) return baseline
  const candidate = await candidateOf(after, road, now.value)
  if (!candidate.ok) return candidate
  const { change, findings, unchecked } = judge(baseline.value, candidate.value, [rule], now.value)
  const [explained] = explainRules([rule], change)
  if (explained === undefined) throw new Error('a rule that is there was not explained')
  return {
    ok: true,
    value: {
      schemaVersion: 1,
      tool,
      before: shownRelease(before),
      after: shownRelease(after),
      asOf: new Date(now.value).toISOString(),
      rule: explained,
      evidence: findings[0]?.evidence ?? [],
      unchecked,
      change,
    },
  }
}

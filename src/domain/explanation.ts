// Why a release got its verdict: plain JSON, its schema is `schemas/explanation-1.schema.json`. All texts in it but the
// rules' own come from a package, a registry or a lockfile.
import type { Change } from './change.ts'
import type { JudgedPackage, Outcome } from './report.ts'

/** `unknown`: a part that only the condition as a whole can answer. */
export type TraceResult = 'true' | 'false' | 'unknown'

/** One field that a condition read, and what it said: `change.lock.source`, `"elsewhere"`. */
export type SeenValue = { text: string; value: string }

/** A part of a condition. A part that joins others has them in `parts`; the others have what they saw. */
export type Trace = {
  /** As the rule has it, on one line. */
  text: string
  result: TraceResult
  seen: readonly SeenValue[]
  lists: readonly TracedList[]
  parts: readonly Trace[]
}

/** A list that a part looks through: how many elements there are, how many meet the condition, and the nearest. */
export type TracedList = { text: string; total: number; meeting: number; nearest: readonly TracedElement[] }
export type TracedElement = { fact: string; result: TraceResult; parts: readonly Trace[] }

export type ExplainedRule = {
  rule: string
  title: string
  outcome: Outcome
  status: 'stable' | 'draft'
  result: 'fired' | 'quiet' | 'failed'
  /** What went wrong while evaluating, else ''. */
  detail: string
  trace: Trace
}

/** Why an earlier release was not compared with; `unsound`: it would itself have been blocked. */
export type PassedOver = 'prerelease' | 'said-malicious' | 'too-close' | 'unsound' | 'unavailable'

export type ExplainedRoad = {
  baseline: { status: string; version: string }
  /** Nearest first. */
  passedOver: readonly { version: string; why: PassedOver }[]
  change: Change
  rules: readonly ExplainedRule[]
}

export type Explanation = {
  schemaVersion: 1
  tool: { name: 'cordon'; version: string }
  lockfile: string
  /** `silenced`: rules that fired and were excepted by the policy, with the last day of that. */
  releases: readonly {
    judged: JudgedPackage
    silenced: readonly { rule: string; until: string }[]
    roads: readonly ExplainedRoad[]
  }[]
}

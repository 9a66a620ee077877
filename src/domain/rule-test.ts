// What came of running the test cases of rule packs: plain JSON, its schema is `schemas/rule-tests-1.schema.json`.
import type { Evidence } from './report.ts'

/**
 * `missing`: should fire and did not; `noisy`: should be quiet; `wrong`: fired, with other evidence than expected;
 * `broken`: the condition could not be evaluated, or the files could not be read.
 */
export const caseOutcomes = ['right', 'missing', 'noisy', 'wrong', 'broken'] as const
export type CaseOutcome = (typeof caseOutcomes)[number]

/** What a case says of one piece of evidence; '' and 0 for what it does not say. */
export type ExpectedEvidence = { file: string; line: number; fact: string; excerpt: string }

export type CaseResult = {
  rule: string
  case: string
  result: CaseOutcome
  /** Why it is broken, else ''. */
  detail: string
  /** Where the case stands. `line` is 1-based. */
  file: string
  line: number
  /** What was found and nobody expected: of a noisy case all of it. */
  unexpected: readonly Evidence[]
  /** What was expected and not found. */
  notFound: readonly ExpectedEvidence[]
}

export type PackTests = {
  pack: string
  version: string
  digest: string
  rules: number
  cases: readonly CaseResult[]
}

export type RuleTests = {
  schemaVersion: 1
  tool: { name: 'cordon'; version: string }
  packs: readonly PackTests[]
  summary: Readonly<Record<CaseOutcome, number>>
  /** 0 when every case is right, else 1. */
  exitCode: number
}

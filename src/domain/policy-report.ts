// What a run did with what people decided in its policy. Plain JSON, part of the report. Dates are days in UTC; '' stands
// for none.
import type { RollOut } from './policy.ts'

/**
 * What became of an exception or an allowance. `not-judged`: what it is about was not judged in this run, or the policy
 * is shared with projects that were not, so nobody can say that it is of no use any more.
 */
export type DecisionState = 'used' | 'unused' | 'not-judged' | 'expired'

/** Sets a rule, a built-in one too. `active`: it has begun, and no later setting took its place. */
export type OverrideReport = { rule: string; outcome: RollOut; from: string; reason: string; active: boolean }

export type ExceptionReport = {
  rule: string
  package: string
  versions: string
  /** What it is bound to: `integrity`, or `scripts`. */
  integrity: string
  scripts: string
  reason: string
  owner: string
  /** Its last day. */
  until: string
  state: DecisionState
  /** It ends within two weeks. */
  endsSoon: boolean
  /** The releases it was used for, as `name@version`. */
  usedFor: readonly string[]
  line: number
}

export type AllowanceReport = {
  package: string
  version: string
  integrity: string
  reason: string
  why: string
  owner: string
  until: string
  state: DecisionState
  endsSoon: boolean
  line: number
}

export type PolicyReport = {
  /** As its user would name it; '' where the defaults hold. */
  file: string
  /** sha256 in hex. */
  digest: string
  overrides: readonly OverrideReport[]
  exceptions: readonly ExceptionReport[]
  allowances: readonly AllowanceReport[]
}

export const noPolicyReport: PolicyReport = { file: '', digest: '', overrides: [], exceptions: [], allowances: [] }

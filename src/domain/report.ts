// Verdicts and the report that every output is rendered from. Plain JSON; its schema is `schemas/report-1.schema.json`.
import type { KnownBadSnapshot } from './known-bad.ts'
import type { PolicyReport } from './policy-report.ts'
import type { UncheckedCode } from './release.ts'

export type Outcome = 'block' | 'review' | 'note'
export const severity: Readonly<Record<Outcome, number>> = { note: 0, review: 1, block: 2 }
export type Verdict = 'trusted' | 'passed' | 'review' | 'waiting' | 'blocked' | 'unchecked'

/** One fact a finding points at. `line` and `column` are 1-based, 0 when there is none. */
export type Evidence = { file: string; line: number; column: number; excerpt: string; fact: string }

export type Finding = {
  rule: string
  outcome: Outcome
  title: string
  why: string
  fix: string
  evidence: readonly Evidence[]
  /** Stable over line moves: sha256 of rule, package and facts, without positions. */
  fingerprint: string
}

export type Reason =
  | { code: UncheckedCode; detail: string }
  | { code: 'too-young'; detail: string }
  | { code: 'age-unavailable'; detail: string }
  /** Young, and let through because it mends what the detail names. */
  | { code: 'mends-known'; detail: string }

export type JudgedPackage = {
  name: string
  version: string
  integrity: string
  kind: string
  locations: readonly string[]
  direct: boolean
  dev: boolean
  optional: boolean
  paths: readonly (readonly string[])[]
  line: number
  baseline: { status: string; version: string }
  /** The file in which exactly these bytes were accepted, this project's own or an imported one; '' for none. */
  acceptedIn: string
  verdict: Verdict
  /** ISO time from which a release that is only too young may pass; '' when it is not waiting. */
  eligibleAt: string
  reasons: readonly Reason[]
  findings: readonly Finding[]
}

export type Summary = {
  packages: number
  trusted: number
  passed: number
  review: number
  waiting: number
  blocked: number
  unchecked: number
  baselineDebt: number
  exitCode: number
}

/** A check that could not be made for a whole source, said once. */
export type Notice = { code: string; detail: string }

export type Report = {
  schemaVersion: 1
  tool: { name: 'cordon'; version: string }
  rules: readonly { pack: string; version: string; digest: string }[]
  trust: { source: string; date: string }
  startedAt: string
  lockfile: string
  /** The sets of records of known-bad releases, with the newest change among each; lists of packs are not among them. */
  knownBad: readonly Pick<KnownBadSnapshot, 'source' | 'date' | 'records' | 'unread'>[]
  policy: PolicyReport
  notices: readonly Notice[]
  summary: Summary
  packages: readonly JudgedPackage[]
}

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

export type Difference = 'added' | 'changed' | 'removed'

/**
 * What a release brings over its baseline, for people who look. Every list is empty unless the verdict is review, blocked,
 * waiting or unchecked. All texts are a package's or a registry's, and bounded.
 */
export type Brings = {
  /**
   * `none`: nobody compared the contents, since the verdict did not need it or they could not be had; scripts and
   * dependencies are then what the registry's manifests show, capabilities and hosts are empty.
   */
  compared: 'contents' | 'none'
  /** Those that npm runs on install, with their bodies. */
  scripts: readonly { name: string; status: Difference; before: string; after: string }[]
  /** Specs. */
  dependencies: readonly { name: string; status: Difference; before: string; after: string }[]
  /** One row per name, at the first place; of a removed one in the baseline. */
  capabilities: readonly { name: string; status: 'added' | 'removed' | 'kept'; file: string; line: number }[]
  hosts: readonly { host: string; status: 'added' | 'removed'; file: string; line: number }[]
  /** '' where the registry shows none. */
  publisher: { before: string; after: string }
  /** States of `ProvenanceStatus`; '' where it is not known. */
  provenance: { before: string; after: string }
  /** Rows left out of all lists together. */
  cut: number
}

/** Of what has nothing before it to be compared with, or passed. */
export const noBrings: Brings = {
  compared: 'none',
  scripts: [],
  dependencies: [],
  capabilities: [],
  hosts: [],
  publisher: { before: '', after: '' },
  provenance: { before: '', after: '' },
  cut: 0,
}

/** One of the releases around a judged one. `published` is ISO, '' where unknown. */
export type TimelineEntry = {
  version: string
  published: string
  publisher: string
  /** Whether the registry shows evidence of who built it; nothing here is verified. */
  provenance: 'shown' | 'none' | 'unavailable'
  isBaseline: boolean
  isJudged: boolean
}

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
  brings: Brings
  /** Oldest first, at most 40, the judged one among them; empty where `brings` is. */
  timeline: readonly TimelineEntry[]
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

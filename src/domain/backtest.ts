// What came of running rule packs over real upgrades: plain JSON, its schema is `schemas/backtest-1.schema.json`. Names
// and versions come from a registry.
import type { Outcome } from './report.ts'
import type { PerChange, Share } from './share.ts'

/** One release and what the judge would have compared it with when it appeared. */
export type Upgrade = { name: string; before: string; after: string }

/** How often, per upgrade and per pull request that brings `packagesPerPullRequest` of them. */
export type Rate = { perUpgrade: Share; perPullRequest: PerChange }

/** Packages that a typical pull request changes at once. */
export const packagesPerPullRequest = 20

export type BacktestRule = {
  rule: string
  pack: string
  /** What the rule's file says, also of a draft: that is what it would do once it is stable. */
  outcome: Outcome
  status: 'stable' | 'draft'
  /** `in-part`: it reads something that cannot be known of a release on its own, or that this registry does not show. */
  measured: 'whole' | 'in-part'
  rate: Rate
  /** Where it fired. */
  upgrades: readonly Upgrade[]
}

/**
 * `times`: the registry's own times around the release cannot be believed. `unchecked`: something could not be had or
 * read. `history`: nothing is known of the package; then `count` counts packages.
 */
export type NotJudged = {
  why: 'times' | 'unchecked' | 'history'
  code: string
  count: number
  examples: readonly string[]
}

/** `greatest` is a share between 0 and 1, held against what was measured. */
export type HeldLimit = { of: string; greatest: number; measured: Share; held: boolean }

export type Backtest = {
  schemaVersion: 1
  tool: { name: 'cordon'; version: string }
  packs: readonly { pack: string; version: string; digest: string }[]
  /** The lockfile or list that the names come from, as its user names it. */
  from: string
  /** How many releases of every package were looked at, at most. */
  last: number
  packages: { asked: number; known: number }
  upgrades: { found: number; judged: number }
  notJudged: readonly NotJudged[]
  /** An upgrade is in `review` when nothing blocks it and something asks for review; `note` when there are only notes. */
  rates: Readonly<Record<Outcome, Rate>>
  rules: readonly BacktestRule[]
  limits: readonly HeldLimit[]
  /** From start to end, in seconds. */
  seconds: number
  /** 1: a limit was not held; 3: not one upgrade could be judged, or too few for the limits that were asked for. */
  exitCode: number
}

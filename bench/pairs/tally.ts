// Judged pairs added up. Pure: the same list gives the same figures. Of the holdout only counts come out.
import { packagesPerPullRequest } from '../../src/domain/backtest.ts'
import { type Outcome, severity } from '../../src/domain/report.ts'
import { perChange, type Share, wilson } from '../../src/domain/share.ts'
import type { JudgedPair, PairState } from './judge-pair.ts'
import { eachStratum, type StratumId } from './strata.ts'

export type RuleRow = {
  rule: string
  outcome: Outcome
  /** Pairs in which it fired, holdout included. */
  fires: number
  holdout: number
  perStratum: Readonly<Record<StratumId, number>>
}

export type Rates = { block: Share; review: Share; perPullRequest: { block: PerChange; review: PerChange } }
type PerChange = ReturnType<typeof perChange>

export type Tally = {
  states: Readonly<Record<PairState, number>>
  rules: readonly RuleRow[]
  /** A pair is in `review` when nothing blocks it and something asks for review. */
  all: Rates
  lookedAt: Rates
  holdout: Rates
  perStratum: Readonly<Record<StratumId, Rates>>
  /** Pairs with a block or review, outside the holdout. */
  noisy: readonly JudgedPair[]
}

export function tally(pairs: readonly JudgedPair[]): Tally {
  const measured = pairs.filter(({ state }) => state === 'measured')
  // That nothing blocks or asks for review is known of these as well.
  const known = pairs.filter(({ state }) => state === 'measured' || state === 'quiet-anyway')
  const lookedAt = known.filter(({ holdout }) => !holdout)
  const count = (state: PairState) => pairs.filter((pair) => pair.state === state).length
  const inStratum = (id: StratumId) => ratesOf(known.filter(({ stratum }) => stratum === id))
  return {
    states: {
      measured: measured.length,
      'quiet-anyway': count('quiet-anyway'),
      'wrong-times': count('wrong-times'),
      'not-at-hand': count('not-at-hand'),
      unchecked: count('unchecked'),
    },
    rules: ruleRows(measured),
    all: ratesOf(known),
    lookedAt: ratesOf(lookedAt),
    holdout: ratesOf(known.filter(({ holdout }) => holdout)),
    perStratum: eachStratum(inStratum),
    noisy: lookedAt.filter((pair) => worst(pair) !== 'note'),
  }
}

/** What the pair would have been: `note` stands for passed, with or without a note. */
export function worst({ fired }: JudgedPair): Outcome {
  if (fired.some(({ outcome }) => outcome === 'block')) return 'block'
  return fired.some(({ outcome }) => outcome === 'review') ? 'review' : 'note'
}

function ratesOf(pairs: readonly JudgedPair[]): Rates {
  const share = (outcome: Outcome) => wilson(pairs.filter((pair) => worst(pair) === outcome).length, pairs.length)
  const [block, review] = [share('block'), share('review')]
  const perPullRequest = {
    block: perChange(block, packagesPerPullRequest),
    review: perChange(review, packagesPerPullRequest),
  }
  return { block, review, perPullRequest }
}

function ruleRows(pairs: readonly JudgedPair[]): RuleRow[] {
  const fires = pairs.flatMap((pair) => pair.fired.map(({ rule, outcome }) => ({ rule, outcome, pair })))
  const rows = [...Map.groupBy(fires, ({ rule }) => rule)].flatMap(([rule, all]): RuleRow[] => {
    const [first] = all
    if (first === undefined) return []
    const where = [...new Set(all.map(({ pair }) => pair))]
    const inStratum = (id: StratumId) => where.filter(({ stratum }) => stratum === id).length
    return [
      {
        rule,
        outcome: first.outcome,
        fires: where.length,
        holdout: where.filter(({ holdout }) => holdout).length,
        perStratum: eachStratum(inStratum),
      },
    ]
  })
  return rows.toSorted((a, b) => severity[b.outcome] - severity[a.outcome] || b.fires - a.fires)
}

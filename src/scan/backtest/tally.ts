// Judged upgrades added up: how often each rule fires, what was not judged, which limits hold. Pure: the same list gives
// the same figures.
import {
  type Backtest,
  type BacktestRule,
  type HeldLimit,
  type NotJudged,
  packagesPerPullRequest,
  type Rate,
  type Upgrade,
} from '../../domain/backtest.ts'
import type { Unchecked } from '../../domain/release.ts'
import type { Outcome } from '../../domain/report.ts'
import { perChange, type Share, wilson } from '../../domain/share.ts'
import type { Rule, RulePack } from '../../rules/rule.ts'
import type { UpgradeJudgement } from './judge-upgrade.ts'
import { type Input, inputsOf, readsTree } from './unmeasured.ts'

export type JudgedUpgrade = { upgrade: Upgrade; judgement: UpgradeJudgement }

/** A package whose history could not be had. */
export type UnknownPackage = { name: string; why: Unchecked }

/** `of` is an outcome or a rule's id, `greatest` a share between 0 and 1. */
export type Limit = { of: string; greatest: number }

export type Tally = Pick<Backtest, 'upgrades' | 'notJudged' | 'rates' | 'rules' | 'limits' | 'exitCode'>

/** Of upgrades and packages together; what is left out more often than this may be just what a rule fires on. */
const maxLeftOut = 0.05

/** More names than these say no more. */
const maxExamples = 5

/** `unserved`: what the registry shows for no release that was looked at. */
export function tally(
  all: readonly JudgedUpgrade[],
  unknown: readonly UnknownPackage[],
  packs: readonly RulePack[],
  limits: readonly Limit[],
  unserved: readonly Input[],
): Tally {
  const fired = all.flatMap(({ upgrade, judgement }) =>
    judgement.state === 'judged' ? [{ upgrade, rules: new Set(judgement.findings.map(({ rule }) => rule)) }] : [],
  )
  const rules = packs.flatMap((pack) =>
    pack.rules.map((rule): BacktestRule => {
      const upgrades = fired.filter((one) => one.rules.has(rule.id)).map(({ upgrade }) => upgrade)
      const inPart = readsTree(rule) || inputsOf(rule).some((input) => unserved.includes(input))
      const { id, outcome, status } = rule
      const rate = rateOf(upgrades.length, fired.length)
      return { rule: id, pack: pack.pack, outcome, status, measured: inPart ? 'in-part' : 'whole', rate, upgrades }
    }),
  )
  const rates = ratesOf(
    fired.map((one) => one.rules),
    packs.flatMap((pack) => pack.rules),
  )
  const held = limits.map((limit) => holdLimit(limit, rates, rules))
  return {
    upgrades: { found: all.length, judged: fired.length },
    notJudged: notJudged(all, unknown),
    rates,
    rules: rules.toSorted(byWeight),
    limits: held,
    exitCode: held.some((one) => !one.held) ? 1 : isTooFew(all, unknown, limits) ? 3 : 0,
  }
}

/**
 * Whether what was judged can stand for what was asked. Releases with times that cannot be right are a fault of the
 * registry, not of the measuring, and count apart - unless most are.
 */
function isTooFew(
  all: readonly JudgedUpgrade[],
  unknown: readonly UnknownPackage[],
  limits: readonly Limit[],
): boolean {
  const count = (state: UpgradeJudgement['state']) => all.filter(({ judgement }) => judgement.state === state).length
  const judged = count('judged')
  if (judged === 0 || limits.length === 0) return judged === 0
  const leftOut = count('unchecked') + unknown.length
  return leftOut > maxLeftOut * (judged + leftOut) || count('wrong-times') > judged
}

/** Each upgrade counts once, for the worst that any rule makes of it. */
function ratesOf(fired: readonly ReadonlySet<string>[], rules: readonly Rule[]): Record<Outcome, Rate> {
  const outcomes = new Map(rules.map(({ id, outcome }) => [id, outcome]))
  const worst = fired.map((ids) => {
    const reached = new Set([...ids].map((id) => outcomes.get(id)))
    return reached.has('block') ? 'block' : reached.has('review') ? 'review' : reached.has('note') ? 'note' : 'quiet'
  })
  const of = (outcome: Outcome) => rateOf(worst.filter((one) => one === outcome).length, fired.length)
  return { block: of('block'), review: of('review'), note: of('note') }
}

function rateOf(count: number, of: number): Rate {
  const perUpgrade = wilson(count, of)
  return { perUpgrade, perPullRequest: perChange(perUpgrade, packagesPerPullRequest) }
}

/** Held against the share that was measured, not against its interval: a small sample can only be told apart by eye. */
function holdLimit(
  { of, greatest }: Limit,
  rates: Readonly<Record<Outcome, Rate>>,
  rules: readonly BacktestRule[],
): HeldLimit {
  const measured = measuredOf(of, rates, rules)
  return { of, greatest, measured, held: measured.share <= greatest }
}

function measuredOf(of: string, rates: Readonly<Record<Outcome, Rate>>, rules: readonly BacktestRule[]): Share {
  if (of === 'block' || of === 'review' || of === 'note') return rates[of].perUpgrade
  return rules.find(({ rule }) => rule === of)?.rate.perUpgrade ?? wilson(0, 0)
}

function notJudged(all: readonly JudgedUpgrade[], unknown: readonly UnknownPackage[]): NotJudged[] {
  const apart = [
    ...all.flatMap(({ upgrade: { name, after }, judgement }) => {
      const example = `${name}@${after}`
      if (judgement.state === 'wrong-times') return { why: 'times' as const, code: judgement.code, example }
      if (judgement.state === 'judged') return []
      const [first] = judgement.reasons
      return { why: 'unchecked' as const, code: first?.code ?? 'fetch-failed', example }
    }),
    ...unknown.map(({ name, why }) => ({ why: 'history' as const, code: why.code, example: name })),
  ]
  return [...Map.groupBy(apart, ({ why, code }) => `${why} ${code}`).values()].flatMap((group) => {
    const [first] = group
    if (first === undefined) return []
    const examples = group.slice(0, maxExamples).map(({ example }) => example)
    return [{ why: first.why, code: first.code, count: group.length, examples }]
  })
}

const weight: Record<Outcome, number> = { block: 0, review: 1, note: 2 }

function byWeight(a: BacktestRule, b: BacktestRule): number {
  const more = b.upgrades.length - a.upgrades.length
  return weight[a.outcome] - weight[b.outcome] || more || (a.rule < b.rule ? -1 : 1)
}

// Real upgrades and packages judged as new, as Markdown: rates with their intervals, and what a person made of each block and
// review. Of the holdout there are only counts.
import { packagesPerPullRequest } from '../../src/domain/backtest.ts'
import { wilson } from '../../src/domain/share.ts'
import type { Classified } from '../pairs/classified.ts'
import type { JudgedNew } from '../pairs/judge-new.ts'
import type { JudgedPair } from '../pairs/judge-pair.ts'
import { strata } from '../pairs/strata.ts'
import type { Rates, Tally } from '../pairs/tally.ts'
import { cell, ofAll, percent, table } from './markdown.ts'

export function printedUpgrades(tally: Tally, classified: readonly Classified[]): string {
  const { states } = tally
  const row = (label: string, { block, review, perPullRequest }: Rates) => [
    label,
    `${block.of}`,
    ofAll(block),
    ofAll(review),
    percent(perPullRequest.block),
    percent(perPullRequest.review),
  ]
  const perRequest = `per pull request of ${packagesPerPullRequest} packages`
  const fired = tally.rules.filter(({ outcome }) => outcome !== 'note')
  return [
    `${states.measured} pairs judged to the end, ${states['quiet-anyway']} more known to be quiet whatever their baseline holds.`,
    `Counted apart: ${states['wrong-times']} with times that cannot be believed, ${states['not-at-hand']} not to be had, ${states.unchecked} unchecked.`,
    '',
    table(
      ['', 'pairs', 'block', 'review', `block ${perRequest}`, `review ${perRequest}`],
      [
        row('all', tally.all),
        row('looked at', tally.lookedAt),
        row('holdout, never looked at', tally.holdout),
        ...strata.map(({ id }) => row(id, tally.perStratum[id])),
      ],
    ),
    '',
    table(
      ['rule', 'outcome', 'pairs', 'of them holdout'],
      fired.map(({ rule, outcome, fires, holdout }) => [rule, outcome, `${fires}`, `${holdout}`]),
    ),
    '',
    'Each block and review outside the holdout, read by a person:',
    '',
    ...tally.noisy.flatMap((pair) => noisyLines(pair, classified)),
  ].join('\n')
}

function noisyLines(pair: JudgedPair, classified: readonly Classified[]): string[] {
  const key = `${pair.name}@${pair.after}`
  return pair.fired
    .filter(({ outcome }) => outcome !== 'note')
    .map(({ rule, outcome }) => {
      const known = classified.find((one) => one.rule === rule && one.pair === key)
      const said = known === undefined ? 'UNCLASSIFIED' : `${known.class}: ${known.why}`
      return `- ${outcome}, ${cell(key)} (from ${cell(pair.before)}), ${rule}: ${said}`
    })
}

export function printedNew(all: readonly JudgedNew[]): string {
  const count = (verdict: JudgedNew['verdict']) => all.filter((one) => one.verdict === verdict)
  const unchecked = all.filter(({ state }) => state === 'unchecked')
  const named = (list: readonly JudgedNew[]) =>
    list.map((one) => {
      const rules = one.fired.filter(({ outcome }) => outcome !== 'note').map(({ rule }) => rule)
      return `- ${cell(`${one.name}@${one.version}`)}: ${rules.join(', ')}`
    })
  return [
    `Blocked ${ofAll(wilson(count('blocked').length, all.length))}; in review ${ofAll(wilson(count('review').length, all.length))}; ${unchecked.length} could not be looked at as a whole.`,
    '',
    ...named(count('blocked')),
    '<details><summary>In review</summary>',
    '',
    ...named(count('review')),
    '',
    '</details>',
  ].join('\n')
}

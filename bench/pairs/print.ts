// The figures as text for a terminal. What comes from packages is escaped.

import { packagesPerPullRequest } from '../../src/domain/backtest.ts'
import type { Share } from '../../src/domain/share.ts'
import { escaped } from '../../src/report/escape.ts'
import type { Classified } from './classified.ts'
import type { JudgedPair } from './judge-pair.ts'
import { type StratumId, strata } from './strata.ts'
import type { Rates, Tally } from './tally.ts'
import type { MeasuredTrust } from './trust.ts'

export function printedTally(tally: Tally, classified: readonly Classified[]): string {
  const { states } = tally
  return [
    `${states.measured} pairs judged to the end, ${states['quiet-anyway']} known to be quiet without their baseline`,
    `counted apart: ${states['wrong-times']} with wrong times, ${states['not-at-hand']} not at hand, ${states.unchecked} unchecked`,
    '',
    table([
      ['rule', 'outcome', 'fires', 'of them holdout', ...strata.map(({ id }) => id)],
      ...tally.rules.map(({ rule, outcome, fires, holdout, perStratum }) => [
        rule,
        outcome,
        `${fires}`,
        `${holdout}`,
        ...strata.map(({ id }) => `${perStratum[id]}`),
      ]),
    ]),
    '',
    table([
      ['', 'pairs', 'block', 'review', `block per ${packagesPerPullRequest} packages`, 'review'],
      ratesRow('all', tally.all),
      ratesRow('looked at', tally.lookedAt),
      ratesRow('holdout', tally.holdout),
      ...strata.map(({ id }) => ratesRow(id, tally.perStratum[id satisfies StratumId])),
    ]),
    '',
    ...tally.noisy.flatMap((pair) => noisyLines(pair, classified)),
  ].join('\n')
}

export function printedTrust({ pairs, proven, rows }: MeasuredTrust): string {
  const head = `Rules about who published and how, over ${pairs} consecutive versions of real packuments (${proven} after one that shows evidence of its origin):`
  const body = rows.map(({ rule, outcome, fired }) => [rule, outcome, `${fired.length}`, fired.slice(0, 8).join(' ')])
  return `${head}\n${table([['rule', 'outcome', 'fires', 'where'], ...body])}`
}

function noisyLines(pair: JudgedPair, classified: readonly Classified[]): string[] {
  const key = `${pair.name}@${pair.after}`
  return pair.fired
    .filter(({ outcome }) => outcome !== 'note')
    .flatMap(({ rule, outcome, evidence }) => {
      const known = classified.find((one) => one.rule === rule && one.pair === key)
      const said = known === undefined ? 'UNCLASSIFIED' : `${known.class}: ${known.why}`
      const shown = evidence.slice(0, 5).map((one) => `    ${escaped(one, 300)}`)
      return [`${outcome} ${rule} ${escaped(key, 200)} (from ${escaped(pair.before, 80)})`, `  ${said}`, ...shown]
    })
}

function ratesRow(label: string, { block, review, perPullRequest }: Rates): string[] {
  return [
    label,
    `${block.of}`,
    ofShare(block),
    ofShare(review),
    interval(perPullRequest.block),
    interval(perPullRequest.review),
  ]
}

function ofShare(share: Share): string {
  return `${share.count} = ${interval(share)}`
}

function interval({ share, low, high }: { share: number; low: number; high: number }): string {
  return `${percent(share)} [${percent(low)}, ${percent(high)}]`
}

function percent(share: number): string {
  return `${(share * 100).toFixed(2)} %`
}

function table(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)))
  return rows
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n')
}

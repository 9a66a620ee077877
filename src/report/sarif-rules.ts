// The rules that results speak of, as SARIF describes them, each once: its words, how severe it is, and help in Markdown.
import type { Outcome } from '../domain/report.ts'
import { sarifPlain, sarifProse } from './escape-sarif.ts'
import { levels, type SarifResult, waitingRule } from './sarif-results.ts'

/** Code scanning reads critical above 9.0, high from 7.0, medium from 4.0, low below. */
const severities = { block: '9.5', review: '6.0', note: '2.0' } as const satisfies Record<Outcome, string>
const precisions = { block: 'very-high', review: 'medium', note: 'low' } as const satisfies Record<Outcome, string>
const rank = { note: 0, review: 1, block: 2 } as const satisfies Record<Outcome, number>

/** In the order of their ids; a rule that the policy softens for one package is as severe as its worst result. */
export function rulesOf(results: readonly SarifResult[]) {
  const worst = new Map<string, SarifResult>()
  for (const one of results) {
    const known = worst.get(one.rule.id)
    if (known === undefined || rank[known.rule.outcome] < rank[one.rule.outcome]) worst.set(one.rule.id, one)
  }
  return [...worst.values()]
    .toSorted((left, right) => (left.rule.id < right.rule.id ? -1 : 1))
    .map(({ rule }) => ({ id: rule.id, descriptor: descriptorOf(rule) }))
}

function descriptorOf({ id, outcome, title, why }: SarifResult['rule']) {
  const more =
    id === waitingRule ? '' : `\n\n\`cordon explain ${sarifPlain(id).replaceAll('`', '')}\` shows the whole rule.`
  return {
    id: sarifPlain(id),
    shortDescription: { text: sarifProse(title, 400) },
    fullDescription: { text: sarifProse(why, 900) },
    help: { text: sarifProse(why, 900), markdown: `${sarifProse(why, 900)}${more}` },
    defaultConfiguration: { level: levels[outcome] },
    properties: {
      tags: ['security', 'supply-chain', 'npm'],
      precision: precisions[outcome],
      'security-severity': severities[outcome],
    },
  }
}

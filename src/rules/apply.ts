// Rules applied to one change: findings, and the rules that could not be evaluated. Pure.
import { createHash } from 'node:crypto'
import type { Change, Fact } from '../domain/change.ts'
import type { Finding, Outcome } from '../domain/report.ts'
import { evidenceOf } from './evidence.ts'
import { limitOf } from './list-limit.ts'
import { fillIn } from './placeholders.ts'
import type { Rule } from './rule.ts'
import { viewOf } from './views.ts'

/** A rule that failed says nothing about the package: the package is unchecked. */
export type RuleFailure = { rule: string; detail: string }
export type Applied = { findings: Finding[]; failures: RuleFailure[] }

/** More of the same tells a reader nothing; the fingerprint covers all facts. */
const maxEvidence = 20

export function applyRules(rules: readonly Rule[], change: Change): Applied {
  const view = viewOf(change)
  const limit = limitOf(change)
  const findings: Finding[] = []
  const failures: RuleFailure[] = []
  for (const rule of rules) {
    if (rule.when.isRuledOut(change)) continue
    const fired = rule.when.evaluate(view)
    if (!fired.ok) failures.push({ rule: rule.id, detail: `when: ${fired.detail}` })
    if (!fired.ok || !fired.value) continue
    // A rule that fires is a finding even where its evidence cannot be had.
    const found = rule.find.evaluate(view)
    if (!found.ok) failures.push({ rule: rule.id, detail: `find: ${found.detail}` })
    const finding = toFinding(rule, change, found.ok ? found.value : [])
    findings.push({ ...finding, outcome: limit(rule, finding.outcome) })
  }
  return { findings, failures }
}

function toFinding(rule: Rule, change: Change, found: readonly Fact[]): Finding {
  const facts = found.length === 0 ? [change.package] : found
  return {
    rule: rule.id,
    outcome: outcomeOf(rule),
    title: fillIn(rule.title, change),
    why: fillIn(rule.why, change),
    fix: fillIn(rule.fix, change),
    evidence: facts.slice(0, maxEvidence).map((fact) => evidenceOf(fact).evidence),
    fingerprint: fingerprint(rule.id, change.package.name, facts),
  }
}

function outcomeOf({ status, outcome }: Rule): Outcome {
  switch (status) {
    case 'stable':
      return outcome
    case 'draft':
      return 'note'
  }
}

function fingerprint(rule: string, name: string, facts: readonly Fact[]): string {
  const texts = facts.map((fact) => JSON.stringify([fact.record, ...evidenceOf(fact).identity])).sort()
  return createHash('sha256')
    .update(JSON.stringify([rule, name, ...texts]))
    .digest('hex')
}

// What a report says of a replayed incident: the verdict that comparison, code, scripts and trust give without the help of
// age, and by which rules. Pure.
import {
  type BareVerdict,
  type FiredRule,
  type ReplayedRelease,
  type ReplayedVariant,
  type View,
  views,
} from '../domain/replay.ts'
import { type JudgedPackage, type Report, severity, type Verdict } from '../domain/report.ts'
import type { Replay } from './replay-file.ts'
import type { VariantId } from './variants.ts'

const order: readonly Verdict[] = ['trusted', 'passed', 'waiting', 'review', 'unchecked', 'blocked']
// Not `isWeaker`: of several releases one that could not be looked at is told before those that passed.
const rank: Readonly<Record<BareVerdict, number>> = { passed: 0, unchecked: 1, review: 2, blocked: 3 }

/** `viewOf` gives the farthest view that a rule reads. Throws where the report lacks a release of the attack. */
export function outcomeOf(
  { attack }: Pick<Replay, 'attack'>,
  variant: VariantId,
  report: Report,
  viewOf: (rule: string) => View,
): ReplayedVariant {
  const releases = attack.map((spec) => releaseOf(spec, report, viewOf))
  const verdict = releases.map((one) => one.verdict).reduce((a, b) => (rank[b] > rank[a] ? b : a), 'passed')
  const rules = releases.flatMap((one) => one.rules).toSorted((a, b) => severity[b.outcome] - severity[a.outcome])
  const deciding = rules.filter(({ outcome }) => outcome === (verdict === 'blocked' ? 'block' : 'review'))
  const isAttack = new Set(attack)
  return {
    variant,
    verdict,
    withAge: releases.map((one) => one.withAge).reduce(worse, 'passed'),
    firstRule: rules[0]?.rule ?? '',
    sufficed: views.find((view) => deciding.some((one) => one.view === view)) ?? 'none',
    releases,
    disturbed: report.packages
      .filter((one) => !['passed', 'trusted', 'waiting'].includes(one.verdict))
      // What only the attack brings in is part of it, such as a commit that no registry has.
      .filter(({ paths }) => !paths.every((path) => path.some((step) => isAttack.has(step))))
      .filter((one) => !isAttack.has(`${one.name}@${one.version}`))
      .map((one) => `${one.name}@${one.version}`),
  }
}

function releaseOf(spec: string, report: Report, viewOf: (rule: string) => View): ReplayedRelease {
  const judged = report.packages.filter((one) => `${one.name}@${one.version}` === spec)
  const [first] = judged
  if (first === undefined) throw new Error(`${spec} is part of the attack, and not in the lockfile`)
  const rules = judged
    .flatMap(({ findings }) => findings)
    .map(({ rule, outcome }): FiredRule => ({ rule, outcome, view: viewOf(rule) }))
  const withAge = judged.map(({ verdict }) => verdict).reduce(worse)
  return { name: first.name, version: first.version, verdict: bareVerdict(judged), withAge, rules }
}

function worse(a: Verdict, b: Verdict): Verdict {
  return order.indexOf(b) > order.indexOf(a) ? b : a
}

/** What is only too young passes here. */
function bareVerdict(judged: readonly JudgedPackage[]): BareVerdict {
  const outcomes = new Set(judged.flatMap(({ findings }) => findings.map(({ outcome }) => outcome)))
  if (outcomes.has('block')) return 'blocked'
  if (outcomes.has('review')) return 'review'
  return judged.some(({ verdict }) => verdict === 'unchecked') ? 'unchecked' : 'passed'
}

// One release against one baseline: facts, findings. Pure; the CLI, rule tests, replays and a later proxy all come here.
import type { Change } from '../domain/change.ts'
import type { Baseline, Candidate } from '../domain/comparison.ts'
import type { Unchecked } from '../domain/release.ts'
import type { Finding } from '../domain/report.ts'
import { compareReleases } from '../facts/compare.ts'
import { applyRules } from '../rules/apply.ts'
import type { Rule } from '../rules/rule.ts'

export type Judgement = { change: Change; findings: readonly Finding[]; unchecked: readonly Unchecked[] }

/** `now` in milliseconds since 1970. A rule that cannot be evaluated leaves the package unchecked, never passed. */
export function judge(baseline: Baseline, candidate: Candidate, rules: readonly Rule[], now: number): Judgement {
  const change = compareReleases(baseline, candidate, now)
  const { findings, failures } = applyRules(rules, change)
  const unchecked = failures.map(
    ({ rule, detail }): Unchecked => ({ code: 'rule-failed', detail: `${rule}: ${detail}` }),
  )
  return { change, findings, unchecked }
}

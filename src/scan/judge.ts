// One release against one baseline: facts, findings. Pure; the CLI, rule tests, replays and a later proxy all come here.
import type { Change, UnreadableFact } from '../domain/change.ts'
import type { Baseline, Candidate } from '../domain/comparison.ts'
import type { Unchecked } from '../domain/release.ts'
import type { Finding } from '../domain/report.ts'
import { compareReleases } from '../facts/compare.ts'
import { applyRules } from '../rules/apply.ts'
import type { Rule } from '../rules/rule.ts'

export type Judgement = { change: Change; findings: readonly Finding[]; unchecked: readonly Unchecked[] }

/**
 * `now` in milliseconds since 1970. A rule that cannot be evaluated, or new code that cannot be read, leaves the package
 * unchecked, never passed.
 */
export function judge(baseline: Baseline, candidate: Candidate, rules: readonly Rule[], now: number): Judgement {
  const change = compareReleases(baseline, candidate, now)
  const { findings, failures } = applyRules(rules, change)
  const unchecked = failures.map(
    ({ rule, detail }): Unchecked => ({ code: 'rule-failed', detail: `${rule}: ${detail}` }),
  )
  return { change, findings, unchecked: [...unchecked, ...unreadCode(change), ...candidate.together.unchecked] }
}

/**
 * Code that this release brings and that ended its reader, or went past a bound where nothing did before: a payload behind
 * it would be judged by nobody. The same bytes in the baseline are no news.
 */
function unreadCode({ baseline, unreadable }: Change): Unchecked[] {
  const isNews = ({ why, status, reach, firstOfKind }: UnreadableFact): boolean => {
    switch (why) {
      case 'crash':
      case 'timeout':
      case 'too-deep':
        return status === 'added' || status === 'changed'
      // Bundles and tests are honestly large, and with nothing to compare with they would never be checked.
      case 'too-much':
      case 'too-large':
        return status === 'added' && firstOfKind && reach !== 'none' && baseline.status !== 'none'
      case 'syntax':
        return false
    }
  }
  return unreadable
    .filter(isNews)
    .slice(0, maxNamed)
    .map(({ file, why }) => ({ code: 'code-unreadable', detail: `${file}: ${why}` }))
}

/** One is reason enough; these are for whoever looks into it. */
const maxNamed = 5

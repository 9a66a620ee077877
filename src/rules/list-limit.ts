// What a rule may do because of lists whose pack is rolled out slowly: as much as it would without them, or as much as their
// roll-out allows. It asks the rule itself, so a rule of any pack is held to it, however its condition is written. Pure.
import type { Change } from '../domain/change.ts'
import { type Outcome, severity } from '../domain/report.ts'
import type { Rule } from './rule.ts'
import { type ChangeView, viewOf } from './views.ts'

/** For a rule that fires on this change, and would do `own`: what it does. */
export function limitOf(change: Change): (rule: Rule, own: Outcome) => Outcome {
  if (change.knownBad.every(({ atMost }) => atMost === 'block')) return (_rule, own) => own
  const views = { block: viewAt(change, 'block'), review: viewAt(change, 'review') }
  return ({ when }, own) => {
    const firesAt = (outcome: 'block' | 'review') => {
      const fired = when.evaluate(views[outcome])
      // What cannot be evaluated is no reason to do less.
      return !fired.ok || fired.value
    }
    switch (own) {
      case 'note':
        return 'note'
      case 'review':
        return firesAt('review') ? 'review' : 'note'
      case 'block':
        if (firesAt('block')) return 'block'
        return firesAt('review') ? 'review' : 'note'
    }
  }
}

/** The change without records that may not do this much. */
function viewAt(change: Change, outcome: Outcome): ChangeView {
  const knownBad = change.knownBad.filter(({ atMost }) => severity[atMost] >= severity[outcome])
  return viewOf({ ...change, knownBad })
}

// What the rules and lists of a run do: their own outcomes, capped by the roll-out of their pack, unless the policy sets
// the rules one by one. Pure; knows of a rule only what it needs.
import type { RollOut, RuleSetting, Stage } from '../domain/policy.ts'
import { type Outcome, severity } from '../domain/report.ts'

/** Of a rule. A draft never does more than note, whatever is set: its cases do not vouch for it yet. */
type Settable = { id: string; outcome: Outcome; status: 'stable' | 'draft' }

type SettablePack<R> = { rules: readonly R[]; lists: readonly unknown[]; listLimit: Outcome }

export type StagedPack<P> = { pack: P; stages: readonly Stage[] }

/**
 * The packs with the outcomes that hold at `now`; rules that are off are gone, so that nothing is fetched or computed for
 * them. Everything that asks for an outcome - laziness, the soundness of a baseline - sees the same one.
 */
export function settlePacks<R extends Settable, P extends SettablePack<R>>(
  packs: readonly StagedPack<P>[],
  settings: readonly RuleSetting[],
  now: number,
): P[] {
  const settled = settingsAt(settings, now)
  return packs.map(({ pack, stages }) => {
    const stage = stageAt(stages, now)
    const rules = pack.rules.flatMap((rule) => {
      const setting = settled.get(rule.id)
      const result = setting === undefined ? capped(rule, stage) : set(rule, setting.outcome)
      return result === 'off' ? [] : { ...rule, ...result }
    })
    return { ...pack, rules, lists: stage === 'off' ? [] : pack.lists, listLimit: limitAt(stage) }
  })
}

type Settled = Pick<Settable, 'outcome' | 'status'>

/** What is observed is computed as if it did something, and reported as a note: exactly what a draft is. */
function observed({ outcome }: Settable): Settled {
  return { outcome, status: 'draft' }
}

function set(rule: Settable, outcome: RollOut): Settled | 'off' {
  if (outcome === 'off') return 'off'
  if (outcome === 'observe' || rule.status === 'draft') return observed(rule)
  return { outcome, status: 'stable' }
}

function capped(rule: Settable, stage: RollOut | 'none'): Settled | 'off' {
  switch (stage) {
    case 'off':
      return 'off'
    case 'none':
      return rule
    case 'observe':
      return observed(rule)
    case 'review':
    case 'block':
      return severity[rule.outcome] < severity[stage] ? rule : { outcome: stage, status: rule.status }
  }
}

/** What rules of any pack may do because of a list of this one. */
function limitAt(stage: RollOut | 'none'): Outcome {
  switch (stage) {
    case 'off':
    case 'observe':
      return 'note'
    case 'review':
      return 'review'
    case 'block':
    case 'none':
      return 'block'
  }
}

/** The first stage holds from the beginning of time. */
function stageAt(stages: readonly Stage[], now: number): RollOut | 'none' {
  const [first] = stages
  const begun = stages.findLast((stage, index) => index === 0 || stage.from <= now)
  return (begun ?? first)?.outcome ?? 'none'
}

/** Of several settings of a rule the one that began last; those that have not begun do nothing yet. */
export function settingsAt(settings: readonly RuleSetting[], now: number): ReadonlyMap<string, RuleSetting> {
  const begun = settings.filter(({ from }) => from <= now).toSorted((a, b) => a.from - b.from)
  return new Map(begun.map((setting) => [setting.rule, setting]))
}

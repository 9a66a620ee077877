// The facts of one Change for a person: single records field by field, lists as counts and what is not just as before.
import type { Change, Fact } from '../domain/change.ts'
import { toCount } from './ages.ts'
import { escaped } from './escape.ts'
import type { ExplainLayout } from './explain-rules.ts'
import { hang, padTo } from './width.ts'

/** Elements of a list that are shown. */
const caps = { few: 10, all: 1000 } as const
const nameWidth = 14

export function factLines(change: Change, layout: ExplainLayout): string[] {
  return Object.entries(change).flatMap(([name, facts]) =>
    'record' in facts ? recordLines(`  ${padTo(name, nameWidth)}`, facts, layout) : listLines(name, facts, layout),
  )
}

function listLines(name: string, facts: readonly Fact[], layout: ExplainLayout): string[] {
  const lead = `  ${padTo(name, nameWidth)}`
  const tally = [...Map.groupBy(facts, statusOf)].map(([status, group]) => `${toCount(group.length)} ${status}`)
  const telling = layout.all ? facts : facts.filter((fact) => statusOf(fact) !== 'kept')
  const shown = telling.slice(0, layout.all ? caps.all : caps.few)
  const hidden = facts.length - shown.length
  return [
    ...hang(lead, tally.length === 0 ? 'none' : tally.join(', '), layout.width),
    ...shown.flatMap((fact) => recordLines('    ', fact, layout)),
    ...(hidden > 0 && shown.length > 0 ? [`    and ${toCount(hidden)} more; --format json has all`] : []),
  ]
}

function statusOf(fact: Fact): string {
  return 'status' in fact ? fact.status : 'different'
}

function recordLines(lead: string, fact: Fact, layout: ExplainLayout): string[] {
  const fields = Object.entries(fact).filter(([name]) => name !== 'record')
  return hang(lead, fields.map(([name, value]) => `${name} ${shown(value)}`).join(', '), layout.width)
}

function shown(value: unknown): string {
  return escaped(JSON.stringify(value), 120)
}

// Which rules are asked about a release whose bytes somebody accepted: those about what may change while the bytes stay
// the same - where the lockfile finds them, what became known about them, who still vouches for them.
import type { FactRecord } from '../domain/change.ts'
import { bind, type Expression, outermost, partsOf, type Scope, shapeOf } from './expression.ts'
import type { Rule } from './rule.ts'

/** Of these records one field is enough; of the others only the ones that are named. */
type Fields = Partial<Record<FactRecord, 'all' | readonly string[]>>

const lasting: Fields = {
  lock: 'all',
  provenance: 'all',
  knownBad: 'all',
  // Where it comes from, and whose name it has.
  package: [
    'host',
    'leavesProject',
    'hostChange',
    'nameChange',
    'ownName',
    'scopeHosts',
    'registryAllowed',
    'scopeOrigin',
  ],
  // Less trust than the releases before it, and what the registry says of it since.
  publication: ['trust', 'trustOnLine', 'gitHead', 'deprecation'],
}

/** What may come to be known on any later day. All the rest whoever reviewed the release could see. */
const news: Fields = { knownBad: 'all', provenance: ['shown'], publication: ['deprecation'] }

/** Facts about what is inside a release: without its bytes a rule about them says nothing. */
const inside: ReadonlySet<FactRecord> = new Set([
  'manifest',
  'script',
  'dependency',
  'file',
  'content',
  'oddity',
  'bin',
  'patch',
  'capability',
  'argument',
  'flow',
  'disguise',
  'indicator',
  'unreadable',
])

/** Needs no baseline, nothing inside the release, and reads at least one fact that outlives an acceptance. */
export function isJudgedAlways(rule: Rule): boolean {
  if (rule.need !== 'never') return false
  const read = readsOf(rule.when.expression, outermost)
  if (read.some(({ record }) => inside.has(record))) return false
  return read.some((one) => isAmong(one, lasting))
}

/** Of rules that are judged always: whether a review of the release may have been before what it tells was known. */
export function tellsNews(rule: Rule): boolean {
  return readsOf(rule.when.expression, outermost).some((one) => isAmong(one, news))
}

/** `name` is '' for a record, or a list of them, as a whole. */
type Read = { record: FactRecord; name: string }

function isAmong({ record, name }: Read, among: Fields): boolean {
  const fields = among[record]
  return fields === 'all' || fields?.includes(name) === true
}

function readsOf(expression: Expression, scope: Scope): Read[] {
  const inner = partsOf(expression).flatMap((part) => readsOf(part, scope))
  const own = readOf(expression, scope)
  if (expression.kind !== 'call') return [...own, ...inner]
  const [receiver] = expression.receiver
  const bound = receiver === undefined ? scope : bind(expression.name, receiver, expression.args, scope)
  const bodies = bound === scope ? [] : expression.args.slice(1)
  return [...own, ...inner, ...bodies.flatMap((body) => readsOf(body, bound))]
}

function readOf(expression: Expression, scope: Scope): Read[] {
  const shape = shapeOf(expression, scope)
  switch (shape.kind) {
    case 'record':
    case 'records':
      return [{ record: shape.record, name: '' }]
    case 'field':
      return [{ record: shape.record, name: shape.name }]
    case 'change':
    case 'other':
      return []
  }
}

// Code that puts a function that does nothing in the place of one that prints. Prefixes and test reporters call what they
// replace.
import type { Collected, Member } from '../names/collected.ts'
import type { Resolver } from '../value.ts'
import type { Found } from './found.ts'
import { functionOf } from './function-of.ts'
import { memberText, spelledMember } from './member-text.ts'

const outputs: ReadonlyMap<string, ReadonlySet<string>> = new Map([
  ['global.console', new Set(['log', 'warn', 'error', 'info', 'debug', 'trace'])],
  ['global.process.stdout', new Set(['write'])],
  ['global.process.stderr', new Set(['write'])],
])

const printing: ReadonlySet<string> = new Set([...outputs.values()].flatMap((members) => [...members]))

/** By its spelling; a reckoned name may be any. A number or a plain name in brackets is an array's business. */
function mayPrint(member: Member): boolean {
  const { type } = member.property
  if (member.computed && (type === 'CallExpression' || type === 'BinaryExpression')) return true
  return printing.has(spelledMember(member))
}

export function silencedConsole({ assignments }: Collected, resolver: Resolver): Found[] {
  for (const { left, right, start } of assignments) {
    if (left.type !== 'MemberExpression' || !mayPrint(left)) continue
    const object = resolver.valueOf(left.object)
    if (object.kind !== 'named' || outputs.get(object.name)?.has(memberText(left, resolver)) !== true) continue
    const replacement = functionOf(right, resolver)
    if (replacement === undefined || !isEmpty(replacement.body)) continue
    const detail = object.name === 'global.console' ? 'console' : 'output'
    return [{ kind: 'silenced-console', detail, at: start }]
  }
  return []
}

function isEmpty(body: { type: string; body?: unknown; name?: unknown; operator?: unknown } | null): boolean {
  if (body === null) return false
  if (body.type === 'BlockStatement') return Array.isArray(body.body) && body.body.length === 0
  return (body.type === 'Identifier' && body.name === 'undefined') || body.type === 'UnaryExpression'
}

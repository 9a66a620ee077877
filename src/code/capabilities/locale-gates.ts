// Code that looks where its user is or which language they speak, and compares that with something it knows.
import { comparingMembers, locales } from '../map/reads.ts'
import type { Call } from '../names/collected.ts'
import type { Node } from '../parse.ts'
import type { Name } from '../value.ts'
import { writtenKey } from './interest.ts'
import { constantOf, type Look, namesOf } from './look.ts'

/** Only for files that read a place or language at all. */
export function useLocaleGates(look: Look): void {
  const { comparisons, calls, statements } = look.resolver.collected
  for (const { left, right, start, operator } of comparisons) {
    if (operator !== 'in' && (isGate(look, left, right) || isGate(look, right, left))) found(look, start)
  }
  for (const call of calls) if (isAsked(look, call)) found(look, call.start)
  for (const statement of statements) {
    if (statement.type === 'SwitchStatement' && isLocale(look, statement.discriminant)) found(look, statement.start)
  }
}

function found(look: Look, offset: number): void {
  look.findings.capability('locale-gate', '', offset)
}

function isGate(look: Look, one: Node, other: Node): boolean {
  const constant = constantOf(look, other)
  // `LANG !== ''` asks whether there is one, and an offset of 0 is the zone of servers.
  if (constant === undefined || constant === null || constant === '' || constant === 0) return false
  return typeof constant !== 'boolean' && one.type !== 'UnaryExpression' && isLocale(look, one)
}

/** `LANG.startsWith('xx')`, `zones.includes(zone)`, `/^xx/.test(language)` */
function isAsked(look: Look, { callee, arguments: given }: Call): boolean {
  if (callee.type !== 'MemberExpression') return false
  const [first] = given
  const key = writtenKey(callee)
  if (first === undefined || key === undefined || !comparingMembers.has(key)) return false
  return isLocale(look, callee.object) || isLocale(look, first)
}

/** Also in another case, cut or trimmed: `LANG.toLowerCase()`. */
function isLocale(look: Look, node: Node): boolean {
  return namesOf(look, node).some(leadsToLocale)
}

function leadsToLocale(name: Name): boolean {
  if (locales.has(name)) return true
  for (let end = name.lastIndexOf('.'); end > 0; end = name.lastIndexOf('.', end - 1)) {
    if (locales.has(name.slice(0, end))) return true
  }
  return false
}

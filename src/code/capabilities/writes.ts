// What is put where: assignments to members of things that this file did not make, and calls that do the same.
import { deedsOfWriting } from '../map/writes.ts'
import { memberName } from '../names/member-name.ts'
import type { Node } from '../parse.ts'
import type { EffectiveCall, Name } from '../value.ts'
import { keyOf, type Look, membersOf, namesOf, textOf } from './look.ts'

/** Returns the members that were written: to write one is not to read it. */
export function useAssignments(look: Look): ReadonlySet<Node> {
  const written = new Set<Node>()
  for (const { left, operator, start } of look.resolver.collected.assignments) {
    if (left.type !== 'MemberExpression') continue
    written.add(left)
    // `globalThis.fetch ??= ...` gives what was missing and takes nothing over.
    if (operator === '||=' || operator === '??=') continue
    const key = keyOf(look, left.property, left.computed) ?? '?'
    for (const name of namesOf(look, left.object)) write(look, name, key, start)
  }
  return written
}

/** `Object.defineProperty(on, key, ...)`, `Object.assign(on, record)`. */
export function useDefine(look: Look, { given }: EffectiveCall, offset: number): void {
  const [on, second] = given
  if (on === undefined || second === undefined) return
  const names = namesOf(look, on)
  if (names.length === 0) return
  const members = membersOf(look, second)
  const keys = members === undefined ? [textOf(look, second) ?? '?'] : [...members.keys()]
  for (const name of names) for (const key of keys.slice(0, 100)) write(look, name, key, offset)
}

function write(look: Look, name: Name, key: string, offset: number): void {
  // `A.prototype.constructor = A` is how classes were written.
  if (key === 'constructor') return
  const full = memberName(name, key, false)
  if (full !== undefined) look.findings.deeds(deedsOfWriting(full), offset)
}

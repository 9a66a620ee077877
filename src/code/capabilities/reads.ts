// Members that are read: variables of the environment, what a page tells about its user, and what cannot be told on the
// objects that lead everywhere.
import { locales, reads, rootsOfAll } from '../map/reads.ts'
import { memberName } from '../names/member-name.ts'
import type { Binding, Step } from '../names/scope.ts'
import type { Node } from '../parse.ts'
import type { Name } from '../value.ts'
import { environments, useVariable } from './environment.ts'
import { keyOf, type Look, namesOf } from './look.ts'

/** Without the call that follows: `getTimezoneOffset`. */
const localeNames: ReadonlySet<Name> = new Set(
  [...locales].map((name) => (name.endsWith('()') ? name.slice(0, -2) : name)),
)

/** Kinds of expression that can stand for something outside. */
const objects = new Set([
  'Identifier',
  'MemberExpression',
  'CallExpression',
  'ChainExpression',
  'ThisExpression',
  'AwaitExpression',
  'MetaProperty',
])

/** Returns whether the place or language of the user is among what is read. */
export function useReads(look: Look, written: ReadonlySet<Node>): boolean {
  const seen: Seen = { locale: false }
  useMembers(look, written, seen)
  usePatterns(look, seen)
  return seen.locale
}

type Seen = { locale: boolean }

function useMembers(look: Look, written: ReadonlySet<Node>, seen: Seen): void {
  // From the end: the inner part of a long chain is known before the whole of it is asked for.
  for (const node of look.resolver.collected.members.toReversed()) {
    if (look.findings.isFull()) return
    if (written.has(node) || !objects.has(node.object.type)) continue
    for (const object of namesOf(look, node.object)) {
      readMember(look, object, keyOf(look, node.property, node.computed) ?? '?', node.start, seen)
    }
  }
}

/** `const { A, ...rest } = process.env`: what patterns take out of things. */
function usePatterns(look: Look, seen: Seen): void {
  for (const binding of look.resolver.collected.bindings) usePattern(look, binding, seen)
}

function usePattern(look: Look, { definitions }: Binding, seen: Seen): void {
  for (const definition of definitions) {
    if (definition.kind !== 'value' || definition.path.length === 0) continue
    readPath(look, definition.node, definition.path, seen)
  }
}

function readPath(look: Look, node: Node, path: readonly Step[], seen: Seen): void {
  for (const start of namesOf(look, node)) {
    let name: Name | undefined = start
    for (const step of path) {
      if (name === undefined) break
      if (step.at === 'rest' && environments.has(name)) look.findings.capability('env-bulk', '', node.start)
      const key = keyOfStep(look, step)
      if (key === undefined) continue
      readMember(look, name, key, node.start, seen)
      name = memberName(name, key, false)
    }
  }
}

function keyOfStep(look: Look, step: Step): string | undefined {
  if (step.at === 'key') return step.key
  return step.at === 'computed' ? (keyOf(look, step.key, true) ?? '?') : undefined
}

function readMember(look: Look, object: Name, key: string, offset: number, seen: Seen): void {
  if (environments.has(object)) {
    useVariable(look.findings, key, offset)
    if (localeNames.has(`${object}.${key}`)) seen.locale = true
    return
  }
  if (key === '?') {
    const subject = rootsOfAll.get(object)
    if (subject !== undefined) look.findings.capability('unresolved', subject, offset)
    return
  }
  const name = memberName(object, key, false)
  if (name !== undefined && localeNames.has(name)) seen.locale = true
  const found = name === undefined ? undefined : reads.get(name)
  if (found !== undefined) look.findings.deeds(found, offset)
}

// Functions of this file by the names that they have as members: for calls of which only the method's name is known.
import type { Node } from '../parse.ts'
import type { Resolver } from '../value.ts'
import { add, isFunction, methodOf } from './calls.ts'

export type Methods = {
  named: (method: string) => readonly Node[]
  namesOf: (of: Node) => readonly string[]
}

/** With more functions of one name, the name says nothing. */
const maxNamesakes = 4

/** Members of JavaScript's own objects: a call of these is most likely theirs. */
const everyday: ReadonlySet<string> = new Set(
  'then catch finally on once off emit push pop shift unshift slice splice map filter forEach reduce find some every join split replace replaceAll concat toString valueOf get set has add delete clear keys values entries next return throw call apply bind test exec match trim charAt charCodeAt substring toLowerCase toUpperCase includes indexOf sort reverse pipe end close constructor toJSON length'.split(
    ' ',
  ),
)

export function readMethods(resolver: Resolver): Methods {
  const byName = new Map<string, Node[]>()
  const names = new Map<Node, string[]>()
  const note = (name: string, of: Node) => {
    if (name === '' || everyday.has(name)) return
    add(byName, name, of)
    add(names, of, name)
  }
  for (const { left, right } of resolver.collected.assignments)
    if (isFunction(right)) note(methodOf(resolver, left), right)
  for (const { kind, bindings } of resolver.collected.scopes) {
    if (kind !== 'class') continue
    for (const [name, { definitions }] of bindings ?? []) {
      const [first] = definitions
      if (first?.kind === 'value' && name.startsWith('this.') && isFunction(first.node)) note(name.slice(5), first.node)
    }
  }
  const isKnown = (name: string) => (byName.get(name)?.length ?? 0) <= maxNamesakes
  return {
    named: (method) => (isKnown(method) ? (byName.get(method) ?? []) : []),
    namesOf: (of) => (names.get(of) ?? []).filter(isKnown),
  }
}

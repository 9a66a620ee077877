// Which fields a program takes out of the package.json files that it loads: `require('../package.json').config.x` takes
// `config`. Where one of them is handed on as a whole, any field may be meant.
import { keyOf, type Look } from './capabilities/look.ts'
import { pathTexts } from './capabilities/path-texts.ts'
import type { Binding } from './names/scope.ts'
import type { Node } from './parse.ts'
import type { Resolver } from './value.ts'

const maxLoads = 50

/** Names of fields, `*` for all of them; empty where no package.json is loaded. */
export function fieldsReadOf(look: Look, resolver: Resolver): ReadonlySet<string> {
  const { calls, declarations, importCalls } = resolver.collected
  const imported = declarations.some((one) => 'source' in one && one.source !== null && isManifest(one.source.value))
  const awaited = importCalls.some(({ source }) => pathTexts(look, source).some(isManifest))
  const fields = new Set<string>(imported || awaited ? ['*'] : [])
  const loads = calls.filter((call) => {
    const { callee, given } = resolver.callOf(call)
    return callee.kind === 'named' && callee.name === 'global.require' && pathTexts(look, given[0]).some(isManifest)
  })
  if (loads.length === 0) return fields
  // Nobody honest loads it more often; each is followed through the whole file.
  if (loads.length > maxLoads) return new Set(['*'])
  const members = membersByObject(look)
  const bindings = bindingsByNode(look)
  for (const node of loads) {
    const taken = [
      ...(members.get(node) ?? []),
      ...(bindings.get(node) ?? []).flatMap((one) => takenFrom(look, one, members)),
    ]
    for (const field of taken.length === 0 ? ['*'] : taken) fields.add(field)
  }
  return fields
}

function isManifest(text: string): boolean {
  return text === 'package.json' || text.endsWith('/package.json') || text.endsWith('\\package.json')
}

function membersByObject({ resolver }: Look): ReadonlyMap<Node, readonly string[]> {
  const found = new Map<Node, string[]>()
  for (const { object, property, computed } of resolver.collected.members) {
    // A computed key may be any.
    const key = computed ? (property.type === 'Literal' ? String(property.value) : '*') : nameOf(property)
    found.set(object, [...(found.get(object) ?? []), key])
  }
  return found
}

function nameOf(property: Node): string {
  return property.type === 'Identifier' ? property.name : '*'
}

/** A name that the whole is given to, or the field that a pattern takes. */
type Taker = { kind: 'name'; binding: Binding } | { kind: 'field'; field: string }

function bindingsByNode(look: Look): ReadonlyMap<Node, readonly Taker[]> {
  const found = new Map<Node, Taker[]>()
  for (const binding of look.resolver.collected.bindings) {
    for (const definition of binding.definitions) {
      if (definition.kind !== 'value') continue
      const [step] = definition.path
      const taker: Taker =
        step === undefined
          ? { kind: 'name', binding }
          : {
              kind: 'field',
              field: step.at === 'key' ? step.key : step.at === 'computed' ? computedKey(look, step.key) : '*',
            }
      found.set(definition.node, [...(found.get(definition.node) ?? []), taker])
    }
  }
  return found
}

function computedKey(look: Look, key: Node): string {
  return keyOf(look, key, true) ?? '*'
}

/** Every use of the name must be a member; as a whole it may go anywhere. */
function takenFrom(look: Look, taker: Taker, members: ReadonlyMap<Node, readonly string[]>): readonly string[] {
  if (taker.kind === 'field') return [taker.field]
  const { references } = look.resolver.collected
  const uses = references.filter(
    (one) => one.name === taker.binding.name && look.resolver.bindingOf(one) === taker.binding,
  )
  // Its own declaration is no use; a name that is never used takes nothing that matters.
  return uses.flatMap((one) => members.get(one) ?? ['*'])
}

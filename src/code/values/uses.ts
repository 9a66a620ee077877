// Where the file's functions are called by name, and where they are named at all. Made once, when first asked for.
import type { Call, Collected, Identifier } from '../names/collected.ts'
import type { Binding } from '../names/scope.ts'
import type { Node } from '../parse.ts'

type Namesakes = { calls: Call[]; mentions: Identifier[] }

/** Names that occur more often than this (minified code) are not followed. */
const namesakesLimit = 64

export type Uses = { callsTo: (binding: Binding) => readonly Call[]; mentionsOf: (binding: Binding) => number }

export function createUses(collected: Collected, bindingOf: (identifier: Node) => Binding | undefined): Uses {
  let index: ReadonlyMap<string, Namesakes> | undefined
  const namesakes = (name: string): Namesakes => {
    index ??= indexOf(collected)
    return index.get(name) ?? { calls: [], mentions: [] }
  }
  const calls = new Map<Binding, readonly Call[]>()
  const mentions = new Map<Binding, number>()
  return {
    callsTo: (binding) => {
      const known = calls.get(binding)
      if (known !== undefined) return known
      const named = namesakes(binding.name).calls
      const found = named.length > namesakesLimit ? [] : named.filter(({ callee }) => bindingOf(callee) === binding)
      calls.set(binding, found)
      return found
    },
    mentionsOf: (binding) => {
      const known = mentions.get(binding)
      if (known !== undefined) return known
      const named = namesakes(binding.name).mentions
      const isTooMany = named.length > namesakesLimit
      const found = isTooMany ? named.length : named.filter((one) => bindingOf(one) === binding).length
      mentions.set(binding, found)
      return found
    },
  }
}

function indexOf({ calls, references }: Collected): ReadonlyMap<string, Namesakes> {
  const index = new Map<string, Namesakes>()
  for (const call of calls) {
    if (call.callee.type !== 'Identifier') continue
    const { name } = call.callee
    const known = index.get(name)
    if (known === undefined) index.set(name, { calls: [call], mentions: [] })
    else if (known.calls.length <= namesakesLimit) known.calls.push(call)
  }
  for (const reference of references) {
    const known = index.get(reference.name)
    if (known !== undefined && known.mentions.length <= namesakesLimit) known.mentions.push(reference)
  }
  return index
}

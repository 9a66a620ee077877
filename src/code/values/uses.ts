// Where the file's functions are called by name, and where they are named at all. Made once, when first asked for.
import type { Call, Collected, Identifier } from '../names/collected.ts'
import { type Binding, lookUp, scopeAt } from '../names/scope.ts'

type Namesakes = { calls: Call[]; mentions: Identifier[] }

/** Names that occur more often than this (minified code) are not followed. */
const namesakesLimit = 64

export type Uses = { callsTo: (binding: Binding) => readonly Call[]; mentionsOf: (binding: Binding) => number }

export function createUses(collected: Collected): Uses {
  let index: ReadonlyMap<string, Namesakes> | undefined
  const namesakes = (name: string): Namesakes => {
    index ??= indexOf(collected)
    return index.get(name) ?? { calls: [], mentions: [] }
  }
  const isOf = (binding: Binding, { start }: Identifier) =>
    lookUp(scopeAt(collected.scopes, start), binding.name) === binding
  return {
    callsTo: (binding) => {
      const { calls } = namesakes(binding.name)
      if (calls.length > namesakesLimit) return []
      return calls.filter(({ callee }) => callee.type === 'Identifier' && isOf(binding, callee))
    },
    mentionsOf: (binding) => {
      const { mentions } = namesakes(binding.name)
      if (mentions.length > namesakesLimit) return mentions.length
      return mentions.filter((mention) => isOf(binding, mention)).length
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

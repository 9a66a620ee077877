// Known names of one origin, spelled in all the ways in which they are looked for. Built with the first look that needs it,
// and for a list of names only once: the popular ones are the same for every tree that a process judges.
import { scopeOf, skeleton, wordsOf } from './name-forms.ts'
import { createTypingIndex, type TypingIndex } from './typing-index.ts'

export type NameLayer = {
  has: (name: string) => boolean
  /** The first name known in a scope stands for it. */
  firstInScope: ReadonlyMap<string, string>
  spelled: () => Spelled
}

export type Spelled = {
  spellings: Spellings
  /** Names without a scope: nobody types a scope by mistake and meets a package. */
  typed: TypingIndex
  scopeSpellings: Spellings
  typedScopes: TypingIndex
}

/** Both give '' for none. */
export type Spellings = {
  drawnAlike: (name: string) => string
  joinedAlike: (words: readonly string[]) => string
}

/** Shorter names are all alike, and `ms` and `m-s` are two letters that happen to meet. */
export const shortName = 5
/** A scope is compared whole, and only where the rest of the name is known or the scope is the project's own. */
const shortScope = 3

const layers = new WeakMap<readonly string[], NameLayer>()

/** Linear in the names, once for each list. */
export function nameLayer(names: readonly string[]): NameLayer {
  const known = layers.get(names) ?? createLayer(names)
  layers.set(names, known)
  return known
}

function createLayer(names: readonly string[]): NameLayer {
  const all = new Set(names)
  const firstInScope = new Map<string, string>()
  for (const name of all) setFirst(firstInScope, scopeOf(name), name)
  firstInScope.delete('')
  let built: Spelled | undefined
  return { has: (name) => all.has(name), firstInScope, spelled: () => (built ??= spell(all, firstInScope.keys())) }
}

function spell(names: Iterable<string>, scopes: Iterable<string>): Spelled {
  const spellings = createSpellings(shortName)
  const typed = createTypingIndex()
  for (const name of names) {
    const words = wordsOf(name)
    spellings.add(name, words)
    if (scopeOf(name) === '') typed.add(name, words)
  }
  const scopeSpellings = createSpellings(shortScope)
  const typedScopes = createTypingIndex()
  for (const scope of scopes) {
    const words = wordsOf(scope)
    scopeSpellings.add(scope, words)
    typedScopes.add(scope, words)
  }
  return { spellings, typed, scopeSpellings, typedScopes }
}

/** Known names by how they look, and by their letters without what separates words. The first one of each wins. */
function createSpellings(shortest: number): Spellings & { add: (name: string, words: readonly string[]) => void } {
  const byLook = new Map<string, string>()
  const byLetters = new Map<string, string>()
  return {
    add: (name, words) => {
      const letters = words.join('')
      if (letters.length < shortest) return
      setFirst(byLetters, letters, name)
      setFirst(byLook, skeleton(name), name)
    },
    drawnAlike: (name) => byLook.get(skeleton(name)) ?? '',
    joinedAlike: (words) => byLetters.get(words.join('')) ?? '',
  }
}

function setFirst<K, V>(map: Map<K, V>, key: K, value: V): void {
  if (!map.has(key)) map.set(key, value)
}

// Whether a name could be taken for another one that people know: a popular package, a direct dependency of the project,
// one of its own workspaces. Only a fact: families of honest names look alike, so rules join it with something new.
import type { LookalikeKind } from '../domain/change.ts'
import { noResemblance, type Resemblance } from '../domain/comparison.ts'
import { bareForms, scopeOf, skeleton, wordsOf } from './name-forms.ts'
import { createTypingIndex, type TypingIndex } from './typing-index.ts'

/**
 * Where a known name comes from. What the project asks for itself may be imitated, and may just as well be the imitation:
 * only its own and popular names are original by being known.
 */
export type KnownNames = {
  project: readonly string[]
  tree: readonly string[]
  popular: readonly string[]
}

export type NameIndex = { resemblanceOf: (name: string) => Resemblance }

type Whose = Exclude<Resemblance['whose'], 'none'>

/** Knows no names: everything is original. */
export const noNames: NameIndex = { resemblanceOf: () => noResemblance }

/** Shorter names are all alike, and `ms` and `m-s` are two letters that happen to meet. */
const shortName = 5
/** A scope is compared whole, and only where the rest of the name is known or the scope is the project's own. */
const shortScope = 3

/** Asking is a few look-ups. What they need is built with the first name that is not known, linear in the known ones. */
export function createNameIndex({ project, tree, popular }: KnownNames): NameIndex {
  const names = new Map<string, Whose>()
  for (const name of project) setFirst(names, name, 'project')
  for (const name of popular) setFirst(names, name, 'popular')
  for (const name of tree) setFirst(names, name, 'tree')
  // Whoever owns a scope owns all names in it; the first name known there stands for it.
  const scopes = new Map<string, string>()
  for (const [name, whose] of names) if (whose !== 'tree') setFirst(scopes, scopeOf(name), name)
  scopes.delete('')
  const ownScopes = new Set(project.map(scopeOf))
  let built: Spelled | undefined
  const spelled = (): Spelled => (built ??= spell(names.keys(), scopes.keys()))

  /** The name that would be meant if the scope were written as a known one: `@bable/core`. */
  const byScope = (name: string, scope: string): string => {
    if (scope === '') return ''
    const { scopeSpellings, typedScopes } = spelled()
    const words = wordsOf(scope)
    const known = scopeSpellings.drawnAlike(scope) || scopeSpellings.joinedAlike(words) || typedScopes.find(words)
    const meant = known + name.slice(scope.length)
    return names.has(meant) ? meant : ownScopes.has(known) ? (scopes.get(known) ?? '') : ''
  }

  const found = (name: string, kind: LookalikeKind, of: string): Resemblance | undefined =>
    of === '' || of === name ? undefined : { kind, of, whose: names.get(of) ?? 'popular' }

  const resemblanceOf = (name: string): Resemblance => {
    const scope = scopeOf(name)
    const whose = names.get(name)
    if (whose === 'project' || whose === 'popular' || scopes.has(scope)) return noResemblance
    const { spellings, typed } = spelled()
    const words = wordsOf(name)
    return (
      found(name, 'confusable', spellings.drawnAlike(name)) ??
      found(name, 'separators', spellings.joinedAlike(words)) ??
      found(name, 'scope', byScope(name, scope)) ??
      found(name, 'typing', scope === '' ? typed.find(words) : '') ??
      found(name, 'affix', bareForms(name).find((form) => form.length >= shortName && names.has(form)) ?? '') ??
      noResemblance
    )
  }
  return { resemblanceOf }
}

type Spelled = {
  spellings: Spellings
  /** Names without a scope: nobody types a scope by mistake and meets a package. */
  typed: TypingIndex
  scopeSpellings: Spellings
  typedScopes: TypingIndex
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

type Spellings = ReturnType<typeof createSpellings>

/** Known names by how they look, and by their letters without what separates words. The first one of each wins. */
function createSpellings(shortest: number) {
  const byLook = new Map<string, string>()
  const byLetters = new Map<string, string>()
  return {
    add: (name: string, words: readonly string[]): void => {
      const letters = words.join('')
      if (letters.length < shortest) return
      setFirst(byLetters, letters, name)
      setFirst(byLook, skeleton(name), name)
    },
    drawnAlike: (name: string): string => byLook.get(skeleton(name)) ?? '',
    joinedAlike: (words: readonly string[]): string => byLetters.get(words.join('')) ?? '',
  }
}

function setFirst<K, V>(map: Map<K, V>, key: K, value: V): void {
  if (!map.has(key)) map.set(key, value)
}

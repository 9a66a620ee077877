// Whether a name could be taken for another one that people know: a popular package, a direct dependency of the project,
// one of its own workspaces. Only a fact: families of honest names look alike, so rules join it with something new.
import type { LookalikeKind } from '../domain/change.ts'
import { noResemblance, type Resemblance } from '../domain/comparison.ts'
import { bareForms, scopeOf, wordsOf } from './name-forms.ts'
import { type NameLayer, nameLayer, shortName } from './name-layer.ts'
import { findTyped } from './typing-index.ts'

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

/** Asking is a few look-ups. What they need is built with the first name that is not known, linear in the known ones. */
export function createNameIndex({ project, tree, popular }: KnownNames): NameIndex {
  // In the order in which they win.
  const originals = [nameLayer(project), nameLayer(popular)]
  const all = [...originals, nameLayer(tree)]
  const ownScopes = new Set(project.map(scopeOf))

  const whoseIs = (name: string): Whose | undefined => origins.find((_, index) => all[index]?.has(name))
  /** Whoever owns a scope owns all names in it. */
  const firstInScope = (scope: string): string => first(originals, (layer) => layer.firstInScope.get(scope) ?? '')

  /** The name that would be meant if the scope were written as a known one: `@bable/core`. */
  const byScope = (name: string, scope: string): string => {
    if (scope === '') return ''
    const words = wordsOf(scope)
    const known =
      first(originals, (layer) => layer.spelled().scopeSpellings.drawnAlike(scope)) ||
      first(originals, (layer) => layer.spelled().scopeSpellings.joinedAlike(words)) ||
      findTyped(originals.map(typedScopesOf), words)
    const meant = known + name.slice(scope.length)
    return whoseIs(meant) !== undefined ? meant : ownScopes.has(known) ? firstInScope(known) : ''
  }

  const found = (name: string, kind: LookalikeKind, of: string): Resemblance | undefined =>
    of === '' || of === name ? undefined : { kind, of, whose: whoseIs(of) ?? 'popular' }

  const resemblanceOf = (name: string): Resemblance => {
    const scope = scopeOf(name)
    const whose = whoseIs(name)
    if (whose === 'project' || whose === 'popular' || firstInScope(scope) !== '') return noResemblance
    const words = wordsOf(name)
    const drawn = first(all, (layer) => layer.spelled().spellings.drawnAlike(name))
    const joined = first(all, (layer) => layer.spelled().spellings.joinedAlike(words))
    const bare = bareForms(name).find((form) => form.length >= shortName && whoseIs(form) !== undefined)
    return (
      found(name, 'confusable', drawn) ??
      found(name, 'separators', joined) ??
      found(name, 'scope', byScope(name, scope)) ??
      found(name, 'typing', scope === '' ? findTyped(all.map(typedOf), words) : '') ??
      found(name, 'affix', bare ?? '') ??
      noResemblance
    )
  }
  return { resemblanceOf }
}

const origins: readonly Whose[] = ['project', 'popular', 'tree']
const typedOf = (layer: NameLayer) => layer.spelled().typed
const typedScopesOf = (layer: NameLayer) => layer.spelled().typedScopes

/** What the first one that knows something says, else ''. */
function first<T>(layers: readonly T[], look: (layer: T) => string): string {
  for (const layer of layers) {
    const found = look(layer)
    if (found !== '') return found
  }
  return ''
}

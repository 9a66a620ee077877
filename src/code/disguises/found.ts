// What the searches for disguises hand back: which, of what sort, and where. Places are looked up by the caller, so that
// a search costs nothing for what is not there.
import type { DisguiseKind } from '../../domain/code.ts'

export type Found = { kind: DisguiseKind; detail: string; at: number }

/** The first of each kind and detail, by position. */
export function firstOfEach(found: readonly Found[]): Found[] {
  const firsts = new Map<string, Found>()
  for (const one of found.toSorted((a, b) => a.at - b.at)) {
    const key = `${one.kind} ${one.detail}`
    if (!firsts.has(key)) firsts.set(key, one)
  }
  return [...firsts.values()]
}

// Everything that a draw leaves to chance, as a function of a seed and a text: the same names in any order, on any
// machine, give the same draw.
import { createHash } from 'node:crypto'

/** A whole number below 2^32. `purpose` keeps two decisions about the same text apart. */
export function drawn(seed: string, purpose: string, text: string): number {
  return createHash('sha256')
    .update(JSON.stringify([seed, purpose, text]))
    .digest()
    .readUInt32BE()
}

/** In the order in which they are drawn; equal texts stay together. */
export function shuffled<T>(items: readonly T[], seed: string, purpose: string, textOf: (item: T) => string): T[] {
  return items
    .map((item) => ({ item, text: textOf(item) }))
    .map((one) => ({ ...one, at: drawn(seed, purpose, one.text) }))
    .toSorted((a, b) => a.at - b.at || (a.text < b.text ? -1 : a.text > b.text ? 1 : 0))
    .map(({ item }) => item)
}

/** A fifth of all pairs, whatever else was drawn: only counted, never looked at while rules change. */
export function isHoldout(seed: string, name: string, version: string): boolean {
  return drawn(seed, 'holdout', `${name}@${version}`) % 5 === 0
}

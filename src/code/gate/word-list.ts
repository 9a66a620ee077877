// A list of ASCII words that is searched by bytes, without making a string of each word of a file.

export type WordList = {
  words: readonly string[]
  longest: number
  /** By hash: the word's position plus one, 0 for none; the next slot where it is taken. */
  slots: Uint16Array
  bytes: readonly Uint8Array[]
}

/** At most some thousands of words; double ones count once. */
export function toWordList(all: Iterable<string>): WordList {
  const words = [...new Set(all)]
  const bytes = words.map((word) => Uint8Array.from(word, (character) => character.charCodeAt(0)))
  let size = 16
  while (size < words.length * 4) size *= 2
  const slots = new Uint16Array(size)
  bytes.forEach((word, index) => {
    let slot = hashOf(word, 0, word.length) & (size - 1)
    while (slots[slot] !== 0) slot = (slot + 1) & (size - 1)
    slots[slot] = index + 1
  })
  return { words, longest: words.reduce((most, word) => Math.max(most, word.length), 0), slots, bytes }
}

/** The position of `bytes[start..end]` in the list; -1 for none. */
export function positionIn(
  { slots, bytes: words, longest }: WordList,
  bytes: Uint8Array,
  start: number,
  end: number,
): number {
  if (end - start > longest) return -1
  const mask = slots.length - 1
  let slot = hashOf(bytes, start, end) & mask
  for (let found = slots[slot] ?? 0; found !== 0; found = slots[slot] ?? 0) {
    if (isAt(words[found - 1], bytes, start, end)) return found - 1
    slot = (slot + 1) & mask
  }
  return -1
}

function hashOf(bytes: Uint8Array, start: number, end: number): number {
  let hash = end - start
  for (let at = start; at < end; at++) hash = (Math.imul(hash, 31) + (bytes[at] ?? 0)) | 0
  return hash ^ (hash >>> 15)
}

function isAt(word: Uint8Array | undefined, bytes: Uint8Array, start: number, end: number): boolean {
  if (word === undefined || word.length !== end - start) return false
  for (let at = 0; at < word.length; at++) if (word[at] !== bytes[start + at]) return false
  return true
}

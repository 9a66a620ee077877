// Finds the known name that a mistyped one was meant to be. The mistake is looked for in one word of the name: names that
// differ in two words, or in a word of two letters, are other names (`tar-fs`, `tar-js`).
import { isTypingMistake } from './typing-distance.ts'

export type TypingIndex = {
  add: (name: string, words: readonly string[]) => void
  /** The first known name that is one mistake away, '' for none. */
  find: (words: readonly string[]) => string
}

type Entry = { word: string; letters: number; name: string }

export function createTypingIndex(): TypingIndex {
  // Names that are equal but for one word, by that word's length.
  const byRest = new Map<string, Entry[]>()

  const add = (name: string, words: readonly string[]): void => {
    for (const { rest, word } of restsOf(words)) {
      const key = `${word.length} ${rest}`
      const entry = { word, letters: lettersOf(word), name }
      const list = byRest.get(key)
      if (list === undefined) byRest.set(key, [entry])
      else list.push(entry)
    }
  }

  const find = (words: readonly string[]): string => {
    for (const { rest, word } of restsOf(words)) {
      const letters = lettersOf(word)
      for (const length of [word.length, word.length - 1, word.length + 1, word.length - 2, word.length + 2]) {
        if (Math.max(length, word.length) < shortWord) continue
        for (const known of byRest.get(`${length} ${rest}`) ?? []) {
          // One mistake changes two bits at most; nearly all words go here.
          if (bitsOf(letters ^ known.letters) <= 4 && isTypingMistake(word, known.word)) return known.name
        }
      }
    }
    return ''
  }
  return { add, find }
}

/** Words shorter than this are not mistyped into one another: they are other words. */
const shortWord = 4
/** Names with fewer letters are all alike. */
const shortName = 5

/** The words without one of them, for each word that is nearly long enough. */
function restsOf(words: readonly string[]): { rest: string; word: string }[] {
  if (words.reduce((sum, word) => sum + word.length, 0) < shortName) return []
  return words.flatMap((word, index) =>
    word.length < shortWord - 1 ? [] : { rest: words.with(index, '').join('-'), word },
  )
}

/** One bit for each letter that occurs. */
function lettersOf(word: string): number {
  let letters = 0
  for (let index = 0; index < word.length; index++) letters |= 1 << (word.charCodeAt(index) & 31)
  return letters
}

function bitsOf(mask: number): number {
  let count = 0
  for (let rest = mask; rest !== 0; rest &= rest - 1) count++
  return count
}

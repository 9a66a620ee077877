// Finds the known name that a mistyped one was meant to be. The mistake is looked for in one word of the name: names that
// differ in two words, or in a word of two letters, are other names (`tar-fs`, `tar-js`).
import { isTypingMistake } from './typing-distance.ts'

export type TypingIndex = {
  add: (name: string, words: readonly string[]) => void
  /** The names that are equal to a name but for one word of this length. */
  knownBut: (rest: string, length: number) => readonly Entry[]
}

type Entry = { word: string; letters: number; name: string }

export function createTypingIndex(): TypingIndex {
  const byRest = new Map<string, Entry[]>()
  return {
    add: (name, words) => {
      for (const { rest, word } of restsOf(words)) {
        const key = `${word.length} ${rest}`
        const entry = { word, letters: lettersOf(word), name }
        const list = byRest.get(key)
        if (list === undefined) byRest.set(key, [entry])
        else list.push(entry)
      }
    },
    knownBut: (rest, length) => byRest.get(`${length} ${rest}`) ?? [],
  }
}

/** The first known name that is one mistake away, '' for none. */
export function findTyped(indexes: readonly TypingIndex[], words: readonly string[]): string {
  for (const { rest, word } of restsOf(words)) {
    const letters = lettersOf(word)
    for (const length of [word.length, word.length - 1, word.length + 1, word.length - 2, word.length + 2]) {
      if (Math.max(length, word.length) < shortWord) continue
      for (const index of indexes) {
        for (const known of index.knownBut(rest, length)) {
          // One mistake changes two bits at most; nearly all words go here.
          if (bitsOf(letters ^ known.letters) <= 4 && isTypingMistake(word, known.word)) return known.name
        }
      }
    }
  }
  return ''
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

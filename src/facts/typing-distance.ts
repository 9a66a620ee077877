// How many typing mistakes lie between two names: a letter too many, too few or wrong, or two neighbours swapped
// (Damerau-Levenshtein, optimal string alignment). Bounded, because the names are anybody's.
import { withoutDigits } from './name-forms.ts'

/** Words of this length are still recognised with two letters too many or too few, longer ones with any two mistakes. */
const longWord = 8
const longerWord = 11

/** Whether one word was meant to be the other. Words that only count on (`express5`) are a family. */
export function isTypingMistake(a: string, b: string): boolean {
  const length = Math.max(a.length, b.length)
  const off = Math.abs(a.length - b.length)
  const most = length >= longerWord || (length >= longWord && off === 2) ? 2 : 1
  if (a === b || off > most) return false
  return typingDistance(a, b, most) <= most && withoutDigits(a) !== withoutDigits(b)
}

/** The distance, or `most + 1` as soon as it is certain to be more than `most`. */
export function typingDistance(a: string, b: string, most: number): number {
  if (Math.abs(a.length - b.length) > most) return most + 1
  let beforeLast: number[] = []
  let last = Array.from({ length: b.length + 1 }, (_, index) => index)
  for (let i = 1; i <= a.length; i++) {
    // Cells farther than `most` from the diagonal cannot come back.
    const row: number[] = new Array(b.length + 1).fill(most + 1)
    if (i <= most) row[0] = i
    let best = row[0] ?? most + 1
    for (let j = Math.max(1, i - most); j <= Math.min(b.length, i + most); j++) {
      const replaced = at(last, j - 1) + (a[i - 1] === b[j - 1] ? 0 : 1)
      let least = Math.min(replaced, at(last, j) + 1, at(row, j - 1) + 1)
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
        least = Math.min(least, at(beforeLast, j - 2) + 1)
      }
      row[j] = least
      best = Math.min(best, least)
    }
    if (best > most) return most + 1
    beforeLast = last
    last = row
  }
  return Math.min(at(last, b.length), most + 1)
}

function at(row: readonly number[], index: number): number {
  return row[index] ?? Number.POSITIVE_INFINITY
}

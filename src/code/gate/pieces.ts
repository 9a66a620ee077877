// Whether texts of a file can be put together to a word that leads from anything to everything: `x['const' + 'ructor']`.
// By putting texts one after the other, in letters of any size, and by taking letters out; of what makes text of numbers or
// reads it letter by letter the names are words of interest by themselves. Texts that are cut and turned round
// (`'structorcon'.slice(8)`) are not seen: every file that reads a list by its index would need a tree.

const words = ['constructor', '__proto__', 'rotcurtsnoc', '__otorp__']
const longest = 11
const longestSpread = 40

export function noPieces(): Uint16Array[] {
  return words.map((word) => new Uint16Array(word.length))
}

/**
 * Notes at which places of the words this text stands. True: it is one of them, or holds one, in letters of any size. A
 * short text may hold its letters with others between, which are taken out.
 */
export function addPiece(pieces: readonly Uint16Array[], written: string): boolean {
  const text = written.toLowerCase()
  for (const [index, word] of words.entries()) {
    if (text.length >= word.length) {
      if (text.includes(word) || (text.length <= longestSpread && holdsLetters(text, word))) return true
      continue
    }
    for (let at = word.indexOf(text); at !== -1 && text !== ''; at = word.indexOf(text, at + 1)) {
      const ends = pieces[index]
      if (ends !== undefined) ends[at] = (ends[at] ?? 0) | (1 << (at + text.length))
    }
  }
  return false
}

function holdsLetters(text: string, word: string): boolean {
  let found = 0
  for (let at = 0; at < text.length && found < word.length; at++) if (text.charAt(at) === word.charAt(found)) found++
  return found === word.length
}

export function makeWord(pieces: readonly Uint16Array[]): boolean {
  return pieces.some((ends, index) => {
    const { length } = words[index] ?? ''
    let reached = 1
    for (let at = 0; at < length; at++) if ((reached >> at) & 1) reached |= ends[at] ?? 0
    return ((reached >> length) & 1) === 1
  })
}

/** A word out of texts that stand somewhere, one after the other. */
export function canMake(word: string, texts: ReadonlySet<string>): boolean {
  let reached = [0]
  const seen = new Set(reached)
  while (reached.length > 0 && !seen.has(word.length)) {
    const ends = reached.flatMap((from) => endsFrom(word, from, texts)).filter((end) => !seen.has(end))
    for (const end of ends) seen.add(end)
    reached = [...new Set(ends)]
  }
  return seen.has(word.length)
}

function endsFrom(word: string, from: number, texts: ReadonlySet<string>): number[] {
  const ends: number[] = []
  for (let end = from + 1; end <= word.length; end++) if (texts.has(word.slice(from, end))) ends.push(end)
  return ends
}

export { longest as longestPiece }

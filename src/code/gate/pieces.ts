// Whether texts of a file can be put together to a word that leads from anything to everything: `x['const' + 'ructor']`.
// Only by putting texts one after the other; whatever else makes text of text is a word of interest by itself.

const words = ['constructor', '__proto__', 'rotcurtsnoc', '__otorp__']
const longest = 11

export function noPieces(): Uint16Array[] {
  return words.map((word) => new Uint16Array(word.length))
}

/** Notes at which places of the words this text stands. True: it is one of them, or holds one. */
export function addPiece(pieces: readonly Uint16Array[], text: string): boolean {
  for (const [index, word] of words.entries()) {
    if (text.length >= word.length) {
      if (text.includes(word)) return true
      continue
    }
    for (let at = word.indexOf(text); at !== -1 && text !== ''; at = word.indexOf(text, at + 1)) {
      const ends = pieces[index]
      if (ends !== undefined) ends[at] = (ends[at] ?? 0) | (1 << (at + text.length))
    }
  }
  return false
}

export function makeWord(pieces: readonly Uint16Array[]): boolean {
  return pieces.some((ends, index) => {
    const { length } = words[index] ?? ''
    let reached = 1
    for (let at = 0; at < length; at++) if ((reached >> at) & 1) reached |= ends[at] ?? 0
    return ((reached >> length) & 1) === 1
  })
}

export { longest as longestPiece }

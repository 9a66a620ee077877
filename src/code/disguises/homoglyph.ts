// Names that mix Latin letters with letters of other scripts drawn alike (`аxios` with a Cyrillic first letter). A name
// wholly in another script, or with a letter that nobody takes for a Latin one (`Δx`, `имяUser`), is honest.

/** Cyrillic and Greek letters that common fonts draw like Latin ones, by Unicode's confusables; full-width letters too. */
const lookalikes = /[асеорхуѕіјһԁԛԝԍӏАВСЕНІЈКМОРЅТХУοΑΒΕΖΗΙΚΜΝΟΡΤΥΧａ-ｚＡ-Ｚ]/g

const maxWords = 20_000
const maxWord = 200

/** Offsets of words that are a disguise if they stand in the place of a name. */
export function mixedWords(source: string): number[] {
  const found: number[] = []
  lookalikes.lastIndex = 0
  let seen = 0
  for (let match = lookalikes.exec(source); match !== null && seen < maxWords; match = lookalikes.exec(source)) {
    seen++
    const start = wordStart(source, match.index)
    const end = wordEnd(source, match.index)
    lookalikes.lastIndex = Math.max(end, match.index + 1)
    if (isMixed(source.slice(start, end)) && found.length < 1000) found.push(start)
  }
  return found
}

function isMixed(word: string): boolean {
  let latin = 0
  let alike = 0
  for (const letter of word) {
    if (letter <= '\x7f') {
      if ((letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z')) latin++
    } else if (isLookalike(letter)) alike++
    else return false
  }
  return latin >= 2 && alike > 0
}

const single = new RegExp(lookalikes.source)
function isLookalike(letter: string): boolean {
  return single.test(letter)
}

function wordStart(source: string, at: number): number {
  let start = at
  while (start > 0 && at - start < maxWord && isWordUnit(source.charCodeAt(start - 1))) start--
  return start
}

function wordEnd(source: string, at: number): number {
  let end = at + 1
  while (end < source.length && end - at < maxWord && isWordUnit(source.charCodeAt(end))) end++
  return end
}

/** Beyond ASCII all counts that is no punctuation: a word ends where a reader sees it end. */
function isWordUnit(unit: number): boolean {
  if (unit >= 0x80) return unit >= 0xc0 && (unit < 0x2000 || unit > 0x206f) && (unit < 0x3000 || unit > 0x3004)
  return (
    (unit >= 0x61 && unit <= 0x7a) ||
    (unit >= 0x41 && unit <= 0x5a) ||
    (unit >= 0x30 && unit <= 0x39) ||
    unit === 0x5f ||
    unit === 0x24
  )
}

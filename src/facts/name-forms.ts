// Other spellings of one package name that a reader takes for it. Names are attacker-controlled and at most a few
// hundred characters; nothing here is more than linear in them.

/** `@scope`, '' for a name without one. */
export function scopeOf(name: string): string {
  return name.startsWith('@') && name.includes('/') ? name.slice(0, name.indexOf('/')) : ''
}

/** In lower case, cut wherever names separate words: `@babel/core`, `babel-core` and `babelcore` differ in nothing else. */
export function wordsOf(name: string): string[] {
  const words: string[] = []
  const letters = name.toLowerCase()
  let start = 0
  for (let index = 0; index <= letters.length; index++) {
    if (index < letters.length && !separators.has(letters.charCodeAt(index))) continue
    if (index > start) words.push(letters.slice(start, index))
    start = index + 1
  }
  return words
}

const separators: ReadonlySet<number> = new Set([...'-_./@~'].map((letter) => letter.charCodeAt(0)))

export function withoutDigits(name: string): string {
  let letters = ''
  for (const letter of name) if (letter < '0' || letter > '9') letters += letter
  return letters
}

/**
 * As it looks: letters that are drawn alike become one. Two names with one skeleton cannot be told apart at a glance.
 * Separators stay: `babel-core` is told from `babelcore`.
 */
export function skeleton(name: string): string {
  let drawn = isPlain(name) ? name.toLowerCase() : unscripted(name)
  for (const [letters, one] of drawnAlike) if (drawn.includes(letters)) drawn = drawn.replaceAll(letters, one)
  return drawn
}

/** Nearly every name is. */
function isPlain(name: string): boolean {
  for (let index = 0; index < name.length; index++) if (name.charCodeAt(index) > 0x7f) return false
  return true
}

function unscripted(name: string): string {
  let plain = ''
  for (const letter of name.normalize('NFKC').toLowerCase()) plain += otherScripts.get(letter) ?? letter
  return plain
}

const drawnAlike: readonly (readonly [letters: string, one: string])[] = [
  ['rn', 'm'],
  ['vv', 'w'],
  ['0', 'o'],
  ['1', 'l'],
]

/** Letters of other scripts that npm once allowed in names. */
const otherScripts: ReadonlyMap<string, string> = new Map([
  ['і', 'i'],
  ['ı', 'i'],
  ['ⅼ', 'l'],
  ['ӏ', 'l'],
  ['а', 'a'],
  ['ɑ', 'a'],
  ['α', 'a'],
  ['с', 'c'],
  ['ԁ', 'd'],
  ['е', 'e'],
  ['ԛ', 'q'],
  ['һ', 'h'],
  ['ј', 'j'],
  ['ο', 'o'],
  ['о', 'o'],
  ['р', 'p'],
  ['ρ', 'p'],
  ['ѕ', 's'],
  ['υ', 'u'],
  ['ν', 'v'],
  ['х', 'x'],
  ['у', 'y'],
])

/** What stands in front of or behind a name and says only that it is for JavaScript. */
const affixes = ['js', 'node', 'nodejs', 'npm', 'ts'] as const

/** The name without such an affix: `node-axios`, `axios-js`, `axiosjs`. */
export function bareForms(name: string): string[] {
  return affixes.flatMap((affix) => {
    const forms: string[] = []
    for (const separator of ['-', '_', '.']) {
      if (name.startsWith(affix + separator)) forms.push(name.slice(affix.length + 1))
      if (name.endsWith(separator + affix)) forms.push(name.slice(0, -affix.length - 1))
    }
    if (affix === 'js' && name.endsWith('js')) forms.push(name.slice(0, -2))
    return forms
  })
}

// How well-known obfuscators write: names of hexadecimal digits, code of six characters or of Japanese emoticons, packers,
// text and names spelled in escapes. Lexical; where it matters the caller looks whether a hit stands in code.
import { longRuns } from './runs.ts'

export type Style = { detail: string; at: number }

/** Distinct names and uses of them: an example of such code in a comment has fewer. */
const fewestNames = 5
const fewestUses = 12
const maxNames = 5000
/** JSFuck needs thousands of its six characters for one word. */
const shortestSixes = 300

const hexName = /_(?:0x[0-9a-f]{4,8}|\$_[0-9a-f]{4})\b/g
const likeOnes = /\b[Il]{1,3}[Il1]{5,30}\b/g

/** Beginnings that only these tools write. */
const openings: readonly (readonly [text: string, detail: string])[] = [
  ['eval(function(p,a,c,k,e,', 'packer'],
  ['$=~[];$={___:++$', 'jjencode'],
  ['ﾟωﾟﾉ= /｀ｍ´）ﾉ ~┻━┻', 'aaencode'],
  ['ﾟωﾟﾉ=/｀ｍ´）ﾉ~┻━┻', 'aaencode'],
]

/** Every hit is in need of a look whether it stands in code. */
export function writingStyles(source: string): Style[] {
  const found: Style[] = []
  const hex = namesLike(source, hexName, '_0x', '_$_')
  if (hex !== -1) found.push({ detail: 'hex-names', at: hex })
  const ones = namesLike(source, likeOnes, 'Il', 'lI')
  if (ones !== -1) found.push({ detail: 'lookalike-names', at: ones })
  for (const [text, detail] of openings) {
    const at = source.indexOf(text)
    if (at !== -1) found.push({ detail, at })
  }
  const [sixes] = longRuns(source, isOneOfSix, shortestSixes, 1)
  if (sixes !== undefined) found.push({ detail: 'jsfuck', at: sixes.start })
  return found
}

/** Offset of the first, -1 where there are too few. The plain marks are looked for first: nearly every file has none. */
function namesLike(source: string, pattern: RegExp, ...marks: readonly string[]): number {
  if (!marks.some((mark) => source.includes(mark))) return -1
  const names = new Set<string>()
  let uses = 0
  let first = -1
  pattern.lastIndex = 0
  for (let match = pattern.exec(source); match !== null && uses < maxNames; match = pattern.exec(source)) {
    if (first === -1) first = match.index
    names.add(match[0])
    uses++
    // `_$_1e42[7]`: one such array is read everywhere.
    if (match[0].startsWith('_$_') && uses >= fewestUses) return first
  }
  return names.size >= fewestNames && uses >= fewestUses ? first : -1
}

function isOneOfSix(unit: number): boolean {
  return unit === 0x5b || unit === 0x5d || unit === 0x28 || unit === 0x29 || unit === 0x21 || unit === 0x2b
}

/** A text literal whose plain letters are nearly all written as escapes. `raw` has its quotes. */
export function isSpelledInEscapes(raw: string, value: string): boolean {
  if (value.length < 3 || raw.length - 2 < value.length * 3.4) return false
  let letters = 0
  for (let at = 0; at < value.length; at++) {
    const unit = value.charCodeAt(at)
    if (unit < 32 || unit > 126) return false
    if ((unit | 32) >= 0x61 && (unit | 32) <= 0x7a) letters++
  }
  return letters * 2 > value.length
}

const escapedLetter = /\\u(?:00[4-7][0-9a-f]|\{0{0,8}[4-7][0-9a-f]\})/gi

/** Offsets of escapes for plain letters: in a name they are a disguise. */
export function letterEscapes(source: string): number[] {
  if (!source.includes('\\u')) return []
  const found: number[] = []
  escapedLetter.lastIndex = 0
  for (
    let match = escapedLetter.exec(source);
    match !== null && found.length < 500;
    match = escapedLetter.exec(source)
  ) {
    found.push(match.index)
  }
  return found
}

/** `'3|1|4|0|2'`: the order of a flattened function's steps. */
export function isStepOrder(value: string): boolean {
  if (value.length < 5 || value.length > 400) return false
  const parts = value.split('|')
  return parts.length >= 3 && new Set(parts).size === parts.length && parts.every((part) => /^\d{1,3}$/.test(part))
}

// Replacing by a regular expression, where the expression is so plain that it needs no engine: some characters in a row,
// or any of some characters. A pattern from a package is never compiled.
import type { Value } from '../value.ts'
import { constant, isText, textLimit } from './build.ts'

type Pattern = { pattern: string; flags: string }

const special: ReadonlySet<string> = new Set('\\^$.*+?()[]{}|/')

export function replacePattern(
  text: string,
  method: string,
  pattern: Pattern,
  by: Value | undefined,
): Value | undefined {
  if (method === 'split') return splitPattern(text, pattern)
  if ((method !== 'replace' && method !== 'replaceAll') || by === undefined || !isText(by)) return undefined
  if (by.value.includes('$') || text.length > 100_000) return undefined
  const plain = plainText(pattern.pattern)
  if (plain !== undefined && pattern.flags === '') return constant(text.replace(plain, by.value))
  if (pattern.flags !== 'g') return undefined
  const pieces = plain === undefined ? piecesByClass(text, pattern.pattern) : text.split(plain)
  if (pieces === undefined || text.length + pieces.length * by.value.length > textLimit) return undefined
  return constant(pieces.join(by.value))
}

function splitPattern(text: string, { pattern, flags }: Pattern): Value | undefined {
  const plain = plainText(pattern)
  if (flags !== '' && flags !== 'g') return undefined
  const pieces = plain === undefined ? piecesByClass(text, pattern) : text.split(plain)
  return pieces === undefined || pieces.length > 100_000
    ? undefined
    : { kind: 'list', items: pieces.map((piece) => constant(piece)), open: false }
}

/** The text that a pattern without any choice stands for. */
function plainText(pattern: string): string | undefined {
  let plain = ''
  for (let at = 0; at < pattern.length; at += 1) {
    let character = pattern.charAt(at)
    if (character === '\\') {
      at += 1
      character = pattern.charAt(at)
      if (!special.has(character) && character !== '-') return undefined
    } else if (special.has(character)) return undefined
    plain += character
  }
  return plain === '' ? undefined : plain
}

/** `[abc]` and `[abc]+`, without ranges. */
function piecesByClass(text: string, pattern: string): string[] | undefined {
  const isRepeated = pattern.endsWith(']+')
  const inside = pattern.slice(1, isRepeated ? -2 : -1)
  if (!pattern.startsWith('[') || !(isRepeated || pattern.endsWith(']')) || inside.startsWith('^')) return undefined
  const characters = classOf(inside)
  if (characters === undefined) return undefined
  const pieces = ['']
  let isInside = false
  for (const character of text) {
    const isMatch = characters.has(character)
    if (!isMatch) pieces.push((pieces.pop() ?? '') + character)
    else if (!isRepeated || !isInside) pieces.push('')
    isInside = isMatch
  }
  return pieces
}

function classOf(inside: string): ReadonlySet<string> | undefined {
  const characters = new Set<string>()
  for (let at = 0; at < inside.length; at += 1) {
    const character = inside.charAt(at)
    const isLast = at === inside.length - 1
    if (character === '[' || character === ']' || (character === '-' && at > 0 && !isLast)) return undefined
    if (character !== '\\') characters.add(character)
    else {
      at += 1
      const escaped = inside.charAt(at)
      if (!special.has(escaped) && escaped !== '-') return undefined
      characters.add(escaped)
    }
  }
  return characters
}

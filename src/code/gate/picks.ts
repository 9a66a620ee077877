// Whether a file asks for members by what a value says: where it does not, a text with the name of one leads nowhere.
import { digit, kindOf, space } from './characters.ts'
import { isOpenedInBrace } from './nest.ts'
import { lastWord, type Reading } from './reading.ts'
import { token } from './token.ts'

const comma = 0x2c
const closing = 0x5d

/** After these a `[` begins a list, in an expression or a pattern. */
const beforeList: ReadonlySet<number> = new Set(Buffer.from('=([:?|&'))

/** At `[`: it is no list for sure, nor the `[]` of a type. `x?.[y]` has a point before it. */
export function isPick(reading: Reading): boolean {
  const { lexer, last, beforeLast } = reading
  const { bytes } = lexer
  if (bytes[lexer.end] === closing) return false
  if (last.kind !== token.punctuator)
    return lastWord(reading) !== 'return' || beforeLast === 0x2e || beforeLast === 0x23
  if (last.first === comma) return isOpenedInBrace(lexer)
  const isArrow = last.first === 0x3e && bytes[last.start - 1] === 0x3d
  return !isArrow && !beforeList.has(last.first)
}

/** At `[`: what is asked for is a place in a list: `x[12]`. */
export function isPlace({ lexer: { bytes, end } }: Reading): boolean {
  let at = end
  while (kindOf[bytes[at] ?? 0] === digit) at++
  return bytes[at] === closing
}

/** After a text: no key of a pattern (`{ 'a': b } = c`), and nothing is done with it here. A comment is not looked through. */
export function isOnlyValue(bytes: Uint8Array, end: number): boolean {
  let at = end
  while (kindOf[bytes[at] ?? 0] === space) at++
  const byte = bytes[at]
  return byte === comma || byte === 0x3b || byte === 0x29 || byte === closing || byte === 0x7d
}

// Loops that may never end: those whose condition may hold for ever, as far as the head tells. What leads out of one is
// for the tree to see: few files have such a loop.
import { createGivenNames, type GivenNames, isGiven } from './given-names.ts'
import { type Head, headOf, type Operand } from './loop-heads.ts'
import type { Reading } from './reading.ts'

/** At `while` and `for`: true when it needs a tree. */
export function mayBeEndless(reading: Reading): boolean {
  const head = headOf(reading)
  if (head === 'none' || head === 'doubt') return head === 'doubt'
  return head.test.some((operand) => mayHold(reading, head, operand))
}

function mayHold(reading: Reading, head: Head, operand: Operand): boolean {
  const { words, members, numbers, marks } = operand
  if (operand.isWhole || [...words, ...members].some((word) => far.has(word)) || numbers.some(isFar)) return true
  if (operand.isChanging) return false
  // `i > 0` beside `i++`
  if (head.counts && /[>!]/.test(marks) && goesAway(head, operand)) return true
  // What the head itself counts is given more than one value.
  const isFixed = (what: 'isConstant' | 'isFar') => (name: string) =>
    !head.writes.has(name) && isGiven(givenNames(reading), name, what)
  if (operand.isComputed) return words.some(isFixed('isFar'))
  if (members.length > 0) return false
  // `1 / 0`, `i < 2 ** 53`: all but a counter is always the same.
  if (/[*/]/.test(marks) && words.filter((word) => !isFixed('isConstant')(word)).length <= 1) return true
  return words.every(isFixed('isConstant')) || (/[<>!]/.test(marks) && words.some(isFixed('isFar')))
}

function givenNames(reading: Reading): GivenNames {
  const { bytes } = reading.lexer
  reading.given ??= createGivenNames(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1'))
  return reading.given
}

/** From a number on that is not below the other. */
function goesAway({ starts }: Head, { numbers, marks }: Operand): boolean {
  if (numbers.length === 0) return false
  const to = Math.min(...numbers.map(Number))
  return marks.includes('-') || starts.some((start) => !(Number(start) < to))
}

const far: ReadonlySet<string> = new Set('Infinity POSITIVE_INFINITY MAX_VALUE MAX_SAFE_INTEGER Number'.split(' '))

/** No counter comes so far. */
function isFar(written: string): boolean {
  const value = Number(written.replaceAll('_', ''))
  return !(value < 1e15)
}

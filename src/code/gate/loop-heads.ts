// The head of a loop, token by token: its condition in operands, and what its last part counts.
import { kindOf, letter } from './characters.ts'
import { next } from './lexer.ts'
import { emptyNest } from './nest.ts'
import { type Reading, wordAt } from './reading.ts'
import { type Lexer, token } from './token.ts'

/** Bytes of a loop's head; longer ones are in doubt. */
const longestHead = 2_000

/** What stands between `||`, `&&`, `??` and commas. What calls and members hold is left out. */
export type Operand = {
  /** Words that are no members: names, and what the language has words for. */
  words: string[]
  members: string[]
  numbers: string[]
  marks: string
  /** It calls something, or writes to something, or waits: another one each time. */
  isChanging: boolean
  /** A function, class, object, list or regular expression; or a type. */
  isWhole: boolean
  /** `a[b]` */
  isComputed: boolean
}

/** `starts`: numbers of the first part; `writes`: names that the condition or the last part give a value to. */
export type Head = {
  test: readonly Operand[]
  starts: readonly string[]
  writes: ReadonlySet<string>
  /** The last part has a `++`. */
  counts: boolean
}

/** 'none': there is no condition; 'doubt': nobody knows without a tree. */
export function headOf({ lexer }: Reading): Head | 'none' | 'doubt' {
  const isFor = lexer.end - lexer.start === 3
  const ahead: Lexer = {
    ...lexer,
    nest: emptyNest(),
  }
  next(ahead)
  // `for await` waits, and a key is called as it likes.
  if (!isPunctuator(ahead, 0x28)) return 'none'
  const parts = partsOf(ahead)
  if (parts === undefined) return 'doubt'
  const [first, second, third, another] = parts
  if (!isFor) return first === undefined || second !== undefined ? 'doubt' : toHead(noPart(), first, first)
  if (second === undefined) return 'none'
  return third === undefined || another !== undefined ? 'doubt' : toHead(first ?? noPart(), second, third)
}

function toHead(first: Part, test: Part, last: Part): Head {
  return {
    test: test.operands,
    starts: first.operands.flatMap(({ numbers }) => numbers),
    writes: new Set([...test.writes, ...last.writes]),
    counts: last.counts,
  }
}

type Part = { operands: Operand[]; writes: string[]; counts: boolean }

function noPart(): Part {
  return { operands: [noOperand()], writes: [], counts: false }
}

function noOperand(): Operand {
  return { words: [], members: [], numbers: [], marks: '', isChanging: false, isWhole: false, isComputed: false }
}

/** Between the semicolons. Stands at the parenthesis. */
function partsOf(ahead: Lexer): readonly Part[] | undefined {
  const parts = [noPart()]
  const end = ahead.start + longestHead
  /** Depth of the call or member that is being left out; 0 for none. */
  let outside = 0
  let before = { name: '', isOperand: false, depth: 1 }
  for (next(ahead); ahead.nest.depth > 0; next(ahead)) {
    const part = parts.at(-1)
    const operand = part?.operands.at(-1)
    if (part === undefined || operand === undefined || ahead.inDoubt || ahead.end > end) return undefined
    const { depth } = ahead.nest
    if (ahead.kind === token.word && loops.has(wordAt(ahead.bytes, ahead))) return undefined
    if (outside > 0) {
      if (depth < outside) outside = 0
    } else if (depth > before.depth && before.isOperand && (isPunctuator(ahead, 0x28) || isPunctuator(ahead, 0x5b))) {
      outside = depth
      if (ahead.first === 0x28) operand.isChanging = true
      else operand.isComputed = true
    } else if (isPunctuator(ahead, 0x3b)) {
      if (depth !== 1) return undefined
      parts.push(noPart())
    } else note(ahead, part, operand, before.name)
    before = { name: nameAt(ahead, before.name), isOperand: isOperand(ahead), depth }
  }
  return parts
}

/** One in another's head: nobody writes that, and each would be read many times. */
const loops: ReadonlySet<string> = new Set(['for', 'while', 'do'])

function isPunctuator({ kind, first }: Lexer, byte: number): boolean {
  return kind === token.punctuator && first === byte
}

/** What a `=` or `+=` after it would write to. */
function nameAt(ahead: Lexer, before: string): string {
  if (ahead.kind === token.word) return ahead.previous === 0x2e ? '' : wordAt(ahead.bytes, ahead)
  return ahead.kind === token.punctuator && '+-*/%&|^<>'.includes(String.fromCharCode(ahead.first)) ? before : ''
}

/** `'9e99'` is a number as well. */
function holdsNumber(bytes: Uint8Array, { start, end }: Lexer): boolean {
  return bytes.subarray(start, end).some((byte) => (byte >= 0x30 && byte <= 0x39) || byte === 0x49)
}

/** A bracket after it calls it, or asks it for a member. */
function isOperand(ahead: Lexer): boolean {
  if (ahead.kind === token.word) return ahead.previous === 0x2e || !operators.has(wordAt(ahead.bytes, ahead))
  if (ahead.kind === token.punctuator) return [0x29, 0x5d, 0x2e].includes(ahead.first)
  return ahead.kind !== token.number
}

const operators: ReadonlySet<string> = new Set('typeof void in instanceof of new delete await yield'.split(' '))
const changing: ReadonlySet<string> = new Set('new delete await yield this super import'.split(' '))
const wholes: ReadonlySet<string> = new Set('function class async as satisfies'.split(' '))

function note(ahead: Lexer, part: Part, operand: Operand, before: string): void {
  const { bytes, start, end, kind, first } = ahead
  if (kind === token.regex) operand.isWhole = true
  else if (kind === token.number) operand.numbers.push(wordAt(bytes, ahead))
  else if (kind === token.string && holdsNumber(bytes, ahead)) operand.isWhole = true
  else if (kind === token.template && bytes[end - 1] !== 0x60) operand.isWhole = true
  else if (kind === token.word) {
    const word = wordAt(bytes, ahead)
    // `1.e20`
    if (ahead.previous === 0x2e && /^[eE]\d/.test(word)) operand.isWhole = true
    else if (ahead.previous === 0x2e) operand.members.push(word)
    else if (word === '' || wholes.has(word)) operand.isWhole = true
    else if (changing.has(word)) operand.isChanging = true
    else operand.words.push(word)
    if (isStep(bytes, start - 2) && bytes[end] !== 0x2e && bytes[end] !== 0x5b) part.writes.push(word)
  } else if (kind === token.punctuator) {
    const isDouble = bytes[end] === first
    if ((first === 0x7c || first === 0x26 || first === 0x3f) && isDouble) {
      ahead.at = end + 1
      part.operands.push(noOperand())
    } else if (first === 0x2c) part.operands.push(noOperand())
    else if (first === 0x7b || first === 0x5b) operand.isWhole = true
    else noteMark(ahead, part, operand, before)
  }
}

function noteMark({ bytes, start, end, first, previous }: Lexer, part: Part, operand: Operand, before: string): void {
  const last = operand.marks.at(-1) ?? ' '
  operand.marks += String.fromCharCode(...bytes.subarray(start, end))
  if (isStep(bytes, start)) {
    operand.isChanging = true
    part.counts ||= first === 0x2b
    if (before !== '' && kindOf[previous] === letter) part.writes.push(before)
  } else if (first === 0x3e && bytes[start - 1] === 0x3d) operand.isWhole = true
  else if (first === 0x3d && bytes[end] !== 0x3d && bytes[end] !== 0x3e && !'=!<>'.includes(last)) {
    operand.isChanging = true
    if (before !== '') part.writes.push(before)
  }
}

/** `++` and `--` */
function isStep(bytes: Uint8Array, at: number): boolean {
  return (bytes[at] === 0x2b || bytes[at] === 0x2d) && bytes[at + 1] === bytes[at]
}

// How deeply a source text nests, estimated without a parser: native parsers recurse, and text that is deep enough ends
// their process. Not exact: what this lets through and still ends one is the child process's to survive.
import { createLexer, next } from './gate/lexer.ts'
import { expected, type Lexer, token } from './gate/token.ts'
import { positionIn, toWordList, type WordList } from './gate/word-list.ts'

/** Everywhere below half of what the parser survives in 8 MiB of stack; the deepest of 42,000 honest files reaches 1,783. */
const deepest = 8_000

/** A bracket costs the parser's stack as much as this many operators in a row. */
const bracketWeight = 8

/** `new`, `typeof`, `extends`, ... */
const wordWeight = 2

/** A `<` may begin a type argument or a tag, which cost more than an operator. */
const angleWeight = 2

export function isTooDeep(bytes: Uint8Array): boolean {
  return depthOf(bytes) > deepest
}

/**
 * The weight of what is open at the deepest place: of brackets, and of operators and words since their statement began.
 * Linear in time; stops where it is more than `enough`.
 */
export function depthOf(bytes: Uint8Array, enough: number = deepest): number {
  const lexer = createLexer(bytes)
  const last = { mark: 0, start: 0, end: 0, isOperand: false }
  const nesting: Nesting = { total: 0, chain: 0, around: new Int32Array(256), levels: 1, ended: 0, last }
  let found = 0
  while (found <= enough && next(lexer) !== token.end) {
    addToken(nesting, lexer)
    if (nesting.total > found) found = nesting.total
    remember(nesting, lexer)
  }
  return found
}

/**
 * `chain`: the weight of operators and words in the innermost bracket that is open; `around`: those of the brackets
 * around it, outermost first. `total` is that of everything open.
 */
type Nesting = {
  total: number
  chain: number
  around: Int32Array
  levels: number
  /** The chain before the last `;`: an `else` continues it. */
  ended: number
  /** The token before: its byte if it is a punctuator, where it stands, and whether it may end an operand. */
  last: { mark: number; start: number; end: number; isOperand: boolean }
}

function remember({ last }: Nesting, lexer: Lexer): void {
  const { first } = lexer
  const isMark = lexer.kind === token.punctuator
  last.mark = isMark ? first : 0
  last.start = lexer.start
  last.end = lexer.end
  last.isOperand =
    lexer.leads !== expected.expression && (!isMark || first === 0x29 || first === 0x5d || first === 0x7d)
}

function addToken(nesting: Nesting, lexer: Lexer): void {
  const levels = lexer.nest.depth + 1
  while (nesting.levels > levels) close(nesting)
  if (lexer.kind === token.punctuator) addMark(nesting, lexer)
  else if (lexer.kind === token.template) addTemplate(nesting, lexer)
  else addOperand(nesting, lexer)
  while (nesting.levels < levels) open(nesting)
}

function open(nesting: Nesting): void {
  if (nesting.levels === nesting.around.length) {
    const wider = new Int32Array(nesting.levels * 2)
    wider.set(nesting.around)
    nesting.around = wider
  }
  nesting.around[nesting.levels++] = nesting.chain
  nesting.chain = 0
  nesting.total += bracketWeight
}

function close(nesting: Nesting): void {
  nesting.total -= bracketWeight + nesting.chain
  nesting.chain = nesting.around[--nesting.levels] ?? 0
}

function addMark(nesting: Nesting, { first }: Lexer): void {
  switch (first) {
    case 0x29: // )
    case 0x5d: // ]
    case 0x7d: // }
      return
    case 0x3b: // ;
      nesting.ended = nesting.chain
      restart(nesting, 0)
      return
    case 0x2c: // ,
      restart(nesting, 0)
      return
    case 0x3c: // <
      add(nesting, angleWeight)
      return
    case 0x7b: // { after }: two blocks
      if (nesting.last.mark === 0x7d) restart(nesting, 0)
      add(nesting, 1)
      return
    default:
      add(nesting, 1)
  }
}

function addTemplate(nesting: Nesting, { first }: Lexer): void {
  if (first === 0x60) add(nesting, 1)
  else restart(nesting, 0)
}

const continuing = toWordList('in of instanceof as satisfies extends is else catch finally while'.split(' '))
const prefixing = toWordList([
  ...'new typeof void delete await yield return throw case else do class extends async static'.split(' '),
  ...'in of instanceof as keyof infer readonly unique'.split(' '),
])
const elses = toWordList(['else'])
const cases = toWordList(['case', 'default'])

/** Two operands in a row are two statements, unless one of them is a word that takes operands. */
function addOperand(nesting: Nesting, lexer: Lexer): void {
  const { bytes, start, end } = lexer
  const { last } = nesting
  if (last.isOperand) {
    const goesOn = has(prefixing, bytes, last.start, last.end) || has(continuing, bytes, start, end)
    if (goesOn) add(nesting, wordWeight)
    else restart(nesting, 0)
  } else if (last.mark === 0x3b && has(elses, bytes, start, end)) restart(nesting, nesting.ended + 1)
  else if (last.mark === 0x3a && has(cases, bytes, start, end)) restart(nesting, 0)
  else if (last.mark === 0x29) add(nesting, 1)
}

function add(nesting: Nesting, weight: number): void {
  nesting.chain += weight
  nesting.total += weight
}

function restart(nesting: Nesting, weight: number): void {
  nesting.total += weight - nesting.chain
  nesting.chain = weight
}

function has(list: WordList, bytes: Uint8Array, start: number, end: number): boolean {
  return positionIn(list, bytes, start, end) !== -1
}

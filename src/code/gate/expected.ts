// What may stand after a token: an operator (a slash divides, `<` compares), an expression (a slash begins a regular
// expression, `<` is JSX), or nobody knows without a tree.
import { expected, type Lexer, token } from './token.ts'
import { positionIn, toWordList, type WordList } from './word-list.ts'

const point = 0x2e
const hash = 0x23

/** 'less': `<` is the operator, not a tag. */
export function isExpected(lexer: Lexer, what: 'operator' | 'expression' | 'less'): boolean {
  const leads = leadsOf(lexer)
  if (what === 'less') return leads === expected.operator || leads === expected.operatorOrSign
  return leads === expected[what]
}

function leadsOf(lexer: Lexer): number {
  if (lexer.leads !== expected.byToken) return lexer.leads
  switch (lexer.kind) {
    case token.end:
      return expected.expression
    case token.word:
      return ofWord(lexer)
    case token.punctuator:
      return ofMark(lexer.first)
    default:
      return expected.operator
  }
}

/** `)` of a condition, `!` and `=>` have been told apart before. `.`: the number `1.`, or a spread. */
function ofMark(byte: number): number {
  switch (byte) {
    case 0x29: // )
    case 0x5d: // ]
      return expected.operator
    case 0x7d: // }
    case 0x3e: // >
    case 0x40: // @
    case hash:
    case point:
      return expected.unknown
    default:
      return expected.expression
  }
}

/** Reserved words only: nobody can name a variable like this. */
const beforeExpression = toWordList('return typeof instanceof in new delete throw case do else'.split(' '))

/** Operands or not: by what is around them, in one of the languages, or with a line's end after them. */
const unclear = toWordList('yield await of void default extends break continue debugger'.split(' '))

function ofWord(lexer: Lexer): number {
  const isClear = isIn(beforeExpression, lexer)
  if ((!isClear && !isIn(unclear, lexer)) || isMember(lexer)) return expected.operator
  return isClear && !isAfterPoints(lexer) ? expected.expression : expected.unknown
}

/** After `switch (…)` and `catch (…)` comes a block, and no body of a function. */
const conditions = toWordList(['if', 'while', 'for', 'with', 'switch', 'catch'])
const awaits = toWordList(['await'])

/** What a `(` after this token holds: after `if (…)` an expression follows, after `f(…)` an operator. */
export function parenthesisAfter(lexer: Lexer): 'condition' | 'unsure' | 'plain' {
  if (lexer.kind !== token.word) return 'plain'
  const isCondition = isIn(conditions, lexer)
  if ((!isCondition && !isIn(awaits, lexer)) || isMember(lexer)) return 'plain'
  // `for await (…)`; and `...if`, which is nothing, beside `1..if`.
  return isCondition && !isAfterPoints(lexer) ? 'condition' : 'unsure'
}

/** `x.return`, `#return`: a name like any other. A spread's points are none, those of `1..return` are. */
function isMember(lexer: Lexer): boolean {
  return lexer.previous === hash || (lexer.previous === point && !isAfterPoints(lexer))
}

function isAfterPoints(lexer: Lexer): boolean {
  return lexer.previous === point && lexer.previousPoints
}

function isIn(list: WordList, { bytes, start, end }: Lexer): boolean {
  return positionIn(list, bytes, start, end) !== -1
}

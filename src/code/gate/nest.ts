// The brackets that are open. Bounded: deeper nesting than anybody writes is only counted.
import { parenthesisAfter } from './expected.ts'
import type { Lexer, Nest } from './token.ts'

const deepest = 1 << 16

const kinds = { plain: 0, condition: 1, unsure: 2, square: 3, brace: 4, template: 5 } as const
const sides = { round: 0, square: 1, curly: 2 } as const
const names = ['plain', 'condition', 'unsure', 'square', 'brace', 'template'] as const

export function emptyNest(): Nest {
  return { open: new Uint8Array(64), depth: 0, counts: new Int32Array(3) }
}

export function openBracket(lexer: Lexer, byte: number): void {
  push(lexer, byte === 0x28 ? kinds[parenthesisAfter(lexer)] : byte === 0x5b ? kinds.square : kinds.brace)
}

/** After `${`. */
export function openTemplate(lexer: Lexer): void {
  push(lexer, kinds.template)
}

function push(lexer: Lexer, kind: number): void {
  const { nest } = lexer
  if (nest.depth >= deepest) {
    lexer.inDoubt = true
    return
  }
  if (nest.depth === nest.open.length) {
    const wider = new Uint8Array(nest.open.length * 2)
    wider.set(nest.open)
    nest.open = wider
  }
  nest.open[nest.depth++] = kind
  count(nest, kind, 1)
}

/**
 * What this byte closes. Where brackets do not match, what was left open inside is dropped, so that one wrong guess does
 * not spoil the rest; what closes nothing is `plain`.
 */
export function closeBracket(lexer: Lexer, byte: number): (typeof names)[number] {
  const { nest } = lexer
  const side = byte === 0x29 ? sides.round : byte === 0x5d ? sides.square : sides.curly
  if (nest.counts[side] === 0) {
    lexer.inDoubt = true
    return 'plain'
  }
  for (;;) {
    const kind = nest.open[--nest.depth] ?? 0
    count(nest, kind, -1)
    if (sideOf(kind) === side) return names[kind] ?? 'plain'
    lexer.inDoubt = true
  }
}

/** The innermost bracket that is open is a parenthesis. */
export function isInParentheses({ nest }: Lexer): boolean {
  return nest.depth > 0 && (nest.open[nest.depth - 1] ?? kinds.brace) < kinds.square
}

/** At a bracket that opens: the one around it is a brace. */
export function isOpenedInBrace({ nest }: Lexer): boolean {
  return nest.depth > 1 && nest.open[nest.depth - 2] === kinds.brace
}

function sideOf(kind: number): number {
  return kind < kinds.square ? sides.round : kind === kinds.square ? sides.square : sides.curly
}

function count({ counts }: Nest, kind: number, change: number): void {
  const side = sideOf(kind)
  counts[side] = (counts[side] ?? 0) + change
}

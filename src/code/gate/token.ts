// What the lexer knows at one place of a text: its current token, what may follow, and which brackets are open.

export const token = {
  end: 0,
  word: 1,
  number: 2,
  string: 3,
  /** A template from its backtick, or from the `}` of an expression in it, to the next `${` or its end. */
  template: 4,
  regex: 5,
  /** One byte (`=>` is two tokens), but for `++` and `--`. */
  punctuator: 6,
} as const

/** What may stand after a token: see `expected.ts`. */
export const expected = {
  /** The token's own bytes tell. */
  byToken: 0,
  operator: 1,
  expression: 2,
  /** After `++` and `--`: `<` compares; a slash could be either. */
  operatorOrSign: 3,
  unknown: 4,
} as const

/** One object per file, changed in place. The current token is `bytes[start..end]`; `first` is its first byte. */
export type Lexer = {
  bytes: Uint8Array
  at: number
  kind: number
  start: number
  end: number
  first: number
  /** The first byte of the token before this one; 0 at the beginning. */
  previous: number
  /** The token before this one is the second of two points (`...x`, `1..x`). */
  previousPoints: boolean
  /** What may follow this token, where its first byte alone does not tell: see `expected.ts`. */
  leads: number
  nest: Nest
  /** From here on tokens are guesses. */
  inDoubt: boolean
}

/** Brackets that are open, by kind (see `nest.ts`), innermost last. `counts`: how many of them each closing byte could close. */
export type Nest = { open: Uint8Array; depth: number; counts: Int32Array }

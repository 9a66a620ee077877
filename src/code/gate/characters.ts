// What each byte of a source text is to the lexer. Bytes from 0x80 on are told apart by nobody here: a name or a space
// beyond ASCII is the tree's business.

export const space = 1
export const letter = 2
export const digit = 3
export const quote = 4
export const backtick = 5
export const slash = 6
export const punctuator = 7
export const opening = 8
export const closing = 9

/** By byte. `$` and `_` are letters; a backslash, a control character and a byte beyond ASCII are `other`. */
export const kindOf: Uint8Array = tableOf([
  [' \t\v\f\r\n', space],
  ['abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ$_', letter],
  ['0123456789', digit],
  ['"\'', quote],
  ['`', backtick],
  ['/', slash],
  ['!#%&*+,-.:;<=>?@^|~', punctuator],
  ['([{', opening],
  [')]}', closing],
])

/** By byte: 1 for a letter or digit. */
export const isWordPart: Uint8Array = kindOf.map((kind) => (kind === letter || kind === digit ? 1 : 0))

function tableOf(rows: readonly (readonly [string, number])[]): Uint8Array {
  const table = new Uint8Array(256)
  for (const [characters, kind] of rows) {
    for (const character of characters) table[character.charCodeAt(0)] = kind
  }
  return table
}

// What stands before a character of JavaScript-like text: the word a string is given to, and whether a `/` begins a
// regular expression. Only looks backwards, over white space and the last comment; never further than the word before.

/** What looking back needs to know. `source` is latin1: one unit per byte. */
export type LookBack = {
  source: string
  /** Where the last comment ends, and the last significant character before it: looking back skips it. */
  commentEnd: number
  beforeComment: number
  /** The last `)` closed the parenthesis of an `if`, `while`, `for` or `with`. */
  closedCondition: boolean
}

/** The string at this quote is what `require`, `import` or `from` takes. */
export function isLoad(text: LookBack, at: number): boolean {
  const before = lastSignificant(text, at)
  if (text.source.charCodeAt(before) !== 0x28) {
    const word = wordBefore(text.source, before)
    return word === 'from' || word === 'import'
  }
  const caller = lastSignificant(text, before)
  const word = wordBefore(text.source, caller)
  return word === 'import' || isRequire(word) || isResolve(text.source, caller)
}

/** `require.resolve(` and `import.meta.resolve(`. */
function isResolve(source: string, last: number): boolean {
  if (!source.endsWith('.resolve', last + 1)) return false
  const owner = last - '.resolve'.length
  return source.endsWith('import.meta', owner + 1) || isRequire(wordBefore(source, owner))
}

/** Bundlers and TypeScript write `__require`, `require$1`, `requireFn` and the like. */
function isRequire(word: string): boolean {
  return word.startsWith('require') || word.startsWith('__require') || word.startsWith('_require')
}

/** Words after which an expression begins, so that `/` opens a regular expression. */
const expressionWords = new Set(
  'return typeof case in of do else void delete throw new instanceof yield await'.split(' '),
)
const conditionWords = new Set(['if', 'while', 'for', 'with'])

/** A `/` at `at` begins a regular expression, not a division. */
export function isExpressionNext(text: LookBack, at: number): boolean {
  const before = lastSignificant(text, at)
  if (before < 0) return true
  const code = text.source.charCodeAt(before)
  if (code === 0x29) return text.closedCondition
  // `]` and the end of a string or template are values, and values are divided.
  if (code === 0x5d || code === 0x22 || code === 0x27 || code === 0x60) return false
  if (code === 0x2b || code === 0x2d) return text.source.charCodeAt(before - 1) !== code
  return isWordCode(code) ? expressionWords.has(wordBefore(text.source, before)) : true
}

/** The parenthesis at `at` holds a condition: what follows its end is a statement. */
export function isConditionBefore(text: LookBack, at: number): boolean {
  const before = lastSignificant(text, at)
  // f, e, r, h: the last letters of the four words. Cheaper than reading a word before every parenthesis.
  const code = text.source.charCodeAt(before)
  if (code !== 0x66 && code !== 0x65 && code !== 0x72 && code !== 0x68) return false
  return conditionWords.has(wordBefore(text.source, before))
}

/** Index of the last character before `at` that is neither white space nor comment; -1 for none. */
export function lastSignificant(text: LookBack, at: number): number {
  let index = at - 1
  while (index >= 0) {
    if (index === text.commentEnd - 1) return text.beforeComment
    if (text.source.charCodeAt(index) <= 0x20) index--
    else return index
  }
  return -1
}

/** The identifier that ends at `last` (at most 16 characters of it); '' for none and for a property (`.of`). */
function wordBefore(source: string, last: number): string {
  let first = last
  while (first > last - 16 && isWordCode(source.charCodeAt(first))) first--
  const word = source.slice(first + 1, last + 1)
  const isProperty = source.charCodeAt(first) === 0x2e && source.charCodeAt(first - 1) !== 0x2e
  return isProperty ? '' : word
}

function isWordCode(code: number): boolean {
  return (
    (code >= 0x61 && code <= 0x7a) ||
    (code >= 0x41 && code <= 0x5a) ||
    (code >= 0x30 && code <= 0x39) ||
    code === 0x24 ||
    code === 0x5f ||
    code >= 0x80
  )
}

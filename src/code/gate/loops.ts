// Loops that may never end: those whose condition may hold for ever and whose body has no way out that is surely theirs.
// Few files have one, so that what is in doubt needs a tree.
import { headOf, isWrittenIn, latin, mayHold, nameOf, testOfFor, writes } from './loop-heads.ts'
import type { OpenLoop } from './open-loop.ts'
import { lastWord, type Reading, wordAt } from './reading.ts'
import { token } from './token.ts'

/** At `while` and `for`: true when it needs a tree. */
export function useLoop(reading: Reading): boolean {
  const { lexer } = reading
  const head = headOf(lexer.bytes, lexer.end)
  if (head === 'none') return false
  if (head === 'long') return true
  const text = latin(lexer.bytes, head.from, head.to)
  const test = lexer.end - lexer.start === 3 ? testOfFor(text) : text
  if (test === undefined || !mayHold(reading, test)) return false
  const name = nameOf(test)
  if (name !== '' && isWrittenIn(text, name)) return false
  // `do … while (true)` has its body behind it; one in another, or without braces, is rare.
  if (reading.loops.open !== undefined || lexer.bytes[head.body] !== 0x7b) return true
  const { depth } = lexer.nest
  reading.loops.open = {
    depth,
    from: head.body,
    name,
    isNested: false,
    takesBreaks: false,
    catches: false,
    hasDeadTest: false,
    hasWayOut: false,
  }
  return false
}

/** At every token while a loop is open: true when it has ended without a way out. */
export function followLoop(reading: Reading, loop: OpenLoop): boolean {
  const { lexer } = reading
  if (lexer.start <= loop.from) return false
  const depth = lexer.nest.depth - loop.depth
  if (lexer.kind === token.punctuator) {
    if (lexer.first === 0x7d && depth === 0) {
      reading.loops.open = undefined
      return !loop.hasWayOut
    }
    // `=> {` and `m() {`
    if (lexer.first === 0x7b && (reading.afterCall || reading.last.first === 0x3e)) loop.isNested = true
    return false
  }
  if (lexer.kind === token.word && !loop.hasWayOut) followWord(reading, loop, depth)
  return false
}

const inner: ReadonlySet<string> = new Set(['function', 'class'])
const takingBreaks: ReadonlySet<string> = new Set(['for', 'while', 'do', 'switch'])
const leaving: ReadonlySet<string> = new Set(['return', 'yield', 'await'])

function followWord(reading: Reading, loop: OpenLoop, depth: number): void {
  const { bytes, start, end, previous } = reading.lexer
  if (previous === 0x2e || (end - start > 8 && end - start !== loop.name.length)) return
  const word = wordAt(bytes, reading.lexer)
  // What is not deeper than the body is its own, but for a `break` of a loop without braces.
  const isOwn = !loop.hasDeadTest && (depth === 1 || !loop.isNested)
  if (inner.has(word)) loop.isNested = true
  else if (takingBreaks.has(word)) loop.takesBreaks = true
  else if (word === 'try') loop.catches = true
  // `if (false) break`
  else if (word === 'if') loop.hasDeadTest ||= deadTest.test(latin(bytes, end, end + 60))
  else if (leaving.has(word)) loop.hasWayOut = isOwn
  else if (word === 'throw') loop.hasWayOut = isOwn && !loop.catches
  else if (word === 'break') loop.hasWayOut = isOwn && !loop.takesBreaks && !isLabelled(bytes, end)
  else if (word === loop.name) loop.hasWayOut = isOwn && !declares(reading) && writes.test(latin(bytes, end, end + 40))
}

const deadTest = /^\s*\([\s(]*(?:false|null|void|undefined|NaN|\d|!\s*(?:\d|true)|['"`]|\/[/*])/

/** `let on = …` in the body is another one. */
function declares(reading: Reading): boolean {
  return ['let', 'const', 'var'].includes(lastWord(reading))
}

/** A label may stand inside of the loop. */
function isLabelled(bytes: Uint8Array, end: number): boolean {
  return /^[^\S\n]*[\w$/\\\u0080-\uffff]/.test(latin(bytes, end, end + 40))
}

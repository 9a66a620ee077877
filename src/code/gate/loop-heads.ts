// The head of a loop: where its condition is, and whether that may hold for ever.
import type { Reading } from './reading.ts'

/** Bytes of a loop's head; longer ones are in doubt. */
const longestHead = 2_000

type Head = { from: number; to: number; body: number }

/** Between the parentheses, with strings and comments as they stand. */
export function headOf(bytes: Uint8Array, at: number): Head | 'none' | 'long' {
  let start = afterBlank(bytes, at)
  // `for await` waits, and a key is called as it likes.
  if (bytes[start] !== 0x28) return 'none'
  start++
  let depth = 1
  const last = Math.min(bytes.length, start + longestHead)
  for (let end = start; end < last; end++) {
    if (bytes[end] === 0x28) depth++
    else if (bytes[end] === 0x29) depth--
    if (depth === 0) return { from: start, to: end, body: afterBlank(bytes, end + 1) }
  }
  return 'long'
}

function afterBlank(bytes: Uint8Array, at: number): number {
  let next = at
  for (;;) {
    const byte = bytes[next] ?? 0x2e
    if (byte <= 0x20) next++
    else if (byte === 0x2f && bytes[next + 1] === 0x2a) next = after(bytes, next + 2, 0x2a, 0x2f)
    else if (byte === 0x2f && bytes[next + 1] === 0x2f) next = after(bytes, next + 2, 0x0a, -1)
    else return next
  }
}

/** Behind the next place that has these bytes. */
function after(bytes: Uint8Array, from: number, first: number, second: number): number {
  let at = bytes.indexOf(first, from)
  while (at !== -1 && second !== -1 && bytes[at + 1] !== second) at = bytes.indexOf(first, at + 1)
  if (at === -1) return bytes.length
  return second === -1 ? at + 1 : at + 2
}

/** The condition; undefined for `for (… of …)`. Where a text or a function holds a semicolon it may be any part. */
export function testOfFor(head: string): string | undefined {
  if (!head.includes(';')) return undefined
  const parts = withoutTexts(head).split(';')
  const [init = '', test, update] = parts
  if (test !== undefined && update?.includes('++') && goesAway(init, test)) return ''
  return parts.length === 3 ? test : parts.slice(1, -1).find((part) => part.trim() === '' || holds.test(part))
}

/** `for (let i = 1; i > 0; i++)` */
function goesAway(init: string, test: string): boolean {
  const [, from = ''] = /=\s*(-?[\w.]+)\s*$/.exec(init) ?? []
  const [, operator, to = ''] = /(>=?|!==?)\s*(-?[\w.]+)\s*$/.exec(test) ?? []
  if (operator === undefined) return false
  return operator === '>=' ? Number(from) >= Number(to) : Number(from) > Number(to)
}

/** Each text is a digit, as true as one. */
function withoutTexts(code: string): string {
  const parts = code.split('*/').map((part, index, all) => {
    const comment = index === all.length - 1 ? -1 : part.indexOf('/*')
    return comment === -1 ? part : part.slice(0, comment)
  })
  const bare = parts.join(' ').replace(/\/\/[^\n]*/g, ' ')
  return bare.replace(/'[^'\n]*'|"[^"\n]*"|`[^`]*`/g, '1').replace(/\s+/g, ' ')
}

const holds =
  /(?<![\w$.])true(?![\w$])|Infinity|_INFINITY|MAX_SAFE_INTEGER|MAX_VALUE|\d[eE]\d|\d{16}|0[xX][\da-fA-F]{13}|\*\*|\/\s*0|(?:typeof|void)\s*[\d([{]|^\W*(?:function|class)\b|!\s*\(*\s*(?:[\d"'`[{]|false|null|void)|\|\|\s*[\d![{]/

export function mayHold(reading: Reading, written: string): boolean {
  const test = withoutTexts(written).trim()
  if (test === '' || holds.test(test) || /^\W*[[{/]/.test(test) || !/(?<![\w$.])[A-Za-z_$]/.test(test)) return true
  const name = nameOf(test)
  if (name !== '') return isGiven(reading, name, constant)
  const [, bound = ''] = /[<>]=?\s*([\w$]+)\s*$/.exec(test) ?? []
  return bound !== '' && !/^\d/.test(bound) && hasBig(reading) && isGiven(reading, bound, big)
}

/** The name that the condition is, or its opposite. */
export function nameOf(test: string): string {
  return /^[\s!(]*([A-Za-z_$][\w$]*)[\s)]*$/.exec(test)?.[1] ?? ''
}

/** `for (let mask = 1; mask; mask <<= 1)` */
export function isWrittenIn(head: string, name: string): boolean {
  const update = head.slice(head.lastIndexOf(';') + 1).trim()
  return head.includes(';') && update.startsWith(name) && writes.test(update.slice(name.length))
}

const constant = '[\\d!\\["\'`{]|true|false|null|void|undefined|Infinity|Number'
const big = 'Infinity|Number\\.|-?\\d+\\s*(?:/|\\*\\*)|[\\d.]+[eE]|\\d{16}|0[xX]'
const bigWords = /Infinity|_INFINITY|MAX_SAFE_INTEGER|MAX_VALUE|\/\s*0(?![.\w])|\d[eE]\d\d|\d\s*\*\*|\d{16}/

function hasBig(reading: Reading): boolean {
  reading.loops.hasBig ??= bigWords.test(textOf(reading))
  return reading.loops.hasBig
}

function textOf({ lexer: { bytes }, loops }: Reading): string {
  loops.text ??= latin(bytes, 0, bytes.length)
  return loops.text
}

/** Searches of the whole text for what a name is given; a file with more of them needs a tree. */
const mostSearches = 30

function isGiven(reading: Reading, name: string, values: string): boolean {
  const { loops } = reading
  const known = loops.given.get(`${values} ${name}`)
  if (known !== undefined) return known
  if (loops.given.size >= mostSearches) return true
  const is = new RegExp(`(?<![\\w$.])${name.replaceAll('$', '\\$')}\\s*=\\s*(?:${values})`).test(textOf(reading))
  loops.given.set(`${values} ${name}`, is)
  return is
}

/** What follows a name that is assigned to. */
export const writes = /^\s*(?:(?:[-+*/%&|^]|<<|>>>?|&&|\|\||\?\?|\*\*)?=(?![=>])|\+\+|--)/

export function latin(bytes: Uint8Array, from: number, to: number): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset + from, Math.min(to, bytes.length) - from).toString('latin1')
}

// Python's source as statements of tokens: dotted names, texts (decoded as far as escapes go), numbers left out, marks.
// Total: what Python would refuse is split all the same.

export type Token = { kind: 'name' | 'text' | 'mark'; text: string; at: number }

const maxLength = 2_000_000
const maxTokens = 200_000
/** Tokens of one statement; a longer one is a table. */
const maxStatement = 5000

/** Neighbouring texts are joined, as Python joins them. `placeOf` turns offsets into places. */
export function* tokensOf(source: string, placeOf: (offset: number) => number): Generator<Token[]> {
  const end = Math.min(source.length, maxLength)
  let statement: Token[] = []
  let depth = 0
  let count = 0
  for (let index = 0; index < end && count < maxTokens; ) {
    const character = source.charAt(index)
    if (character === '#') {
      const next = source.indexOf('\n', index)
      index = next === -1 ? end : next
    } else if ((character === '\n' && depth <= 0) || character === ';' || statement.length >= maxStatement) {
      if (statement.length > 0) yield statement
      statement = []
      depth = Math.max(0, depth)
      index++
    } else if (character === '\\' || character <= ' ') index++
    else {
      const quote = quoteAt(source, index)
      count++
      if (quote !== '') {
        const start = index
        const { text, next } = readText(source, index, quote, end)
        const before = statement.at(-1)
        if (before?.kind === 'text') before.text += text
        else statement.push({ kind: 'text', text, at: placeOf(start) })
        index = next
      } else if (isNameStart(character)) {
        const next = nameEnd(source, index, end)
        statement.push({ kind: 'name', text: source.slice(index, next), at: placeOf(index) })
        index = next
      } else {
        if ('([{'.includes(character)) depth++
        if (')]}'.includes(character)) depth--
        const double = character === '=' && source.charAt(index + 1) === '='
        if (!/[0-9]/.test(character))
          statement.push({ kind: 'mark', text: double ? '==' : character, at: placeOf(index) })
        index += double ? 2 : 1
      }
    }
  }
  if (statement.length > 0) yield statement
}

/** With its prefix: `'`, `"`, `rb'''`; '' where none begins. */
function quoteAt(source: string, at: number): string {
  for (let length = 0; length <= 2; length++) {
    const mark = source.charAt(at + length)
    if (mark === '"' || mark === "'") {
      const triple = source.startsWith(mark.repeat(3), at + length)
      return source.slice(at, at + length) + mark.repeat(triple ? 3 : 1)
    }
    if (!'rbufRBUF'.includes(mark) || mark === '') return ''
  }
  return ''
}

function readText(source: string, at: number, quote: string, end: number): { text: string; next: number } {
  const prefix = quote.replaceAll(/['"]/g, '').toLowerCase()
  const mark = quote.slice(prefix.length)
  let text = ''
  let index = at + quote.length
  let from = index
  for (; index < end && !source.startsWith(mark, index); index++) {
    if (mark.length === 1 && source.charAt(index) === '\n') break
    if (source.charAt(index) !== '\\') continue
    const decoded = prefix.includes('r') ? undefined : escapeAt(source, index)
    if (decoded === undefined) index++
    else {
      text += source.slice(from, index) + decoded.text
      index += decoded.length - 1
      from = index + 1
    }
  }
  return { text: text + source.slice(from, Math.min(index, end)), next: Math.min(end, index + mark.length) }
}

const simple: ReadonlyMap<string, string> = new Map([
  ['n', '\n'],
  ['t', '\t'],
  ['\\', '\\'],
  ["'", "'"],
  ['"', '"'],
])

function escapeAt(source: string, at: number): { text: string; length: number } | undefined {
  const next = source.charAt(at + 1)
  const plain = simple.get(next)
  if (plain !== undefined) return { text: plain, length: 2 }
  const digits = next === 'x' ? 2 : next === 'u' ? 4 : 0
  const hex = source.slice(at + 2, at + 2 + digits)
  if (digits === 0 || hex.length < digits || /[^0-9a-f]/i.test(hex)) return undefined
  return { text: String.fromCharCode(Number.parseInt(hex, 16)), length: 2 + digits }
}

function isNameStart(character: string): boolean {
  return /[A-Za-z_]/.test(character) || character > '\x7f'
}

/** With its dots: `os.path.join`. */
function nameEnd(source: string, start: number, end: number): number {
  let at = start
  while (at < end && at - start < 300 && (isNameStart(source.charAt(at)) || /[0-9.]/.test(source.charAt(at)))) at++
  return at
}

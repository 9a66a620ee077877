// Names, texts, templates and patterns of a file as its tree has them, by kind and byte offset.
import { parseSource } from '../../../src/code/parse.ts'

type Kind = 'word' | 'text' | 'template' | 'pattern'
type Shape = { type?: unknown; start?: unknown; end?: unknown; name?: unknown; raw?: unknown; regex?: unknown }

/** `no code`: it does not parse. */
export function tokensOfTree(path: string, bytes: Buffer): Map<string, string> | 'no code' {
  const text = bytes.toString('utf8')
  const mark = text.startsWith('\ufeff') ? 3 : 0
  const source = mark === 0 ? text : text.slice(1)
  const { program, hasErrors } = parseSource(path, source)
  if (hasErrors) return 'no code'
  const offsets = byteOffsets(source, mark)
  const found = new Map<string, string>()
  const add = (kind: Kind, start: number, end: number) => {
    const [from, to] = [offsets[start] ?? 0, offsets[end] ?? 0]
    found.set(`${kind} ${from}`, bytes.toString('latin1', from, to))
  }
  const open: object[] = [program]
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    addNode(node, add)
    for (const value of Object.values(node)) {
      if (typeof value === 'object' && value !== null && !(value instanceof RegExp)) open.push(value)
    }
  }
  return found
}

function addNode(node: Shape, add: (kind: Kind, start: number, end: number) => void): void {
  const { type, start, end, name, raw, regex } = node
  if (typeof start !== 'number' || typeof end !== 'number') return
  // With a type annotation an identifier is longer than its name.
  if (type === 'Identifier' && typeof name === 'string' && name !== '') add('word', start, start + name.length)
  if (type === 'PrivateIdentifier') add('word', start + 1, end)
  if (type !== 'Literal') return
  if (typeof raw === 'string' && (raw.startsWith("'") || raw.startsWith('"'))) add('text', start, end)
  if (regex !== undefined) add('pattern', start, end)
}

function byteOffsets(source: string, mark: number): Uint32Array {
  const offsets = new Uint32Array(source.length + 1)
  let at = mark
  for (let index = 0; index < source.length; index++) {
    offsets[index] = at
    const unit = source.charCodeAt(index)
    // Each half of a pair counts for half of its four bytes.
    at += unit < 0x80 ? 1 : unit < 0x800 || (unit >= 0xd800 && unit < 0xe000) ? 2 : 3
  }
  offsets[source.length] = at
  return offsets
}

// Changes single top-level members of a package.json and leaves every other byte as it is: indentation, ends of lines,
// order. Pure text; which members those are is decided elsewhere.
import { type JsonNode, memberOf, readJson } from '../domain/json.ts'
import { manifestJson } from './lockfile/limits.ts'

/** A value that JSON can hold, in the order in which it is to be written. */
export type JsonValue = string | number | boolean | null | readonly JsonValue[] | ReadonlyMap<string, JsonValue>

/** `undefined` for a text that is no JSON object: then nothing can be kept as it is. */
export function withMember(text: string, key: string, value: JsonValue): string | undefined {
  const read = readJson(text, manifestJson)
  if (!read.ok || read.root.kind !== 'object') return undefined
  const style = styleOf(text)
  const written = print(value, style, 1)
  // npm takes the last of two equal keys.
  const member = read.root.members.findLast((one) => one.key === key)
  if (member !== undefined) {
    const { offset } = member.value
    return text.slice(0, offset) + written + text.slice(endOf(text, offset))
  }
  const last = read.root.members.at(-1)
  const line = `${style.newline}${style.indent}`
  if (last === undefined) {
    return `${text.slice(0, read.root.offset)}{${line}${JSON.stringify(key)}: ${written}${style.newline}}${text.slice(endOf(text, read.root.offset))}`
  }
  const end = endOf(text, last.value.offset)
  return `${text.slice(0, end)},${style.newline === '' ? ' ' : line}${JSON.stringify(key)}: ${written}${text.slice(end)}`
}

/** The top-level member as a value with its order kept; `undefined` where there is none. */
export function memberValue(text: string, key: string): JsonValue | undefined {
  const read = readJson(text, manifestJson)
  const node = read.ok ? memberOf(read.root, key) : undefined
  return node === undefined ? undefined : toValue(node)
}

function toValue(node: JsonNode): JsonValue {
  switch (node.kind) {
    case 'object':
      return new Map(node.members.map(({ key, value }) => [key, toValue(value)]))
    case 'array':
      return node.items.map(toValue)
    case 'null':
      return null
    case 'string':
    case 'number':
    case 'boolean':
      return node.value
  }
}

/** All on one line where the whole file is. */
type Style = { indent: string; newline: string }

function styleOf(text: string): Style {
  const found = /(\r?\n)([ \t]+)"/.exec(text)
  if (found !== null) return { newline: found[1] ?? '\n', indent: found[2] ?? '  ' }
  return text.trim().includes('\n') ? { newline: '\n', indent: '' } : { newline: '', indent: '' }
}

function print(value: JsonValue, style: Style, depth: number): string {
  if (value === null || typeof value !== 'object') return JSON.stringify(value)
  const isMap = value instanceof Map
  const parts = isMap
    ? [...value].map(([key, one]) => `${JSON.stringify(key)}: ${print(one, style, depth + 1)}`)
    : [...value.values()].map((one) => print(one, style, depth + 1))
  const [open, close] = isMap ? ['{', '}'] : ['[', ']']
  if (parts.length === 0) return `${open}${close}`
  if (style.newline === '') return `${open} ${parts.join(', ')} ${close}`
  const line = style.newline + style.indent.repeat(depth)
  return `${open}${line}${style.indent}${parts.join(`,${line}${style.indent}`)}${line}${close}`
}

/** Where the value that begins at `offset` ends; the text is known to be JSON. */
function endOf(text: string, offset: number): number {
  const first = text.charAt(offset)
  if (first === '"') return stringEnd(text, offset)
  if (first !== '{' && first !== '[') return offset + text.slice(offset).search(/[\s,}\]]|$/)
  let depth = 0
  for (let at = offset; at < text.length; at++) {
    const character = text.charAt(at)
    if (character === '"') at = stringEnd(text, at) - 1
    else if (character === '{' || character === '[') depth++
    else if ((character === '}' || character === ']') && --depth === 0) return at + 1
  }
  return text.length
}

function stringEnd(text: string, open: number): number {
  for (let at = open + 1; at < text.length; at++) {
    if (text.charAt(at) === '\\') at++
    else if (text.charAt(at) === '"') return at + 1
  }
  return text.length
}

// Lists whose entries are no words and are given to a function that decodes: how droppers hide names and addresses.
import type { Call, Collected, FunctionNode } from '../names/collected.ts'
import type { Node } from '../parse.ts'
import type { Resolver } from '../value.ts'
import { functionOf } from './function-of.ts'

/** Entries of one array that one function is given by hand. */
const fewestDecoded = 3
const maxFunction = 6000
const maxLooked = 200

/** `decode(list[0], key)` again and again, or `list.map(decode)`. */
export function decodedEntries(source: string, collected: Collected, resolver: Resolver): number {
  if (!decoding.some((word) => source.includes(word))) return -1
  const pairs = new Map<string, { places: Set<string>; call: Call; list: Node }>()
  for (const call of collected.calls) {
    const list = mappedList(call)
    if (list !== undefined) {
      const [mapper] = call.arguments
      const isDecoder = mapper !== undefined && decodes(mapper, source, resolver)
      if (isDecoder && isEncodedList(list, resolver)) return list.start
    }
    if (call.callee.type !== 'Identifier') continue
    for (const given of call.arguments) {
      if (given.type !== 'MemberExpression' || !given.computed || given.object.type !== 'Identifier') continue
      if (given.property.type !== 'Literal' || typeof given.property.value !== 'number') continue
      const key = `${call.callee.name} ${given.object.name}`
      const known = pairs.get(key) ?? { places: new Set(), call, list: given.object }
      pairs.set(key, known)
      known.places.add(String(given.property.value))
    }
  }
  let looked = 0
  for (const { places, call, list } of pairs.values()) {
    if (places.size < fewestDecoded || looked++ > maxLooked) continue
    if (isEncodedList(list, resolver) && decodes(call.callee, source, resolver)) return call.start
  }
  return -1
}

function mappedList({ callee, arguments: given }: Call): Node | undefined {
  if (callee.type !== 'MemberExpression' || callee.computed || given.length === 0) return undefined
  const isList = callee.object.type === 'Identifier' || callee.object.type === 'ArrayExpression'
  return isList && callee.property.name === 'map' ? callee.object : undefined
}

/** Texts without blanks of which most are no words: digits, capitals inside, or signs at the end. */
function isEncodedList(node: Node, resolver: Resolver): boolean {
  const value = resolver.valueOf(node)
  if (value.kind !== 'list' || value.items.length < fewestDecoded) return false
  let encoded = 0
  for (const item of value.items) {
    if (item.kind !== 'constant' || typeof item.value !== 'string') return false
    if (isEncodedText(item.value)) encoded++
  }
  return encoded * 2 > value.items.length
}

function isEncodedText(text: string): boolean {
  if (text.length < 4 || text.length > 100_000 || text.includes(' ')) return false
  let changes = 0
  for (let at = 1; at < Math.min(text.length, 200); at++) {
    if (sortOf(text.charCodeAt(at)) !== sortOf(text.charCodeAt(at - 1))) changes++
  }
  return changes * 4 > Math.min(text.length, 200)
}

function sortOf(unit: number): number {
  if (unit >= 0x30 && unit <= 0x39) return 0
  if (unit >= 0x41 && unit <= 0x5a) return 1
  return unit >= 0x61 && unit <= 0x7a ? 2 : 3
}

export const decoding = [
  'fromCharCode',
  'fromCodePoint',
  'charCodeAt',
  'base64',
  "'hex'",
  '"hex"',
  'atob',
  'decodeURIComponent',
]

function decodes(node: Node, source: string, resolver: Resolver): boolean {
  if (node.type === 'FunctionExpression' || node.type === 'ArrowFunctionExpression') return decodesIn(node, source)
  const value = resolver.valueOf(node)
  if (value.kind === 'named') return value.name === 'global.atob'
  const reader = functionOf(node, resolver)
  return reader !== undefined && decodesIn(reader, source)
}

function decodesIn({ start, end }: FunctionNode, source: string): boolean {
  if (end - start > maxFunction) return false
  const text = source.slice(start, end)
  return decoding.some((word) => text.includes(word))
}

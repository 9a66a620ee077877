// Arrays of texts that only a function of the file can read: the mark of the common obfuscators, and of droppers that
// hide the names of modules and hosts. The array may be rotated first, its entries decoded, or both.
import type { Call, Collected, Member } from '../names/collected.ts'
import type { Node } from '../parse.ts'
import type { Resolver } from '../value.ts'
import { decodedEntries } from './decoded-entries.ts'
import { functionOf } from './function-of.ts'

export type StringArray = { detail: string; at: number }

const fewestStrings = 8
const fewestReads = 8
const maxFunction = 6000
const maxLooked = 200

export function stringArrays(source: string, collected: Collected, resolver: Resolver): StringArray[] {
  const found: StringArray[] = []
  const rotated = rotation(source)
  const replacing = selfReplacing(source)
  if ((rotated !== -1 || replacing !== -1) && hasLongList(source, collected)) {
    if (rotated !== -1) found.push({ detail: 'rotated', at: rotated })
    if (replacing !== -1) found.push({ detail: 'self-replacing', at: replacing })
  }
  const read = readByNumber(collected, resolver)
  if (read !== -1) found.push({ detail: 'read-by-number', at: read })
  const decoded = decodedEntries(source, collected, resolver)
  if (decoded !== -1) found.push({ detail: 'decoded', at: decoded })
  return found
}

/** In any quotes: minifiers write `[\`push\`]`. */
const rotating = /\[?['"`.]push['"`\]]{0,2}\(\s{0,10}[\w$]{1,60}\[?['"`.]shift['"`\]]{0,2}\(\)\s{0,10}\)/g

/** The loop that turns the array until a checksum fits, or a given number of times. -1 where there is none. */
export function rotation(source: string): number {
  if (!source.includes('push') || !source.includes('shift')) return -1
  rotating.lastIndex = 0
  let seen = 0
  for (let match = rotating.exec(source); match !== null && seen < maxLooked; match = rotating.exec(source)) {
    seen++
    const before = source.slice(Math.max(0, match.index - 4000), match.index)
    if (before.split('parseInt(').length > 3 || before.slice(-200).replaceAll(' ', '').includes('while(--'))
      return match.index
  }
  return -1
}

/** Begins with its rarest sign: it is looked for in every file. */
const replacingItself =
  /=\s{0,10}function\s{0,10}\(\)\s{0,10}\{\s{0,10}return\s{1,10}[\w$]{1,60};?\s{0,10}\}[;,]?\s{0,10}return\s{1,10}([\w$]{1,60})\(\)/g

/** `function a() { const list = […]; a = function () { return list }; return a() }`: the list's own function. */
export function selfReplacing(source: string): number {
  for (const { index, 1: name = '' } of source.matchAll(replacingItself)) {
    const start = source.slice(Math.max(0, index - 10), index).trimEnd().length + Math.max(0, index - 10) - name.length
    if (source.startsWith(name, start) && !/[\w$]/.test(source.charAt(start - 1))) return start
  }
  return -1
}

/** Texts that follow one another with nothing but commas between. */
function hasLongList(source: string, { strings, templates }: Collected): boolean {
  const plain = templates.filter(({ quasis }) => quasis.length === 1)
  return isLongListOf(source, strings) || isLongListOf(source, plain)
}

function isLongListOf(source: string, texts: readonly { start: number; end: number }[]): boolean {
  let length = 1
  for (const [index, string] of texts.entries()) {
    const next = texts[index + 1]
    if (next === undefined || next.start - string.end > 200) length = 1
    else length = source.slice(string.end, next.start).trim() === ',' ? length + 1 : 1
    if (length >= fewestStrings) return true
  }
  return false
}

/** A function called with plain numbers all over, which reads a list of texts at a place it reckons. */
function readByNumber({ calls, members }: Collected, resolver: Resolver): number {
  const numbers = new Map<string, { calls: Call[]; values: Set<string> }>()
  for (const call of calls) {
    const [first] = call.arguments
    if (call.callee.type !== 'Identifier' || first?.type !== 'Literal') continue
    if (typeof first.value !== 'number' && !isHexText(first.value)) continue
    const known = numbers.get(call.callee.name) ?? { calls: [], values: new Set() }
    numbers.set(call.callee.name, known)
    if (known.calls.length < 50) known.calls.push(call)
    known.values.add(String(first.value))
  }
  let computed: readonly Member[] | undefined
  let looked = 0
  for (const { calls: uses, values } of numbers.values()) {
    const [use] = uses
    if (use === undefined || values.size < fewestReads || looked++ > maxLooked) continue
    const reader = functionOf(use.callee, resolver)
    if (reader === undefined || reader.end - reader.start > maxFunction) continue
    computed ??= members.filter((one) => one.computed)
    const inside = computed.filter((one) => one.start >= reader.start && one.end <= reader.end)
    if (inside.some((member) => isListOfTexts(member.object, resolver))) return reader.start
  }
  return -1
}

function isHexText(value: unknown): boolean {
  return typeof value === 'string' && value.length <= 10 && value.startsWith('0x')
}

function isListOfTexts(node: Node, resolver: Resolver): boolean {
  const value = resolver.valueOf(node)
  if (value.kind !== 'list' || value.items.length < fewestStrings) return false
  return value.items.every((item) => item.kind === 'constant' && typeof item.value === 'string')
}

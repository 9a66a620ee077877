// Takes entries out of the text of a policy and leaves every other character where it is: comments, order and spelling are
// the work of people. The result is read again by the caller.
import { memberOf } from '../../yaml/members.ts'
import type { YamlNode } from '../../yaml/read.ts'
import { type PolicyText, treeOf } from './read.ts'

/** Which entries to remove, by their index in the list. */
export type Removal = { exceptions: ReadonlySet<number>; unchecked: ReadonlySet<number> }

type List = YamlNode & { kind: 'list' }
/** `end` is behind the last character; what stands between is replaced by `text`. */
type Cut = { at: number; end: number; text: string }

/** The text without them; `undefined` where an entry is written so that it cannot be cut out safely. */
export function withoutEntries(given: PolicyText, { exceptions, unchecked }: Removal): string | undefined {
  const { source, root } = treeOf(given)
  const cuts: Cut[] = []
  for (const [key, removed] of [['exceptions', exceptions] as const, ['unchecked', unchecked] as const]) {
    const list = memberOf(root, key)
    if (removed.size === 0) continue
    if (list?.kind !== 'list') return undefined
    const at = root.kind === 'map' ? (root.entries.find((entry) => entry.key === key)?.at ?? 0) : 0
    const found = cutsOf(source, list, removed, source.indexOf(':', at))
    if (found === undefined) return undefined
    cuts.push(...found)
  }
  const mark = given.text.startsWith('\uFEFF') ? '\uFEFF' : ''
  return mark + apply(source, cuts)
}

function apply(source: string, cuts: readonly Cut[]): string {
  let text = source
  for (const { at, end, text: instead } of cuts.toSorted((a, b) => b.at - a.at)) {
    text = text.slice(0, at) + instead + text.slice(end)
  }
  return text
}

/** `colon`: the one behind the key of the list. */
function cutsOf(source: string, list: List, removed: ReadonlySet<number>, colon: number): Cut[] | undefined {
  const isFlow = source[list.at] === '['
  const items = list.items.filter((_, index) => removed.has(index))
  if (isFlow) {
    // The brackets stay, and so do comments between the entries that stay.
    if (items.length === list.items.length) return [{ at: list.at, end: list.end, text: '[]' }]
    return items.map((item) => flowCut(source, item))
  }
  const cuts = items.map((item) => blockCut(source, item))
  if (cuts.includes(undefined)) return undefined
  const whole = cuts.filter((cut) => cut !== undefined)
  if (items.length < list.items.length) return whole
  // A key with nothing behind it would be no list any more.
  return [...whole, { at: colon + 1, end: colon + 1, text: ' []' }]
}

/** In `[ { … }, { … } ]`: the entry with the comma that follows it. A comma before the bracket is fine in YAML. */
function flowCut(source: string, item: YamlNode): Cut {
  let end = item.end
  while (isBlank(source[end])) end++
  if (source[end] === ',') end++
  else end = item.end
  while (source[end] === ' ') end++
  return { at: item.at, end, text: '' }
}

/** Whole lines, from the one with the dash to the last one that has anything of the entry. */
function blockCut(source: string, item: YamlNode): Cut | undefined {
  const dash = dashBefore(source, item.at)
  if (dash === undefined) return undefined
  const start = source.lastIndexOf('\n', dash - 1) + 1
  const last = lastCharacter(source, item)
  const newline = source.indexOf('\n', last)
  return { at: start, end: newline === -1 ? source.length : newline + 1, text: '' }
}

/** The dash stands on the line of the entry, or alone on one before. */
function dashBefore(source: string, at: number): number | undefined {
  let index = at - 1
  while (isBlank(source[index])) index--
  if (source[index] !== '-') return undefined
  const start = source.lastIndexOf('\n', index - 1) + 1
  return source.slice(start, index).trim() === '' ? index : undefined
}

/** The end of a map in YAML may lie behind comments that are not its own: its last value says where it ends. */
function lastCharacter(source: string, node: YamlNode): number {
  const opens = source[node.at]
  if (node.kind === 'map' && opens !== '{') {
    return Math.max(node.at, ...node.entries.map(({ value }) => lastCharacter(source, value)))
  }
  if (node.kind === 'list' && opens !== '[') {
    return Math.max(node.at, ...node.items.map((item) => lastCharacter(source, item)))
  }
  return Math.max(node.at, node.end - 1)
}

function isBlank(character: string | undefined): boolean {
  return character === ' ' || character === '\n' || character === '\t' || character === '\r'
}

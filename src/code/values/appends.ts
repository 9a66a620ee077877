// Texts and lists that grow step by step (`x += 'a'`, `x.push('a')`), wherever they are read: what one reading finds of the
// steps before it, the next one shares. Each for itself, the memory of such a file would be the square of its size.
import type { Binding, Definition } from '../names/scope.ts'
import type { Node } from '../parse.ts'
import { unknown, type Value } from '../value.ts'
import { joinedParts, partsLimit, same, text, textOfParts } from './build.ts'
import type { State } from './state.ts'

const appendsLimit = 2000

type Step = Definition & { kind: 'append' | 'push' }
type List = Value & { kind: 'list' }

/** What one name is made of, in the order of its definitions. `places`: where the steps stand. */
export type Appends = {
  starts: readonly Definition[]
  appends: readonly Step[]
  places: readonly number[]
  isOrdered: boolean
  list: Steps
  text: Steps
}

/** `nodes`: what is put there, 'unknown' for what no text can tell. The steps before a place put the first `counts[…]` there. */
type Steps = {
  nodes: readonly (Node | 'unknown')[]
  counts: readonly number[]
  /** The number of steps from which on a list may have got more. */
  openFrom: number
  found: Found | undefined
}

/** What the nodes were found to be, after `start`. `final`: whoever asks again is told the same. */
type Found = {
  start: Value
  values: Value[]
  final: boolean[]
  /** Of a text, by the number of values: its parts, undefined where there are too many, and what they make. */
  parts: (readonly Value[] | undefined)[]
  texts: Value[]
}

export function appendsOf({ definitions }: Binding): Appends {
  return toAppends(
    definitions.filter((one) => !isStep(one)),
    definitions.slice(0, appendsLimit).filter(isStep),
  )
}

/** Those before a place. Shared where they are in order, as they are but for names that are texts here and lists there. */
export function appendsBefore(all: Appends, at: number): { appends: Appends; steps: number } {
  if (all.isOrdered) return { appends: all, steps: stepsBefore(all.places, at) }
  const before = all.appends.filter((one) => one.at < at)
  return { appends: toAppends(all.starts, before), steps: before.length }
}

function isStep(definition: Definition): definition is Step {
  return definition.kind === 'append' || definition.kind === 'push'
}

function toAppends(starts: readonly Definition[], appends: readonly Step[]): Appends {
  const places = appends.map(({ at }) => at)
  return {
    starts,
    appends,
    places,
    isOrdered: places.every((at, index) => index === 0 || (places[index - 1] ?? 0) <= at),
    list: listSteps(appends),
    text: {
      nodes: appends.map((one) => (one.kind === 'append' ? one.node : 'unknown')),
      counts: [0, ...appends.map((_, index) => index + 1)],
      openFrom: Number.POSITIVE_INFINITY,
      found: undefined,
    },
  }
}

function listSteps(appends: readonly Step[]): Steps {
  const nodes: Node[] = []
  const counts = [0]
  let openFrom = Number.POSITIVE_INFINITY
  for (const one of appends) {
    const given = one.kind === 'push' ? one.given : []
    const known = given.filter(({ type }) => type !== 'SpreadElement')
    if (one.kind !== 'push' || known.length < given.length) openFrom = Math.min(openFrom, counts.length)
    for (const node of known) nodes.push(node)
    counts.push(nodes.length)
  }
  return { nodes, counts, openFrom, found: undefined }
}

function stepsBefore(places: readonly number[], at: number): number {
  let low = 0
  let high = places.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((places[middle] ?? 0) < at) low = middle + 1
    else high = middle
  }
  return low
}

export function listAfter(state: State, { list }: Appends, start: List, steps: number): List {
  const count = list.counts[steps] ?? 0
  const { found, own } = find(state, list, start, count)
  const open = start.open || steps >= list.openFrom
  if (own !== undefined) return { kind: 'list', items: [...start.items, ...own], open }
  return listView(start.items, found.values, count, count === list.nodes.length, open)
}

/** Most of those who come by a list while it grows look at none of its items. */
function listView(
  first: readonly Value[],
  values: readonly Value[],
  count: number,
  isAll: boolean,
  open: boolean,
): List {
  if (isAll && first.length === 0) return { kind: 'list', items: values, open }
  return {
    kind: 'list',
    get items() {
      return [...first, ...values.slice(0, count)]
    },
    open,
  }
}

/** The same items, as many as they are; copied as an object a view would be looked at. */
export function openList(list: List): List {
  if (list.open) return list
  return {
    kind: 'list',
    get items() {
      return list.items
    },
    open: true,
  }
}

export function textAfter(state: State, { text: steps }: Appends, start: Value, count: number): Value {
  const { found, own } = find(state, steps, start, count)
  if (own !== undefined) return text([start, ...own])
  const { parts, texts, values } = found
  if (parts.length === 0) parts.push(joinedParts([], start))
  while (parts.length <= count) {
    const before = parts.at(-1)
    const next = before === undefined ? undefined : joinedParts(before, values[parts.length - 1] ?? unknown)
    parts.push(next !== undefined && next.length <= partsLimit ? next : undefined)
  }
  for (let at = texts.length; at <= count; at++) {
    const known = parts[at]
    texts.push(known === undefined ? unknown : textOfParts(known))
  }
  return texts[count] ?? unknown
}

/** `own`: where they are not what others found. Asking one can lead back here. */
function find(state: State, steps: Steps, start: Value, count: number): { found: Found; own: Value[] | undefined } {
  let found = steps.found
  if (found === undefined || !(found.start === start || same(found.start, start))) {
    found = { start, values: [], final: [], parts: [], texts: [] }
    steps.found = found
  }
  const { values, final } = found
  let own: Value[] | undefined
  for (let at = 0; at < count; at++) {
    const node = steps.nodes[at]
    const known = values[at]
    if (known !== undefined && final[at] === true && state.frame === undefined) {
      own?.push(known)
      continue
    }
    const value = node === undefined || node === 'unknown' ? unknown : state.valueOf(node)
    const told = values[at]
    if (own !== undefined) own.push(value)
    else if (told === undefined) values.push(value)
    else if (told !== value && !same(told, value)) own = [...values.slice(0, at), value]
    if (own === undefined) final[at] = node === undefined || isFinal(state, node, value)
  }
  // What is found last is found most often from now on: what had to do with itself was unknown at first.
  if (own !== undefined && state.frame === undefined) {
    steps.found = { start, values: own, final: [], parts: [], texts: [] }
    return { found: steps.found, own: undefined }
  }
  return { found, own }
}

/** While something is looked at, it stands as unknown in the memo. */
function isFinal(state: State, node: Node | 'unknown', value: Value): boolean {
  if (node === 'unknown' || node.type === 'Literal') return true
  return value !== unknown && state.memo.get(node) === value
}

// Methods of lists whose items are known, and the functions that take lists and records apart.
import { unknown, type Value } from '../value.ts'
import { choice, constant, each, isText, keyOf, listText, nothing, same, text, textLimit } from './build.ts'
import { primitives } from './strings.ts'

type List = Value & { kind: 'list' }

const itemsLimit = 100_000

/** `undefined`: not a method of lists that can be told. */
export function listMethod(
  list: List,
  method: string,
  given: readonly Value[],
  call: (callee: Value, given: readonly Value[]) => Value,
): Value | undefined {
  const [first, second] = given
  switch (method) {
    case 'join':
      return join(list, first)
    case 'toString':
      return join(list, undefined)
    case 'at':
      return first?.kind === 'constant' ? itemAt(list, list.items.at(Number(first.value))) : undefined
    case 'indexOf':
      return indexOf(list, first)
    case 'includes':
      return each(indexOf(list, first), (at) => (at.kind === 'constant' ? constant(at.value !== -1) : unknown))
    case 'reverse':
    case 'toReversed':
      return { ...list, items: list.items.toReversed() }
    case 'slice': {
      const bounds = primitives(given)
      if (bounds === undefined) return { ...list, open: true }
      const [from, to] = bounds.map((bound) => (bound === undefined ? undefined : Number(bound)))
      return { ...list, items: list.items.slice(from, to) }
    }
    case 'concat':
      return concat(list, given)
    case 'flat':
      return concat({ kind: 'list', items: [], open: list.open }, list.items)
    case 'pop':
      return itemAt(list, list.items.at(-1))
    case 'shift':
      return itemAt(list, list.items[0])
    case 'sort':
    case 'filter':
    case 'fill':
      return { ...list, open: true }
    case 'map':
    case 'flatMap':
      return first === undefined ? undefined : map(list, first, call)
    case 'find':
      return choice(list.open ? [...list.items, unknown] : [...list.items, nothing])
    case 'reduce':
    case 'reduceRight':
      return first === undefined ? undefined : reduce(list, method === 'reduceRight', first, second, call)
    case 'values':
    case 'keys':
    case 'entries':
      return method === 'values' ? list : undefined
    default:
      return undefined
  }
}

export function itemAt(list: List, item: Value | undefined): Value {
  if (item === undefined) return list.open ? unknown : nothing
  return list.open ? choice([item, unknown]) : item
}

function join(list: List, separator: Value | undefined): Value {
  const between = separator === undefined || same(separator, nothing) ? ',' : keyOf(separator)
  if (between === undefined || list.open) return unknown
  if (list.items.every((item) => item.kind === 'constant')) {
    const joined = listText(list.items, between)
    return joined.length > textLimit ? unknown : constant(joined)
  }
  if (list.items.length > 64) return unknown
  return text(list.items.flatMap((item, index) => (index === 0 ? [item] : [constant(between), item])))
}

function indexOf(list: List, item: Value | undefined): Value {
  if (list.open || item?.kind !== 'constant' || list.items.some(({ kind }) => kind !== 'constant')) return unknown
  return constant(list.items.findIndex((one) => one.kind === 'constant' && one.value === item.value))
}

function concat(list: List, given: readonly Value[]): Value {
  const items = [...list.items]
  let open = list.open
  for (const one of given) {
    if (one.kind === 'list') for (const item of one.items) items.push(item)
    else items.push(one)
    open ||= one.kind === 'list' ? one.open : one.kind !== 'constant'
    if (items.length > itemsLimit) return unknown
  }
  return { kind: 'list', items, open }
}

function map(list: List, change: Value, call: (callee: Value, given: readonly Value[]) => Value): Value {
  if (list.items.length > 5000) return unknown
  return { ...list, items: list.items.map((item, index) => call(change, [item, constant(index), list])) }
}

function reduce(
  list: List,
  fromRight: boolean,
  step: Value,
  start: Value | undefined,
  call: (callee: Value, given: readonly Value[]) => Value,
): Value {
  if (list.open || list.items.length > 5000) return unknown
  const items = fromRight ? list.items.toReversed() : [...list.items]
  let result = start ?? items.shift()
  if (result === undefined) return unknown
  for (const [index, item] of items.entries()) {
    result = call(step, [result, item, constant(index)])
    if (result.kind === 'unknown') return unknown
  }
  return result
}

/** What `...value` puts into a list. */
export function spread(value: Value): { items: readonly Value[]; open: boolean } {
  if (value.kind === 'list') return value
  if (isText(value) && value.value.length <= itemsLimit) {
    return { items: [...value.value].map((one) => constant(one)), open: false }
  }
  return { items: [], open: true }
}

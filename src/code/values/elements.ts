// What loops, methods and patterns that go over a value meet in it.
import { unknown, type Value } from '../value.ts'
import { choice, each } from './build.ts'
import { spread } from './lists.ts'

const elementsLimit = 8

export function elementOf(value: Value): Value {
  return each(value, (one) => {
    const { items, open } = spread(one)
    return open || items.length > elementsLimit ? unknown : choice(items)
  })
}

/** `[a, ...rest]`. */
export function restOf(value: Value, from: number): Value {
  return each(value, (one) => (one.kind === 'list' ? { ...one, items: one.items.slice(from) } : one))
}

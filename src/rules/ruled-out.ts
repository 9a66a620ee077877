// What of a condition can be told from the plain facts, without the condition engine: most rules say no to most packages
// in their first term. Three values: true, false, and undefined for whatever is not understood here. Only a certain
// `false` is used, so this can make judging faster and never another verdict; a test holds it against the engine.
import type { Change, Fact } from '../domain/change.ts'
import type { Expression, Operator } from './expression.ts'
import { boundName } from './expression.ts'
import { isChangeField } from './vocabulary.ts'

type Told = boolean | undefined
type Scalar = string | number | boolean
type Plain = Readonly<Record<string, unknown>>

/** The element that a macro is at; one slot per variable, since nothing here runs side by side. */
type Slot = { element: Plain }
type Slots = ReadonlyMap<string, Slot>

/** True only where the condition is certainly false for this change. */
export function ruledOut(condition: Expression): (change: Change) => boolean {
  const room: Room = { left: 0 }
  const told = tell(condition, new Map(), room)
  return (change) => {
    room.left = maxElements
    return told(change) === false
  }
}

/** Elements that one look may still take; what lies beyond is left to the engine, which counts for itself. */
type Room = { left: number }
const maxElements = 1_000_000

const unknown = () => undefined

function tell(expression: Expression, slots: Slots, room: Room): (change: Change) => Told {
  switch (expression.kind) {
    case 'binary':
      return tellBinary(expression, slots, room)
    case 'not':
      return negated(tell(expression.of, slots, room))
    case 'call':
      return tellMacro(expression, slots, room)
    case 'literal':
    case 'field': {
      const value = read(expression, slots)
      return (change) => {
        const found = value(change)
        return typeof found === 'boolean' ? found : undefined
      }
    }
    case 'name':
    case 'list':
    case 'choice':
    case 'other':
      return unknown
  }
}

function negated(told: (change: Change) => Told): (change: Change) => Told {
  return (change) => {
    const value = told(change)
    return value === undefined ? undefined : !value
  }
}

function tellBinary(
  { operator, left, right }: Expression & { kind: 'binary' },
  slots: Slots,
  room: Room,
): (change: Change) => Told {
  if (operator === '&&' || operator === '||') return joined(operator, tell(left, slots, room), tell(right, slots, room))
  const test = comparisons[operator]
  if (test === undefined) return unknown
  const [a, b] = [read(left, slots), read(right, slots)]
  return (change) => {
    const [one, other] = [a(change), b(change)]
    return one === undefined || other === undefined ? undefined : test(one, other)
  }
}

/** As the engine has it: one side that decides is enough, whatever the other one is or fails with. */
function joined(
  operator: '&&' | '||',
  left: (change: Change) => Told,
  right: (change: Change) => Told,
): (change: Change) => Told {
  const decides = operator === '||'
  return (change) => {
    const first = left(change)
    if (first === decides) return decides
    const second = right(change)
    if (second === decides) return decides
    return first === undefined || second === undefined ? undefined : !decides
  }
}

const comparisons: Partial<Record<Operator, (a: Scalar, b: Scalar) => boolean>> = {
  '==': (a, b) => a === b,
  '!=': (a, b) => a !== b,
  '<': (a, b) => a < b,
  '<=': (a, b) => a <= b,
  '>': (a, b) => a > b,
  '>=': (a, b) => a >= b,
}

/** `exists` over a list of the change; every other call is left to the engine. */
function tellMacro(
  { name, receiver, args }: Expression & { kind: 'call' },
  slots: Slots,
  room: Room,
): (change: Change) => Told {
  const [list] = receiver
  const [, body] = args
  const variable = boundName(name, args)
  if (name !== 'exists' || variable === '' || list === undefined || body === undefined) return unknown
  if (list.kind !== 'field' || !isTheChange(list.of) || !isChangeField(list.name)) return unknown
  const member = list.name
  const slot: Slot = { element: {} }
  const holds = tell(body, new Map(slots).set(variable, slot), room)
  return (change) => {
    const facts = change[member]
    if (!isList(facts)) return undefined
    let result: Told = false
    for (const fact of facts) {
      if (room.left-- <= 0) return undefined
      slot.element = fact
      const one = holds(change)
      if (one === true) return true
      if (one === undefined) result = undefined
    }
    return result
  }
}

function read(expression: Expression, slots: Slots): (change: Change) => Scalar | undefined {
  if (expression.kind === 'literal') return () => expression.value
  if (expression.kind !== 'field') return unknown
  const { of, name } = expression
  const slot = of.kind === 'name' ? slots.get(of.name) : undefined
  if (slot !== undefined) return () => scalar(slot.element[name])
  if (of.kind !== 'field' || !isTheChange(of.of) || !isChangeField(of.name)) return unknown
  const member = of.name
  return (change) => {
    const fact = change[member]
    return isList(fact) ? undefined : scalar(plain(fact)[name])
  }
}

/** A macro's variable may not be called `change`: the names of a condition are checked when it is loaded. */
function isTheChange(expression: Expression): boolean {
  return expression.kind === 'name' && expression.name === 'change'
}

function isList(value: Fact | readonly Fact[]): value is readonly Fact[] {
  return Array.isArray(value)
}

function plain(fact: Fact): Plain {
  return fact
}

function scalar(value: unknown): Scalar | undefined {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? value : undefined
}

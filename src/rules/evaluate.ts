// Evaluates a part of a condition by itself, for explanations. The condition library alone decides whether a rule fires:
// this says what its parts saw, and a test holds the two equal.
import type { Change, Fact } from '../domain/change.ts'
import { boundName, type Expression } from './expression.ts'
import { readPattern } from './pattern.ts'
import { occursIn } from './pattern-match.ts'
import { isChangeField } from './vocabulary.ts'

export type Value =
  | { kind: 'scalar'; value: string | number | boolean }
  | { kind: 'fact'; fact: Fact }
  | { kind: 'list'; items: readonly Value[] }
  | { kind: 'change'; change: Change }
  | { kind: 'unknown' }

/** The names a part can use, `change` among them. */
export type Bindings = ReadonlyMap<string, Value>

export function bindingsOf(change: Change): Bindings {
  return new Map([['change', { kind: 'change', change }]])
}

export function evaluate(expression: Expression, bindings: Bindings): Value {
  switch (expression.kind) {
    case 'literal':
      return scalar(expression.value)
    case 'name':
      return bindings.get(expression.name) ?? unknown
    case 'field':
      return fieldOf(evaluate(expression.of, bindings), expression.name)
    case 'list':
      return { kind: 'list', items: expression.items.map((item) => evaluate(item, bindings)) }
    case 'not': {
      const of = truthOf(expression.of, bindings)
      return of === 'unknown' ? unknown : scalar(of === 'false')
    }
    case 'choice': {
      const condition = truthOf(expression.condition, bindings)
      if (condition === 'unknown') return unknown
      return evaluate(condition === 'true' ? expression.yes : expression.no, bindings)
    }
    case 'binary':
      return binaryOf(expression, bindings)
    case 'call':
      return callOf(expression, bindings)
    case 'other': {
      const [part] = expression.parts
      const value = expression.what === 'minus' && part !== undefined ? evaluate(part, bindings) : unknown
      return value.kind === 'scalar' && typeof value.value === 'number' ? scalar(-value.value) : unknown
    }
  }
}

export function truthOf(expression: Expression, bindings: Bindings): 'true' | 'false' | 'unknown' {
  const value = evaluate(expression, bindings)
  if (value.kind !== 'scalar' || typeof value.value !== 'boolean') return 'unknown'
  return value.value ? 'true' : 'false'
}

/** The elements a macro looks through, each with the name it has inside. */
export function elementsOf(call: Expression & { kind: 'call' }, bindings: Bindings): Bindings[] {
  const name = boundName(call.name, call.args)
  const [receiver] = call.receiver
  if (name === '' || receiver === undefined) return []
  const list = evaluate(receiver, bindings)
  return list.kind === 'list' ? list.items.map((item) => new Map(bindings).set(name, item)) : []
}

const unknown: Value = { kind: 'unknown' }

function scalar(value: string | number | boolean): Value {
  return { kind: 'scalar', value }
}

function fieldOf(of: Value, name: string): Value {
  if (of.kind === 'change') return isChangeField(name) ? toValue(of.change[name]) : unknown
  return of.kind === 'fact' && Object.hasOwn(of.fact, name) ? toValue(Reflect.get(of.fact, name)) : unknown
}

function toValue(value: unknown): Value {
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return scalar(value)
  if (Array.isArray(value)) return { kind: 'list', items: value.map(toValue) }
  return isFact(value) ? { kind: 'fact', fact: value } : unknown
}

function isFact(value: unknown): value is Fact {
  return typeof value === 'object' && value !== null && 'record' in value
}

function binaryOf({ operator, left, right }: Expression & { kind: 'binary' }, bindings: Bindings): Value {
  if (operator === '&&' || operator === '||') {
    const results = [truthOf(left, bindings), truthOf(right, bindings)]
    const decisive = operator === '&&' ? 'false' : 'true'
    if (results.includes(decisive)) return scalar(operator === '||')
    return results.includes('unknown') ? unknown : scalar(operator === '&&')
  }
  const a = evaluate(left, bindings)
  const b = evaluate(right, bindings)
  if (operator === 'in') {
    if (a.kind !== 'scalar' || b.kind !== 'list') return unknown
    return scalar(b.items.some((item) => item.kind === 'scalar' && item.value === a.value))
  }
  if (operator === '+' && a.kind === 'list' && b.kind === 'list')
    return { kind: 'list', items: [...a.items, ...b.items] }
  return a.kind === 'scalar' && b.kind === 'scalar' ? compared(operator, a.value, b.value) : unknown
}

type Scalar = string | number | boolean

function compared(operator: string, a: Scalar, b: Scalar): Value {
  if (operator === '==') return scalar(a === b)
  if (operator === '!=') return scalar(a !== b)
  if (typeof a !== typeof b) return unknown
  if (operator === '<') return scalar(a < b)
  if (operator === '<=') return scalar(a <= b)
  if (operator === '>') return scalar(a > b)
  if (operator === '>=') return scalar(a >= b)
  if (operator === '+' && typeof a === 'string' && typeof b === 'string') return scalar(a + b)
  return typeof a === 'number' && typeof b === 'number' ? arithmetic(operator, a, b) : unknown
}

function arithmetic(operator: string, a: number, b: number): Value {
  if (operator === '+') return scalar(a + b)
  if (operator === '-') return scalar(a - b)
  // Whole numbers divide as whole numbers in conditions, and by zero not at all.
  return operator === '*' ? scalar(a * b) : unknown
}

function callOf(call: Expression & { kind: 'call' }, bindings: Bindings): Value {
  if (boundName(call.name, call.args) !== '') return macroOf(call, bindings)
  const values = [...call.receiver, ...call.args].map((one) => evaluate(one, bindings))
  const [first, second] = values
  if (first?.kind === 'list') return call.name === 'size' ? scalar(first.items.length) : unknown
  if (first?.kind !== 'scalar' || typeof first.value !== 'string') return unknown
  const text = first.value
  const part = second?.kind === 'scalar' && typeof second.value === 'string' ? second.value : ''
  switch (call.name) {
    case 'size':
      return scalar([...text].length)
    case 'contains':
      return scalar(text.includes(part))
    case 'startsWith':
      return scalar(text.startsWith(part))
    case 'endsWith':
      return scalar(text.endsWith(part))
    case 'matches': {
      const read = readPattern(part)
      return read.ok ? scalar(occursIn(read.program, text)) : unknown
    }
    case 'lowerAscii':
      return scalar(text.toLowerCase())
    case 'trim':
      return scalar(text.trim())
    default:
      return unknown
  }
}

function macroOf(call: Expression & { kind: 'call' }, bindings: Bindings): Value {
  const body = call.args.at(-1)
  const name = boundName(call.name, call.args)
  // `map` with a condition is not in any rule: only the library says what it gives.
  if (body === undefined || call.args.length !== 2) return unknown
  const elements = elementsOf(call, bindings)
  if (call.name === 'map') return { kind: 'list', items: elements.map((one) => evaluate(body, one)) }
  const results = elements.map((one) => truthOf(body, one))
  if (call.name === 'filter') {
    const met = elements.filter((_one, index) => results[index] === 'true')
    return { kind: 'list', items: met.map((one) => one.get(name) ?? unknown) }
  }
  if (results.includes('unknown')) return unknown
  const count = results.filter((result) => result === 'true').length
  if (call.name === 'exists') return scalar(count > 0)
  if (call.name === 'all') return scalar(count === elements.length)
  return call.name === 'exists_one' ? scalar(count === 1) : unknown
}

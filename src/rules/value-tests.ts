// What one comparison says about one value, and how the same value is recognised elsewhere in a condition. It knows
// expressions and the vocabulary, and decides nothing.
import { type Expression, type Operator, type Scope, shapeOf } from './expression.ts'
import { anything, type Known, type Scalar, type Test } from './known-values.ts'
import { findField } from './vocabulary.ts'

const opposite: Partial<Record<Operator, Operator>> = {
  '==': '!=',
  '!=': '==',
  '<': '>=',
  '>=': '<',
  '>': '<=',
  '<=': '>',
}
const turned: Partial<Record<Operator, Operator>> = {
  '==': '==',
  '!=': '!=',
  '<': '>',
  '>': '<',
  '<=': '>=',
  '>=': '<=',
}

/** What the expression says about one value; none where it compares two that nobody knows. */
export function testsOf(expression: Expression, wanted: boolean): (readonly [Expression, Test])[] {
  if (expression.kind !== 'binary') return []
  const { operator, left, right } = expression
  if (operator === 'in') {
    if (right.kind !== 'list') return []
    const values = right.items.flatMap((item) => constantOf(item) ?? [])
    return values.length === right.items.length ? [[left, { kind: wanted ? 'one-of' : 'none-of', values }]] : []
  }
  const meant = wanted ? operator : opposite[operator]
  const [of, constant, by] =
    constantOf(right) === undefined && meant !== undefined
      ? ([right, constantOf(left), turned[meant]] as const)
      : ([left, constantOf(right), meant] as const)
  if (constant === undefined || by === undefined) return []
  const test = testBy(by, constant)
  return test === undefined ? [] : [[of, test]]
}

function testBy(operator: Operator, value: Scalar): Test | undefined {
  if (operator === '==') return { kind: 'one-of', values: [value] }
  if (operator === '!=') return { kind: 'none-of', values: [value] }
  if (typeof value !== 'number') return undefined
  if (operator === '<' || operator === '<=') return { kind: 'most', value, open: operator === '<' }
  if (operator === '>' || operator === '>=') return { kind: 'least', value, open: operator === '>' }
  return undefined
}

export function constantOf(expression: Expression): Scalar | undefined {
  if (expression.kind === 'literal') return expression.value
  if (expression.kind !== 'other' || expression.what !== 'minus') return undefined
  const [of] = expression.parts
  return of?.kind === 'literal' && typeof of.value === 'number' ? -of.value : undefined
}

export function isExactly(value: Scalar): Known {
  return { ...anything, only: new Set([value]) }
}

/** What a value can be before anything is said: the words of a field, no size below zero. */
export function firstKnown(expression: Expression, scope: Scope): Known {
  if (expression.kind === 'call' && expression.name === 'size') return { ...anything, least: 0 }
  const shape = shapeOf(expression, scope)
  const field = shape.kind === 'field' ? findField(shape.record, shape.name) : undefined
  if (field?.type === 'bool') return { ...anything, only: new Set([true, false]) }
  const words = Object.keys(field?.values ?? {})
  return field?.type === 'string' && words.length > 0 ? { ...anything, only: new Set(words) } : anything
}

/** The same text for the same value. */
export function keyOf(expression: Expression, names: ReadonlyMap<string, string>): string {
  switch (expression.kind) {
    case 'literal':
      return JSON.stringify(expression.value)
    case 'name':
      return names.get(expression.name) ?? expression.name
    case 'field':
      return `${keyOf(expression.of, names)}.${expression.name}`
    case 'not':
      return `!(${keyOf(expression.of, names)})`
    case 'binary':
      return `(${keyOf(expression.left, names)} ${expression.operator} ${keyOf(expression.right, names)})`
    case 'list':
      return `[${expression.items.map((item) => keyOf(item, names)).join()}]`
    case 'call':
      return `${expression.receiver.map((of) => keyOf(of, names)).join()}.${expression.name}(${expression.args.map((arg) => keyOf(arg, names)).join()})`
    case 'choice':
      return `(${[expression.condition, expression.yes, expression.no].map((part) => keyOf(part, names)).join(' ? ')})`
    case 'other':
      return `${expression.what}(${expression.parts.map((part) => keyOf(part, names)).join()})`
  }
}

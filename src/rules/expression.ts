// A condition as a plain tree, free of the library that parsed it, and what kind of thing each part of it stands for.
// It knows the vocabulary; it evaluates nothing.
import type { FactRecord } from '../domain/change.ts'
import { changeFields, findField, isChangeField, macros } from './vocabulary.ts'

/** Offsets in the text of the condition. For a field, `at` is where its name begins. */
type Span = { start: number; end: number; at: number }

export type Operator = '&&' | '||' | '==' | '!=' | '<' | '<=' | '>' | '>=' | 'in' | '+' | '-' | '*' | '/' | '%'

export type Expression = Span &
  (
    | { kind: 'literal'; value: string | number | boolean }
    | { kind: 'name'; name: string }
    | { kind: 'field'; of: Expression; name: string }
    /** `receiver` is empty for a plain call such as `size(x)`. */
    | { kind: 'call'; name: string; receiver: readonly Expression[]; args: readonly Expression[] }
    | { kind: 'list'; items: readonly Expression[] }
    | { kind: 'binary'; operator: Operator; left: Expression; right: Expression }
    | { kind: 'not'; of: Expression }
    | { kind: 'choice'; condition: Expression; yes: Expression; no: Expression }
    /** Part of CEL, but not of the rule language, or negation of a number. */
    | { kind: 'other'; what: 'index' | 'map' | 'null' | 'bytes' | 'optional' | 'minus'; parts: readonly Expression[] }
  )

/** What a part of a condition stands for, as far as rules need to know. */
export type Shape =
  | { kind: 'change' }
  | { kind: 'record'; record: FactRecord }
  | { kind: 'records'; record: FactRecord }
  | { kind: 'field'; record: FactRecord; name: string }
  | { kind: 'other' }

/** The names a part of a condition can use. */
export type Scope = ReadonlyMap<string, Shape>

export const outermost: Scope = new Map([['change', { kind: 'change' }]])

const other: Shape = { kind: 'other' }

export function shapeOf(expression: Expression, scope: Scope): Shape {
  switch (expression.kind) {
    case 'name':
      return scope.get(expression.name) ?? other
    case 'field':
      return fieldShape(shapeOf(expression.of, scope), expression.name)
    case 'call':
      return callShape(expression.name, expression.receiver, expression.args, scope)
    case 'binary':
      return expression.operator === '+' ? shapeOf(expression.left, scope) : other
    case 'list': {
      const [first] = expression.items
      const shape = first === undefined ? other : shapeOf(first, scope)
      return shape.kind === 'record' ? { kind: 'records', record: shape.record } : other
    }
    case 'choice':
      return shapeOf(expression.yes, scope)
    case 'literal':
    case 'not':
    case 'other':
      return other
  }
}

function fieldShape(of: Shape, name: string): Shape {
  if (of.kind === 'change' && isChangeField(name)) {
    const { record, list } = changeFields[name]
    return list ? { kind: 'records', record } : { kind: 'record', record }
  }
  return of.kind === 'record' && findField(of.record, name) !== undefined
    ? { kind: 'field', record: of.record, name }
    : other
}

function callShape(name: string, receivers: readonly Expression[], args: readonly Expression[], scope: Scope): Shape {
  const [receiver] = receivers
  if (receiver === undefined) return other
  if (name === 'filter') return shapeOf(receiver, scope)
  const last = args.at(-1)
  if (name !== 'map' || last === undefined) return other
  const shape = shapeOf(last, bind(name, receiver, args, scope))
  return shape.kind === 'record' ? { kind: 'records', record: shape.record } : other
}

/** The scope inside `receiver.name(variable, …)`; the same scope for calls that bind nothing. */
export function bind(name: string, receiver: Expression, args: readonly Expression[], scope: Scope): Scope {
  const variable = boundName(name, args)
  if (variable === '') return scope
  const list = shapeOf(receiver, scope)
  return new Map(scope).set(variable, list.kind === 'records' ? { kind: 'record', record: list.record } : other)
}

/** The variable a macro call binds, '' for any other call. */
export function boundName(name: string, args: readonly Expression[]): string {
  const [variable] = args
  const enough = args.length === 2 || (name === 'map' && args.length === 3)
  return macros.has(name) && enough && variable?.kind === 'name' ? variable.name : ''
}

/** The parts of an expression that are evaluated in the same scope; what a macro evaluates per element is left out. */
export function partsOf(expression: Expression): readonly Expression[] {
  switch (expression.kind) {
    case 'literal':
    case 'name':
      return []
    case 'field':
    case 'not':
      return [expression.of]
    case 'call':
      return [...expression.receiver, ...(boundName(expression.name, expression.args) === '' ? expression.args : [])]
    case 'list':
      return expression.items
    case 'binary':
      return [expression.left, expression.right]
    case 'choice':
      return [expression.condition, expression.yes, expression.no]
    case 'other':
      return expression.parts
  }
}

/** The same with what a macro evaluates per element, and the name that it gives the element. */
export function allParts(expression: Expression): readonly Expression[] {
  return expression.kind === 'call' ? [...expression.receiver, ...expression.args] : partsOf(expression)
}

/** The expression and all that is in it, loops included, from the outside in. */
export function everyPart(expression: Expression): Expression[] {
  return [expression, ...allParts(expression).flatMap(everyPart)]
}

/** How many parts there are, those of loops included. */
export function countParts(expression: Expression): number {
  return allParts(expression).reduce((count, part) => count + countParts(part), 1)
}

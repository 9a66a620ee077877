// Operators on constants, as the language defines them.
import { unknown, type Value } from '../value.ts'
import { constant, isText, type Primitive, text, textLimit, textOf } from './build.ts'

export function unary(operator: string, value: Value): Value {
  if (operator === 'void') return constant(undefined)
  if (operator === '!' && isTruthy(value)) return constant(false)
  if (operator === 'typeof' && value.kind === 'function') return constant('function')
  if (operator === '+' && value.kind === 'list') return listNumber(value)
  if (value.kind !== 'constant') return operator === '!' && value.kind === 'list' ? constant(false) : unknown
  const one = value.value
  switch (operator) {
    case '!':
      return constant(!one)
    case 'typeof':
      return constant(typeof one)
    case '-':
      return constant(typeof one === 'bigint' ? -one : -Number(one))
    case '+':
      return typeof one === 'bigint' ? unknown : constant(Number(one))
    case '~':
      return constant(typeof one === 'bigint' ? ~one : ~Number(one))
    default:
      return unknown
  }
}

/** `+[]` and `+[5]`. */
function listNumber(value: Value): Value {
  const joined = textOf(value)
  return joined === undefined || joined.includes('\0') ? unknown : constant(Number(joined))
}

export function isTruthy(value: Value): boolean {
  return value.kind === 'list' || value.kind === 'record' || value.kind === 'function'
}

export function add(a: Value, b: Value): Value {
  const left = primitiveOf(a)
  const right = primitiveOf(b)
  if (left.kind === 'constant' && right.kind === 'constant') return addConstants(left.value, right.value)
  return isTextual(left) || isTextual(right) ? text([left, right]) : unknown
}

function addConstants(a: Primitive, b: Primitive): Value {
  if (typeof a === 'string' || typeof b === 'string') {
    const joined = String(a) + String(b)
    return joined.length > textLimit ? unknown : constant(joined)
  }
  if (typeof a === 'bigint' || typeof b === 'bigint') {
    return typeof a === 'bigint' && typeof b === 'bigint' && isSmall(a) && isSmall(b) ? constant(a + b) : unknown
  }
  return constant(Number(a) + Number(b))
}

/** What an array or plain object becomes beside a `+`. */
function primitiveOf(value: Value): Value {
  if (value.kind === 'list' && !value.open) {
    const joined = textOf(value)
    if (joined !== undefined && !joined.includes('\0')) return constant(joined)
  }
  return value.kind === 'record' && value.members.size === 0 && !value.open ? constant('[object Object]') : value
}

function isTextual(value: Value): boolean {
  return isText(value) || value.kind === 'text'
}

export function binary(operator: string, a: Value, b: Value): Value {
  if (a.kind !== 'constant' || b.kind !== 'constant') return unknown
  const left = a.value
  const right = b.value
  const compared = compare(operator, left, right)
  if (compared !== undefined) return constant(compared)
  if (typeof left === 'bigint' || typeof right === 'bigint') {
    return typeof left === 'bigint' && typeof right === 'bigint' ? bigArithmetic(operator, left, right) : unknown
  }
  const result = arithmetic(operator, Number(left), Number(right))
  return result === undefined ? unknown : constant(result)
}

function compare(operator: string, a: Primitive, b: Primitive): boolean | undefined {
  switch (operator) {
    case '===':
      return a === b
    case '!==':
      return a !== b
    case '==':
      return looselyEquals(a, b)
    case '!=':
      return !looselyEquals(a, b)
    case '<':
      return less(a, b, (x, y) => x < y)
    case '>':
      return less(a, b, (x, y) => x > y)
    case '<=':
      return less(a, b, (x, y) => x <= y)
    case '>=':
      return less(a, b, (x, y) => x >= y)
    default:
      return undefined
  }
}

/** `==` of constants. */
function looselyEquals(a: Primitive, b: Primitive): boolean {
  const isNothing = (value: Primitive) => value === null || value === undefined
  if (isNothing(a) || isNothing(b)) return isNothing(a) && isNothing(b)
  return typeof a === typeof b ? a === b : Number(a) === Number(b)
}

type Ordered = string | number | bigint

function less(a: Primitive, b: Primitive, test: (x: Ordered, y: Ordered) => boolean): boolean {
  if (typeof a === 'string' && typeof b === 'string') return test(a, b)
  return test(ordered(a), ordered(b))
}

function ordered(value: Primitive): number | bigint {
  return typeof value === 'bigint' ? value : Number(value)
}

function arithmetic(operator: string, a: number, b: number): number | undefined {
  switch (operator) {
    case '-':
      return a - b
    case '*':
      return a * b
    case '/':
      return a / b
    case '%':
      return a % b
    case '**':
      return a ** b
    case '|':
      return a | b
    case '&':
      return a & b
    case '^':
      return a ^ b
    case '<<':
      return a << b
    case '>>':
      return a >> b
    case '>>>':
      return a >>> b
    default:
      return undefined
  }
}

/** Powers and shifts of big integers can be made to take all memory. */
function bigArithmetic(operator: string, a: bigint, b: bigint): Value {
  if (!isSmall(a) || !isSmall(b)) return unknown
  switch (operator) {
    case '-':
      return constant(a - b)
    case '*':
      return constant(a * b)
    case '/':
      return b === 0n ? unknown : constant(a / b)
    case '%':
      return b === 0n ? unknown : constant(a % b)
    case '|':
      return constant(a | b)
    case '&':
      return constant(a & b)
    case '^':
      return constant(a ^ b)
    default:
      return unknown
  }
}

function isSmall(value: bigint): boolean {
  return value < 1n << 1024n && value > -(1n << 1024n)
}

// Conditions on the status of one element, as the set of statuses that pass. It knows no lists and no baselines.
import type { Status } from '../domain/change.ts'
import type { Expression } from './expression.ts'

const statuses: Record<Status, true> = { added: true, changed: true, removed: true, kept: true }
const all: ReadonlySet<string> = new Set(Object.keys(statuses))

/** The statuses of `variable` for which `expression` is true; empty also where it tests anything else. */
export function statusTest(expression: Expression, variable: string): ReadonlySet<string> {
  return exactly(expression, variable) ?? new Set()
}

/** True only if no removed element can meet the condition. */
export function passesOnlyPresent(condition: Expression, variable: string): boolean {
  const passing = exactly(condition, variable)
  if (passing !== undefined) return !passing.has('removed')
  if (condition.kind !== 'binary') return false
  const { operator, left, right } = condition
  if (operator === '&&') return passesOnlyPresent(left, variable) || passesOnlyPresent(right, variable)
  return operator === '||' && passesOnlyPresent(left, variable) && passesOnlyPresent(right, variable)
}

/** `undefined` for what is not a test of this variable's status and nothing else. */
function exactly(expression: Expression, variable: string): ReadonlySet<string> | undefined {
  if (expression.kind === 'not') {
    const passing = exactly(expression.of, variable)
    return passing === undefined ? undefined : without(passing)
  }
  if (expression.kind !== 'binary') return undefined
  const { operator, left, right } = expression
  switch (operator) {
    case '==':
      return wordTest(left, right, variable) ?? wordTest(right, left, variable)
    case '!=': {
      const passing = wordTest(left, right, variable) ?? wordTest(right, left, variable)
      return passing === undefined ? undefined : without(passing)
    }
    case 'in':
      return listTest(left, right, variable)
    case '&&':
    case '||': {
      const one = exactly(left, variable)
      const other = exactly(right, variable)
      if (one === undefined || other === undefined) return undefined
      return new Set(
        [...all].filter((word) =>
          operator === '&&' ? one.has(word) && other.has(word) : one.has(word) || other.has(word),
        ),
      )
    }
    default:
      return undefined
  }
}

function wordTest(field: Expression, literal: Expression, variable: string): ReadonlySet<string> | undefined {
  if (!isStatusOf(field, variable) || literal.kind !== 'literal') return undefined
  return typeof literal.value === 'string' ? new Set([literal.value]) : undefined
}

function listTest(field: Expression, list: Expression, variable: string): ReadonlySet<string> | undefined {
  if (!isStatusOf(field, variable) || list.kind !== 'list') return undefined
  const words = list.items.map((item) => (item.kind === 'literal' && typeof item.value === 'string' ? item.value : ''))
  return words.includes('') ? undefined : new Set(words)
}

function isStatusOf(expression: Expression, variable: string): boolean {
  return (
    expression.kind === 'field' &&
    expression.name === 'status' &&
    expression.of.kind === 'name' &&
    expression.of.name === variable
  )
}

function without(passing: ReadonlySet<string>): ReadonlySet<string> {
  return new Set([...all].filter((word) => !passing.has(word)))
}

// Whether a condition can hold at all, whatever the change is: contradictions, comparisons of constants, sizes below
// zero. It errs towards "it can": only a certain no is one. Conditions may come from anybody, so the steps are counted.
import { bind, boundName, type Expression, outermost, type Scope } from './expression.ts'
import { anything, isPossible, type Known, narrowed } from './known-values.ts'
import { constantOf, firstKnown, isExactly, keyOf, testsOf } from './value-tests.ts'

/** What is left of the steps that a pack may cost; shared by all of its conditions. */
export type Steps = { left: number }

/** `names` gives every variable of a macro a name of its own, so that two loops with one `f` are not confused. */
export type Inside = { scope: Scope; names: ReadonlyMap<string, string> }

export const outside: Inside = { scope: outermost, names: new Map() }

type Goal = { expression: Expression; wanted: boolean; inside: Inside }
type Facts = ReadonlyMap<string, Known>

/** False only if `expression` can never be what is wanted. */
export function canBe(expression: Expression, wanted: boolean, inside: Inside, steps: Steps): boolean {
  return solve([{ expression, wanted, inside }], new Map(), steps)
}

/** The list has no elements, whatever the change is. */
export function isAlwaysEmpty(list: Expression, inside: Inside, steps: Steps): boolean {
  if (list.kind === 'list') return list.items.length === 0
  if (list.kind === 'binary' && list.operator === '+') {
    return isAlwaysEmpty(list.left, inside, steps) && isAlwaysEmpty(list.right, inside, steps)
  }
  if (list.kind === 'choice') return isAlwaysEmpty(list.yes, inside, steps) && isAlwaysEmpty(list.no, inside, steps)
  if (list.kind !== 'call') return false
  const { name, args, receiver } = list
  const [of] = receiver
  if (of === undefined || boundName(name, args) === '') return false
  if (isAlwaysEmpty(of, inside, steps)) return true
  // `map(x, condition, value)` filters, too.
  const [, condition] = name === 'filter' || args.length === 3 ? args : []
  return condition !== undefined && !canBe(condition, true, within(list, of, inside, steps), steps)
}

/** Inside the loop of a macro call over `list`. */
export function within(
  call: Expression & { kind: 'call' },
  list: Expression,
  { scope, names }: Inside,
  steps: Steps,
): Inside {
  const name = boundName(call.name, call.args)
  // The steps only go down, so the number is new every time.
  return { scope: bind(call.name, list, call.args, scope), names: new Map(names).set(name, `${name}#${steps.left--}`) }
}

/** All goals together, given what is known already. */
function solve(goals: readonly Goal[], facts: Facts, steps: Steps): boolean {
  const [goal, ...others] = goals
  if (goal === undefined || steps.left-- <= 0) return true
  const { expression, wanted, inside } = goal
  const also = (...more: readonly [Expression, boolean][]) =>
    solve([...more.map(([part, want]) => ({ expression: part, wanted: want, inside })), ...others], facts, steps)
  switch (expression.kind) {
    case 'literal':
      return expression.value === wanted && also()
    case 'not':
      return also([expression.of, !wanted])
    case 'choice': {
      const { condition, yes, no } = expression
      return also([condition, true], [yes, wanted]) || also([condition, false], [no, wanted])
    }
    case 'binary': {
      const { operator, left, right } = expression
      if (operator !== '&&' && operator !== '||') break
      const both = (operator === '&&') === wanted
      return both ? also([left, wanted], [right, wanted]) : also([left, wanted]) || also([right, wanted])
    }
    case 'call': {
      if (!wanted || loopCanHold(expression, inside, facts, steps)) break
      return false
    }
    case 'name':
    case 'field':
    case 'list':
    case 'other':
      break
  }
  const known = withTest(expression, wanted, inside, facts)
  return known !== 'contradiction' && solve(others, known, steps)
}

/** `exists` and `exists_one` need an element that meets their condition. */
function loopCanHold(call: Expression & { kind: 'call' }, inside: Inside, facts: Facts, steps: Steps): boolean {
  const { name, args, receiver } = call
  const [list] = receiver
  const [, body] = args
  if ((name !== 'exists' && name !== 'exists_one') || list === undefined || body === undefined) return true
  if (isAlwaysEmpty(list, inside, steps)) return false
  return solve([{ expression: body, wanted: true, inside: within(call, list, inside, steps) }], facts, steps)
}

function withTest(expression: Expression, wanted: boolean, inside: Inside, facts: Facts): Facts | 'contradiction' {
  for (const [of, test] of testsOf(expression, wanted)) {
    const constant = constantOf(of)
    const key = keyOf(of, inside.names)
    const known = constant === undefined ? (facts.get(key) ?? firstKnown(of, inside.scope)) : isExactly(constant)
    const next = narrowed(known, test)
    if (!isPossible(next)) return 'contradiction'
    return constant === undefined ? new Map(facts).set(key, next) : facts
  }
  const key = keyOf(expression, inside.names)
  const next = narrowed(facts.get(key) ?? anything, { kind: 'one-of', values: [wanted] })
  return isPossible(next) ? new Map(facts).set(key, next) : 'contradiction'
}

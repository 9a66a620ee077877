// The parts of a condition that can never hold, and a `find` that can only ever be empty or everything: what an author
// did not mean. Each with the place of the part itself, not of the whole condition.
import type { ConditionMistake } from './condition-mistakes.ts'
import { boundName, type Expression, partsOf } from './expression.ts'
import { canBe, type Inside, isAlwaysEmpty, outside, type Steps, within } from './satisfiable.ts'

/** Of all conditions of a pack together; the built-in one needs a sixth. */
export const stepsPerPack = 60_000

export function deadTerms(when: Expression, steps: Steps): ConditionMistake[] {
  return deadIn(when, outside, steps, true)
}

export function deadSelection(find: Expression, steps: Steps): ConditionMistake[] {
  const inside = deadIn(find, outside, steps, false)
  if (inside.length > 0) return inside
  if (isAlwaysEmpty(find, outside, steps)) return [neverFull(find.start)]
  return findsEverything(find, steps) ? [neverEmpty(find.start)] : []
}

/** The smallest parts that cannot hold. `asked`: what stands here is asked whether it holds; a `false` elsewhere is a value. */
function deadIn(expression: Expression, inside: Inside, steps: Steps, asked: boolean): ConditionMistake[] {
  const below = [
    ...partsOf(expression).flatMap((part) => deadIn(part, inside, steps, isAsked(part, expression))),
    ...deadInLoop(expression, inside, steps),
  ]
  if (below.length > 0 || !isCondition(expression, asked) || canBe(expression, true, inside, steps)) return below
  return [neverHolds(placeOf(expression, inside, steps))]
}

function deadInLoop(expression: Expression, inside: Inside, steps: Steps): ConditionMistake[] {
  if (expression.kind !== 'call' || boundName(expression.name, expression.args) === '') return []
  const [list] = expression.receiver
  if (list === undefined) return []
  const inner = within(expression, list, inside, steps)
  const conditions = expression.name === 'map' ? expression.args.slice(1, -1) : expression.args.slice(1)
  return expression.args.slice(1).flatMap((part) => deadIn(part, inner, steps, conditions.includes(part)))
}

function isAsked(part: Expression, whole: Expression): boolean {
  switch (whole.kind) {
    case 'not':
      return true
    case 'binary':
      return whole.operator === '&&' || whole.operator === '||'
    case 'choice':
      return part === whole.condition
    case 'literal':
    case 'name':
    case 'field':
    case 'call':
    case 'list':
    case 'other':
      return false
  }
}

/** What is true or false by its form. Whether a field or a name is, only the engine's types know. */
function isCondition(expression: Expression, asked: boolean): boolean {
  switch (expression.kind) {
    case 'literal':
      return asked
    case 'not':
    case 'call':
      return true
    case 'binary':
      return !['+', '-', '*', '/', '%'].includes(expression.operator)
    case 'name':
    case 'field':
    case 'list':
    case 'choice':
    case 'other':
      return false
  }
}

/** In a chain of `&&`, the first term that contradicts what stands before it. */
function placeOf(expression: Expression, inside: Inside, steps: Steps): number {
  if (expression.kind !== 'binary' || expression.operator !== '&&') return expression.start
  return canBe(expression.left, true, inside, steps) ? expression.right.start : placeOf(expression.left, inside, steps)
}

/** A filter that lets everything through is a list with a riddle around it. */
function findsEverything(find: Expression, steps: Steps): boolean {
  if (find.kind !== 'call' || find.name !== 'filter') return false
  const [list] = find.receiver
  const [, condition] = find.args
  return (
    list !== undefined && condition !== undefined && !canBe(condition, false, within(find, list, outside, steps), steps)
  )
}

function neverHolds(start: number): ConditionMistake {
  const help = 'It contradicts itself or what stands before it, or compares with what never is; take it out or mend it.'
  return { code: 'never-true', message: 'This can never hold', help, start }
}

function neverFull(start: number): ConditionMistake {
  const help = 'A finding without evidence convinces nobody: select what the condition saw.'
  return { code: 'find-empty', message: '"find" selects nothing, whatever the change is', help, start }
}

function neverEmpty(start: number): ConditionMistake {
  const help = 'Say what the condition saw, or name the whole list without a filter.'
  return { code: 'find-everything', message: '"find" filters nothing out, whatever the change is', help, start }
}

// When a rule needs the baseline's bytes, derived from its conditions. The facts of a Change that depend on what is
// inside the baseline are named in `domain/content-dependent.ts`; everything else is the same against any contents.
//
// The claim behind `if-fires`: a rule that fires against the real contents B also fires against the empty contents 0. So
// if it is quiet against 0, nobody has to fetch B. Why that is sound: every fact of B that is not `removed` has a
// counterpart in 0, equal but for the dependent fields, with status `added` and the growing fields at least as high (a
// flag: true where it is true in B). Facts with status `removed` have none. Three small judgements over conditions follow from that, each only ever answering
// yes when it is certain; x stands for an element of a compared list that is not removed, and for its counterpart:
// - `same(e)`: e reads nothing dependent, so its value is the same for B and 0.
// - `holds(e)`: e is true in 0 whatever it is in B: a status test that `added` passes.
// - `grows(e)`: e true in B implies e true in 0. Literal cases below; `exists` over a compared list needs in addition
//   that its condition excludes removed elements, so that the one found in B has a counterpart.
// Whatever is not understood is `always`. `find` only says what is shown once a rule fired: it never decides.
import { contentDependentFields, growingFields } from '../domain/content-dependent.ts'
import { bind, type Expression, outermost, partsOf, type Scope, shapeOf } from './expression.ts'
import type { BaselineNeed, Rule } from './rule.ts'
import { passesOnlyPresent, statusTest } from './status-test.ts'

export function baselineNeed(rule: Rule): BaselineNeed {
  return rule.need
}

/** The need of a rule with these conditions; computed once, when it is loaded. */
export function needOf(when: Expression, find: Expression): BaselineNeed {
  if (same(when, outermost)) return same(find, outermost) ? 'never' : 'if-fires'
  return grows(when, outermost) ? 'if-fires' : 'always'
}

function same(expression: Expression, scope: Scope): boolean {
  switch (expression.kind) {
    case 'literal':
      return true
    case 'name':
      return scope.has(expression.name) && !isCompared(expression, scope)
    case 'field': {
      const shape = shapeOf(expression, scope)
      // Reading one field of an element is fine unless it is dependent; the list itself differs as a whole.
      if (shape.kind === 'field') return !isDependent(shape.record, shape.name)
      return shape.kind !== 'other' && !isCompared(expression, scope)
    }
    case 'call': {
      const [receiver] = expression.receiver
      const inner = receiver === undefined ? scope : bind(expression.name, receiver, expression.args, scope)
      const bodies = inner === scope ? [] : expression.args.slice(1)
      return allSame(partsOf(expression), scope) && allSame(bodies, inner)
    }
    case 'binary':
      return comparisons.has(expression.operator) && allSame(partsOf(expression), scope)
    case 'not':
    case 'list':
    case 'choice':
      return allSame(partsOf(expression), scope)
    case 'other':
      return expression.what === 'minus' && allSame(expression.parts, scope)
  }
}

function grows(expression: Expression, scope: Scope): boolean {
  if (same(expression, scope) || holds(expression, scope)) return true
  switch (expression.kind) {
    case 'binary':
      return growsBinary(expression, scope)
    case 'call':
      return growsExists(expression, scope)
    case 'field':
      return isGrowing(expression, scope)
    case 'literal':
    case 'name':
    case 'list':
    case 'not':
    case 'choice':
    case 'other':
      return false
  }
}

function growsBinary({ operator, left, right }: Expression & { kind: 'binary' }, scope: Scope): boolean {
  switch (operator) {
    case '&&':
      return grows(left, scope) && grows(right, scope)
    case '||':
      return holds(left, scope) || holds(right, scope) || (grows(left, scope) && grows(right, scope))
    case '>':
    case '>=':
      return isGrowingCount(left, scope) && same(right, scope)
    case '<':
    case '<=':
      return same(left, scope) && isGrowingCount(right, scope)
    case '==':
    case '!=':
    case 'in':
    case '+':
    case '-':
    case '*':
    case '/':
    case '%':
      return false
  }
}

function growsExists({ name, receiver: [list], args }: Expression & { kind: 'call' }, scope: Scope): boolean {
  const [variable, condition] = args
  if (name !== 'exists' || args.length !== 2 || list === undefined || condition === undefined) return false
  if (variable?.kind !== 'name' || !grows(condition, bind(name, list, args, scope))) return false
  if (same(list, scope)) return true
  const found = growingList(list, scope)
  return found === 'present' || (found === 'all' && passesOnlyPresent(condition, variable.name))
}

/**
 * `all`: a compared list, or one filtered by a growing condition: its elements that are not removed have counterparts.
 * `present`: none of them is removed, so that it never has more elements in B than in 0.
 */
function growingList(list: Expression, scope: Scope): 'all' | 'present' | 'no' {
  if (list.kind === 'field') return isCompared(list, scope) ? 'all' : 'no'
  if (list.kind !== 'call' || list.name !== 'filter') return 'no'
  const [from] = list.receiver
  const [variable, condition] = list.args
  if (from === undefined || variable?.kind !== 'name' || condition === undefined) return 'no'
  const source = growingList(from, scope)
  if (source === 'no' || !grows(condition, bind(list.name, from, list.args, scope))) return 'no'
  return source === 'present' || passesOnlyPresent(condition, variable.name) ? 'present' : 'all'
}

/** A number that is at least as high in 0: a growing field, or the size of a list without removed elements. */
function isGrowingCount(expression: Expression, scope: Scope): boolean {
  if (expression.kind === 'field') return isGrowing(expression, scope)
  if (expression.kind !== 'call' || expression.name !== 'size') return false
  const [list = expression.args[0]] = expression.receiver
  return list !== undefined && growingList(list, scope) === 'present'
}

function holds(expression: Expression, scope: Scope): boolean {
  return [...scope.entries()].some(
    ([name, shape]) =>
      shape.kind === 'record' &&
      contentDependentFields[shape.record].length > 0 &&
      statusTest(expression, name).has('added'),
  )
}

function allSame(expressions: readonly Expression[], scope: Scope): boolean {
  return expressions.every((expression) => same(expression, scope))
}

/** Comparisons and logic cannot fail; arithmetic can, and an error is a difference too. */
const comparisons: ReadonlySet<string> = new Set(['&&', '||', '==', '!=', '<', '<=', '>', '>=', 'in'])

function isDependent(record: keyof typeof contentDependentFields, field: string): boolean {
  const fields: readonly string[] = contentDependentFields[record]
  return fields.includes(field)
}

function isGrowing(expression: Expression, scope: Scope): boolean {
  const shape = shapeOf(expression, scope)
  if (shape.kind !== 'field') return false
  const fields: readonly string[] = growingFields[shape.record]
  return fields.includes(shape.name)
}

/** Stands for a whole compared fact, a list of them, or the whole change. */
function isCompared(expression: Expression, scope: Scope): boolean {
  const shape = shapeOf(expression, scope)
  if (shape.kind === 'change') return true
  return (shape.kind === 'record' || shape.kind === 'records') && contentDependentFields[shape.record].length > 0
}

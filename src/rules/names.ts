// Finds every name in a condition that the rule language does not have: fields, variables, functions, and values that
// a field never has. All at once, where the type checker of the library would stop at the first.
import { nearest } from '../domain/nearest.ts'
import type { ConditionMistake } from './condition-mistakes.ts'
import { bind, type Expression, outermost, partsOf, type Scope, type Shape, shapeOf } from './expression.ts'
import { readPattern } from './pattern.ts'
import { changeFields, findField, functions, vocabulary } from './vocabulary.ts'

/** Loops over lists inside loops over lists cost their product; three deep is nobody's rule. */
const maxLoops = 2

export function checkNames(expression: Expression): ConditionMistake[] {
  return mistakesIn(expression, outermost, 0)
}

function mistakesIn(expression: Expression, scope: Scope, loops: number): ConditionMistake[] {
  const inside = partsOf(expression).flatMap((part) => mistakesIn(part, scope, loops))
  switch (expression.kind) {
    case 'name':
      return scope.has(expression.name) ? [] : [unknownName(expression.name, expression.start, scope)]
    case 'field':
      return [...inside, ...unknownField(expression.name, expression.at, shapeOf(expression.of, scope))]
    case 'call':
      return [
        ...unknownFunction(expression.name, expression.at),
        ...inside,
        ...inLoop(expression, scope, loops),
        ...badPattern(expression),
      ]
    case 'binary':
      return [...inside, ...unknownValues(expression, scope)]
    case 'other':
      return expression.what === 'minus' ? inside : [...inside, notInLanguage(expression.what, expression.start)]
    case 'literal':
    case 'list':
    case 'not':
    case 'choice':
      return inside
  }
}

function inLoop(call: Expression & { kind: 'call' }, scope: Scope, loops: number): ConditionMistake[] {
  const [receiver] = call.receiver
  if (receiver === undefined) return []
  const inner = bind(call.name, receiver, call.args, scope)
  if (inner === scope) return []
  const deeper = call.args.slice(1).flatMap((part) => mistakesIn(part, inner, loops + 1))
  if (loops < maxLoops) return deeper
  const help = 'Say it with two loops, or as two rules.'
  return [{ code: 'cel-limit', message: 'More than two loops inside each other', help, start: call.at }]
}

function unknownName(name: string, start: number, scope: Scope): ConditionMistake {
  const hint = didYouMean(nearest(name, scope.keys()), 'Conditions start from "change": cordon rules vocabulary.')
  return { code: 'unknown-name', message: `There is nothing called "${name}" here`, help: hint, start }
}

function unknownField(name: string, start: number, of: Shape): ConditionMistake[] {
  const code = 'unknown-field'
  switch (of.kind) {
    case 'change': {
      if (Object.hasOwn(changeFields, name)) return []
      const help = didYouMean(
        nearest(name, Object.keys(changeFields)),
        `It has ${Object.keys(changeFields).join(', ')}.`,
      )
      return [{ code, message: `"change" has no field "${name}"`, help, start }]
    }
    case 'record': {
      if (findField(of.record, name) !== undefined) return []
      const { type, fields } = vocabulary[of.record]
      const help = didYouMean(nearest(name, Object.keys(fields)), `See: cordon rules vocabulary ${of.record}.`)
      return [{ code, message: `${type} has no field "${name}"`, help, start }]
    }
    case 'records': {
      const help = `Ask its elements: .exists(x, x.${name} …) or .filter(x, …).`
      return [{ code, message: `A list has no field "${name}"`, help, start }]
    }
    case 'field':
    case 'other':
      return []
  }
}

function unknownFunction(name: string, start: number): ConditionMistake[] {
  if (functions.has(name)) return []
  const help = didYouMean(nearest(name, functions.keys()), `There are ${[...functions.keys()].join(', ')}.`)
  return [{ code: 'unknown-function', message: `Conditions have no function "${name}"`, help, start }]
}

/** A pattern is read once, when the rule is: one that came out of a package would be the package's own program. */
function badPattern({ name, args, at }: Expression & { kind: 'call' }): ConditionMistake[] {
  if (name !== 'matches') return []
  const [pattern] = args
  if (pattern?.kind !== 'literal' || typeof pattern.value !== 'string') {
    const help = 'Write the pattern itself there; to look for a text of another fact, use contains.'
    return [{ code: 'bad-pattern', message: 'A pattern must be written out', help, start: pattern?.start ?? at }]
  }
  const read = readPattern(pattern.value)
  if (read.ok) return []
  const help = 'It may have characters, classes, groups, |, ^, $, *, +, ?, {1,9}; a backslash is written "\\\\".'
  return [{ code: 'bad-pattern', message: `The pattern ${read.why}`, help, start: pattern.start }]
}

/** A field that can only have some values is compared with one it never has: always a typing mistake. */
function unknownValues({ operator, left, right }: Expression & { kind: 'binary' }, scope: Scope): ConditionMistake[] {
  if (operator === 'in') {
    return right.kind === 'list' ? right.items.flatMap((item) => unknownValue(shapeOf(left, scope), item)) : []
  }
  if (operator !== '==' && operator !== '!=') return []
  return [...unknownValue(shapeOf(left, scope), right), ...unknownValue(shapeOf(right, scope), left)]
}

function unknownValue(shape: Shape, literal: Expression): ConditionMistake[] {
  if (shape.kind !== 'field' || literal.kind !== 'literal' || typeof literal.value !== 'string') return []
  const known = Object.keys(findField(shape.record, shape.name)?.values ?? {})
  if (known.length === 0 || known.includes(literal.value)) return []
  const help = didYouMean(nearest(literal.value, known), `It is one of ${known.map((one) => `"${one}"`).join(', ')}.`)
  const message = `${vocabulary[shape.record].type}.${shape.name} is never "${literal.value}"`
  return [{ code: 'unknown-value', message, help, start: literal.start }]
}

function notInLanguage(what: string, start: number): ConditionMistake {
  const help = what === 'index' ? 'Lists have no fixed order: use exists or filter.' : 'Compare fields with constants.'
  return { code: 'unknown-syntax', message: `Conditions do not have this part of CEL (${what})`, help, start }
}

function didYouMean(word: string, otherwise: string): string {
  return word === '' ? otherwise : `Did you mean "${word}"? ${otherwise}`
}

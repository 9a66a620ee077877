// Loops that never end and that run while the file is loaded: who imports it gets nothing back.
import type { Node } from '../parse.ts'
import { createLoads } from './at-load.ts'
import { deepest, isConstant, only } from './fixed.ts'
import { constantOf, type Look, namesOf } from './look.ts'
import { createSearch, hasWayOut, type Loop, noteLabel } from './ways-out.ts'

export function useEndlessLoops(look: Look): void {
  const search = createSearch(look)
  const runsAtLoad = createLoads(look)
  for (const node of look.resolver.collected.statements) {
    if (node.type === 'LabeledStatement') noteLabel(search, node)
    if (!isLoop(node) || !(holds(look, node.test) || goesAway(look, node))) continue
    if (hasWayOut(search, node) || !runsAtLoad(node)) continue
    look.findings.capability('endless-loop', '', node.start)
    return
  }
}

function isLoop(node: { type: string }): node is Loop {
  return node.type === 'WhileStatement' || node.type === 'DoWhileStatement' || node.type === 'ForStatement'
}

/** Whether a condition holds for ever, from constants and names that are given one; a call or member may change. */
function holds(look: Look, test: Node | null, depth = 0): boolean {
  if (test === null) return true
  if (depth > deepest) return false
  switch (test.type) {
    case 'Literal':
      return Boolean(test.value) || 'regex' in test
    case 'ArrayExpression':
    case 'ObjectExpression':
    case 'FunctionExpression':
    case 'ArrowFunctionExpression':
    case 'ClassExpression':
      return true
    case 'Identifier': {
      const given = only(look, test)
      return given === 'global' ? test.name === 'Infinity' : given !== undefined && holds(look, given, depth + 3)
    }
    case 'SequenceExpression':
      return holds(look, test.expressions.at(-1) ?? test, depth + 1)
    case 'ParenthesizedExpression':
    case 'TSAsExpression':
    case 'TSSatisfiesExpression':
    case 'TSNonNullExpression':
    case 'TSTypeAssertion':
      return holds(look, test.expression, depth + 1)
    case 'LogicalExpression': {
      const left = holds(look, test.left, depth + 1)
      if (test.operator === '||') return left || holds(look, test.right, depth + 1)
      return test.operator === '&&' ? left && holds(look, test.right, depth + 1) : left
    }
    case 'BinaryExpression':
      return isConstant(look, test, depth) ? Boolean(constantOf(look, test)) : isNeverReached(look, test)
    default:
      return isConstant(look, test, depth) && Boolean(constantOf(look, test))
  }
}

/** No counter comes so far. */
const far = 1e15
const farNames: ReadonlySet<string> = new Set(
  ['POSITIVE_INFINITY', 'MAX_VALUE', 'MAX_SAFE_INTEGER'].map((name) => `global.Number.${name}`),
)

/** `i < Infinity`, of a counter. */
function isNeverReached(look: Look, { operator, left, right }: Extract<Node, { type: 'BinaryExpression' }>): boolean {
  if (operator === '<' || operator === '<=' || operator === '!=' || operator === '!==') {
    return isCounter(look, left) && isFar(look, right)
  }
  return (operator === '>' || operator === '>=') && isFar(look, left) && isCounter(look, right)
}

function isFar(look: Look, node: Node, depth = 0): boolean {
  if (node.type === 'Identifier') {
    const definition = only(look, node)
    if (definition === undefined || depth > 4) return false
    if (definition !== 'global') return isFar(look, definition, depth + 1)
  }
  if (node.type === 'MemberExpression') return namesOf(look, node).some((name) => farNames.has(name))
  const value = isConstant(look, node, 0) ? constantOf(look, node) : undefined
  return typeof value === 'number' && value >= far
}

/** A name that is only counted: what else is assigned to it may be as far. */
function isCounter(look: Look, node: Node): boolean {
  const definitions = look.resolver.bindingOf(node)?.definitions
  const given = definitions?.filter((one) => one.kind !== 'unknown' && one.kind !== 'append') ?? []
  return (
    definitions !== undefined && given.length <= 2 && given.every((one) => one.kind === 'value' && isStep(one.node))
  )
}

/** `0`, and `i + 1` of `i = i + 1`. */
function isStep(node: Node): boolean {
  return (
    node.type === 'Literal' || (node.type === 'BinaryExpression' && (node.operator === '+' || node.operator === '*'))
  )
}

/** `for (let i = 1; i > 0; i++)`: a counter that goes away from where the loop would end. */
function goesAway(look: Look, { type, test, ...loop }: Loop): boolean {
  if (type !== 'ForStatement' || test?.type !== 'BinaryExpression' || test.left.type !== 'Identifier') return false
  const update = 'update' in loop ? loop.update : null
  if (update?.type !== 'UpdateExpression' || update.operator !== '++' || update.argument.type !== 'Identifier')
    return false
  if (update.argument.name !== test.left.name) return false
  const [start, step, another] = look.resolver.bindingOf(test.left)?.definitions ?? []
  if (start?.kind !== 'value' || step?.kind !== 'unknown' || another !== undefined) return false
  const from = isNumber(start.node) && start.node.start > loop.start ? constantOf(look, start.node) : undefined
  const to = isNumber(test.right) ? constantOf(look, test.right) : undefined
  if (typeof from !== 'number' || typeof to !== 'number') return false
  return test.operator === '>=' ? from >= to : awayFrom.has(test.operator) && from > to
}

const awayFrom: ReadonlySet<string> = new Set(['>', '!=', '!=='])

function isNumber(node: Node): boolean {
  return node.type === 'Literal' || (node.type === 'UnaryExpression' && node.argument.type === 'Literal')
}

// What each kind of expression stands for. One step per node; the resolver memoises and bounds.
import type { Node } from '../parse.ts'
import { unknown, type Value } from '../value.ts'
import { choice, each } from './build.ts'
import { callResult } from './calls.ts'
import { chain } from './chains.ts'
import { plain } from './effective.ts'
import { array, enumeration, literal, record, template } from './literals.ts'
import { isTruthy, unary } from './operators.ts'
import { identifier, member, thisValue } from './references.ts'
import { named, type State } from './state.ts'

export function evaluate(state: State, node: Node): Value {
  switch (node.type) {
    case 'Identifier':
      return identifier(state, node)
    case 'MemberExpression':
      return member(state, node)
    case 'CallExpression':
    case 'NewExpression':
    case 'ImportExpression':
      return callResult(state, state.callOf(node))
    case 'TaggedTemplateExpression':
      return isRaw(state, node.tag) ? template(state, node.quasi, true) : callResult(state, state.callOf(node))
    case 'TemplateLiteral':
      return template(state, node, false)
    case 'BinaryExpression':
    case 'LogicalExpression':
      return chain(state, node)
    case 'ConditionalExpression':
      return conditional(state, node)
    case 'UnaryExpression':
      return each(state.valueOf(node.argument), (one) => unary(node.operator, one))
    case 'AssignmentExpression':
      return node.operator === '=' ? state.valueOf(node.right) : unknown
    case 'ArrayExpression':
      return array(state, node.elements)
    case 'ObjectExpression':
      return record(state, node.properties)
    case 'ArrowFunctionExpression':
    case 'FunctionExpression':
    case 'FunctionDeclaration':
    case 'ClassExpression':
    case 'ClassDeclaration':
      return { kind: 'function', node }
    case 'AwaitExpression':
      return state.valueOf(node.argument)
    case 'ThisExpression':
      return thisValue(state, node)
    case 'MetaProperty':
      return node.meta.name === 'import' ? named(state, 'global.import.meta') : unknown
    case 'TSEnumDeclaration':
      return enumeration(state, node.body.members)
    case 'Literal':
      return literal(node)
    default: {
      const inner = plain(node)
      return inner === node ? unknown : state.valueOf(inner)
    }
  }
}

function isRaw(state: State, tag: Node): boolean {
  const value = state.valueOf(tag)
  return value.kind === 'named' && value.name === 'global.String.raw'
}

function conditional(state: State, node: Extract<Node, { type: 'ConditionalExpression' }>): Value {
  const test = state.valueOf(node.test)
  if (test.kind === 'constant') return state.valueOf(test.value ? node.consequent : node.alternate)
  if (isTruthy(test)) return state.valueOf(node.consequent)
  return choice([state.valueOf(node.consequent), state.valueOf(node.alternate)])
}

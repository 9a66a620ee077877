// Binary and logical operators. Chains of them lean to the left and can be millions long: they are taken from their start,
// without recursion, and each link is remembered.
import type { Node } from '../parse.ts'
import { unknown, type Value } from '../value.ts'
import { alternatives, choice } from './build.ts'
import { add, binary, isTruthy } from './operators.ts'
import type { State } from './state.ts'

type Link = Extract<Node, { type: 'BinaryExpression' | 'LogicalExpression' }>

const productLimit = 16

export function chain(state: State, node: Link): Value {
  const memo = state.frame?.memo ?? state.memo
  const links: Link[] = [node]
  let start: Node = node.left
  while ((start.type === 'BinaryExpression' || start.type === 'LogicalExpression') && !memo.has(start)) {
    links.push(start)
    start = start.left
  }
  let value = start.type === 'PrivateIdentifier' ? unknown : state.valueOf(start)
  for (const link of links.toReversed()) {
    value =
      link.type === 'LogicalExpression'
        ? logical(state, link.operator, value, link.right)
        : operation(state, link, value)
    memo.set(link, value)
  }
  return value
}

function operation(state: State, link: Extract<Link, { type: 'BinaryExpression' }>, left: Value): Value {
  const right = state.valueOf(link.right)
  const isSum = link.operator === '+'
  if (left.kind !== 'choice' && right.kind !== 'choice') {
    return isSum ? add(left, right) : binary(link.operator, left, right)
  }
  const lefts = alternatives(left)
  const rights = alternatives(right)
  if (lefts.length * rights.length > productLimit) return unknown
  return choice(lefts.flatMap((a) => rights.map((b) => (isSum ? add(a, b) : binary(link.operator, a, b)))))
}

function logical(state: State, operator: string, left: Value, right: Node): Value {
  if (operator === '??') {
    if (left.kind === 'constant') return (left.value ?? null) === null ? state.valueOf(right) : left
    return isTruthy(left) ? left : choice([left, state.valueOf(right)])
  }
  const decided = left.kind === 'constant' ? Boolean(left.value) : isTruthy(left) ? true : undefined
  if (operator === '&&') {
    if (decided === false) return left
    const value = state.valueOf(right)
    // What is called or asked for members is the right side; a text may just as well be the left one.
    return decided === true || value.kind !== 'constant' ? value : choice([left, value])
  }
  if (decided !== undefined) return decided ? left : state.valueOf(right)
  return choice([left, state.valueOf(right)])
}

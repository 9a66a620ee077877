// The function of this file that an expression stands for.
import type { FunctionNode } from '../names/collected.ts'
import type { Node } from '../parse.ts'
import type { Resolver } from '../value.ts'

export function functionOf(node: Node, resolver: Resolver): FunctionNode | undefined {
  const value = resolver.valueOf(node)
  if (value.kind !== 'function') return undefined
  const { node: found } = value
  switch (found.type) {
    case 'FunctionDeclaration':
    case 'FunctionExpression':
    case 'ArrowFunctionExpression':
      return found
    default:
      return undefined
  }
}

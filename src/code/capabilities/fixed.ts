// Expressions that are written so that they are always the same.
import type { Node } from '../parse.ts'
import { constantOf, type Look } from './look.ts'

/** Of what is looked at; a name counts for three, since many may be given the same. */
export const deepest = 9

/** Written so that nothing can change it. */
export function isConstant(look: Look, node: Node, depth: number): boolean {
  if (depth > deepest) return false
  switch (node.type) {
    case 'Literal':
      return true
    case 'TemplateLiteral':
      return node.expressions.length === 0
    case 'UnaryExpression':
    case 'ParenthesizedExpression':
      return isConstant(look, node.type === 'UnaryExpression' ? node.argument : node.expression, depth + 1)
    case 'BinaryExpression':
      return isConstant(look, node.left, depth + 1) && isConstant(look, node.right, depth + 1)
    case 'ArrayExpression':
    case 'ObjectExpression':
      return true
    case 'Identifier': {
      const definition = only(look, node)
      if (definition === 'global') return node.name === 'Infinity' || node.name === 'undefined' || node.name === 'NaN'
      return definition !== undefined && isConstant(look, definition, depth + 3)
    }
    default:
      return false
  }
}

/** What a name is given, once and for all. */
export function only(look: Look, node: Node): Node | 'global' | undefined {
  const binding = look.resolver.bindingOf(node)
  if (binding === undefined) return 'global'
  const [first, another] = binding.definitions
  if (first?.kind !== 'value' || another !== undefined || first.path.length > 0) return undefined
  return first.node.start < node.start ? first.node : undefined
}

/** Whether a condition never holds: `if (false) break` is no way out. */
export function isDead(look: Look, test: Node): boolean {
  return isConstant(look, test, 0) && constantOf(look, test) !== undefined && !constantOf(look, test)
}

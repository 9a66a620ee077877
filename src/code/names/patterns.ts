// Destructuring: which names a pattern binds, and by which way into the value each is reached.
import type { Node } from '../parse.ts'
import type { Step } from './scope.ts'

/** Deeper patterns bind nothing; nobody writes them. */
const depthLimit = 60

export type Target = { node: Node; path: readonly Step[] }

/** The identifiers and members (of assignments) that a pattern fills. */
export function targetsOf(pattern: Node, path: readonly Step[] = [], depth = 0): Target[] {
  if (depth > depthLimit) return []
  switch (pattern.type) {
    case 'Identifier':
    case 'MemberExpression':
      return [{ node: pattern, path }]
    case 'AssignmentPattern':
      return targetsOf(pattern.left, [...path, { at: 'default', node: pattern.right }], depth + 1)
    case 'RestElement':
      return targetsOf(pattern.argument, [...path, { at: 'rest', from: 0 }], depth + 1)
    case 'TSParameterProperty':
      return targetsOf(pattern.parameter, path, depth + 1)
    case 'ArrayPattern':
      return pattern.elements.flatMap((element, index) =>
        element === null ? [] : elementTargets(element, path, index, depth + 1),
      )
    case 'ObjectPattern':
      return pattern.properties.flatMap((property) =>
        property.type === 'RestElement'
          ? targetsOf(property, path, depth + 1)
          : targetsOf(property.value, [...path, keyStep(property.key, property.computed)], depth + 1),
      )
    case 'TSAsExpression':
    case 'TSNonNullExpression':
    case 'TSSatisfiesExpression':
    case 'TSTypeAssertion':
      return targetsOf(pattern.expression, path, depth + 1)
    default:
      return []
  }
}

function elementTargets(element: Node, path: readonly Step[], index: number, depth: number): Target[] {
  if (element.type !== 'RestElement') return targetsOf(element, [...path, { at: 'index', index }], depth)
  return targetsOf(element.argument, [...path, { at: 'rest', from: index }], depth)
}

function keyStep(key: Node, computed: boolean): Step {
  const text = computed ? undefined : keyText(key)
  return text === undefined ? { at: 'computed', key } : { at: 'key', key: text }
}

/** A key that is written down: `a`, `'a'`, `1`, `#a`. */
export function keyText(key: Node): string | undefined {
  if (key.type === 'Identifier') return key.name
  if (key.type === 'PrivateIdentifier') return `#${key.name}`
  return key.type === 'Literal' && key.value !== null && typeof key.value !== 'object' ? String(key.value) : undefined
}

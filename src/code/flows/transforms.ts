// Calls that turn data into what it was hiding: by a decoder's name, by an encoding, by arithmetic on character codes.
import type { Node } from '../parse.ts'
import type { Name, Resolver } from '../value.ts'
import type { Origin } from './origin.ts'
import { decoded, hidingEncodings, transforms, unpacked } from './sources.ts'

/** A constant up to this length is a word, a key or a colour, whatever it is encoded in. */
const shortConstant = 32
/** Nodes of an argument that are looked at for arithmetic. */
const maxNodes = 60

export function transformOf(resolver: Resolver, name: Name, given: readonly Node[]): Origin | undefined {
  const [data, encoding] = given
  if (data === undefined) return transforms.get(name)
  if (name === 'global.Buffer.from' || name === 'global.Buffer') {
    const value = encoding === undefined ? undefined : resolver.valueOf(encoding)
    if (value?.kind !== 'constant' || !hidingEncodings.has(value.value)) return undefined
    return isShort(resolver, data) ? undefined : decoded
  }
  if (name === 'global.String.fromCharCode' || name === 'global.String.fromCodePoint') {
    return given.some((one) => isShifted(resolver, one)) ? unpacked : undefined
  }
  const found = transforms.get(name)
  return found?.source === 'decoded' && isShort(resolver, data) ? undefined : found
}

function isShort(resolver: Resolver, node: Node): boolean {
  const value = resolver.valueOf(node)
  return value.kind === 'constant' && String(value.value).length <= shortConstant
}

/**
 * `code - 3`, `a ^ b` of something that is not known. Masks and shifts put UTF-8 together, and are everywhere.
 */
function isShifted(resolver: Resolver, start: Node): boolean {
  const stack = [start]
  for (let left = maxNodes, node = stack.pop(); node !== undefined && left > 0; left--, node = stack.pop()) {
    if (node.type === 'BinaryExpression') {
      const { operator } = node
      if ((operator === '^' || operator === '-' || operator === '+') && resolver.valueOf(node).kind !== 'constant')
        return true
      stack.push(node.left, node.right)
    } else if (node.type === 'SpreadElement') stack.push(node.argument)
    else if (node.type === 'CallExpression') {
      stack.push(...node.arguments)
      if (node.callee.type === 'MemberExpression') stack.push(node.callee.object)
    } else if (node.type === 'ArrowFunctionExpression') stack.push(node.body)
    else if (node.type === 'ConditionalExpression') stack.push(node.consequent, node.alternate)
  }
  return false
}

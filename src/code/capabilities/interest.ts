// Which expressions can matter at all, told from how they are written: only those are resolved. Most calls of a file are
// of members that no table knows, on things that need not be known then.
import type { Call } from '../names/collected.ts'
import type { Definition } from '../names/scope.ts'
import type { Node } from '../parse.ts'
import { commonMembers, givers, globalRoots, isKnownModule, lastMembers, wallets } from './interest-words.ts'
import type { Look } from './look.ts'

/** Steps from an expression to where it may come from; what is further away may be anything. */
const maxDepth = 5

/** Members of this file's own objects that hold something from the map: `api.run` after `api = { run: exec }`. */
export type Aliases = Set<string>

/** Whether a callee may be something in the map. */
export function mayBeMapped(look: Look, callee: Node, aliases: Aliases): boolean {
  const node = callee.type === 'ChainExpression' ? callee.expression : callee
  switch (node.type) {
    case 'Identifier': {
      const definitions = look.resolver.bindingOf(node)?.definitions
      // A parameter may be anything that some caller has.
      return definitions?.some((one) => one.kind === 'parameter' || mayHold(look, one, aliases)) ?? true
    }
    case 'MemberExpression': {
      const key = writtenKey(node)
      if (key === undefined || aliases.has(key) || isWallet(node.object)) return true
      return lastMembers.has(key) && (!commonMembers.has(key) || mayLead(look, node.object, 0))
    }
    case 'FunctionExpression':
    case 'ArrowFunctionExpression':
    case 'Super':
      return false
    default:
      return true
  }
}

function isWallet(node: Node): boolean {
  if (node.type === 'Identifier') return wallets.has(node.name)
  return node.type === 'MemberExpression' && wallets.has(writtenKey(node) ?? '')
}

/** A member's key as it is written; undefined where it has to be worked out. */
export function writtenKey(node: Extract<Node, { type: 'MemberExpression' }>): string | undefined {
  const { property, computed } = node
  if (!computed) return property.type === 'Identifier' ? property.name : ''
  return property.type === 'Literal' ? String(property.value) : undefined
}

/**
 * Whether something that is handed on may be in the map. What a function was given was handed on to it before, and what
 * one gives back was handed on when it returned: those places count, not this one.
 */
export function mayBeHandedOn(look: Look, node: Node): boolean {
  return mayBeNamed(look, node, none, 0)
}

const none: Aliases = new Set()

/** Whether a definition may put something from the map into a name. */
function mayHold(look: Look, definition: Definition, aliases: Aliases, depth = 0): boolean {
  // The elements of a list were handed on when they were put into it.
  if (definition.kind === 'import') return isKnownModule(definition.module)
  if (definition.kind !== 'value') return false
  const last = definition.path.at(-1)
  if (last === undefined) return mayBeNamed(look, definition.node, aliases, depth + 1)
  return last.at !== 'key' || isKey(last.key, aliases)
}

function isKey(key: string, aliases: Aliases): boolean {
  return key === 'env' || lastMembers.has(key) || aliases.has(key) || givers.has(key)
}

/** From how an expression is written. */
function mayBeNamed(look: Look, node: Node, aliases: Aliases, depth: number): boolean {
  if (depth > maxDepth) return true
  switch (node.type) {
    case 'ConditionalExpression':
      return (
        mayBeNamed(look, node.consequent, aliases, depth + 1) || mayBeNamed(look, node.alternate, aliases, depth + 1)
      )
    case 'LogicalExpression':
      return mayBeNamed(look, node.left, aliases, depth + 1) || mayBeNamed(look, node.right, aliases, depth + 1)
    case 'Identifier': {
      const definitions = look.resolver.bindingOf(node)?.definitions
      if (definitions === undefined) return globalRoots.has(node.name)
      return definitions.some((one) => mayHold(look, one, aliases, depth))
    }
    case 'AwaitExpression':
    case 'AssignmentExpression':
    case 'SequenceExpression':
      return true
    case 'ChainExpression':
    case 'TSAsExpression':
    case 'TSNonNullExpression':
    case 'TSSatisfiesExpression':
      return mayBeNamed(look, node.expression, aliases, depth + 1)
    case 'MemberExpression': {
      const key = writtenKey(node)
      return key === undefined || isKey(key, aliases)
    }
    case 'CallExpression':
      return mayGive(look, node, depth + 1)
    default:
      return false
  }
}

/** Whether something from outside may stand before a dot: no for what is made in this file, and for parameters. */
function mayLead(look: Look, node: Node, depth: number): boolean {
  if (depth > maxDepth) return true
  switch (node.type) {
    case 'Identifier': {
      const definitions = look.resolver.bindingOf(node)?.definitions
      if (definitions === undefined) return globalRoots.has(node.name)
      return definitions.some((one) => {
        if (one.kind === 'import') return isKnownModule(one.module)
        return one.kind === 'value' && mayLead(look, one.node, depth + 1)
      })
    }
    case 'Literal':
    case 'TemplateLiteral':
    case 'ArrayExpression':
    case 'FunctionExpression':
    case 'ArrowFunctionExpression':
    case 'BinaryExpression':
    case 'UnaryExpression':
    case 'UpdateExpression':
      return false
    case 'NewExpression':
      return mayLead(look, node.callee, depth + 1)
    case 'MemberExpression':
      return mayLead(look, node.object, depth + 1)
    case 'CallExpression':
      // Compilers wrap what they require: `_interopRequireDefault(require('https')).default.get`.
      return (
        mayGive(look, node, depth + 1) ||
        mayLead(look, node.callee, depth + 1) ||
        node.arguments.slice(0, 2).some((given) => mayLead(look, given, depth + 1))
      )
    default:
      return true
  }
}

/** Calls that give what they were asked for or given: `require(x)`, `promisify(f)`, `f.bind(x)`; not functions of this file. */
function mayGive(look: Look, { callee, arguments: given }: Call, depth: number): boolean {
  if (callee.type === 'Identifier') {
    const definitions = look.resolver.bindingOf(callee)?.definitions
    if (definitions !== undefined) return definitions.some((one) => mayHold(look, one, none, depth))
    const [first] = given
    const isPlain = callee.name === 'require' && first?.type === 'Literal' && typeof first.value === 'string'
    return isPlain ? isKnownModule(first.value) : globalRoots.has(callee.name)
  }
  if (callee.type !== 'MemberExpression') return callee.type === 'CallExpression'
  const key = writtenKey(callee)
  return key === undefined || givers.has(key)
}

// A quick look at what stands as an argument: whether it is worth asking what it stands for. Most arguments are data, and
// a large file has a hundred thousand of them.
import type { Call, Member } from '../names/collected.ts'
import type { Binding, Definition } from '../names/scope.ts'
import type { Node } from '../parse.ts'
import type { Name, Resolver } from '../value.ts'
import { boundBy } from './calls.ts'
import { callSinks, sending } from './sinks.ts'
import { callSources, transforms } from './sources.ts'

/** `names`: of which it is worth asking where they are bound. `held`: whether a name may stand for something that matters. */
type Look = { resolver: Resolver; names: ReadonlySet<string>; held: Map<Binding, boolean> }

/** Names, choices and `bind` that lead to a function. */
const maxDepth = 4

/** The last words of names that matter. */
const words: ReadonlySet<string> = new Set([
  ...[callSinks, callSources, transforms].flatMap((rows) => [...rows.keys()].map(lastWord)),
  ...sending,
])

function lastWord(name: Name): string {
  return name.slice(name.lastIndexOf('.') + 1)
}

export function createLook(resolver: Resolver): (node: Node) => boolean {
  const look: Look = { resolver, names: namesThatMayMatter(resolver), held: new Map() }
  return (node) => mayMatter(look, node, 0)
}

/** Looking up where a name is bound is dear, and most names are never bound to anything that matters. */
function namesThatMayMatter({ collected }: Resolver): ReadonlySet<string> {
  const names = new Set<string>()
  for (const { name, definitions } of collected.bindings) if (definitions.some(mayDefine)) names.add(name)
  return names
}

function mayDefine(definition: Definition): boolean {
  if (definition.kind !== 'value') return definition.kind === 'import'
  const { node, path } = definition
  if (node.type === 'CallExpression') return mayCall(node)
  return path.length > 0 || !data.has(node.type)
}

const data: ReadonlySet<string> = new Set(
  'Literal TemplateLiteral ObjectExpression ArrayExpression BinaryExpression UnaryExpression NewExpression ThisExpression FunctionExpression ArrowFunctionExpression FunctionDeclaration ClassExpression AwaitExpression'.split(
    ' ',
  ),
)

/** Parameters are left out: what they are given is found by who is given the function. */
function mayMatter(look: Look, node: Node, depth: number): boolean {
  // In doubt it is asked what it stands for.
  if (depth > maxDepth) return true
  const { resolver, names } = look
  const again = (one: Node | undefined) => one !== undefined && mayMatter(look, one, depth + 1)
  switch (node.type) {
    case 'Identifier': {
      const isWord = words.has(node.name)
      if (!isWord && !names.has(node.name)) return false
      const binding = resolver.bindingOf(node)
      return binding === undefined ? isWord : mayHold(look, binding, depth)
    }
    case 'MemberExpression':
      return node.object.type === 'ArrayExpression' || isNamed(resolver, node) || isFromElsewhere(resolver, node.object)
    case 'CallExpression':
      return mayCall(node) && (again(boundBy(node)) || leadsElsewhere(node) || isPromisify(node))
    case 'SequenceExpression':
      return again(node.expressions.at(-1))
    case 'AssignmentExpression':
      return again(node.right)
    case 'AwaitExpression':
      return again(node.argument)
    case 'LogicalExpression':
      return again(node.left) || again(node.right)
    case 'ConditionalExpression':
      return again(node.consequent) || again(node.alternate)
    case 'ChainExpression':
    case 'ParenthesizedExpression':
    case 'TSAsExpression':
    case 'TSSatisfiesExpression':
    case 'TSNonNullExpression':
    case 'TSTypeAssertion':
      return again(node.expression)
    default:
      return false
  }
}

/** Asked once for each name: minified code puts thousands of things into one. */
function mayHold(look: Look, binding: Binding, depth: number): boolean {
  const known = look.held.get(binding)
  if (known !== undefined) return known
  // What leads back to itself is in doubt, too.
  look.held.set(binding, true)
  const found = binding.definitions.some((one) => {
    if (one.kind !== 'value') return one.kind === 'import'
    return one.path.length === 0 ? mayMatter(look, one.node, depth + 1) : isFromElsewhere(look.resolver, one.node)
  })
  look.held.set(binding, found)
  return found
}

/** `x.exec`; of globals also a member whose name is made of text. */
function isNamed(resolver: Resolver, { object, property, computed }: Member): boolean {
  if (!computed) return property.type === 'Identifier' && words.has(property.name)
  return object.type === 'Identifier' && resolver.bindingOf(object) === undefined
}

/** What other files and own objects hold: `require('./run').run`, `tools.run`. */
function isFromElsewhere(resolver: Resolver, start: Node): boolean {
  let node = start
  for (let depth = 0; depth < maxDepth; depth++) {
    if (node.type === 'MemberExpression') node = node.object
    else if (node.type === 'Identifier') {
      const [only, another] = resolver.bindingOf(node)?.definitions ?? []
      if (only?.kind === 'import') return true
      if (only?.kind !== 'value' || another !== undefined) return false
      node = only.node
    } else return node.type === 'ObjectExpression' || (node.type === 'CallExpression' && leadsElsewhere(node))
  }
  return false
}

/** `f.bind(x)`, `require('./f')`, `promisify(f)`. */
function mayCall(call: Call): boolean {
  return boundBy(call) !== undefined || leadsElsewhere(call) || isPromisify(call)
}

/** `require('./run')`, and what compilers make of it: `interop(require('./run'))`. */
function leadsElsewhere(call: Call): boolean {
  return isLoading(call) || call.arguments.some(isLoading)
}

function isLoading(node: Node): boolean {
  return node.type === 'CallExpression' && node.callee.type === 'Identifier' && node.callee.name === 'require'
}

function isPromisify({ callee }: Call): boolean {
  const last = callee.type === 'MemberExpression' ? callee.property : callee
  return last.type === 'Identifier' && last.name === 'promisify'
}

// Whether something runs while its file is loaded: outside of all functions, or in one that is called where it is written,
// by a call that runs then itself, or by what walks through a list then.
import type { Node } from '../parse.ts'
import { writtenKey } from './interest.ts'
import { alternatives, type Look } from './look.ts'

/** Functions that are looked through for callers, one through the other. */
const mostFunctions = 200
/** Calls that are looked at for one file. */
const mostCalls = 200_000

/** Who calls what is looked up when it is first asked for. */
export function createLoads(look: Look): (node: Node) => boolean {
  let left = mostCalls
  let places: ReadonlyMap<Node, readonly Node[]> | undefined
  return (node) => {
    const open = [look.resolver.functionAround(node)]
    const seen = new Set<Node>(open)
    for (let next = open.pop(); next !== undefined; next = open.pop()) {
      if (next.type === 'Program') return true
      // A generator does nothing until it is asked.
      if ('generator' in next && next.generator === true) continue
      // What is too long to follow may run as well.
      if (seen.size > mostFunctions || left <= 0) return true
      places ??= placesOfCalls(look)
      for (const at of places.get(next) ?? []) {
        left--
        const around = look.resolver.functionAround(outside(at))
        if (!seen.has(around)) open.push(around)
        seen.add(around)
      }
    }
    return false
  }
}

/** A place of a call that is in no function of its own: `function () { … }()` begins as the function does. */
function outside(call: Node): Node {
  return call.type === 'NewExpression' ? call : { ...call, start: call.end - 1 }
}

/** Methods that call what they are given before they come back, or as soon as the file is loaded. */
const callers: ReadonlySet<string> = new Set(
  (
    'forEach map flatMap filter find findIndex findLast some every reduce reduceRight sort replace replaceAll from then ' +
    'nextTick queueMicrotask setImmediate setTimeout setInterval'
  ).split(' '),
)

/** Where each function of the file is called. */
function placesOfCalls(look: Look): ReadonlyMap<Node, readonly Node[]> {
  const { calls, news, tagged, assignments } = look.resolver.collected
  const exported = new Map<string, Node>()
  for (const { left, right } of assignments) {
    const key = exportedKey(left)
    if (key !== undefined && isFunction(right)) exported.set(key, right)
  }
  const places = new Map<Node, Node[]>()
  const put = (of: Node, call: Node) => {
    const known = places.get(of)
    if (known === undefined) places.set(of, [call])
    else known.push(call)
  }
  for (const call of [...calls, ...news, ...tagged]) {
    const { callee, calleeNode, given } = look.resolver.callOf(call)
    if (isFunction(calleeNode)) put(calleeNode, call)
    const own = exported.get(exportedKey(calleeNode) ?? '')
    if (own !== undefined) put(own, call)
    for (const one of alternatives(callee)) if (one.kind === 'function') put(bodyOf(one.node), call)
    if (call.type === 'NewExpression' || takes(call)) for (const one of given) if (isFunction(one)) put(one, call)
  }
  return places
}

/** `exports.run`, `module.exports.run` */
function exportedKey(node: Node): string | undefined {
  if (node.type !== 'MemberExpression') return undefined
  const { object } = node
  const isModule =
    object.type === 'MemberExpression' &&
    object.object.type === 'Identifier' &&
    object.object.name === 'module' &&
    writtenKey(object) === 'exports'
  return isModule || (object.type === 'Identifier' && object.name === 'exports') ? writtenKey(node) : undefined
}

function isFunction({ type }: Node): boolean {
  return type === 'FunctionExpression' || type === 'ArrowFunctionExpression'
}

/** Of a class its constructor. */
function bodyOf(node: Node): Node {
  if (node.type !== 'ClassDeclaration' && node.type !== 'ClassExpression') return node
  const made = node.body.body.find((one) => one.type === 'MethodDefinition' && one.kind === 'constructor')
  return made?.type === 'MethodDefinition' ? made.value : node
}

function takes(call: { type: string; callee?: Node }): boolean {
  const { callee } = call
  if (callee?.type === 'Identifier') return callers.has(callee.name)
  return callee?.type === 'MemberExpression' && callers.has(writtenKey(callee) ?? '')
}

// Whether a loop can be left: by a statement of its own, by waiting for something, or by ending the program.
import { childrenOf } from '../disguises/node-at.ts'
import type { Node } from '../parse.ts'
import type { Name } from '../value.ts'
import { isConstant, isDead } from './fixed.ts'
import { writtenKey } from './interest.ts'
import { type Look, namesOf } from './look.ts'

type OfType<T extends Node['type']> = Extract<Node, { type: T }>
export type Loop = OfType<'WhileStatement' | 'DoWhileStatement' | 'ForStatement'>

/** `owns`: a `break` here is one of something inside; `isCaught`: so is what is thrown. `labels` are those inside. */
type Place = { node: Node; owns: boolean; isCaught: boolean; labels: readonly string[] }

/** `left`: nodes that may still be looked at in this file; after them every loop is taken to have none. */
export type Search = { look: Look; left: number; labelsOf: Map<Node, readonly string[]> }

const mostNodes = 500_000
/** Calls from one function of the file into another. */
const deepest = 3

export function createSearch(look: Look): Search {
  return { look, left: mostNodes, labelsOf: new Map() }
}

/** Of every label, before the loop that it is of. */
export function noteLabel({ labelsOf }: Search, node: OfType<'LabeledStatement'>): void {
  labelsOf.set(node.body, [...(labelsOf.get(node)?.slice(0, 8) ?? []), node.label.name])
}

export function hasWayOut(search: Search, loop: Loop): boolean {
  const own = search.labelsOf.get(loop) ?? []
  const parts = loop.type === 'ForStatement' ? [loop.test, loop.update, loop.body] : [loop.test, loop.body]
  const start = parts.flatMap((node) => (node === null ? [] : [{ node, owns: false, isCaught: false, labels: [] }]))
  return leaves(search, start, own)
}

function leaves(search: Search, places: Place[], own: readonly string[]): boolean {
  for (let place = places.pop(); place !== undefined; place = places.pop()) {
    if (search.left-- <= 0) return false
    const { node, owns, isCaught, labels } = place
    switch (node.type) {
      case 'BreakStatement':
        if (node.label === null ? !owns : !labels.includes(node.label.name)) return true
        continue
      case 'ContinueStatement':
        if (node.label !== null && ![...labels, ...own].includes(node.label.name)) return true
        continue
      case 'ReturnStatement':
      case 'YieldExpression':
        return true
      case 'AwaitExpression':
        // Only what is ready already gets a turn by `await null`; an object may be one that waits.
        if (node.argument.type === 'ObjectExpression' || !isConstant(search.look, node.argument, 0)) return true
        continue
      case 'ThrowStatement':
        if (!isCaught) return true
        break
      case 'ForOfStatement':
        if (node.await) return true
        break
      case 'CallExpression':
      case 'NewExpression':
        if (ends(search.look, node) || callsWhatEnds(search, node, isCaught, 0)) return true
        break
      case 'FunctionDeclaration':
      case 'FunctionExpression':
      case 'ArrowFunctionExpression':
      case 'ClassDeclaration':
      case 'ClassExpression':
        continue
      case 'IfStatement':
        places.push({ ...place, node: node.test })
        if (!isDead(search.look, node.test)) places.push({ ...place, node: node.consequent })
        if (node.alternate !== null) places.push({ ...place, node: node.alternate })
        continue
      case 'LabeledStatement':
        places.push({ ...place, node: node.body, labels: [...labels, node.label.name] })
        continue
      case 'TryStatement':
        places.push({ ...place, node: node.block, isCaught: isCaught || node.handler !== null })
        for (const one of [node.handler, node.finalizer]) if (one !== null) places.push({ ...place, node: one })
        continue
      default:
        break
    }
    const takesBreak = owns || breakable.has(node.type)
    for (const child of childrenOf(node)) places.push({ node: child, owns: takesBreak, isCaught, labels })
  }
  return false
}

const breakable: ReadonlySet<Node['type']> = new Set([
  'SwitchStatement',
  'ForStatement',
  'ForInStatement',
  'ForOfStatement',
  'WhileStatement',
  'DoWhileStatement',
] as const)

/** Calls that end the program, or wait until another thread has something. */
const ending: ReadonlySet<Name> = new Set([
  'global.Atomics.wait',
  'node:worker_threads.receiveMessageOnPort',
  'global.Deno.exit',
  'global.Bun.exit',
  ...'exit abort kill reallyExit emit'.split(' ').map((name) => `global.process.${name}`),
])
/** On whatever object, and under their names in translated code. */
const endingWords: ReadonlySet<string> = new Set([
  'exit',
  'abort',
  'reallyExit',
  'receiveMessageOnPort',
  'quit',
  'trap',
])

type AnyCall = OfType<'CallExpression' | 'NewExpression'>

function ends(look: Look, { callee }: AnyCall): boolean {
  const written = callee.type === 'MemberExpression' ? writtenKey(callee) : 'name' in callee ? String(callee.name) : ''
  if (endingWords.has((written ?? '').replace(/^[_$]+/, ''))) return true
  return namesOf(look, callee).some((name) => ending.has(name))
}

/** A function of this file that throws, or ends the program: a step of the loop that may be its last. */
function callsWhatEnds(search: Search, { callee }: AnyCall, isCaught: boolean, depth: number): boolean {
  if (depth >= deepest) return false
  const value = search.look.resolver.valueOf(callee)
  if (value.kind !== 'function') return false
  const { node } = value
  const body = 'body' in node && node.type !== 'ClassDeclaration' && node.type !== 'ClassExpression' ? node.body : null
  if (body === null || Array.isArray(body)) return false
  return throws(search, body, isCaught, depth + 1)
}

/** Of a function's body, where `return` and `break` leave nothing but itself. */
function throws(search: Search, body: Node, isCaught: boolean, depth: number): boolean {
  const open: { node: Node; isCaught: boolean }[] = [{ node: body, isCaught }]
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { node } = next
    if (search.left-- <= 0) return false
    if (node.type === 'ThrowStatement' && !next.isCaught) return true
    if (node.type === 'CallExpression' || node.type === 'NewExpression') {
      if (ends(search.look, node) || callsWhatEnds(search, node, next.isCaught, depth)) return true
    }
    if (node.type === 'FunctionExpression' || node.type === 'ArrowFunctionExpression') continue
    if (node.type === 'FunctionDeclaration' || node.type === 'ClassDeclaration') continue
    const caught = next.isCaught
    for (const child of childrenOf(node)) {
      const isTried = node.type === 'TryStatement' && child === node.block && node.handler !== null
      open.push({ node: child, isCaught: caught || isTried })
    }
  }
  return false
}

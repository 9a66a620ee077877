// Files as a way from one call to another: what is written to a path that is then started or loaded from there.
import type { Node } from '../parse.ts'
import type { Resolver } from '../value.ts'
import { add } from './calls.ts'
import type { Part } from './cells.ts'
import type { Deed } from './deed.ts'

/** Nodes of an argument in which a path is looked for. */
const maxNodes = 50
/** Known text that two paths must have in common to be one. */
const telling = 3

/** The parts of every deed, and of those that start a file, what this file of code has written there. */
export function withContents(resolver: Resolver, deeds: readonly Deed[]): readonly Deed[] {
  const written = new Map<unknown, Part[]>()
  for (const { sink, path, parts } of deeds) {
    if (sink !== 'write' || path === undefined) continue
    for (const key of keysOf(resolver, path)) for (const part of parts) add(written, key, part)
  }
  if (written.size === 0) return deeds
  return deeds.map((deed) => {
    const more = deed.runs.flatMap((run) => pathsIn(run).flatMap((node) => keysOf(resolver, node)))
    const parts = [...new Set(more)].flatMap((key) => written.get(key) ?? [])
    return parts.length === 0 ? deed : { ...deed, parts: [...deed.parts, ...parts] }
  })
}

/** What tells that two expressions name the same file: the same name bound, or the same text. */
function keysOf(resolver: Resolver, node: Node): unknown[] {
  const keys: unknown[] = []
  const binding = node.type === 'Identifier' ? resolver.bindingOf(node) : undefined
  if (binding !== undefined) keys.push(binding)
  const text = resolver.textOf(resolver.valueOf(node))
  if (text !== undefined && text.replaceAll('\u0000', '').length >= telling) keys.push(text)
  return keys
}

function pathsIn(start: Node): readonly Node[] {
  const found: Node[] = []
  const stack = [start]
  for (let left = maxNodes, node = stack.pop(); node !== undefined && left > 0; left--, node = stack.pop()) {
    if (node.type === 'ArrayExpression') for (const one of node.elements) one === null || stack.push(one)
    else if (node.type === 'TemplateLiteral') stack.push(...node.expressions)
    else if (node.type === 'BinaryExpression') stack.push(node.left, node.right)
    else if (node.type === 'SpreadElement' || node.type === 'AwaitExpression') stack.push(node.argument)
    found.push(node)
  }
  return found
}

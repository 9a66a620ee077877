// What stands at some offsets of a file: a name, text, or neither (a comment, a blank). Descends only where one of the
// offsets lies, so a few cost little in a large tree.
import type { Node, Program } from '../parse.ts'

export type Standing = 'name' | 'text' | 'pattern' | 'other'

/** By offset; `offsets` in rising order. Nodes are visited from an explicit stack: trees may be thousands of levels deep. */
export function standingAt(program: Program, offsets: readonly number[]): Map<number, Standing> {
  const found = new Map<number, Standing>()
  const stack: Node[] = [program]
  for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
    const first = firstNotBelow(offsets, node.start)
    const offset = offsets[first]
    if (offset === undefined || offset >= node.end) continue
    const standing = standingOf(node)
    if (standing !== 'other') {
      for (let index = first; (offsets[index] ?? node.end) < node.end; index++) {
        const at = offsets[index]
        if (at !== undefined) found.set(at, standing)
      }
      // A name can carry its type (`a: T`), which holds further names.
      if (standing !== 'name') continue
    }
    for (const child of childrenOf(node)) stack.push(child)
  }
  return found
}

function standingOf(node: Node): Standing {
  switch (node.type) {
    case 'Identifier':
    case 'PrivateIdentifier':
    case 'JSXIdentifier':
      return 'name'
    case 'TemplateElement':
    case 'JSXText':
      return 'text'
    case 'Literal':
      return 'regex' in node ? 'pattern' : 'text'
    default:
      return 'other'
  }
}

function firstNotBelow(offsets: readonly number[], start: number): number {
  let low = 0
  let high = offsets.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((offsets[middle] ?? 0) < start) low = middle + 1
    else high = middle
  }
  return low
}

/** The nodes directly inside one. */
export function childrenOf(node: Node): Node[] {
  const children: Node[] = []
  for (const value of Object.values(node)) {
    if (Array.isArray(value)) {
      for (const item of value) if (isNode(item)) children.push(item)
    } else if (isNode(value)) children.push(value)
  }
  return children
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && 'type' in value && 'start' in value && 'end' in value
}

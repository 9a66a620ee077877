// One sink as it stands in a file.
import type { Sink } from '../../domain/code.ts'
import type { Node } from '../parse.ts'
import type { Resolver } from '../value.ts'
import type { Part } from './cells.ts'

export type Deed = {
  sink: Sink
  subject: string
  node: Node
  parts: readonly Part[]
  /** The argument that names the file that is written. */
  path: Node | undefined
  /** Arguments that name a file that is started or loaded. */
  runs: readonly Node[]
  /** What is written to, where only following it can tell whether it is open towards somewhere. */
  receiver: Node | undefined
}

export function deed(sink: Sink, node: Node, parts: readonly Part[], extra: Partial<Deed> = {}): Deed {
  return { sink, subject: '', node, parts, path: undefined, runs: [], receiver: undefined, ...extra }
}

export const whole = (node: Node): Part => ({ node, field: '' })

/** The call that opened what a node stands for. */
export function openedAt(resolver: Resolver, node: Node): { given: readonly Node[] } | undefined {
  const binding = node.type === 'Identifier' ? resolver.bindingOf(node) : undefined
  const [definition] = binding?.definitions ?? []
  const from = definition?.kind === 'value' ? definition.node : node
  if (from.type === 'CallExpression' || from.type === 'NewExpression') return resolver.callOf(from)
  return undefined
}

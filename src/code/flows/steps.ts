// The way of a flow in words that can be looked up: `file:line what`, at most twelve.
import type { Node } from '../parse.ts'
import type { Places } from '../places.ts'
import type { Cell } from './cells.ts'

export const maxSteps = 12
/** Characters of one step's text. */
const maxText = 60

export type StepWriter = (way: readonly Cell[], end: Node) => readonly string[]

export function createStepWriter(path: string, source: string, places: Places): StepWriter {
  const toStep = (node: Node) => `${path}:${places.lineOf(node.start)} ${textOf(source, node)}`
  return (way, end) => {
    const nodes = way.filter(({ subject }) => subject.kind !== 'root').map(({ node }) => node)
    return shorten([...nodes, end].map(toStep))
  }
}

/** The source's end and the sink's are worth more than what is between. */
export function shorten(steps: readonly string[]): readonly string[] {
  const told = steps.filter((step, at) => step !== steps[at - 1])
  return told.length <= maxSteps ? told : [...told.slice(0, maxSteps / 2), ...told.slice(-maxSteps / 2)]
}

/** Hostile text, on one line: calls without what they are given, functions by their head. */
function textOf(source: string, node: Node): string {
  const isCall = node.type === 'CallExpression' || node.type === 'NewExpression'
  const end = isCall ? node.callee.end : node.end
  const text = source.slice(node.start, Math.min(end, node.start + maxText)).replaceAll(/\s+/g, ' ')
  return isCall ? `${text}(…)` : text
}

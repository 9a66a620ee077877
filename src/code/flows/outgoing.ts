// What this file calls or takes from other files and packages: kept apart until somebody can look into both.
import type { Node } from '../parse.ts'
import type { Name, Resolver } from '../value.ts'
import type { Calls } from './calls.ts'

export type OutgoingUse = {
  module: string
  /** The member as the name has it: `run`, `Client().send`; `*` for the module itself. */
  name: string
  node: Node
  given: readonly Node[]
}
export type Outgoing = {
  uses: OutgoingUse[]
  indexOf: Map<Node, number>
  /** The specifiers that the file writes: they tell where a name's module ends. */
  specifiers: ReadonlySet<string>
  /** There were more uses than are told apart. */
  isFull: boolean
}

/** Uses of one file that are told apart: bundles of a large library have some thousand. */
const maxUses = 10_000

export function createOutgoing(resolver: Resolver, { sites }: Calls): Outgoing {
  const { declarations } = resolver.collected
  const specifiers = new Set<string>()
  for (const one of declarations) {
    if ('source' in one && one.source !== null) specifiers.add(one.source.value)
  }
  for (const { names, effect } of sites) {
    if (!names.includes('global.require') && !names.includes('global.import')) continue
    const [module] = effect.given
    const text = module === undefined ? undefined : resolver.textOf(resolver.valueOf(module))
    if (text !== undefined) specifiers.add(text)
  }
  return { uses: [], indexOf: new Map(), specifiers, isFull: false }
}

/** The index of the use at a node, made when it is first asked for; -1 where it is none, or one too many. */
export function useAt(outgoing: Outgoing, node: Node, name: Name, given: readonly Node[]): number {
  const known = outgoing.indexOf.get(node)
  if (known !== undefined) return known
  const target = targetOf(outgoing, name)
  if (target === undefined) return -1
  if (outgoing.uses.length >= maxUses) {
    outgoing.isFull = true
    return -1
  }
  outgoing.uses.push({ ...target, node, given })
  outgoing.indexOf.set(node, outgoing.uses.length - 1)
  return outgoing.uses.length - 1
}

export function targetOf(outgoing: Outgoing, name: Name): { module: string; name: string } | undefined {
  const prefix = name.startsWith('own:') ? 'own:' : name.startsWith('package:') ? 'package:' : ''
  if (prefix === '') return undefined
  const text = name.slice(prefix.length)
  const module = specifierOf(outgoing, text)
  const rest = text.slice(module.length)
  return { module, name: rest === '' ? '*' : rest.startsWith('.') ? rest.slice(1) : `*${rest}` }
}

/** The longest specifier that the name begins with; where none fits, up to the first dot of a package's name. */
function specifierOf({ specifiers }: Outgoing, text: string): string {
  for (let end = text.length; end > 0; end = Math.max(text.lastIndexOf('.', end - 1), text.lastIndexOf('(', end - 1))) {
    if (specifiers.has(text.slice(0, end))) return text.slice(0, end)
  }
  if (text.startsWith('.')) return text
  const ends = [text.indexOf('.'), text.indexOf('(')].filter((at) => at !== -1)
  return ends.length === 0 ? text : text.slice(0, Math.min(...ends))
}

// Ways to look at a value or a node that all readers of calls need: its alternatives, its names, its texts, the literal
// behind a name. Everything is bounded.
import type { Node } from '../parse.ts'
import type { Name, Resolver, Value } from '../value.ts'
import type { Findings } from './findings.ts'

export type Look = {
  resolver: Resolver
  findings: Findings
  /** The members of object literals by their keys, for those that were asked for: options may be shared by many calls. */
  options: Map<Node, ReadonlyMap<string, Node>>
  /** What was searched for recipients. */
  searched: Set<Value | Node>
}

export function createLook(resolver: Resolver, findings: Findings): Look {
  return { resolver, findings, options: new Map(), searched: new Set() }
}

const maxAlternatives = 24

/** A choice's values, choices of choices included. */
export function alternatives(value: Value): readonly Value[] {
  if (value.kind !== 'choice') return [value]
  const found: Value[] = []
  const open = [...value.of]
  for (let next = open.pop(); next !== undefined && found.length < maxAlternatives; next = open.pop()) {
    if (next.kind === 'choice') open.push(...next.of)
    else found.push(next)
  }
  return found.reverse()
}

export function namesOf(look: Look, node: Node): readonly Name[] {
  const value = look.resolver.valueOf(node)
  if (value.kind === 'named') return [value.name]
  if (value.kind !== 'choice') return none
  return alternatives(value).flatMap((one) => (one.kind === 'named' ? [one.name] : []))
}

const none: readonly Name[] = []

/** Every text that a node may stand for; `undefined` among them: there are others that cannot be told. */
export function textsOf(look: Look, node: Node | undefined): readonly (string | undefined)[] {
  if (node === undefined) return []
  return alternatives(look.resolver.valueOf(node)).map((value) => look.resolver.textOf(value))
}

/** The one text, where there is one and all of it is known. */
export function textOf(look: Look, node: Node | undefined): string | undefined {
  const [text, ...more] = textsOf(look, node)
  return text === undefined || more.length > 0 || text.includes('\u0000') ? undefined : text
}

export function constantOf(look: Look, node: Node | undefined): string | number | bigint | boolean | null | undefined {
  if (node === undefined) return undefined
  const value = look.resolver.valueOf(node)
  return value.kind === 'constant' ? value.value : undefined
}

/** Members of the record that a node stands for, when it does. */
export function membersOf(look: Look, node: Node | undefined): ReadonlyMap<string, Value> | undefined {
  if (node === undefined) return undefined
  const record = alternatives(look.resolver.valueOf(node)).find((value) => value.kind === 'record')
  return record?.kind === 'record' ? record.members : undefined
}

/** What an expression is made of, through names that are given one value only. */
export function behind(look: Look, node: Node): Node {
  let at = node
  for (let step = 0; step < 16; step++) {
    const next = unwrapped(at) ?? definition(look, at)
    if (next === undefined) return at
    at = next
  }
  return at
}

function unwrapped(node: Node): Node | undefined {
  switch (node.type) {
    case 'ChainExpression':
    case 'ParenthesizedExpression':
    case 'TSAsExpression':
    case 'TSSatisfiesExpression':
    case 'TSNonNullExpression':
    case 'TSTypeAssertion':
      return node.expression
    case 'AwaitExpression':
      return node.argument
    default:
      return undefined
  }
}

function definition(look: Look, node: Node): Node | undefined {
  if (node.type !== 'Identifier') return undefined
  const definitions = look.resolver.bindingOf(node)?.definitions
  const [only] = definitions ?? []
  if (definitions?.length !== 1 || only?.kind !== 'value' || only.path.length > 0) return undefined
  return only.node
}

/** The node of an option in an object literal, or behind a name that stands for one. */
export function optionNode(look: Look, node: Node | undefined, key: string): Node | undefined {
  const record = node === undefined ? undefined : behind(look, node)
  if (record?.type !== 'ObjectExpression') return undefined
  const known = look.options.get(record)
  if (known !== undefined) return known.get(key)
  const options = new Map<string, Node>()
  for (const property of record.properties) {
    const name = property.type === 'Property' ? keyOf(look, property.key, property.computed) : undefined
    if (property.type === 'Property' && name !== undefined) options.set(name, property.value)
  }
  look.options.set(record, options)
  return options.get(key)
}

/** The text of a member's key; undefined where it cannot be told. */
export function keyOf(look: Look, key: Node, computed: boolean): string | undefined {
  if (!computed) {
    if (key.type === 'Identifier') return key.name
    return key.type === 'Literal' ? String(key.value) : undefined
  }
  const value = constantOf(look, key)
  return value === undefined ? undefined : String(value)
}

// Whether a call publishes a package: a package manager's publish command, or a PUT to a registry.
import type { Sink } from '../../domain/code.ts'
import { commands } from '../map/programs.ts'
import type { Node } from '../parse.ts'
import type { Resolver, Value } from '../value.ts'

export function isPublishing(resolver: Resolver, sink: Sink, given: readonly Node[]): boolean {
  if (sink === 'execute') {
    const words = given.slice(0, 2).flatMap((node) => textsOf(resolver, resolver.valueOf(node)))
    return commands.get(`${words[0]}/${words[1]}`)?.some((deed) => deed.name === 'registry-publish') === true
  }
  if (sink !== 'network') return false
  const values = given.slice(0, 2).map((node) => resolver.valueOf(node))
  return values.some(isPut) && values.some((value) => isRegistry(resolver, value))
}

function textsOf(resolver: Resolver, value: Value): string[] {
  if (value.kind === 'list') return value.items.slice(0, 5).flatMap((item) => textsOf(resolver, item))
  return resolver.textOf(value)?.slice(0, 200).split(' ').slice(0, 5) ?? []
}

function isPut(value: Value): boolean {
  const method = value.kind === 'record' ? value.members.get('method') : undefined
  return method?.kind === 'constant' && String(method.value).toUpperCase() === 'PUT'
}

/** A host whose first label says so: `registry.…`. */
function isRegistry(resolver: Resolver, value: Value): boolean {
  const host = value.kind === 'record' ? (value.members.get('hostname') ?? value.members.get('host')) : value
  const text = host === undefined ? undefined : resolver.textOf(host)
  return text !== undefined && (text.startsWith('registry.') || text.startsWith('https://registry.'))
}

// What acts when it is assigned: a script's text or address, an image's address, where a page goes.
import type { Sink } from '../../domain/code.ts'
import type { Node } from '../parse.ts'
import type { Resolver } from '../value.ts'
import { methodOf, namesOf } from './calls.ts'
import { type Deed, deed, openedAt, whole } from './deed.ts'

export function assignedDeeds(resolver: Resolver): readonly Deed[] {
  const deeds: Deed[] = []
  for (const assignment of resolver.collected.assignments) {
    const { left, right } = assignment
    if (left.type !== 'MemberExpression') continue
    const member = methodOf(resolver, left)
    if (!acting.has(member)) continue
    for (const name of namesOf(resolver, left.object)) {
      const sink = sinkOfMember(resolver, name, member, left.object)
      if (sink !== undefined) deeds.push(deed(sink, assignment, [whole(right)]))
    }
  }
  return deeds
}

const acting: ReadonlySet<string> = new Set(['src', 'href', 'text', 'textContent', 'innerHTML', 'location'])

function sinkOfMember(resolver: Resolver, name: string, member: string, object: Node): Sink | undefined {
  if (name === 'global.location' && member === 'href') return 'network'
  if (name === 'global' && member === 'location') return 'network'
  if (name === 'global.Image()' && member === 'src') return 'network'
  if (name !== 'global.document.createElement()' || member === 'href') return undefined
  const [tag] = openedAt(resolver, object)?.given ?? []
  const text = tag === undefined ? undefined : resolver.textOf(resolver.valueOf(tag))
  if (text === 'img' && member === 'src') return 'network'
  if (text !== 'script') return undefined
  return member === 'src' ? 'load' : 'evaluate'
}

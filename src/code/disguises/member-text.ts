// The name of a member: as the code spells it, or folded where it is reckoned.
import type { Member } from '../names/collected.ts'
import type { Resolver } from '../value.ts'

/** '' where it is reckoned. */
export function spelledMember({ property, computed }: Member): string {
  if (!computed) return property.type === 'Identifier' ? property.name : ''
  return property.type === 'Literal' && typeof property.value === 'string' ? property.value : ''
}

/** '' where it could not be told. */
export function memberText(member: Member, resolver: Resolver): string {
  const { property, computed } = member
  if (!computed) return property.type === 'Identifier' ? property.name : ''
  return resolver.textOf(resolver.valueOf(property)) ?? ''
}

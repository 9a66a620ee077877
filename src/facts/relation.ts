// Whether a package and a name it depends on belong to the same people, as far as the registry shows: by the scope, which
// only its owner publishes to, or by an account that published both.
import type { DependencyFact } from '../domain/change.ts'
import type { Candidate, Newcomer } from '../domain/comparison.ts'
import { scopeOf } from '../domain/standing.ts'

/** `target` is the name that the dependency leads to. */
export function relationTo({
  locked,
  history,
}: Candidate): (target: string, newcomer: Newcomer | undefined) => DependencyFact['related'] {
  const scope = scopeOf(locked.name)
  const versions = history.status === 'known' ? history.value.versions : []
  const people = new Set(
    // A CI job publishes under a name that is the same for everybody.
    versions.flatMap(({ publisher, viaWorkflow }) =>
      publisher.status === 'known' && !viaWorkflow ? publisher.value.name : [],
    ),
  )
  return (target, newcomer) => {
    if (scope !== '' && scopeOf(target) === scope) return 'scope'
    const publisher = newcomer?.publisher ?? ''
    if (publisher === '' || people.size === 0) return 'unknown'
    return people.has(publisher) ? 'publisher' : 'no'
  }
}

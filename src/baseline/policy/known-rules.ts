// Whether the rules that a policy names exist: known only once all packs are loaded.
import { nearest } from '../../domain/nearest.ts'
import type { Mistake } from '../../domain/problem.ts'
import { itemsOf, memberOf } from '../../yaml/members.ts'
import type { YamlMistake } from '../../yaml/read.ts'
import { type PolicyText, placed, treeOf } from './read.ts'

/** A setting or an exception for a rule that is not there would do nothing, and nobody would see it. */
export function unknownRules(given: PolicyText, known: ReadonlySet<string>): Mistake[] {
  const { source, root } = treeOf(given)
  const named = [...itemsOf(root, 'rules'), ...itemsOf(root, 'exceptions')].map((item) => memberOf(item, 'rule'))
  const mistakes = named.flatMap((node): YamlMistake[] => {
    if (node?.kind !== 'text' || known.has(node.value)) return []
    const near = nearest(node.value, known)
    const help = near === '' ? '"cordon rules show" lists the rules.' : `Did you mean "${near}"?`
    return [{ code: 'unknown-rule', message: `There is no rule "${node.value}"`, help, at: node.at }]
  })
  return placed(given.file, source, mistakes)
}

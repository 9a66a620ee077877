// `cases/<rule>.yml` of a pack: further test cases for a rule, also for one of another pack. A team that leans on
// somebody else's rule writes down here what it expects of it.

import { nearest } from '../domain/nearest.ts'
import { type Mistake, type Place, placeAt } from '../domain/problem.ts'
import { form, idPattern } from '../yaml/forms.ts'
import { itemsOf, memberOf, textOf } from '../yaml/members.ts'
import type { YamlMistake, YamlNode } from '../yaml/read.ts'
import type { Shape } from '../yaml/shape.ts'
import { checkFileName, checkRepeated } from './case-checks.ts'
import { type RuleCase, toCase } from './cases.ts'
import { casesShape } from './schema.ts'

export type AddedCases = {
  rule: string
  cases: readonly RuleCase[]
  /** Where the rule is named. */
  place: Place
}

export const addedCasesShape = {
  kind: 'map',
  means: 'Further test cases for a rule.',
  keys: {
    rule: {
      needed: true,
      shape: {
        kind: 'text',
        means: 'The id of the rule, also of one in another pack; the file is called like it.',
        form: form('bad-id', idPattern, 'lower-case words joined with hyphens, at most 64 characters', 64),
      },
    },
    cases: { needed: true, shape: casesShape },
  },
} as const satisfies Shape

/** A list of one. Adds to `mistakes`. */
export function toAddedCases(root: YamlNode, path: string, source: string, mistakes: YamlMistake[]): AddedCases[] {
  const rule = textOf(root, 'rule', '')
  const at = memberOf(root, 'rule')?.at ?? 0
  const nodes = itemsOf(root, 'cases').filter((node) => node.kind === 'map')
  const cases = nodes.map((node) => toCase(node, placeAt(path, source, node.at), mistakes))
  mistakes.push(...checkFileName(rule, path, at), ...checkRepeated(nodes, cases))
  return [{ rule, cases, place: placeAt(path, source, at) }]
}

/** A case that is never run would be right forever. `known`: the ids of all rules there are. */
export function casesOfNothing(added: readonly AddedCases[], known: ReadonlySet<string>): Mistake[] {
  return added.flatMap(({ rule, place }) => {
    if (known.has(rule)) return []
    const near = nearest(rule, known)
    const help = `${near === '' ? '' : `Did you mean "${near}"? `}Name the pack that has the rule as well.`
    return [{ code: 'case-of-unknown-rule', message: `There is no rule "${rule}"`, help, place }]
  })
}

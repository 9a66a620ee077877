// What a rule and a pack are once they are loaded. Data, and two compiled conditions.
import type { Fact } from '../domain/change.ts'
import type { Outcome } from '../domain/report.ts'
import type { AddedCases } from './added-cases.ts'
import type { RuleCase } from './cases.ts'
import type { Compiled } from './condition.ts'
import type { BadList } from './lists.ts'

/** When a rule needs the baseline's bytes: `reads.ts` derives it from the rule's conditions. */
export type BaselineNeed = 'never' | 'if-fires' | 'always'

export type Rule = {
  id: string
  title: string
  outcome: Outcome
  status: 'stable' | 'draft'
  when: Compiled<boolean>
  find: Compiled<readonly Fact[]>
  need: BaselineNeed
  why: string
  fix: string
  quiet: string
  references: readonly string[]
  cases: readonly RuleCase[]
  /** The file it was read from, as its user names it. */
  file: string
}

/** The cases of a pack are most of its text; `skip` is for a pack that our own tests have read whole. */
export type CaseReading = 'read' | 'skip'

export type RulePack = {
  pack: string
  version: string
  /** sha256 (hex) over the names and texts of the pack's files. */
  digest: string
  /** By id. */
  rules: readonly Rule[]
  lists: readonly BadList[]
  /** At most what any rule does because of these lists; a roll-out lowers it. */
  listLimit: Outcome
  /** Further cases for rules of this pack or of others. */
  addedCases: readonly AddedCases[]
}

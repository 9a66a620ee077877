// What every judgement of one run shares.
import type { Policy } from '../baseline/policy.ts'
import type { Rule } from '../rules/rule.ts'
import type { ContentsSource } from './contents.ts'
import type { Histories } from './histories.ts'
import type { Tree } from './tree.ts'

export type Surroundings = {
  tree: Tree
  histories: Histories
  contents: ContentsSource
  /** The registry base URL that the user's configuration names for a package. */
  registryFor: (name: string) => string
  rules: readonly Rule[]
  policy: Policy
  /** Milliseconds since 1970. */
  now: number
}

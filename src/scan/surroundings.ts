// What every judgement of one run shares.
import type { KnownBad } from '../domain/known-bad.ts'
import type { Policy } from '../domain/policy.ts'
import type { NameIndex } from '../facts/lookalike.ts'
import type { Rule } from '../rules/rule.ts'
import type { PatchSource } from '../sources/patch-files.ts'
import type { AcceptedReleases } from './accepted.ts'
import type { Companions } from './companions.ts'
import type { ContentsSource } from './contents.ts'
import type { EvidenceSource } from './evidence.ts'
import type { Histories } from './histories.ts'
import type { Standings } from './standing.ts'
import type { Tree } from './tree.ts'

export type Surroundings = {
  tree: Tree
  histories: Histories
  contents: ContentsSource
  evidence: EvidenceSource
  /** The patch files of the project as it is. */
  patches: PatchSource
  /** Those that the base lockfile speaks of; never asked without one. */
  basePatches: PatchSource
  /** The registry base URL that the user's configuration names for a package. */
  registryFor: (name: string) => string
  /** The URL that npm would fetch for a `resolved`. */
  fetchedFrom: (resolved: string) => string
  standingOf: Standings
  names: NameIndex
  /** What lists and OSV records name. */
  knownBad: KnownBad
  companions: Companions
  rules: readonly Rule[]
  /** Those of them that are asked about accepted releases, too. */
  lastingRules: readonly Rule[]
  accepted: AcceptedReleases
  policy: Policy
  /** Milliseconds since 1970. */
  now: number
}

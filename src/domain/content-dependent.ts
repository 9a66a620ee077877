// Which fields of a Change depend on what is *inside* the baseline. Rules that read one of these, or a fact that was
// removed, need the baseline's bytes; all others can be judged without fetching it. A property test holds this table true.
import type { Fact, FactRecord } from './change.ts'

/**
 * These, and no others, may differ between two baselines of the same version. Against the empty contents every fact of
 * the candidate is `added`, the growing fields are at their highest and the `*Before` fields are '' or 0; with real
 * contents the `added` facts are a subset of those, equal in every field not named here. Facts with status `removed` only exist with contents.
 */
export const contentDependentFields = {
  package: [],
  baseline: [],
  publication: [],
  provenance: [],
  lock: [],
  lookalike: [],
  manifest: [],
  script: ['status', 'bodyBefore', 'reachesNew'],
  dependency: ['status', 'specBefore', 'kindBefore'],
  file: ['status', 'sizeBefore', 'grown', 'factor', 'firstOfType', 'lineFactor'],
  content: ['filesBefore', 'bytesBefore', 'grown', 'factor'],
  oddity: ['status'],
  bin: ['status', 'pathBefore'],
  directive: [],
  patch: ['status'],
  capability: ['status', 'reachBefore'],
  argument: ['status'],
  flow: ['status', 'reachBefore'],
  disguise: ['status', 'filesBefore'],
  indicator: ['status'],
  unreadable: ['status', 'firstOfKind'],
  knownBad: [],
} as const satisfies { [R in FactRecord]: readonly (keyof Extract<Fact, { record: R }>)[] }

/** Numbers that are at least as high, and flags that are true at least as often, against the empty contents. */
export const growingFields = {
  package: [],
  baseline: [],
  publication: [],
  provenance: [],
  lock: [],
  lookalike: [],
  manifest: [],
  script: ['reachesNew'],
  dependency: [],
  file: ['grown', 'factor', 'firstOfType', 'lineFactor'],
  content: ['grown', 'factor'],
  oddity: [],
  bin: [],
  directive: [],
  patch: [],
  capability: [],
  argument: [],
  flow: [],
  disguise: [],
  indicator: [],
  unreadable: ['firstOfKind'],
  knownBad: [],
} as const satisfies { [R in FactRecord]: readonly (typeof contentDependentFields)[R][number][] }

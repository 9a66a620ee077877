// Which fields of a Change depend on what is *inside* the baseline. Rules that read one of these, or a fact that was
// removed, need the baseline's bytes; all others can be judged without fetching it. A property test holds this table true.
import type { Fact, FactRecord } from './change.ts'

/**
 * These, and no others, may differ between two baselines of the same version. Against the empty contents every fact of
 * the candidate is `added`, `reachesNew` is at its highest and the `*Before` fields are '' or 0; with real contents the
 * `added` facts are a subset of those, equal in every other field. Facts with status `removed` only exist with contents.
 */
export const contentDependentFields = {
  package: [],
  baseline: [],
  publication: [],
  lock: [],
  manifest: [],
  script: ['status', 'bodyBefore', 'reachesNew'],
  dependency: ['status', 'specBefore'],
  file: ['status', 'sizeBefore'],
  oddity: ['status'],
} as const satisfies { [R in FactRecord]: readonly (keyof Extract<Fact, { record: R }>)[] }

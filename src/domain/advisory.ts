// An advisory about published versions: which of them it names, by the evaluation of the OSV format
// (https://ossf.github.io/osv-schema/, "Evaluation"). Pure; where a record comes from is not its business.
import { compareVersions, isVersion } from './versions.ts'

/** `at` is a version; `0` stands for "before every version". */
export type AdvisoryEvent = { kind: 'introduced' | 'fixed' | 'last_affected'; at: string }

/** One package of an advisory: a version is named when the list has it or one of the ranges covers it. */
export type AdvisoryPackage = {
  name: string
  versions: readonly string[]
  ranges: readonly (readonly AdvisoryEvent[])[]
}

export type Advisory = {
  id: string
  summary: string
  /** What it names was published to do harm. */
  malicious: boolean
  withdrawn: boolean
  /** Milliseconds since 1970; -1 where the record does not say. */
  published: number
  modified: number
  packages: readonly AdvisoryPackage[]
}

/** '' stands for a version that nobody knows: named only where every version is. */
export function namesVersion(one: AdvisoryPackage, version: string): boolean {
  return one.versions.some((listed) => isSame(listed, version)) || one.ranges.some((range) => covers(range, version))
}

/** In the order of versions the last event at or below the version decides. */
function covers(range: readonly AdvisoryEvent[], version: string): boolean {
  if (!isVersion(version)) return range.every((event) => event.kind === 'introduced' && event.at === '0')
  let affected = false
  for (const event of range.toSorted((a, b) => order(a.at, b.at))) {
    const passed = order(event.at, version)
    if (event.kind === 'introduced' && passed <= 0) affected = true
    if (event.kind === 'fixed' && passed <= 0) affected = false
    if (event.kind === 'last_affected' && passed < 0) affected = false
  }
  return affected
}

function order(a: string, b: string): number {
  if (a === '0' || b === '0') return a === b ? 0 : a === '0' ? -1 : 1
  return compareVersions(a, b)
}

/** Build metadata names no other release. */
function isSame(a: string, b: string): boolean {
  return a === b || (isVersion(a) && isVersion(b) && compareVersions(a, b) === 0)
}

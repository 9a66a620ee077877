// What adding or updating packages would bring to a project: plain JSON, its schema is `schemas/check-1.schema.json`.
// Names, versions and what a registry says of them may be anything.
import type { UncheckedCode } from './release.ts'
import type { Report, Verdict } from './report.ts'

/** One spec of the command line, and what it leads to. */
export type CheckedSpec = {
  /** As written. */
  spec: string
  /** Under which name it would be installed, and what the registry calls it; '' where that could not be found out. */
  installedAs: string
  name: string
  /** '' where it would not be installed, and before. */
  version: string
  before: string
  status: 'added' | 'changed' | 'unchanged' | 'unresolved'
  /** What the registry says of that version: ISO time, account; '' where it says nothing. */
  published: string
  publisher: string
}

/** A release that would come into the tree. Each one is in the report, too. */
export type Incoming = {
  name: string
  version: string
  /** Versions of the same name that the project has now; empty: the name is new to it. */
  before: readonly string[]
  /** Shortest way from the project, as `name@version`, the package itself last. */
  path: readonly string[]
  verdict: Verdict
  /** ISO time; '' where the registry does not say, and for what passes and was not asked for by name. */
  published: string
  /** ISO time from which a release that is only too young may pass; '' where it is not waiting. */
  eligibleAt: string
  /** The lockfile would say that it runs scripts on install. */
  runsScripts: boolean
}

/**
 * What to ask for instead of what does not pass. `spec`: another version of what was asked for. `override`: a version of
 * `name` that npm takes when package.json overrides it. Found by judging: `tried` versions were, at most six.
 */
export type Alternative = {
  status: 'found' | 'none'
  how: 'spec' | 'override'
  /** The package that does not pass, and its version. */
  name: string
  version: string
  /** '' where none was found. */
  instead: string
  tried: number
}

export type CheckReport = {
  schemaVersion: 1
  tool: { name: 'cordon'; version: string }
  /** `none`: it was checked for an empty project. `consumer`: for an empty one that asks for a package on the disk. */
  project: 'own' | 'none' | 'consumer'
  specs: readonly CheckedSpec[]
  /** Why nothing could be resolved; code '' where it could. */
  unresolved: { code: UncheckedCode | ''; detail: string }
  incoming: readonly Incoming[]
  /** Names that the project would no longer have, as `name@version`. */
  leaving: readonly string[]
  alternatives: readonly Alternative[]
  /** Of what would come in, and only of that. */
  report: Report
}

// Everything that differs between two releases that a person names, and what the rules make of it: plain JSON, its schema
// is `schemas/diff-1.schema.json`. All texts in it but the rules' own come from a package or a registry.
import type { Change } from './change.ts'
import type { CodeDiff } from './code-diff.ts'
import type { ProvenanceStatus, SignatureState } from './provenance.ts'
import type { TrustLevel, Unchecked } from './release.ts'
import type { Finding, Verdict } from './report.ts'

/**
 * One of the two. What only a registry can know is '' or `unavailable` for files on a disk, and where this registry does
 * not show it.
 */
export type DiffSide = {
  /** `name@version`, a path, or `nothing`. */
  shown: string
  kind: 'published' | 'tarball' | 'folder' | 'nothing'
  /** Of the registry, else as the files say. */
  name: string
  version: string
  /** `sha512-…`; of a folder, one over all its files. */
  integrity: string
  /** ISO. */
  published: string
  publisher: string
  email: string
  /** `workflow`: a CI job that the registry trusts. */
  publisherKind: 'account' | 'workflow' | 'unavailable'
  /** What the registry claims of how it was published. */
  level: TrustLevel | 'unavailable'
  /** What is true of the evidence. */
  provenance: ProvenanceStatus
  signature: SignatureState
  deprecated: string
}

/** A package that the newer one carries under `node_modules/` with other files than before, or that it carries no more. */
export type CarriedDiff = {
  /** Inside the tarball, `node_modules/inner`. */
  location: string
  status: 'added' | 'changed' | 'removed'
  name: string
  version: string
  versionBefore: string
  verdict: DiffReport['verdict']
  reasons: readonly Unchecked[]
  findings: readonly Finding[]
  change: Change | 'none'
}

export type DiffReport = {
  schemaVersion: 1
  tool: { name: 'cordon'; version: string }
  rules: readonly { pack: string; version: string; digest: string }[]
  trust: { source: string; date: string }
  /** The moment of judging, ISO; '' where it never came to that. */
  asOf: string
  before: DiffSide
  after: DiffSide
  /** The worst of this package and of what it carries, by the rules alone: its age decides nothing here. */
  verdict: Exclude<Verdict, 'trusted' | 'waiting'>
  reasons: readonly Unchecked[]
  findings: readonly Finding[]
  /** `none` where one of the two could not be had. */
  change: Change | 'none'
  carried: readonly CarriedDiff[]
  /** `none` unless it was asked for. */
  code: CodeDiff | 'none'
  /** 0; 1: blocked, or in review where that fails; 3: something could not be had or read. */
  exitCode: 0 | 1 | 3
}

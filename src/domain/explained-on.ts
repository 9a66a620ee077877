// What one rule makes of two releases: plain JSON, its schema is `schemas/explained-on-1.schema.json`. All texts in it
// but the rule's own come from a package or a registry.
import type { Change } from './change.ts'
import type { ExplainedRule } from './explanation.ts'
import type { Unchecked } from './release.ts'
import type { Evidence } from './report.ts'

/** A release as its user names it. */
export type NamedRelease =
  | { kind: 'nothing' }
  | { kind: 'published'; name: string; version: string }
  /** Absolute paths. */
  | { kind: 'tarball' | 'folder'; path: string; shown: string }

export type ExplainedOn = {
  schemaVersion: 1
  tool: { name: 'cordon'; version: string }
  /** `name@version`, a path, or `nothing`; the name and version that the files say stand in `change`. */
  before: string
  after: string
  /** The moment of judging, ISO. */
  asOf: string
  rule: ExplainedRule
  /** Empty unless it fired. */
  evidence: readonly Evidence[]
  /** What could not be read or evaluated. */
  unchecked: readonly Unchecked[]
  change: Change
}

export function shownRelease(release: NamedRelease): string {
  switch (release.kind) {
    case 'nothing':
      return 'nothing'
    case 'published':
      return `${release.name}@${release.version}`
    case 'tarball':
    case 'folder':
      return release.shown
  }
}

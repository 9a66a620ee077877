// The answer to "which lockfiles below here contain it": plain JSON, its schema is `schemas/affected-1.schema.json`.
import type { PackageKind } from './locked.ts'

/** How an entry was recognised: by its registry name, by the URL its bytes come from, or by its integrity. */
export type AffectedBy = 'name' | 'resolved' | 'digest'

/** One lock entry. Everything but `by` comes from the lockfile. */
export type AffectedEntry = {
  name: string
  version: string
  installedAs: string
  integrity: string
  location: string
  kind: PackageKind
  line: number
  direct: boolean
  dev: boolean
  optional: boolean
  /** Shortest way from the project, as `name@version`, the package itself last. */
  path: readonly string[]
  by: AffectedBy
}

export type AffectedLockfile = {
  file: string
  /** npm's own record of what sits in a node_modules folder: it is on this disk now. */
  installed: boolean
  entries: readonly AffectedEntry[]
}

/** A lockfile or folder that nobody can vouch for. `mentions`: what is looked for stands somewhere in its text. */
export type UnreadPlace = { file: string; code: string; message: string; line: number; mentions: boolean }

export type AffectedReport = {
  schemaVersion: 1
  tool: { name: 'cordon'; version: string }
  sought: {
    kind: 'release' | 'digest' | 'advisory'
    /** As it was asked for. */
    text: string
    /** The advisory's own sentence, else ''. */
    summary: string
    /** `unknown`: nothing here says that it is malicious, or that it is not. */
    malice: 'known' | 'unknown'
  }
  summary: { folders: number; lockfiles: number; affected: number; entries: number; unread: number; exitCode: number }
  affected: readonly AffectedLockfile[]
  unread: readonly UnreadPlace[]
}

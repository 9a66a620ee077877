// What `cordon scripts` says: every install script of a locked tree, what it can do, whether people approved it, and what
// npm makes of it. Plain data, no sentences.
import type { OpenEnd } from './install-inputs.ts'
import type { UncheckedCode } from './release.ts'

/** `changed`: other scripts of this package were approved. `unread`: its bytes could not be had. */
export type ApprovalState = 'approved' | 'changed' | 'new' | 'unread'

/** `fails`: npm installs nothing at all. */
export type NpmDoes = 'runs' | 'skips' | 'fails'

export type ListedScript = {
  event: string
  body: string
  /** npm builds a `binding.gyp` by itself. */
  implicit: boolean
  line: number
}

export type ListedDeed = { name: string; subject: string; file: string; line: number }

export type ListedPackage = {
  name: string
  version: string
  kind: string
  /** `sha512-…` as locked, '' for none. */
  integrity: string
  locations: readonly string[]
  /** Line in the lockfile. */
  line: number
  state: ApprovalState
  /** What an approval is bound to; '' where nothing pins it. */
  digest: string
  boundTo: 'content' | 'release' | 'nothing'
  /** Why it is not bound to the content. */
  open: readonly { end: OpenEnd; file: string }[]
  scripts: readonly ListedScript[]
  /** Own files that the scripts lead to. */
  files: readonly string[]
  /** Commands that they start and packages that they load; `owner` is `name`, `itself`, `nobody` or `several`. */
  uses: readonly { kind: 'program' | 'package'; name: string; owner: string }[]
  /** What can be done on install. */
  deeds: readonly ListedDeed[]
  /** '' for what is not approved. `at` is an ISO time. */
  approvedBy: string
  approvedAt: string
  note: string
  /** The key in `allowScripts` that names exactly this; '' where npm has none. */
  key: string
  entry: 'allowed' | 'denied' | 'unreviewed'
  npm12: NpmDoes
  npm11: NpmDoes
  /** Why it is `unread`. */
  why: { code: UncheckedCode; detail: string } | 'none'
}

/** An entry of `allowScripts` that allows more than was approved. */
export type AllowsMore = 'every-version' | 'not-approved' | 'changed' | 'not-installed' | 'unread'
export type Surplus = { key: string; file: string; line: number; more: AllowsMore }

/** By key. `unjudged`: the project approves no scripts with cordon. */
export type Surpluses = ReadonlyMap<string, AllowsMore | 'nothing'> | 'unjudged'

/** What the project's `.npmrc` says about install scripts. */
export type ScriptSettings = { ignoreScripts: boolean; strict: boolean; allowAll: boolean; allowGit: string }

export type ScriptsReport = {
  schemaVersion: 1
  tool: { name: 'cordon'; version: string }
  lockfile: string
  settings: ScriptSettings
  summary: { packages: number; approved: number; changed: number; new: number; unread: number; exitCode: number }
  surplus: readonly Surplus[]
  packages: readonly ListedPackage[]
}

/**
 * What `--write` could not do. `unpinned`: approved, and the lockfile has no URL that npm could pin, so it is denied.
 * `carried`: in the tarball of another package, where npm has no entry for it.
 */
export type PlanNote = { code: 'unpinned' | 'carried' | 'git-refused' | 'scripts-ignored'; name: string }

export type AllowPlan = {
  /** In the order in which they are written. */
  entries: ReadonlyMap<string, boolean>
  npmrc: ReadonlyMap<string, string>
  /** Only npm 12 keeps back everything that is not approved. */
  needsNpm12: boolean
  notes: readonly PlanNote[]
}

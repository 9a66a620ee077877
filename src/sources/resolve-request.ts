// What is asked of npm's own resolving, and what it answers: plain data that travels between two processes. It knows
// neither npm nor the disk.
import type { Unchecked } from '../domain/release.ts'
import type { NpmSettings } from './npm-config.ts'

export type SaveAs = 'unset' | 'prod' | 'dev' | 'optional' | 'peer'

/** A change of a tree, in npm's own words; `npm install` with one `add` is the ordinary case. */
export type TreeChange = {
  /** Specs as npm takes them; a path is relative to the project. */
  add: readonly string[]
  remove: readonly string[]
  /** `npm update`: everything, or these names. */
  update: 'none' | 'all' | readonly string[]
  saveAs: SaveAs
  saveBundle: boolean
  /** False: package.json is left alone, as with `--no-save`. */
  save: boolean
  /** Names of workspaces that are meant; empty for the project itself. */
  workspaces: readonly string[]
  includeWorkspaceRoot: boolean
}

export const noChange: TreeChange = {
  add: [],
  remove: [],
  update: 'none',
  saveAs: 'unset',
  saveBundle: false,
  save: true,
  workspaces: [],
  includeWorkspaceRoot: false,
}

/** What npm reads of a project when it resolves: texts, '' where there is none. */
export type ProjectTexts = {
  manifest: string
  lockfile: string
  /**
   * What else it looks at, by its path relative to the project with `/`, perhaps with `../` before it: the package.json
   * of every folder of the project's own, patches, a local .tgz.
   */
  files: ReadonlyMap<string, string | Uint8Array>
}

export type ResolveRequest = ProjectTexts &
  TreeChange & {
    settings: NpmSettings
    /** npm's options over those of the settings: `legacyPeerDeps`, `preferDedupe`, `force`, ... */
    options: Readonly<Record<string, unknown>>
    /** Versions published later are hidden; milliseconds since 1970. */
    before: number | 'unset'
    /**
     * Unpack new packages that carry others, and write those into the lockfile, as npm does. Without it they are missing
     * there, and no tarball is fetched.
     */
    complete: boolean
    /** Milliseconds for all of it. */
    longest: number
  }

/** What npm would write. */
export type Resolved = {
  manifest: string
  lockfile: string
  /** The package.json of every folder of `files` that has changed, by its path. */
  manifests: ReadonlyMap<string, string>
}

/** Why npm cannot resolve it, and it would be so everywhere: a person has to ask for something else. */
export type Unresolvable = {
  code:
    | 'package-not-found'
    | 'no-matching-version'
    | 'peer-conflict'
    | 'source-not-resolved'
    | 'platform-not-supported'
    | 'spec-not-understood'
    /** The project's .npmrc names code that npm 12 would run; `spec` is the setting. */
    | 'extension-configured'
  /** Of the package that is meant, '' where npm does not say. */
  name: string
  /** The range, tag or URL that was asked for. */
  spec: string
  /** Where the asking package sits in the tree, as npm calls it; '' for what was asked for by hand. */
  requiredBy: string
  /** More of it, for people: attacker-controlled. */
  detail: string
  /** Versions that there are, newest last, at most a few. */
  versions: readonly string[]
}

export type Resolution =
  | { status: 'resolved'; value: Resolved }
  | { status: 'unresolvable'; why: Unresolvable }
  | { status: 'unchecked'; why: Unchecked }

/** One error of npm, as far as it is looked at. */
export type NpmError = {
  code: string
  httpStatus: number
  name: string
  spec: string
  requiredBy: string
  detail: string
  versions: readonly string[]
}

/** To the process that resolves. It reads and writes in `path` only. */
export type ResolveTask = {
  path: string
  options: Readonly<Record<string, unknown>>
  change: Readonly<Record<string, unknown>>
}

export type ResolveReply = { ok: true } | { ok: false; error: NpmError }

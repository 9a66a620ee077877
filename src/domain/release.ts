// A published release as data: what its tarball holds and what the registry says of it. Nothing here fetches or parses.
import type { Code } from './code.ts'
import type { InstallInputs } from './install-inputs.ts'
import type { Claims } from './provenance.ts'

/** A value, or the reason there is none. `unavailable`: this registry shows it for no version of the package. */
export type Known<T> = { status: 'known'; value: T } | { status: 'absent' } | { status: 'unavailable' }

/** What a file really is, by its first bytes and content, not by its name. */
export type FileType =
  | 'javascript'
  | 'json'
  | 'text'
  | 'script'
  | 'native'
  | 'wasm'
  | 'archive'
  | 'image'
  | 'font'
  | 'binary'
  | 'empty'

export type FileRecord = {
  /** Path inside the package with `/`, without npm's `package/` prefix. */
  path: string
  /** Bytes. */
  size: number
  /** Lower-case hex. */
  sha256: string
  type: FileType
  /** The name claims another type than the bytes have (a `.js` that is an ELF). */
  disguised: boolean
  /** UTF-8 characters in the longest line; 0 for what is not text. */
  longestLine: number
  /**
   * What leads to it through relative specifiers: the package's entry points, else its bins. `none` is not out of
   * reach: a file can be imported by its path. What scripts reach stands with the scripts.
   */
  reach: 'import' | 'bin' | 'none'
  /** An entry point itself, or a command: the manifest leads straight to it. */
  entry: 'import' | 'bin' | 'none'
  /**
   * Configuration that makes an editor, an agent or a container start something when the folder is opened; also what
   * may be that and could not be read.
   */
  startsOnOpen: boolean
}

/** Where something stands in a package. `line` is 1-based, 0 when there is no line. */
export type Spot = { file: string; line: number; excerpt: string }

export const dependencyGroups = ['dependencies', 'optionalDependencies', 'peerDependencies'] as const
export type DependencyGroup = (typeof dependencyGroups)[number]

export type DeclaredDependency = { name: string; spec: string; group: DependencyGroup; line: number }

/** The parts of a package.json that npm acts on, normalised as npm normalises them. */
export type Manifest = {
  name: string
  version: string
  main: string
  /** Files that `require`/`import` of the package, its bins and its `exports` lead to. */
  entries: readonly string[]
  bin: readonly { name: string; path: string; line: number }[]
  scripts: readonly { name: string; body: string; line: number }[]
  dependencies: readonly DeclaredDependency[]
  bundled: readonly string[]
  /** `"gypfile": false` switches the implicit build off. */
  gypfile: 'true' | 'false' | 'unset'
  repository: string
}

/** npm runs these when a package from the registry is installed. */
export const installEvents = ['preinstall', 'install', 'postinstall'] as const

/**
 * What `npm install` in the checkout of a git dependency runs besides, before it is packed (npm's
 * lib/commands/install.js, started by pacote's lib/git.js).
 */
export const gitEvents = ['prepublish', 'preprepare', 'prepare', 'postprepare'] as const

/**
 * A script of a package. `reaches`: for the events that npm may run on install, the package's own files it leads to (by
 * name, then through relative requires), sorted and without package.json; empty for every other script.
 */
export type ScriptRecord = {
  name: string
  body: string
  /** npm runs `node-gyp rebuild` by itself: a `binding.gyp` and no install script. */
  implicit: boolean
  reaches: readonly string[]
  line: number
}

/** A package name that a file of this package loads. `how` says how sure that is. */
export type ImportRecord = { name: string; how: 'loaded' | 'mentioned'; file: string; line: number }

/** Something odd about a tarball that npm tolerates: facts, never errors. */
export type OddityKind =
  | 'duplicate-path'
  | 'case-collision'
  | 'link-entry'
  | 'special-entry'
  | 'absolute-path'
  | 'backslash-path'
  | 'parent-path'
  | 'no-manifest'
  | 'manifest-unreadable'
  | 'second-manifest'
  | 'proto-key'
  | 'gyp-runs-command'
  | 'gyp-without-sources'
  | 'undeclared-bundle'
  | 'vendored-package'
export type Oddity = { kind: OddityKind; path: string; detail: string }

/** A patch of the project (npm 12) that was applied to a package's files: its digest, and what it changed. */
export type PatchRecord = {
  /** sha512 of the patch file, as `sha512-…`. */
  integrity: string
  /** One per file of the package, with the lines that were added and removed. */
  files: readonly { path: string; added: number; removed: number }[]
}

/** One package found in a tarball: the package itself, or one it bundles. */
export type Contents = {
  manifest: Manifest
  files: readonly FileRecord[]
  scripts: readonly ScriptRecord[]
  imports: readonly ImportRecord[]
  oddities: readonly Oddity[]
  /** What was applied to reach these contents: nothing, or the one patch that npm applies to a package. */
  patches: readonly PatchRecord[]
  /** What the code can do. */
  code: Code
  /** What its install scripts depend on. */
  install: InstallInputs
}

/** Everything that is known of one tarball: a pure function of its bytes, a patch if any, and `extractorVersion`. */
export type Extracted = {
  /** sha512 of the tarball, as `sha512-…`. */
  integrity: string
  unpackedBytes: number
  own: Contents
  /** Packages under `node_modules/` inside the tarball, by that path. */
  bundled: readonly { location: string; contents: Contents }[]
}

/** Raised whenever `Extracted` changes shape or meaning: cached facts of an older extractor are not read. */
export const extractorVersion = 13

export type Publisher = { name: string; email: string }

/** What the registry claims about how a version was published. Unverified: see `provenance`. */
export const trustLevels = ['none', 'provenance', 'trustedPublisher', 'stagedPublish'] as const
export type TrustLevel = (typeof trustLevels)[number]

/** One version as the packument shows it. */
export type PublishedVersion = {
  version: string
  integrity: string
  shasum: string
  tarball: string
  /** Milliseconds since 1970. */
  publishedAt: Known<number>
  publisher: Known<Publisher>
  /** The registry names a CI job it trusts as the publisher, whatever evidence it shows. False where it shows none. */
  viaWorkflow: boolean
  gitHead: Known<string>
  trust: Known<TrustLevel>
  /** The registry advertises evidence of who built it. */
  attested: boolean
  /** `noClaims` for versions that nobody looks at, as their manifests are empty. */
  claims: Claims
  /** '' when not deprecated. */
  deprecated: string
  manifest: Manifest
  hasInstallScript: boolean
}

/** A packument, read for judging: every version visible at `now`, lowest first in semver order. */
export type History = {
  name: string
  /** Host of the registry that answered. */
  registryHost: string
  versions: readonly PublishedVersion[]
  latest: string
}

/** Why something could not be judged. Stable: policies name these. */
export type UncheckedCode =
  | 'fetch-failed'
  | 'not-found'
  | 'offline'
  | 'timeout'
  | 'unauthorized'
  | 'too-large'
  | 'too-many-files'
  | 'integrity-mismatch'
  | 'no-integrity'
  | 'no-commit'
  | 'unsupported-source'
  | 'unreadable-tarball'
  | 'unreadable-packument'
  | 'version-not-found'
  | 'patch-unreadable'
  | 'patch-mismatch'
  | 'patch-failed'
  | 'provenance-unavailable'
  | 'trust-data-stale'
  | 'code-unreadable'
  | 'worker-died'
  | 'rule-failed'
export type Unchecked = { code: UncheckedCode; detail: string }

/** Either what was asked for, or why it could not be had. */
export type Fetched<T> = { ok: true; value: T } | { ok: false; why: Unchecked }

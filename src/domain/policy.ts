// What a project demands of every release and what its people decided, as plain data. `cordon.yml` is read into this;
// without a file the defaults hold. Times are milliseconds since 1970, `line` is 1-based.

/** What a rule's findings do; `observe` reports them as notes, `off` leaves them out. */
export type RollOut = 'off' | 'observe' | 'review' | 'block'

/** From `from` on (the beginning of time for the first) a pack's rules do at most `outcome`. */
export type Stage = { outcome: RollOut; from: number }

/** Another rule pack. `from` is a folder, a file or a .tgz as written, or `npm:name` without its version. */
export type PackUse = {
  from: string
  /** '' where the policy pins none; a package from a registry has one. */
  version: string
  /** sha256 in hex; '' for none. */
  digest: string
  /** The repository that its provenance must name, such as `https://github.com/acme/rules`; '' for any. */
  source: string
  /** In the order of time; empty: each rule does what it says. */
  stages: readonly Stage[]
  line: number
}

/** Sets what one rule's findings do, from `from` on, whatever its file says. */
export type RuleSetting = { rule: string; outcome: RollOut; from: number; reason: string; line: number }

/** Packages of `scope` (`@acme`, or `*` for all others) come from these hosts and from no other. */
export type AllowedRegistries = { scope: string; hosts: readonly string[]; line: number }

/** Until `until` a package may stay unchecked for one reason, as exactly these bytes. */
export type Allowance = {
  package: string
  version: string
  /** What names its bytes: an integrity, the commit of a git dependency, two integrities where it is patched. */
  integrity: string
  reason: string
  why: string
  owner: string
  until: number
  line: number
}

/** Silences one rule for one package, and only for the bytes that are named. */
export type Exception = {
  rule: string
  package: string
  /** An npm range. */
  versions: string
  /** As in an allowance; '' where `scripts` binds it. */
  integrity: string
  /** The digest that `cordon scripts` shows: an update with the same script stays silenced. '' where `integrity` does. */
  scripts: string
  reason: string
  owner: string
  until: number
  line: number
}

/** A `cordon.lock` of other people: what the named authors accepted there counts here. `digest`: sha256 in hex. */
export type AuditImport = { from: string; digest: string; authors: readonly string[]; line: number }

/** Records of known-bad releases: an OSV file, a folder, a .zip or a file of JSON lines. */
export type KnownBadSource = { from: string; line: number }

export type Policy = {
  /** As its user names the file; '' for the defaults. */
  file: string
  /** sha256 of the file in hex; '' for the defaults. */
  digest: string
  /** Releases younger than this wait. Hours. */
  minAgeHours: number
  failOn: 'block' | 'review'
  /** Which packages count for the exit code; a package in several groups counts when one of them does. */
  groups: { production: boolean; development: boolean; optional: boolean }
  packs: readonly PackUse[]
  rules: readonly RuleSetting[]
  registries: readonly AllowedRegistries[]
  /** Scopes that must never come from the public registry. */
  internalScopes: readonly string[]
  knownBad: readonly KnownBadSource[]
  /** Hours; infinity for no limit. What is older makes the run incomplete. */
  greatestAge: { knownBadHours: number; trustHours: number }
  /** A young release that mends a known vulnerability of the version in use need not wait. */
  letFixesThrough: boolean
  allowUnchecked: readonly Allowance[]
  exceptions: readonly Exception[]
  imports: readonly AuditImport[]
  /** Whose review or label in a pull request lets its own acceptances count; logins of the code host, in lower case. */
  approvers: readonly string[]
}

export const defaultPolicy: Policy = {
  file: '',
  digest: '',
  minAgeHours: 72,
  failOn: 'block',
  groups: { production: true, development: true, optional: true },
  packs: [],
  rules: [],
  registries: [],
  internalScopes: [],
  knownBad: [],
  greatestAge: { knownBadHours: Number.POSITIVE_INFINITY, trustHours: Number.POSITIVE_INFINITY },
  letFixesThrough: false,
  allowUnchecked: [],
  exceptions: [],
  imports: [],
  approvers: [],
}

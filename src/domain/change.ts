// All facts between a baseline and a locked release (design section 6). Flat records without optional fields: what is
// not there is a status. The rule language sees exactly these fields; `rules/vocabulary.ts` documents each of them.

export type Status = 'added' | 'changed' | 'removed' | 'kept'

/** What the lockfile and the tree say. */
export type PackageFact = {
  record: 'package'
  name: string
  installedAs: string
  version: string
  kind: string
  /** Host the bytes come from. */
  host: string
  direct: boolean
  dev: boolean
  optional: boolean
  /** `name@version` of what asked for it; '' for a direct dependency. */
  requestedBy: string
  newToTree: 'yes' | 'no' | 'unknown'
  leavesProject: boolean
  line: number
}

export type BaselineFact = {
  record: 'baseline'
  status: 'accepted' | 'base' | 'history' | 'none'
  version: string
  /** Hours between the baseline's publication and the candidate's; -1 when one is unknown. */
  ageHours: number
}

export type Continuity = 'same' | 'changed' | 'lost' | 'gained' | 'absent' | 'unavailable'

/** Hours, days and counts are -1 where unknown; `age` says so in words. */
export type PublicationFact = {
  record: 'publication'
  age: 'known' | 'unavailable'
  /** Between this version's publication and the moment of judging. */
  ageHours: number
  /** Between the first version's publication and the moment of judging. */
  packageAgeHours: number
  /** Versions of any kind published before this one. */
  releasesBefore: number
  step: 'first' | 'patch' | 'minor' | 'major' | 'prerelease' | 'same' | 'downgrade' | 'unknown'
  /** Days between this version and the one published just before it; -1 for the first. */
  dormantDays: number
  /** Compared with the baseline. */
  publisher: Continuity
  publisherName: string
  publisherBefore: string
  email: Continuity
  /** This publisher published an earlier version of this package. */
  publisherKnown: 'yes' | 'no' | 'unavailable'
  gitHead: Continuity
  /** What the registry claims (unverified), compared with the baseline's line. */
  trust: 'same' | 'raised' | 'lowered' | 'unavailable'
  trustLevel: string
  trustBefore: string
  /** Versions of this package published within an hour before this one. */
  burstVersions: number
  /** Release lines (majors; minors below 1.0) among them, this one's included. */
  burstLines: number
  deprecated: string
  line: number
}

export type LockFact = {
  record: 'lock'
  strength: 'sha512' | 'sha384' | 'sha256' | 'sha1' | 'none'
  /** The locked integrity against the one this registry serves for this version. */
  integrity: 'equal' | 'different' | 'absent' | 'unavailable'
  /** `resolved` leads where the user's configuration says this name comes from. */
  source: 'registry' | 'elsewhere' | 'unstated'
  scheme: string
  /** `hasInstallScript` of the lock entry against the bytes. */
  installScript: 'agrees' | 'disagrees' | 'unknown'
  /** Name and version in the bytes against the lock entry. */
  identity: 'agrees' | 'disagrees' | 'unknown'
  line: number
}

/** One field in which the registry's manifest and the tarball's package.json differ. */
export type ManifestFact = {
  record: 'manifest'
  field: 'name' | 'version' | 'scripts' | 'dependencies' | 'bin' | 'main'
  key: string
  registry: string
  tarball: string
  file: string
  line: number
}

export type ScriptFact = {
  record: 'script'
  status: Status
  name: string
  body: string
  bodyBefore: string
  runsOnInstall: boolean
  implicit: boolean
  /** Files of the package that it reaches. */
  reaches: readonly string[]
  /** How many of them are added or changed. */
  reachesNew: number
  file: string
  line: number
}

export type DependencyFact = {
  record: 'dependency'
  status: Status
  name: string
  spec: string
  specBefore: string
  group: string
  kind: 'registry' | 'alias' | 'git' | 'url' | 'file' | 'invalid'
  /** `loaded`: a file imports it; `mentioned`: its name stands in quotes somewhere; `no`: phantom. */
  imported: 'loaded' | 'mentioned' | 'no' | 'unknown'
  /** What is known of the name's own history. */
  history: 'known' | 'not-found' | 'unavailable'
  /** The version the lockfile or the range leads to. */
  resolvedVersion: string
  resolvedAgeHours: number
  packageAgeHours: number
  releases: number
  hasInstallScript: 'yes' | 'no' | 'unknown'
  /** Stood in the tree of the base lockfile already. */
  newToTree: 'yes' | 'no' | 'unknown'
  file: string
  line: number
}

export type FileFact = {
  record: 'file'
  status: Status
  path: string
  type: string
  disguised: boolean
  size: number
  sizeBefore: number
  longestLine: number
  /** From where this file is run. */
  reach: 'install' | 'import' | 'bin' | 'none'
}

export type OddityFact = {
  record: 'oddity'
  status: Status
  kind: string
  path: string
  detail: string
}

export type Change = {
  package: PackageFact
  baseline: BaselineFact
  publication: PublicationFact
  lock: LockFact
  manifest: readonly ManifestFact[]
  scripts: readonly ScriptFact[]
  dependencies: readonly DependencyFact[]
  files: readonly FileFact[]
  oddities: readonly OddityFact[]
}

/** Any one fact: what `find` of a rule may yield, and what becomes evidence. */
export type Fact =
  | PackageFact
  | BaselineFact
  | PublicationFact
  | LockFact
  | ManifestFact
  | ScriptFact
  | DependencyFact
  | FileFact
  | OddityFact
export type FactRecord = Fact['record']

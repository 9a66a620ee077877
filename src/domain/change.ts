// All facts between a baseline and a locked release (design section 6). Flat records without optional fields: what is
// not there is a status. The rule language sees exactly these fields; `rules/vocabulary.ts` documents each of them.
import type {
  ArgumentRecord,
  CapabilityRecord,
  CodePlace,
  DisguiseRecord,
  FlowRecord,
  IndicatorRecord,
  Reach,
  UnreadableRecord,
} from './code.ts'
import type { BadKind, Harm } from './known-bad.ts'
import type { ProvenanceCode, ProvenanceStatus, SignatureState, TrustShown, Verification } from './provenance.ts'
import type { Outcome } from './report.ts'
import type { AllowsMore } from './scripts-report.ts'

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
  /** The first number of the version; -1 when it is none. */
  major: number
  /** `limited`: the lock entry names systems or processors it is meant for. */
  platform: 'any' | 'limited'
  /** Whether other platform packages that the same package asks for have an install script alike. */
  platformSiblings: 'none' | 'alike' | 'different'
  /** A name from a registry that the project gave to a package of its own, or whose scope it uses itself. */
  ownName: 'package' | 'scope' | 'no'
  /** Hosts that packages of this scope come from. */
  scopeHosts: 'one' | 'several'
  /** The host against the base lockfile's for this name. */
  hostChange: 'same' | 'changed' | 'unknown'
  /** Which package `installedAs` leads to, against the base lockfile. */
  nameChange: 'same' | 'changed' | 'unknown'
  /** The host against the registries that the policy names for its scope. */
  registryAllowed: 'yes' | 'no' | 'unstated'
  /** Whether its scope is one of the policy's internal ones, and its host is a public registry all the same. */
  scopeOrigin: 'internal' | 'internal-from-public' | 'ordinary'
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

/**
 * How many of the ten releases before this one on its line have something; `always` and `never` need two of them. What
 * came out within three days before does not count.
 */
export type Habit = 'always' | 'often' | 'seldom' | 'never' | 'unavailable'

/** How a name resembles another one that people know. */
export type LookalikeKind = 'none' | 'typing' | 'separators' | 'confusable' | 'scope' | 'affix'

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
  /** Days of silence before the day in which this version appeared; -1 where nothing was published before. */
  dormantDays: number
  /** Compared with the baseline. */
  publisher: Continuity
  publisherName: string
  publisherBefore: string
  /** `workflow`: the registry names a CI job that it trusts, whatever evidence it shows for it. */
  publisherKind: 'account' | 'workflow' | 'unavailable'
  email: Continuity
  /** This publisher published a version of this package at least three days earlier. */
  publisherKnown: 'yes' | 'no' | 'unavailable'
  /** A version was published with this e-mail address at least three days earlier. */
  emailKnown: 'yes' | 'no' | 'unavailable'
  /** Days since this publisher's last version of this package, the last day left out; -1 where there is none. */
  publisherSilentDays: number
  /** `same` is the very commit of the baseline. */
  gitHead: Continuity
  gitHeadHabit: Habit
  /** What the registry claims (unverified), compared with the baseline's line. */
  trust: 'same' | 'raised' | 'lowered' | 'unavailable'
  trustLevel: string
  trustBefore: string
  /** Against the best that any release before it on its line shows; `other-line`: only one on another line shows more. */
  trustOnLine: 'kept' | 'lowered' | 'other-line' | 'unavailable'
  /** How usual more trust than this release has is on its line. */
  trustHabit: Habit
  /** Versions of this package published within an hour before this one. */
  burstVersions: number
  /** Release lines (majors; minors below 1.0) among them, this one's included. */
  burstLines: number
  /** Release lines published within a day before this one, this one's included. */
  dayLines: number
  /**
   * Whether the versions of that day appeared in the order of their numbers. `mixed` is how a mirror looks that took old
   * versions in at once and dates them by that.
   */
  dayOrder: 'ordered' | 'mixed' | 'unavailable'
  /** Other packages of this tree that the same publisher published within an hour. */
  burstPackages: number
  /** What the number itself says: see `facts/version-number.ts`. */
  number: 'ordinary' | 'first-is-high' | 'jump' | 'commit-build' | 'unknown'
  /** Where the registry's `latest` tag stands, seen from this version. */
  latest: 'here' | 'higher' | 'lower' | 'unknown'
  deprecated: string
  /** What the deprecation message is about, by its words. */
  deprecation: 'none' | 'plain' | 'security' | 'malicious'
  line: number
}

/** The evidence of a candidate, and its builder against the builders of the package's earlier verified releases. */
export type ProvenanceFact = {
  record: 'provenance'
  status: ProvenanceStatus
  code: ProvenanceCode
  detail: string
  signature: SignatureState
  signatureDetail: string
  /** Whether this registry shows trust data for the package: signatures, evidence. */
  shown: TrustShown
  predicate: Verification['predicate']
  /** How many earlier verified releases there were to compare with. */
  history: number
  /** The repository, '' where nothing is verified. */
  builtFrom: string
  builtFromBefore: string
  commit: string
  ref: string
  trigger: string
  workflow: string
  issuer: 'same' | 'changed' | 'unknown'
  /** By number where there is one. */
  repository: 'same' | 'renamed' | 'changed' | 'unknown'
  owner: 'same' | 'changed' | 'unknown'
  /** Workflow, its signer, kind of ref and trigger together. */
  process: 'same' | 'changed' | 'unknown'
  processDetail: string
  /** `other`: at least three earlier releases came from a branch, all from the same one, and this one from another. */
  branch: 'same' | 'other' | 'unknown'
  /** `outside-*`: something that people without rights in the project can start; `-new`: never before. */
  triggerKind: 'ordinary' | 'outside-before' | 'outside-new' | 'unknown'
  runner: 'hosted' | 'own-before' | 'own-new' | 'unknown'
  /** The repository that package.json names against the one it was built from. */
  declared: 'agrees' | 'differs' | 'resembles' | 'silent' | 'unknown'
  line: number
}

export type LockFact = {
  record: 'lock'
  strength: 'sha512' | 'sha384' | 'sha256' | 'sha1' | 'none'
  /** The locked integrity against the one this registry serves for this version. */
  integrity: 'equal' | 'different' | 'absent' | 'unavailable'
  /** `resolved` leads where the user's configuration says this name comes from. */
  source: 'registry' | 'elsewhere' | 'unstated'
  /** As the lockfile has it. */
  resolved: string
  scheme: string
  /** Name and version in the path of `resolved` against the entry; `unreadable`: not npm's own form of path. */
  path: 'agrees' | 'other-name' | 'other-version' | 'unreadable' | 'unstated'
  /** The strongest digest that the registry serves for this version. */
  served: 'sha512' | 'sha384' | 'sha256' | 'sha1' | 'none'
  /** `hasInstallScript` of the lock entry against the bytes. */
  installScript: 'agrees' | 'disagrees' | 'unknown'
  /** Name and version in the bytes against the lock entry. */
  identity: 'agrees' | 'disagrees' | 'unknown'
  /** The locked integrity against what `cordon.lock` has for this name and version. */
  accepted: 'same' | 'other-bytes' | 'none'
  line: number
}

/** The package's name against names that people know. `of` is '' and `whose` none where it resembles nothing. */
export type LookalikeFact = {
  record: 'lookalike'
  name: string
  kind: LookalikeKind
  of: string
  whose: 'none' | 'popular' | 'tree' | 'project'
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
  kindBefore: 'registry' | 'alias' | 'git' | 'url' | 'file' | 'invalid' | 'none'
  /** What stands before the first colon of a URL, lower case; '' for none. */
  scheme: string
  /** Who the new name belongs to, against the package that asks for it. */
  related: 'scope' | 'publisher' | 'no' | 'unknown'
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
  /** The name it leads to against names that people know. */
  lookalike: LookalikeKind
  lookalikeOf: string
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
  /** The manifest leads straight to it: an entry point, or a command. */
  entry: 'import' | 'bin' | 'none'
  /** Whose configuration it is, by its place at the package's root. */
  role: FileRole
  /** Configuration that starts something when the folder is opened. */
  startsOnOpen: boolean
  /** Most of its characters stand in one line. */
  oneLine: boolean
  /** Bytes more than in the baseline; 0 when it shrank. */
  grown: number
  /** How many times its size in the baseline; its size in bytes when it is new. */
  factor: number
  /** The baseline has no file of this type; code that is no text counts as a type of its own. */
  firstOfType: boolean
  /** How many times the longest line of any JavaScript in the baseline; 0 for what is not JavaScript. */
  lineFactor: number
}

/** What people keep beside their code and tools obey; `none` for everything else. */
export type FileRole = 'agent' | 'editor' | 'ci' | 'hooks' | 'npm' | 'none'

/** How much the release holds as a whole. */
export type ContentFact = {
  record: 'content'
  files: number
  filesBefore: number
  bytes: number
  bytesBefore: number
  /** Bytes more than the baseline; 0 when it shrank. */
  grown: number
  /** How many times the baseline's size; the size in bytes where there is none. */
  factor: number
}

/** One command that the package puts into `node_modules/.bin`. */
export type BinFact = {
  record: 'bin'
  status: Status
  name: string
  path: string
  pathBefore: string
  /** Scripts expect this name from Node and npm, from the system, or from another tool. */
  shadows: 'runtime' | 'system' | 'tool' | 'no'
  /** Another package of the tree that brings the same command to the same place; '' for none. */
  ownedBy: string
  file: string
  line: number
}

/** One thing that the project's own package.json changes about the tree. */
export type DirectiveFact = {
  record: 'directive'
  /** Against the base commit's package.json; `uncompared` where there is none. */
  status: Status | 'uncompared'
  field: 'overrides' | 'allowScripts' | 'packageExtensions' | 'patchedDependencies'
  key: string
  value: string
  valueBefore: string
  leadsTo: 'registry' | 'alias' | 'git' | 'url' | 'file' | 'invalid' | 'patch' | 'script' | 'nothing'
  /** What an entry of `allowScripts` allows beyond the scripts that `cordon.lock` approves. */
  surplus: AllowsMore | 'nothing' | 'unjudged'
  file: string
  line: number
}

export type OddityFact = {
  record: 'oddity'
  status: Status
  kind: string
  path: string
  detail: string
}

/** A patch of the project (npm 12) that is applied after the package is unpacked, before its scripts run. */
export type PatchFact = {
  record: 'patch'
  /** By its digest; `removed`: the baseline was patched and this release is not. */
  status: Status
  /** The patch file as the lockfile names it; '' when removed. */
  path: string
  integrity: string
  /** The package's files that it changes, adds or takes away. */
  files: readonly string[]
  /** Lines. */
  added: number
  removed: number
  /** package.json is one of the files. */
  touchesManifest: boolean
  /** What npm runs on install is not what was published: a script, or a file that one reaches. */
  changesInstall: boolean
  line: number
}

/** Of a removed fact: where it stood in the baseline. */
export type CodeFact = CodePlace & { status: Status }

/** `absent`: the baseline does not have it. */
export type ReachBefore = Reach | 'absent'

/** `changed`: what can do it is reached in a stronger way than in the baseline. */
export type CapabilityFact = CodeFact &
  Pick<CapabilityRecord, 'name' | 'subject'> & { record: 'capability'; reachBefore: ReachBefore }

export type ArgumentFact = CodeFact &
  Pick<ArgumentRecord, 'capability' | 'kind' | 'value'> & {
    record: 'argument'
    /** The value could be told without running the code. */
    resolved: boolean
  }

export type FlowFact = CodeFact &
  Pick<FlowRecord, 'source' | 'subject' | 'sink'> & {
    record: 'flow'
    reachBefore: ReachBefore
    /** The way from source to sink, one text. */
    steps: string
  }

/** `changed`: more files have it than in the baseline. */
export type DisguiseFact = CodeFact &
  Pick<DisguiseRecord, 'kind' | 'detail' | 'files'> & { record: 'disguise'; filesBefore: number }

export type IndicatorFact = CodeFact & Pick<IndicatorRecord, 'kind' | 'value'> & { record: 'indicator' }

/** A file whose code could not be read, or not to its end. `changed`: so it was before, with other bytes. */
export type UnreadableFact = Pick<UnreadableRecord, 'file' | 'why' | 'sha256' | 'reach'> & {
  record: 'unreadable'
  status: Status
  /** The baseline has no file that could not be read for this reason. */
  firstOfKind: boolean
}

/**
 * Something about the release that a list of a rule pack or an OSV record names. It is looked for in what the release is,
 * never in what is new about it: what was bad in the baseline as well is still bad.
 */
export type KnownBadFact = {
  record: 'knownBad'
  kind: BadKind
  /** What was met: the host as listed, the digest, `name@version`. */
  value: string
  /** `malicious`: made to do harm. `vulnerable`: an honest release with a known weakness. */
  harm: Harm
  /** Of the OSV record, or of the list's entry; '' for none. */
  id: string
  source: string
  /** The pack and the list in it; both '' for an OSV record. */
  pack: string
  list: string
  /** At most what a rule does because of it. */
  atMost: Outcome
  why: string
  /** Where it stands in the package; '' for the lock entry. */
  file: string
  line: number
}

export type Change = {
  package: PackageFact
  baseline: BaselineFact
  publication: PublicationFact
  provenance: ProvenanceFact
  lock: LockFact
  lookalike: LookalikeFact
  manifest: readonly ManifestFact[]
  scripts: readonly ScriptFact[]
  dependencies: readonly DependencyFact[]
  files: readonly FileFact[]
  content: ContentFact
  oddities: readonly OddityFact[]
  bins: readonly BinFact[]
  /** Of the project itself only. */
  directives: readonly DirectiveFact[]
  patches: readonly PatchFact[]
  capabilities: readonly CapabilityFact[]
  arguments: readonly ArgumentFact[]
  flows: readonly FlowFact[]
  disguises: readonly DisguiseFact[]
  indicators: readonly IndicatorFact[]
  unreadable: readonly UnreadableFact[]
  knownBad: readonly KnownBadFact[]
}

/** Any one fact: what `find` of a rule may yield, and what becomes evidence. */
export type Fact =
  | PackageFact
  | BaselineFact
  | PublicationFact
  | ProvenanceFact
  | LockFact
  | LookalikeFact
  | ManifestFact
  | ScriptFact
  | DependencyFact
  | FileFact
  | ContentFact
  | OddityFact
  | BinFact
  | DirectiveFact
  | PatchFact
  | CapabilityFact
  | ArgumentFact
  | FlowFact
  | DisguiseFact
  | IndicatorFact
  | UnreadableFact
  | KnownBadFact
export type FactRecord = Fact['record']

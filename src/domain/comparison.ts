// What is brought together for one judgement: the candidate, its baseline, and what is known of the names around it.
import type { BaselineFact, KnownBadFact, LookalikeFact } from './change.ts'
import { type FlowRecord, noCode } from './code.ts'
import { noInstallInputs } from './install-inputs.ts'
import type { LockedPackage } from './locked.ts'
import type { Project } from './project.ts'
import type { Evidence } from './provenance.ts'
import type { Contents, History, Known, Unchecked } from './release.ts'
import type { Surpluses } from './scripts-report.ts'
import type { Standing } from './standing.ts'

/** What a name resembles. `of` is '' where it resembles nothing. */
export type Resemblance = Pick<LookalikeFact, 'kind' | 'of' | 'whose'>

export const noResemblance: Resemblance = { kind: 'none', of: '', whose: 'none' }

/** What is known of a package that the candidate depends on. -1 and '' where unknown. */
export type Newcomer = {
  name: string
  history: 'known' | 'not-found' | 'unavailable'
  /** The version in the lockfile, else the newest one the range allows. */
  resolvedVersion: string
  /** Milliseconds since 1970. */
  resolvedPublishedAt: number
  createdAt: number
  releases: number
  hasInstallScript: 'yes' | 'no' | 'unknown'
  /** The account that published that version; '' where unknown, or where a CI job did, whose name says nothing. */
  publisher: string
  newToTree: 'yes' | 'no' | 'unknown'
  resemblance: Resemblance
}

export type ProjectChange = {
  before: Project | 'unknown'
  after: Project
  /** What entries of `allowScripts` allow beyond what people approved. */
  surpluses: Surpluses
}

/**
 * What a release's code does only together with what it newly brings. `unchecked`: why they could not be read together,
 * where each could be read alone.
 */
export type Together = { flows: readonly FlowRecord[]; unchecked: readonly Unchecked[] }

export const noTogether: Together = { flows: [], unchecked: [] }

export type Candidate = {
  locked: LockedPackage
  /** `name@version` of what asked for it; '' for a direct dependency. */
  requestedBy: string
  direct: boolean
  dev: boolean
  optional: boolean
  newToTree: 'yes' | 'no' | 'unknown'
  contents: Contents
  /** The release as the registry has it: other than `contents` only where the project patches it. */
  asPublished: Contents
  /** `absent` for what no registry publishes (git, URL, bundled). */
  history: Known<History>
  /** What is proven of who built and signed it. */
  evidence: Evidence
  /** Where `resolved` leads, against the user's own configuration. */
  source: 'registry' | 'elsewhere' | 'unstated'
  /** Host the bytes come from. */
  host: string
  resemblance: Resemblance
  /** Other packages of the tree that the same publisher published within an hour. */
  burstPackages: number
  standing: Standing
  /** What the project's package.json changes about the tree: only where the project itself is judged. */
  project: ProjectChange | 'none'
  /** What lists and OSV records say of it. */
  knownBad: readonly KnownBadFact[]
  /** One entry per name among the candidate's dependencies that could be looked at. */
  newcomers: readonly Newcomer[]
  together: Together
}

export type Baseline = {
  status: BaselineFact['status']
  /** '' for none. */
  version: string
  /** `emptyContents` for none. With what its code does together with the packages that the candidate is read with. */
  contents: Contents
}

/** The empty release: it has nothing, so everything of a candidate is added. */
export const emptyContents: Contents = {
  manifest: {
    name: '',
    version: '',
    main: '',
    entries: [],
    bin: [],
    scripts: [],
    dependencies: [],
    bundled: [],
    gypfile: 'unset',
    repository: '',
  },
  files: [],
  scripts: [],
  imports: [],
  oddities: [],
  patches: [],
  code: noCode,
  install: noInstallInputs,
}

export const emptyRelease: Baseline = { status: 'none', version: '', contents: emptyContents }

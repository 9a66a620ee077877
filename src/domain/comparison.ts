// What is brought together for one judgement: the candidate, its baseline, and what is known of the names around it.
import type { BaselineFact } from './change.ts'
import type { LockedPackage } from './locked.ts'
import type { Contents, History, Known } from './release.ts'

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
  newToTree: 'yes' | 'no' | 'unknown'
}

export type Candidate = {
  locked: LockedPackage
  /** `name@version` of what asked for it; '' for a direct dependency. */
  requestedBy: string
  direct: boolean
  dev: boolean
  optional: boolean
  newToTree: 'yes' | 'no' | 'unknown'
  contents: Contents
  /** `absent` for what no registry publishes (git, URL, bundled). */
  history: Known<History>
  /** Where `resolved` leads, against the user's own configuration. */
  source: 'registry' | 'elsewhere' | 'unstated'
  /** Host the bytes come from. */
  host: string
  /** One entry per name among the candidate's dependencies that could be looked at. */
  newcomers: readonly Newcomer[]
}

export type Baseline = {
  status: BaselineFact['status']
  /** '' for none. */
  version: string
  /** `emptyContents` for none. */
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
}

export const emptyRelease: Baseline = { status: 'none', version: '', contents: emptyContents }

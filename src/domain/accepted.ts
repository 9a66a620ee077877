// What people accepted, as `cordon.lock` says it: releases by their bytes and install scripts by what they do. Plain data.

/** `initial`: there when cordon came, and looked at by nobody; every report counts that debt. */
export type Standard = 'reviewed' | 'initial'

export type AcceptedRelease = {
  kind: 'release'
  name: string
  version: string
  /** Strongest digest in the form of a lockfile, `sha512-…`. */
  integrity: string
  standard: Standard
  /** Who accepted it, in their own words, such as an e-mail address. */
  by: string
  /** Milliseconds since 1970. */
  at: number
  /** Why; '' only for `initial`. */
  note: string
  /** Where it was read: '' for this project's own file, else the import as the policy names it. */
  from: string
  /** 1-based. */
  line: number
}

/** The install scripts of a package, whatever its version: `digest` covers what they run (see `cordon scripts`). */
export type AcceptedScript = {
  kind: 'script'
  name: string
  /** `sha256-` and hex over scripts, files and inputs; or the integrity of the release where those cannot be resolved. */
  digest: string
  by: string
  at: number
  note: string
  line: number
}

export type Accepted = {
  /** As its user names the file; '' when there is none. */
  file: string
  releases: readonly AcceptedRelease[]
  scripts: readonly AcceptedScript[]
}

export const nothingAccepted: Accepted = { file: '', releases: [], scripts: [] }

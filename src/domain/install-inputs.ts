// What the install scripts of a package depend on besides their own text, as far as its bytes tell. Approvals are bound
// to this; it says nothing of what the scripts do.

/** Why that cannot be told to the end. Stable: outputs name them. */
export type OpenEnd =
  // In a program for Node
  | 'computed-load'
  | 'computed-command'
  | 'runs-text'
  | 'native-code'
  | 'unresolved'
  | 'unreadable-code'
  // In a command line
  | 'shell-construct'
  | 'node-option'
  | 'program-option'
  | 'other-language'
  // In a gyp file
  | 'gyp-command'
  // In what they lead to
  | 'missing-file'
  | 'outside-package'
  | 'self-reference'
  | 'carried-files'
  | 'case-collision'
  // In the lockfile
  | 'program-not-locked'
  | 'program-of-another'
  | 'prepared-from-source'

export type InstallInputs = {
  /** Names of the scripts that run, the events first; empty where none does. */
  scripts: readonly string[]
  /** Own files that are run, loaded or read, or that may be; sorted, without package.json. */
  files: readonly string[]
  /** Fields of package.json that are read, sorted; `*` for all but the version. */
  fields: readonly string[]
  /** sha256 of their values in hex. */
  manifest: string
  /** Other packages that are loaded, and commands that are started, by name; sorted. */
  packages: readonly string[]
  programs: readonly string[]
  /** Each kind once, at the first file that has it. */
  open: readonly { end: OpenEnd; file: string }[]
}

export const noInstallInputs: InstallInputs = {
  scripts: [],
  files: [],
  fields: [],
  manifest: '',
  packages: [],
  programs: [],
  open: [],
}

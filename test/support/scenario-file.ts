// The shape of a scenario file, as people write it in YAML. It knows the words and not what they lead to:
// `scenario-schema.ts` refuses every other word, `scenario.ts` reads and completes a file.
import type { JsonObject } from './package-tarball.ts'

/** Path to content; `null` in something inherited takes the file away. */
export type WrittenTree = Readonly<Record<string, string | JsonObject | null>>

export type Person = { name: string; email: string }

/** `personal`: signed with the certificate of a person, not of a job. */
export const evidenceFaults = ['tampered', 'empty', 'without-provenance', 'other-version', 'personal'] as const
export type EvidenceFault = (typeof evidenceFaults)[number]

/** How a version was published. Everything can also stand at the package, as the default of all its versions. */
export type WrittenPublication = {
  publisher?: Person & { trustedPublisher?: { id: string } }
  provenance?: boolean
  /** The job that built it, where it is not the ordinary one of the package: fields of `Build`. */
  build?: Readonly<Record<string, string>>
  /** What is wrong with the evidence that the registry hands out; it is good unless said. */
  evidence?: EvidenceFault
  /** A commit, or `true` for one that is made up from name and version. */
  gitHead?: string | boolean
  signatures?: boolean
}

export type WrittenVersion = WrittenPublication & {
  published: string
  /** The version whose files this one starts from. */
  extends?: string
  files?: WrittenTree
  /** Merged over the manifest the registry shows, which is then not the tarball's. */
  registryManifest?: JsonObject
  deprecated?: string
  /** The dist-tag that this publication moved; `latest` unless said. */
  tag?: string
}

export type WrittenPackage = WrittenPublication & {
  maintainers?: readonly Person[]
  /** Plants own `__proto__` keys in the packument and its maps. */
  hostileKeys?: boolean
  versions: Readonly<Record<string, WrittenVersion>>
}

/** What goes wrong at one path of the registry. Exactly one of the first seven. */
export type Fault = {
  path: string
  status?: number
  body?: string
  /** Never answers. */
  hang?: boolean
  /** Sends the headers and the first bytes, then closes the connection. */
  truncate?: number
  /** Sends bytes until the client goes away. */
  endless?: boolean
  /** Serves the tarball of this `name@version` instead. */
  bytesOf?: string
  /** Only the first so many requests; all of them unless said. */
  times?: number
}

export type WrittenRegistry = {
  /** `stripped`: a mirror that drops publisher, provenance, signatures and commit. */
  trust?: 'full' | 'stripped'
  /** It signs with keys that only itself knows; npm's are then the ones that cordon brings. */
  ownKeys?: boolean
  /** Whether the registry itself hides what was published after `now`; it does unless said. */
  cut?: boolean
  packages?: Readonly<Record<string, WrittenPackage>>
  /** Names that are asked for and do not exist. */
  absent?: readonly string[]
  faults?: readonly Fault[]
}

/** `name@version` of the registry, or lock fields with that in `package`. */
export type WrittenLockEntry = string | { package?: string; set?: JsonObject }

export type WrittenLock = {
  /** Whether entries say their `resolved` URL; they do not unless said. */
  resolved?: boolean
  /** Merged over the root entry, which is otherwise made from the project's package.json. */
  root?: JsonObject
  tree: Readonly<Record<string, WrittenLockEntry>>
}

export type Expectation = {
  exitCode: number
  /** By `name` or `name@version`. A name that the report leaves out has passed. */
  verdicts?: Readonly<Record<string, string>>
  /** Reason codes by name. */
  reasons?: Readonly<Record<string, string>>
  /** How many different rules found something, at least. */
  rulesAtLeast?: number
  /** Rule ids that have to be among them. */
  rules?: readonly string[]
  /** Rule ids that must not be among them. */
  notRules?: readonly string[]
  containing?: readonly string[]
  notContaining?: readonly string[]
  /** Requests that this run made, by kind. */
  requests?: { packument?: number; tarball?: number; evidence?: number }
}

export type WrittenRun = {
  /** What follows `cordon`; `--now` with the scenario's clock is added unless there is one. */
  args: readonly string[]
  /** On top of the scrubbed environment. */
  env?: Readonly<Record<string, string>>
  /** Its output is not JSON on any flag, or nothing was judged: only text and exit code are looked at. */
  textOnly?: boolean
  expect: Expectation
}

export type WrittenScenario = {
  about?: string
  now?: string
  /** Another scenario file, relative to this one, that this one starts from. */
  from?: string
  registry?: WrittenRegistry
  project?: WrittenTree
  lock?: WrittenLock
  /** A second lockfile, written to `base/package-lock.json`. */
  baseLock?: WrittenLock
  runs?: readonly WrittenRun[]
}

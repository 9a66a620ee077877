// The shape of a registry, a project and its lockfile as people write them down in YAML: what replays and test scenarios
// are made of. It knows the words and not what they lead to; `published.ts` and `stage.ts` make them real.
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

export type WrittenRegistry = {
  /** `stripped`: a mirror that drops publisher, provenance, signatures and commit. */
  trust?: 'full' | 'stripped'
  packages?: Readonly<Record<string, WrittenPackage>>
  /** Names that are asked for and do not exist. */
  absent?: readonly string[]
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

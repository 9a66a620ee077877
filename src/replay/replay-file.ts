// The shape of a replay: an incident as its registry looked one minute after the bad release, rebuilt inert from public
// descriptions. `read-replay.ts` reads one, `variants.ts` says in which ways it is played.
import type { WrittenLock, WrittenRegistry, WrittenTree } from './written.ts'

export const incidentKinds = [
  'takeover',
  'takeover+new-malicious',
  'new-malicious',
  'maintainer-sabotage',
  'carrier',
  'class',
  'unconfirmed',
] as const

/** How the attack's code starts. `none`: there is no code, the manifest or the lockfile is the attack. */
export const triggers = [
  'preinstall',
  'install',
  'postinstall',
  'prepare',
  'gyp',
  'import',
  'call',
  'bin',
  'none',
] as const

export type Payload = { release: string; files: readonly string[]; trigger: (typeof triggers)[number] }

export type Replay = {
  id: string
  /** One sentence. */
  about: string
  /** What the sources say. */
  told: string
  /** What nobody states, and was made up. */
  madeUp: string
  sources: readonly string[]
  kind: (typeof incidentKinds)[number]
  /** The moment of judging, ISO. */
  now: string
  /** What the attack has to get at least, by comparison, code, scripts and trust alone. */
  verdict: 'blocked' | 'review'
  /** The releases that are the attack, `name@version`; all of them stand in the lockfile. */
  attack: readonly string[]
  payload: readonly Payload[]
  /** What no source states and matters: whether the releases before had provenance. */
  unknown?: readonly 'provenance'[]
  registry: WrittenRegistry
  project: WrittenTree
  lock: WrittenLock
}

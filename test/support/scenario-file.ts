// The shape of a scenario file, as people write it in YAML: a registry and a project, what goes wrong in it, and what is run.
// `scenario-schema.ts` refuses every other word, `scenario.ts` reads and completes a file.
import type { WrittenLock, WrittenRegistry, WrittenTree } from '../../src/replay/written.ts'

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

/** A registry that can also misbehave. */
export type ScenarioRegistry = WrittenRegistry & {
  /** It signs with keys that only itself knows; npm's are then the ones that cordon brings. */
  ownKeys?: boolean
  /** Whether the registry itself hides what was published after `now`; it does unless said. */
  cut?: boolean
  faults?: readonly Fault[]
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
  registry?: ScenarioRegistry
  project?: WrittenTree
  lock?: WrittenLock
  /** A second lockfile, written to `base/package-lock.json`. */
  baseLock?: WrittenLock
  runs?: readonly WrittenRun[]
}

// What one file's code holds, before the package adds from where the file can be reached. Plain data: it crosses a
// process boundary.
import type {
  ArgumentRecord,
  CapabilityRecord,
  CodePlace,
  DisguiseRecord,
  FlowRecord,
  IndicatorRecord,
  Sink,
  Source,
  UnreadableReason,
} from '../domain/code.ts'

export type Place = Omit<CodePlace, 'file' | 'reach'>

/** A record as one file knows it. */
export type InFile<T> = Omit<T, 'file' | 'reach' | 'files'>

/** A source that a value carries, with the places it came through. `faint`: everyday, but where it is run. */
export type Taint = { source: Source; subject: string; strength: 'firm' | 'faint'; steps: readonly string[] }

/** What a function does with what it is given, for callers in other files and packages. */
export type FunctionSummary = {
  /** `default`, a name, or `*` for module.exports itself. */
  name: string
  /** Sources in what it returns, whatever it is given. */
  gives: readonly Taint[]
  /** Positions of parameters that reach what it returns, each with the source that it becomes on the way ('' for none). */
  passes: readonly { parameter: number; becomes: Source | '' }[]
  /** Positions of parameters that reach a sink inside. */
  sends: readonly ({ parameter: number } & Reached)[]
  /** Positions of parameters that reach an argument of an outgoing call, by its index in `calls`. */
  relays: readonly { parameter: number; call: number; argument: number }[]
  /** Outgoing calls whose result it returns. */
  returns: readonly { call: number }[]
  /** Positions of parameters of which only single variables are used, as of an environment: `env.API_URL`. */
  variables: readonly number[]
  /** What it is under another name, in other files: `export * from './x.js'`. */
  aliasOf: readonly { module: string; name: string }[]
}

/** `subject`: what the sink adds to a flow's name: the kind of place that is written. */
export type Reached = { sink: Sink; subject: string; place: Place; steps: readonly string[] }

/** A call of something another own file or package exports, with what its arguments carry and where its result goes. */
export type OutgoingCall = {
  /** The specifier as written, and the member called (`*` for the module itself). */
  module: string
  name: string
  place: Place
  /** By position. */
  given: readonly (readonly Taint[])[]
  /** Sinks that the result reaches in this file. */
  reaches: readonly Reached[]
  /** Results of other outgoing calls that reach its arguments. */
  takes: readonly { argument: number; call: number }[]
}

export type FileCode = {
  capabilities: readonly InFile<CapabilityRecord>[]
  arguments: readonly InFile<ArgumentRecord>[]
  flows: readonly InFile<FlowRecord>[]
  disguises: readonly InFile<DisguiseRecord>[]
  indicators: readonly InFile<IndicatorRecord>[]
  /** '' when the whole file was read. */
  unreadable: UnreadableReason | ''
  exports: readonly FunctionSummary[]
  calls: readonly OutgoingCall[]
}

export const emptyFileCode: FileCode = {
  capabilities: [],
  arguments: [],
  flows: [],
  disguises: [],
  indicators: [],
  unreadable: '',
  exports: [],
  calls: [],
}

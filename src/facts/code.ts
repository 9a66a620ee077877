// What the code of a release can do that the baseline's could not, and the other way round. Compared by what a record
// says, never by where it stands: code that moved, or was renamed or packed anew, adds nothing.
import type {
  ArgumentFact,
  CapabilityFact,
  Change,
  CodeFact,
  DisguiseFact,
  FlowFact,
  IndicatorFact,
  ReachBefore,
  Status,
  UnreadableFact,
} from '../domain/change.ts'
import { type Code, type CodePlace, type Reach, reaches, type UnreadableRecord } from '../domain/code.ts'

export type CodeChange = Pick<
  Change,
  'capabilities' | 'arguments' | 'flows' | 'disguises' | 'indicators' | 'unreadable'
>

/** What scripts reach that npm runs for this kind of package: for a git dependency more than the code's own reach says. */
export type Installed = { before: ReadonlySet<string>; after: ReadonlySet<string> }

/** Each list: the candidate's records in their order, then the removed ones. */
export function compareCode(before: Code, after: Code, installed: Installed): CodeChange {
  const compared = <T extends CodePlace, F>(
    was: readonly T[],
    is: readonly T[],
    keyOf: (one: T) => string,
    toFact: ToFact<T, F>,
  ) => compareRecords(lifted(was, installed.before), lifted(is, installed.after), keyOf, toFact)
  return {
    capabilities: compared(before.capabilities, after.capabilities, capabilityKey, capabilityFact),
    arguments: compared(before.arguments, after.arguments, argumentKey, argumentFact),
    flows: compared(before.flows, after.flows, flowKey, flowFact),
    disguises: compared(before.disguises, after.disguises, ({ kind }) => kind, disguiseFact),
    indicators: compared(before.indicators, after.indicators, indicatorKey, indicatorFact),
    unreadable: compareUnreadable(before.unreadable, after.unreadable),
  }
}

type Compared<T> = { record: T; was: T | undefined; removed: boolean }
type ToFact<T, F> = (compared: Compared<T>) => F

function compareRecords<T, F>(
  before: readonly T[],
  after: readonly T[],
  keyOf: (one: T) => string,
  toFact: ToFact<T, F>,
): F[] {
  const old = new Map(before.map((one) => [keyOf(one), one]))
  const present = after.map((record) => ({ record, was: old.get(keyOf(record)), removed: false }))
  const keys = new Set(after.map(keyOf))
  const gone = before.filter((one) => !keys.has(keyOf(one))).map((record) => ({ record, was: record, removed: true }))
  return [...present, ...gone].map(toFact)
}

function lifted<T extends CodePlace>(records: readonly T[], installed: ReadonlySet<string>): readonly T[] {
  if (installed.size === 0) return records
  return records.map((one) => (installed.has(one.file) ? { ...one, reach: 'install' } : one))
}

function capabilityKey({ name, subject }: { name: string; subject: string }): string {
  return JSON.stringify([name, subject])
}

function argumentKey({ capability, kind, value }: { capability: string; kind: string; value: string }): string {
  return JSON.stringify([capability, kind, value])
}

function flowKey({ source, subject, sink }: { source: string; subject: string; sink: string }): string {
  return JSON.stringify([source, subject, sink])
}

function indicatorKey({ kind, value }: { kind: string; value: string }): string {
  return JSON.stringify([kind, value])
}

function capabilityFact(compared: Compared<Code['capabilities'][number]>): CapabilityFact {
  const { name, subject } = compared.record
  return { record: 'capability', name, subject, ...placed(compared, reachStatus(compared)), ...reachBefore(compared) }
}

function argumentFact(compared: Compared<Code['arguments'][number]>): ArgumentFact {
  const { capability, kind, value } = compared.record
  const place = placed(compared, status(compared, false))
  return { record: 'argument', capability, kind, value, resolved: value !== '', ...place }
}

function flowFact(compared: Compared<Code['flows'][number]>): FlowFact {
  const { source, subject, sink, steps } = compared.record
  const place = placed(compared, reachStatus(compared))
  return { record: 'flow', source, subject, sink, steps: steps.join(' -> '), ...place, ...reachBefore(compared) }
}

function disguiseFact(compared: Compared<Code['disguises'][number]>): DisguiseFact {
  const { record, was, removed } = compared
  const filesBefore = was?.files ?? 0
  const place = placed(compared, status(compared, record.files > filesBefore))
  return {
    record: 'disguise',
    kind: record.kind,
    detail: record.detail,
    files: removed ? 0 : record.files,
    filesBefore,
    ...place,
  }
}

function indicatorFact(compared: Compared<Code['indicators'][number]>): IndicatorFact {
  const { kind, value } = compared.record
  return { record: 'indicator', kind, value, ...placed(compared, status(compared, false)) }
}

function status<T>({ was, removed }: Compared<T>, changed: boolean): Status {
  if (removed) return 'removed'
  return was === undefined ? 'added' : changed ? 'changed' : 'kept'
}

/** Code that was there for whoever imports it and now runs on install is news; the other way round it is not. */
function reachStatus(compared: Compared<CodePlace>): Status {
  const { record, was } = compared
  return status(compared, was !== undefined && strength(record.reach) > strength(was.reach))
}

function reachBefore({ was }: Compared<CodePlace>): { reachBefore: ReachBefore } {
  return { reachBefore: was?.reach ?? 'absent' }
}

function strength(reach: Reach): number {
  return -reaches.indexOf(reach)
}

function placed({ record }: Compared<CodePlace>, status: Status): CodeFact {
  const { file, line, column, excerpt, reach } = record
  return { status, file, line, column, excerpt, reach }
}

/** The same bytes are the same file wherever they lie. What could not be read before either is old news of that file. */
function compareUnreadable(before: readonly UnreadableRecord[], after: readonly UnreadableRecord[]): UnreadableFact[] {
  const bytes = new Set(before.map(bytesKey))
  const places = new Set(before.map(placeKey))
  const reasons = new Set(before.map(({ why }) => why))
  const present = after.map((one) => {
    const status = bytes.has(bytesKey(one)) ? 'kept' : places.has(placeKey(one)) ? 'changed' : 'added'
    return unreadableFact(one, status, !reasons.has(one.why))
  })
  const known = new Set(after.flatMap((one) => [bytesKey(one), placeKey(one)]))
  const gone = before.filter((one) => !known.has(bytesKey(one)) && !known.has(placeKey(one)))
  return [...present, ...gone.map((one) => unreadableFact(one, 'removed', false))]
}

function bytesKey({ why, sha256 }: UnreadableRecord): string {
  return JSON.stringify([why, sha256])
}

function placeKey({ file, why }: UnreadableRecord): string {
  return JSON.stringify([why, 'at', file])
}

function unreadableFact(
  { file, why, sha256, reach }: UnreadableRecord,
  status: Status,
  firstOfKind: boolean,
): UnreadableFact {
  return { record: 'unreadable', status, firstOfKind, file, why, sha256, reach }
}

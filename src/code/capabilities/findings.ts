// What has been found so far in one file: each capability and each argument once, at the first place that has it.
import type { ArgumentKind, ArgumentRecord, CapabilityName, CapabilityRecord } from '../../domain/code.ts'
import type { InFile } from '../file-code.ts'
import type { Deed } from '../map/meaning.ts'
import type { Places } from '../places.ts'

/** A file with more says so, and is not read any further. */
const maxRecords = 2_000
/** Characters of a subject or value; what is longer is cut, and stays as different as its beginning is. */
const maxText = 200

export type Findings = {
  capability: (name: CapabilityName, subject: string, offset: number) => void
  deeds: (deeds: readonly Deed[], offset: number) => void
  argument: (capability: CapabilityName, kind: ArgumentKind, value: string, offset: number) => void
  has: (names: ReadonlySet<CapabilityName>) => boolean
  isFull: () => boolean
}

type Found = {
  capabilities: Map<string, { name: CapabilityName; subject: string; offset: number }>
  arguments: Map<string, { capability: CapabilityName; kind: ArgumentKind; value: string; offset: number }>
}

export function createFindings(): { findings: Findings; found: Found } {
  const found: Found = { capabilities: new Map(), arguments: new Map() }
  let full = false
  const put = <T extends { offset: number }>(records: Map<string, T>, key: string, record: T) => {
    const known = records.get(key)
    if (known !== undefined) known.offset = Math.min(known.offset, record.offset)
    else if (records.size < maxRecords) records.set(key, record)
    else full = true
  }
  const capability = (name: CapabilityName, subject: string, offset: number) => {
    const short = subject.slice(0, maxText)
    put(found.capabilities, `${name} ${short}`, { name, subject: short, offset })
  }
  const findings: Findings = {
    capability,
    deeds: (deeds, offset) => {
      for (const { name, subject } of deeds) capability(name, subject, offset)
    },
    argument: (of, kind, value, offset) => {
      const short = value.slice(0, maxText)
      put(found.arguments, `${of} ${kind} ${short}`, { capability: of, kind, value: short, offset })
    },
    has: (names) => [...found.capabilities.values()].some(({ name }) => names.has(name)),
    isFull: () => full,
  }
  return { findings, found }
}

/** In the order of their places, and then of their names: the same file gives the same list. */
export function toRecords(
  found: Found,
  places: Places,
): { capabilities: InFile<CapabilityRecord>[]; arguments: InFile<ArgumentRecord>[] } {
  const inOrder = <T extends { offset: number }>(records: ReadonlyMap<string, T>) =>
    [...records].sort(([a, { offset: one }], [b, { offset: other }]) => one - other || (a < b ? -1 : 1))
  return {
    capabilities: inOrder(found.capabilities).map(([, { name, subject, offset }]) => ({
      name,
      subject,
      ...places.at(offset),
    })),
    arguments: inOrder(found.arguments).map(([, { capability, kind, value, offset }]) => ({
      capability,
      kind,
      value,
      ...places.at(offset),
    })),
  }
}

// What the code of one file can do: its capabilities, and the arguments of its sensitive calls.
import type { ArgumentRecord, CapabilityRecord } from '../../domain/code.ts'
import type { InFile } from '../file-code.ts'
import type { Program } from '../parse.ts'
import { createPlaces, type Places } from '../places.ts'
import type { Resolver } from '../value.ts'
import { useCalls } from './calls.ts'
import { useComparisons } from './comparisons.ts'
import { useEndlessLoops } from './endless-loops.ts'
import { useEscapes } from './escapes.ts'
import { createFindings, toRecords } from './findings.ts'
import { useLiterals } from './literals.ts'
import { useLocaleGates } from './locale-gates.ts'
import { createLook } from './look.ts'
import { useReads } from './reads.ts'
import { useAssignments } from './writes.ts'

export type FoundCapabilities = {
  capabilities: InFile<CapabilityRecord>[]
  arguments: InFile<ArgumentRecord>[]
  /** There was more than one file may have. */
  tooMuch: boolean
}

/** One record for each capability and subject, and for each argument, at the first place that has it. */
export function findCapabilities(
  _program: Program,
  resolver: Resolver,
  source: string,
  places: Places = createPlaces(source),
): FoundCapabilities {
  const { findings, found } = createFindings()
  const look = createLook(resolver, findings)
  const aliases = useEscapes(look)
  const readsLocale = useReads(look, useAssignments(look))
  useCalls(look, aliases)
  useComparisons(look)
  if (readsLocale) useLocaleGates(look)
  useLiterals(look)
  useEndlessLoops(look)
  return { ...toRecords(found, places), tooMuch: findings.isFull() }
}

// The form in which a command that takes few flags answers. Those that judge read it with all their others.
import { Problem } from '../domain/problem.ts'
import type { Arguments } from './arguments.ts'
import { readChoice } from './values.ts'

/** `text` where the user names none. */
export function formatOf<T extends string>(given: Arguments, formats: readonly T[], consequence: string): T | 'text' {
  const [text] = given.flags.get('format') ?? []
  if (text === undefined) return 'text'
  const reading = readChoice('--format', text, formats)
  if (!reading.ok) throw new Problem([reading.mistake], consequence)
  return reading.value
}

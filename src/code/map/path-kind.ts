// A kind of place in a file system, and how a table of them is written.
import type { CapabilityName } from '../../domain/code.ts'

export type PathKind = {
  name: Extract<CapabilityName, `fs-${string}` | 'process-memory' | 'fingerprint' | 'env-bulk'>
  subject: string
  /**
   * Neighbouring segments, anywhere in a path: whole ones, compared exactly and without case. `*` stands for any one
   * segment, `*.x` and `x*` for its ending or beginning.
   */
  pattern: string
  /** The pattern is telling enough to count where the text stands by itself, outside a call. */
  alone: boolean
}

/** Patterns are divided by `|`: names have blanks in them. */
export function kinds(name: PathKind['name'], subject: string, telling: string, ambiguous = ''): PathKind[] {
  return [
    ...words(telling).map((pattern) => ({ name, subject, pattern, alone: true })),
    ...words(ambiguous).map((pattern) => ({ name, subject, pattern, alone: false })),
  ]
}

function words(text: string): string[] {
  return text.split('|').filter((word) => word !== '')
}

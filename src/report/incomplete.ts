// Which notices say that the run itself is incomplete, whatever the packages are: something it relied on was too old,
// changed by the commit that is judged, or could not be read.
import type { Notice } from '../domain/report.ts'

const codes: ReadonlySet<string> = new Set([
  'trust-data-too-old',
  'records-too-old',
  'records-changed',
  'records-incomplete',
])

export function isOfIncompleteRun({ code }: Notice): boolean {
  return codes.has(code)
}

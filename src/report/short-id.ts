// A package's name and version where there is little room: of a long one the middle is left out, since the end tells it from
// others and the version is what people look for.
import type { JudgedPackage } from '../domain/report.ts'
import { packageId } from './words.ts'

const longest = 80
const kept = 36

/** Not escaped yet; at most 120 characters. */
export function shortId({ name, version }: Pick<JudgedPackage, 'name' | 'version'>): string {
  return packageId({ name: withoutMiddle(name, longest), version: withoutMiddle(version, longest / 2) })
}

/** One step of a path, `name@version`. */
export function shortStep(step: string): string {
  const at = step.lastIndexOf('@')
  return at <= 0 ? withoutMiddle(step, longest) : shortId({ name: step.slice(0, at), version: step.slice(at + 1) })
}

function withoutMiddle(text: string, limit: number): string {
  const side = Math.min(kept, Math.floor(limit / 2) - 1)
  return text.length <= limit ? text : `${text.slice(0, side)}…${text.slice(-side)}`
}

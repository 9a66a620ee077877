// `path.join` and its kin over texts of which parts are known, with `/` between.
import { unknown, type Value } from '../value.ts'
import { constant, isText, text } from './build.ts'

export function joinPaths(given: readonly Value[], open: boolean): Value {
  if (open || given.length === 0 || given.length > 32) return unknown
  const parts = given.flatMap((one, index) => (index === 0 ? [one] : [constant('/'), one]))
  const joined = text(parts)
  if (isText(joined)) return constant(normalPath(joined.value))
  if (joined.kind !== 'text') return unknown
  return {
    ...joined,
    parts: joined.parts.map((part, index) => (isText(part) ? constant(tidy(part.value, index)) : part)),
  }
}

/** Without double slashes, `.` and, where they can be taken back, `..`. */
export function normalPath(path: string): string {
  if (path.length > 10_000) return path
  const kept: string[] = []
  for (const segment of path.split('/')) {
    if (segment === '' || segment === '.') continue
    if (segment === '..' && kept.length > 0 && kept.at(-1) !== '..') kept.pop()
    else if (segment !== '..' || !path.startsWith('/')) kept.push(segment)
  }
  const joined = kept.join('/')
  if (path.startsWith('/')) return `/${joined}`
  return joined === '' ? '.' : joined
}

/** A known stretch between unknown ones keeps the slashes at its ends. */
function tidy(part: string, index: number): string {
  const segments = part.split('/').filter((segment, at, all) => {
    const isEdge = at === 0 || at === all.length - 1
    return isEdge ? segment !== '.' || (at === 0 && index === 0) : segment !== '' && segment !== '.'
  })
  return segments.join('/')
}

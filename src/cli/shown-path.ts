// Paths in messages and reports: as the user would type them from where they are.
import { relative, resolve, sep } from 'node:path'

/** Relative to `cwd` as long as that is shorter to understand, else absolute. '.' for `cwd` itself. */
export function shownPath(path: string, cwd: string): string {
  const short = relative(cwd, path)
  if (short === '') return '.'
  return short.startsWith(`..${sep}..`) ? resolve(path) : short
}

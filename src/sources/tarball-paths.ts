// Where npm would write an entry of a tarball: the rules of pacote (`strip: 1`, `.gitignore` becomes `.npmignore`) and
// of tar's Unpack, as pure text. It opens no archive and knows no disk. Entry paths are attacker-controlled.
import { posix, win32 } from 'node:path'

/** tar's own limit; deeper entries are not written. */
const maxDepth = 1024
/** No system has longer paths (Windows has the longest), so nothing longer is written. */
const maxLength = 32_767
/** `//`, `c:/`, ... in front of one path: taking each away costs a look at the whole path, so this is bounded too. */
const maxRoots = 16

/** npm takes the first folder of every path away, whatever it is called. */
export type Stripping = 'first-folder' | 'none'

export type Placement =
  | { kind: 'file'; path: string; absolute: boolean }
  /** npm leaves such an entry out. */
  | { kind: 'dropped'; why: 'parent-path' | 'outside-folder' | 'too-deep' }
  /** Only an attack looks like this; where npm would write it is not worth finding out. */
  | { kind: 'refused' }

/**
 * Judged as on Linux and macOS, wherever cordon runs: verdicts must not depend on the machine. On Windows npm reads `\`
 * as a separator; the caller reports such entries.
 */
export function placeEntry(entryPath: string, stripping: Stripping = 'first-folder'): Placement {
  const parts = entryPath.split('/').slice(stripping === 'none' ? 0 : 1)
  const below = parts.join('/')
  if (parts.length > maxDepth || below.length > maxLength) return { kind: 'dropped', why: 'too-deep' }
  const relative = withoutRoots(below)
  if (relative === undefined) return { kind: 'refused' }
  if (relative.replaceAll('\\', '/').split('/').includes('..')) return { kind: 'dropped', why: 'parent-path' }
  const path = withoutTrailingSlash(posix.normalize(relative))
  if (path === '' || path === '.') return { kind: 'dropped', why: 'outside-folder' }
  return { kind: 'file', path, absolute: relative !== below }
}

/** What two paths have in common where a file system folds case and Unicode, or reads `\` as `/` (tar's own folding). */
export function foldedPath(path: string): string {
  return path.replaceAll('\\', '/').normalize('NFD').toLowerCase().toUpperCase()
}

/** tar's `stripAbsolutePath`: takes roots away until none is left, Windows drives included on every platform. */
function withoutRoots(path: string): string | undefined {
  let rest = path
  for (let roots = 0; roots <= maxRoots; roots++) {
    const { root } = win32.parse(rest)
    if (root === '' && !win32.isAbsolute(rest)) return rest
    rest = rest.slice(rest.startsWith('/') && !rest.startsWith('//?/') ? 1 : root.length)
  }
  return undefined
}

function withoutTrailingSlash(path: string): string {
  return path.endsWith('/') ? path.slice(0, -1) : path
}

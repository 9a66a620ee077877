// Where a lock entry sits: npm's locations (`node_modules/a/node_modules/@s/b`, `packages/a`, `../lib`), read strictly.
// The keys are attacker-controlled; a key that npm would not write is refused with the reason.
import { maxNesting, maxTextLength } from './limits.ts'
import { isPackageName } from './package-name.ts'

/**
 * `installed`: the last part is a name in the `node_modules` of `holder` ('' for the project's own).
 * `folder`: a folder of its own; `within` is the installed package whose files it is part of, else ''.
 */
export type Location =
  | { kind: 'installed'; installedAs: string; holder: string }
  | { kind: 'folder'; installedAs: string; within: string }
  | { kind: 'refused'; why: string }

export function readLocation(key: string): Location {
  if (key === '' || key.length > maxTextLength) return refused('is empty or too long')
  const parts = key.split('/')
  let at = 0
  while (parts[at] === '..') at++
  let installed = ''
  let read = parts.slice(0, at).join('/')
  let nesting = 0
  let last: Location = refused('names no folder')
  while (at < parts.length) {
    const part = parts[at] ?? ''
    const why = partRefused(part)
    if (why !== '') return refused(why)
    if (part === 'node_modules') {
      if (++nesting > maxNesting) return refused(`is nested deeper than ${maxNesting} node_modules`)
      const name = nameAt(parts, at + 1)
      if (!isPackageName(name)) return refused('has a name that npm does not install')
      last = { kind: 'installed', installedAs: name, holder: read }
      read = `${read}${read === '' ? '' : '/'}node_modules/${name}`
      installed = read
      at += name.includes('/') ? 3 : 2
    } else {
      read = `${read}${read === '' ? '' : '/'}${part}`
      last = { kind: 'folder', installedAs: folderName(parts, at), within: installed }
      at++
    }
  }
  return last
}

/** The folder above, for npm's walk upwards; 'none' above the project and above a folder outside it. */
export function folderAbove(folder: string): string | 'none' {
  if (folder === '' || folder === '..' || folder.endsWith('/..')) return 'none'
  const slash = folder.lastIndexOf('/')
  if (slash !== -1) return folder.slice(0, slash)
  return ''
}

/**
 * Whether a path, relative to the project, leads out of the repository. `projectFolder` is the project's own folder in
 * it ('' when it is its root). An absolute path counts as outside: it means another place on every machine.
 */
export function leavesRepository(path: string, projectFolder: string): boolean {
  if (isAbsolutePath(path)) return true
  let depth = projectFolder === '' ? 0 : projectFolder.split('/').length
  for (const part of path.replaceAll('\\', '/').split('/')) {
    if (part === '..') depth--
    else if (part !== '' && part !== '.') depth++
    if (depth < 0) return true
  }
  return false
}

/** `/a`, `~/a`, `C:\a`. */
export function isAbsolutePath(path: string): boolean {
  return path.startsWith('/') || path.startsWith('\\') || path.startsWith('~') || driveLetter.test(path)
}

/** `a/./b/../c` as `a/c`, relative to the project; leading `..` stay. */
export function normalPath(path: string): string {
  const kept: string[] = []
  for (const part of path.replaceAll('\\', '/').split('/')) {
    if (part === '' || part === '.') continue
    if (part === '..' && kept.length > 0 && kept.at(-1) !== '..') kept.pop()
    else kept.push(part)
  }
  return kept.join('/')
}

const driveLetter = /^[a-zA-Z]:/
const unprintable = /[\u0000-\u001f\u007f]/

function refused(why: string): Location {
  return { kind: 'refused', why }
}

/** '' when a part may stand in a location. */
function partRefused(part: string): string {
  if (part === '') return 'is absolute or has an empty part'
  if (part === '.' || part === '..') return 'goes through "." or ".."'
  if (part === '__proto__') return 'has a part that no folder of a project is called'
  if (part.includes('\\')) return 'has a backslash'
  if (driveLetter.test(part)) return 'has a drive letter'
  return unprintable.test(part) ? 'has a control character' : ''
}

/** `name` or `@scope/name`; '' past the end. */
function nameAt(parts: readonly string[], at: number): string {
  const first = parts[at] ?? ''
  return first.startsWith('@') ? `${first}/${parts[at + 1] ?? ''}` : first
}

/** npm's name-from-folder: the folder, with the one above it when that is a scope. */
function folderName(parts: readonly string[], at: number): string {
  const above = parts[at - 1] ?? ''
  return above.startsWith('@') ? `${above}/${parts[at] ?? ''}` : (parts[at] ?? '')
}

// The folder that npm's extraction would leave behind, built entry by entry in memory: which file wins, which cannot be
// written, which collide on other file systems. It knows no tar and no limits. Paths are attacker-controlled.
import type { Oddity, OddityKind } from '../domain/release.ts'
import { foldedPath, placeEntry, type Stripping } from './tarball-paths.ts'

export type TarballFile = { path: string; bytes: Uint8Array; executable: boolean }

/** Folders by name; `file` is a leaf. A Map, since names such as `__proto__` come from the archive. */
type Folder = Map<string, Folder | 'file'>

export type TarballTree = {
  files: Map<string, TarballFile>
  root: Folder
  folded: Map<string, string>
  /** `.npmignore` entries as the archive spells them. */
  ignores: Set<string>
  oddities: Oddity[]
  /** How many oddities there are of each kind. */
  counts: Map<OddityKind, number>
}

/** More than this many oddities of one kind say no more than this many; one kind cannot crowd out another. */
const maxOddities = 1000

export function emptyTree(): TarballTree {
  return { files: new Map(), root: new Map(), folded: new Map(), ignores: new Set(), oddities: [], counts: new Map() }
}

export function note(tree: TarballTree, kind: OddityKind, path: string, detail: string): void {
  const count = (tree.counts.get(kind) ?? 0) + 1
  tree.counts.set(kind, count)
  if (count <= maxOddities) tree.oddities.push({ kind, path, detail })
}

/** Where npm would write a file entry; '' when it leaves it out, undefined when the archive is not worth reading on. */
export function fileFor(tree: TarballTree, spelled: string, stripping: Stripping = 'first-folder'): string | undefined {
  const renamed = asNpmignore(tree, spelled)
  if (renamed === '') return ''
  const placement = placeEntry(renamed, stripping)
  if (placement.kind === 'refused') return undefined
  if (placement.kind === 'dropped') {
    note(tree, placement.why === 'parent-path' ? 'parent-path' : 'special-entry', spelled, placement.why)
    return ''
  }
  const { path } = placement
  if (placement.absolute) note(tree, 'absolute-path', spelled, path)
  if (spelled.includes('\\')) note(tree, 'backslash-path', spelled, path)
  return path
}

/** The last of several with one path wins, as on disk. */
export function keep(tree: TarballTree, file: TarballFile): void {
  if (!makeRoom(tree.root, file.path)) {
    note(tree, 'duplicate-path', file.path, 'file and folder of one name')
    return
  }
  // A package may honestly carry both a .npmignore and a .gitignore that npm renames to it.
  if (tree.files.delete(file.path) && !file.path.endsWith('.npmignore')) {
    note(tree, 'duplicate-path', file.path, 'the last one counts')
  }
  const folded = foldedPath(file.path)
  const twin = tree.folded.get(folded)
  if (twin !== undefined && twin !== file.path) note(tree, 'case-collision', file.path, twin)
  tree.folded.set(folded, file.path)
  tree.files.set(file.path, file)
}

/** pacote: a `.gitignore` is written as `.npmignore`, unless there was one. '' when it is left out. */
function asNpmignore(tree: TarballTree, spelled: string): string {
  const base = spelled.slice(spelled.lastIndexOf('/') + 1)
  if (base === '.npmignore') tree.ignores.add(spelled)
  if (base !== '.gitignore') return spelled
  const renamed = `${spelled.slice(0, -base.length)}.npmignore`
  return tree.ignores.has(renamed) ? '' : renamed
}

/** False where a folder stands in the file's place, or a file in its folder's: npm warns there and goes on. */
function makeRoom(root: Folder, path: string): boolean {
  const parts = path.split('/')
  const name = parts.pop() ?? ''
  let folder = root
  for (const part of parts) {
    const found = folder.get(part)
    if (found === 'file') return false
    const next: Folder = found ?? new Map()
    folder.set(part, next)
    folder = next
  }
  if (folder.get(name) instanceof Map) return false
  folder.set(name, 'file')
  return true
}

// A package that lies on the disk, a .tgz or a folder, read as data: nothing is prepared, built or run, and no ignore
// file is obeyed. Bounded; links are not followed.
import { closeSync, fstatSync, lstatSync, openSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Fetched, Unchecked } from '../domain/release.ts'
import { integrityOf } from './integrity.ts'
import type { FetchedTarball } from './registry-tarball.ts'
import { systemCodeOf } from './system-code.ts'
import type { UnpackedTarball } from './tarball.ts'
import { emptyTree, fileFor, keep, note } from './tarball-tree.ts'

/** Bytes and counts. A folder travels to another process as a whole. */
const maxTarballBytes = 256 * 1024 * 1024
const maxFolderBytes = 128 * 1024 * 1024
const maxFiles = 50_000
const maxDepth = 64

/** npm packs none of these, wherever they lie (npm-packlist). */
const neverPacked: ReadonlySet<string> = new Set(['.git', '.hg', '.svn', 'CVS', '.DS_Store', '.npmrc'])

/** In the package's own folder, these are what was installed there and by what, and not what it brings. */
const notItsOwn: ReadonlySet<string> = new Set([
  'node_modules',
  'package-lock.json',
  'yarn.lock',
  'pnpm-lock.yaml',
  'bun.lock',
  'bun.lockb',
])

export function readTarballFile(path: string): Fetched<FetchedTarball> {
  const bytes = readOrdinary(path, maxTarballBytes)
  return bytes.ok ? { ok: true, value: { bytes: bytes.value, integrity: integrityOf(bytes.value) } } : bytes
}

/** The files as they lie, by the rules of npm's extraction; what is bundled in `node_modules` only a .tgz shows. */
export function readPackageFolder(root: string): Fetched<UnpackedTarball> {
  const tree = emptyTree()
  const waiting = [{ folder: root, inside: '', depth: 0 }]
  let unpackedBytes = 0
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const { folder, inside, depth } = next
    const entries = entriesOf(folder)
    if (!entries.ok) return entries
    for (const entry of entries.value) {
      const path = `${inside}${entry.name}`
      if (neverPacked.has(entry.name) || notItsOwn.has(path)) continue
      if (entry.isDirectory()) {
        if (depth === maxDepth) return refuse('too-many-files', `more than ${maxDepth} folders in each other`)
        waiting.push({ folder: join(folder, entry.name), inside: `${path}/`, depth: depth + 1 })
      } else if (!entry.isFile()) {
        note(tree, 'link-entry', path, 'no ordinary file')
      } else {
        const bytes = readOrdinary(join(folder, entry.name), maxFolderBytes)
        if (!bytes.ok) return bytes
        unpackedBytes += bytes.value.length
        if (unpackedBytes > maxFolderBytes) return refuse('too-large', `more than ${maxFolderBytes} bytes of files`)
        if (tree.files.size === maxFiles) return refuse('too-many-files', `more than ${maxFiles} files`)
        const placed = fileFor(tree, `package/${path}`) ?? ''
        if (placed !== '') keep(tree, { path: placed, bytes: bytes.value, executable: false })
      }
    }
  }
  return { ok: true, value: { files: [...tree.files.values()], oddities: tree.oddities, unpackedBytes } }
}

function entriesOf(folder: string) {
  try {
    const entries = readdirSync(folder, { withFileTypes: true })
    return { ok: true as const, value: entries.sort((a, b) => (a.name < b.name ? -1 : 1)) }
  } catch (error) {
    return refuse('fetch-failed', `${folder} cannot be read (${systemCodeOf(error)})`)
  }
}

function readOrdinary(path: string, maxBytes: number): Fetched<Buffer> {
  try {
    // Looked at before it is opened: opening a pipe would wait for its other end.
    if (!lstatSync(path).isFile()) return refuse('fetch-failed', `${path} is no ordinary file`)
    const file = openSync(path, 'r')
    try {
      const { size } = fstatSync(file)
      if (size > maxBytes) return refuse('too-large', `${path} has ${size} bytes, more than ${maxBytes}`)
      return { ok: true, value: readFileSync(file) }
    } finally {
      closeSync(file)
    }
  } catch (error) {
    return refuse('fetch-failed', `${path} cannot be read (${systemCodeOf(error)})`)
  }
}

function refuse(code: Unchecked['code'], detail: string): { ok: false; why: Unchecked } {
  return { ok: false, why: { code, detail } }
}

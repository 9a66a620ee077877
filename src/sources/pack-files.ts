// Reads the files of a rule pack from disk: a folder of .yml files, a single one, or an archive. Bounded, and nothing
// outside of the folder is read through a link; what the files mean is not its business.
import { isUtf8 } from 'node:buffer'
import { open, opendir, realpath, stat } from 'node:fs/promises'
import { join, sep } from 'node:path'
import { isArchiveName, type PackFile, packFolders, partOfPack } from '../domain/pack-layout.ts'
import { type Mistake, Problem } from '../domain/problem.ts'
import {
  linkLeaves,
  maxArchiveBytes,
  maxEntries,
  maxFileBytes,
  maxFiles,
  maxPackLength,
  notFound,
  notText,
  tooLarge,
  tooManyEntries,
  tooManyFiles,
  tooMuch,
  wrongExtension,
} from './pack-mistakes.ts'
import { systemCodeOf } from './system-code.ts'

/** Paths as the user would name them. */
type Shown = (path: string) => string

/** The files that `partOfPack` reads, by name, or the one file. Throws Problem with all mistakes. */
export async function readPackFiles(
  path: string,
  consequence: string,
  shown: Shown = (one) => one,
): Promise<PackFile[]> {
  const read = await readPack(path, shown)
  const mistakes = read.flatMap((one) => ('code' in one ? [one] : []))
  if (mistakes.length > 0) throw new Problem(mistakes, consequence)
  return read.flatMap((one) => ('code' in one ? [] : [one]))
}

async function readPack(path: string, shown: Shown): Promise<(PackFile | Mistake)[]> {
  const found = await lookAt(path)
  if (found === 'file') return isArchiveName(path) ? readArchive(path, shown) : [await readText(path, shown)]
  if (found !== 'folder') return [notFound(shown(path), found)]
  const names = await namesIn(path)
  if (names === 'too-many') return [tooManyEntries(shown(path))]
  if (names === 'unreadable') return [notFound(shown(path), 'unreadable')]
  const wanted = names.filter((name) => partOfPack(name) === 'read')
  if (wanted.length > maxFiles) return [tooManyFiles(shown(path), wanted.length)]
  const misnamed = names.filter((name) => partOfPack(name) === 'misnamed')
  const at = (name: string) => join(path, ...name.split('/'))
  const texts = await readAll(wanted.map(at), await realpath(path), shown)
  return texts === 'too-much'
    ? [tooMuch(shown(path))]
    : [...texts, ...misnamed.map((name) => wrongExtension(shown(at(name))))]
}

/** A few at a time: together they may be much larger than any pack. */
async function readAll(
  paths: readonly string[],
  root: string,
  shown: Shown,
): Promise<(PackFile | Mistake)[] | 'too-much'> {
  const read: (PackFile | Mistake)[] = []
  let length = 0
  for (let start = 0; start < paths.length; start += atOnce) {
    const some = await Promise.all(paths.slice(start, start + atOnce).map((path) => readInside(path, root, shown)))
    for (const one of some) length += 'text' in one ? one.text.length : 0
    if (length > maxPackLength) return 'too-much'
    read.push(...some)
  }
  return read
}

const atOnce = 64

/** What reads archives is loaded for one: packs are folders mostly, and every run reads some. */
async function readArchive(path: string, shown: Shown): Promise<(PackFile | Mistake)[]> {
  const bytes = await readUpTo(path, maxArchiveBytes + 1)
  if (bytes === undefined) return [notFound(shown(path), 'unreadable')]
  const { readPackArchive } = await import('./pack-archive.ts')
  return readPackArchive(bytes, shown(path))
}

/** Names inside the pack, with `/`. A folder is read entry by entry: it may have a million. */
async function namesIn(path: string): Promise<string[] | 'too-many' | 'unreadable'> {
  const names: string[] = []
  let seen = 0
  for (const folder of ['', ...packFolders]) {
    if (folder !== '' && !names.includes(folder)) continue
    // Whatever is called `lists` and is no folder is somebody's other file.
    if (folder !== '' && (await lookAt(join(path, folder))) !== 'folder') continue
    try {
      for await (const entry of await opendir(join(path, folder))) {
        if (++seen > maxEntries) return 'too-many'
        names.push(folder === '' ? entry.name : `${folder}/${entry.name}`)
      }
    } catch (error) {
      systemCodeOf(error)
      return 'unreadable'
    }
  }
  return names.sort()
}

async function lookAt(path: string): Promise<'file' | 'folder' | 'missing' | 'special' | 'unreadable'> {
  try {
    const found = await stat(path)
    return found.isFile() ? 'file' : found.isDirectory() ? 'folder' : 'special'
  } catch (error) {
    const code = systemCodeOf(error)
    return code === 'ENOENT' || code === 'ENOTDIR' ? 'missing' : 'unreadable'
  }
}

/** A link may lead to another file of the same folder, and nowhere else: texts are quoted in messages. */
async function readInside(path: string, root: string, shown: Shown): Promise<PackFile | Mistake> {
  const found = await lookAt(path)
  if (found !== 'file') return notFound(shown(path), found === 'folder' ? 'special' : found)
  const real = await realpath(path)
  return real.startsWith(root.endsWith(sep) ? root : root + sep) ? readText(path, shown) : linkLeaves(shown(path))
}

async function readText(path: string, shown: Shown): Promise<PackFile | Mistake> {
  const bytes = await readUpTo(path, maxFileBytes + 1)
  if (bytes === undefined) return notFound(shown(path), 'unreadable')
  if (bytes.length > maxFileBytes) return tooLarge(shown(path))
  if (!isUtf8(bytes)) return notText(shown(path))
  return { path: shown(path), text: bytes.toString('utf8') }
}

/** At most `length` bytes; `undefined` when it cannot be read. */
async function readUpTo(path: string, length: number): Promise<Buffer | undefined> {
  try {
    const file = await open(path, 'r')
    try {
      const { size } = await file.stat()
      const room = Math.min(size + 1, length)
      const { buffer, bytesRead } = await file.read({ buffer: Buffer.alloc(room), length: room, position: 0 })
      return buffer.subarray(0, bytesRead)
    } finally {
      await file.close()
    }
  } catch (error) {
    systemCodeOf(error)
    return undefined
  }
}

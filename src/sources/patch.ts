// Applies a patch of the project to an unpacked package, in memory, with the very library and the very rules npm 12
// applies it with on disk (arborist's lib/patch.js): plain unified diffs, no fuzz. It fails where npm would fail, and
// where a path would mean another file on another system. Patch and package are attacker-controlled.
import { posix } from 'node:path'
import { applyPatch, parsePatch, type StructuredPatch } from 'diff'
import type { Fetched, PatchRecord } from '../domain/release.ts'
import type { UnpackedTarball } from './tarball.ts'
import { foldedPath } from './tarball-paths.ts'
import type { TarballFile } from './tarball-tree.ts'

/** Bytes of a patch file, and their digest as `sha512-…`. */
export type Patch = { bytes: Uint8Array; integrity: string }

export type PatchedTarball = { tarball: UnpackedTarball; record: PatchRecord }

type Lines = { added: number; removed: number }

/** The package as it is so far: later parts of a patch see what earlier ones did. Folders stay when they are empty. */
type Patching = { files: Map<string, TarballFile>; folders: Set<string>; lines: Map<string, Lines> }

/** Total: any bytes give files or a reason. How long it may take is the caller's to bound. */
export function patchTarball(tarball: UnpackedTarball, patch: Patch): Fetched<PatchedTarball> {
  const patching: Patching = {
    files: new Map(tarball.files.map((file) => [file.path, file])),
    folders: new Set(tarball.files.flatMap(({ path }) => foldersOf(path))),
    lines: new Map(),
  }
  const failure = applyAll(patching, patch)
  if (failure !== '') return { ok: false, why: { code: 'patch-failed', detail: failure.slice(0, maxDetail) } }
  const files = [...patching.files.values()]
  const unpackedBytes = files.reduce((total, file) => total + file.bytes.length, 0)
  const changed = [...patching.lines].map(([path, lines]) => ({ path, ...lines }))
  return {
    ok: true,
    value: { tarball: { ...tarball, files, unpackedBytes }, record: { integrity: patch.integrity, files: changed } },
  }
}

/** Names and lines of a patch can be as long as the patch. */
const maxDetail = 300

/** Why the patch does not apply, '' when it does. */
function applyAll(patching: Patching, patch: Patch): string {
  try {
    for (const part of parsePatch(asText(patch.bytes))) {
      const failure = isNothing(part) ? '' : applyPart(patching, part)
      if (failure !== '') return failure
    }
    return ''
  } catch (error) {
    // What the library cannot read, npm cannot apply either.
    return error instanceof Error ? error.message : 'unreadable'
  }
}

function applyPart(patching: Patching, part: StructuredPatch): string {
  const removes = isNowhere(part.newFileName)
  const named = removes ? part.oldFileName : part.newFileName
  const path = named === undefined ? '' : targetOf(named)
  if (path === '') return `it names ${JSON.stringify(named ?? '')}, which is no file of this package`
  const adds = !removes && isNowhere(part.oldFileName)
  const file = patching.files.get(path)
  if (adds && !hasRoom(patching, path)) return `it adds ${path}, where something is already`
  if (!adds && file === undefined) return `it changes ${path}, which is not there`
  const text = applyPatch(file === undefined ? '' : asText(file.bytes), part, { fuzzFactor: 0 })
  if (text === false) return `${path} is not as the patch expects it`
  if (removes) patching.files.delete(path)
  else patching.files.set(path, { path, bytes: Buffer.from(text), executable: file?.executable ?? false })
  for (const folder of foldersOf(path)) patching.folders.add(folder)
  count(patching.lines, path, part)
  return ''
}

/** Neither a file nor a folder of that name, and no file in the place of a folder above. */
function hasRoom({ files, folders }: Patching, path: string): boolean {
  return !files.has(path) && !folders.has(path) && !foldersOf(path).some((folder) => files.has(folder))
}

/** `a`, `a/b` for `a/b/c`. */
function foldersOf(path: string): string[] {
  const parts = path.split('/')
  return parts.slice(1).map((_, index) => parts.slice(0, index + 1).join('/'))
}

function count(lines: Map<string, Lines>, path: string, { hunks }: StructuredPatch): void {
  const { added, removed } = lines.get(path) ?? { added: 0, removed: 0 }
  const starting = (sign: string) =>
    hunks.reduce((sum, hunk) => sum + hunk.lines.filter((line) => line.startsWith(sign)).length, 0)
  lines.set(path, { added: added + starting('+'), removed: removed + starting('-') })
}

/** `/dev/null`, as npm reads it: the file is added or taken away. */
function isNowhere(file: string | undefined): boolean {
  return file === undefined || file === '' || file === '/dev/null' || /(^|\/)\.dev\/null$/.test(file)
}

/** What stands between two parts; npm skips it, too. */
function isNothing({ hunks, oldFileName, newFileName }: StructuredPatch): boolean {
  return hunks.length === 0 && isNowhere(oldFileName) && isNowhere(newFileName)
}

/** A separator, drive, stream or short name on Windows, and what no file is called. */
const readDifferently = /[\\:\p{Cc}]|~\d/u

/**
 * The file of the package that a diff path names; '' for what leaves the package or may be read in two ways. What lies
 * in `node_modules` is refused as well: npm unpacks nested packages into it at the same time, so a patch could reach a
 * package that is judged without it.
 */
function targetOf(named: string): string {
  const spelled = named.replace(/^[ab]\//, '')
  if (spelled.length > maxPath || posix.isAbsolute(spelled) || readDifferently.test(spelled)) return ''
  const parts = spelled.split('/').filter((part) => part !== '' && part !== '.')
  const isPlain = (part: string) => !part.endsWith('.') && !part.endsWith(' ') && foldedPath(part) !== modules
  return parts.every(isPlain) && parts[0]?.startsWith('..') === false ? parts.join('/') : ''
}

/** Linux' own limit; splitting a longer one into its folders would cost its square. */
const maxPath = 4096

const modules = foldedPath('node_modules')

/** Decoded as npm reads files: what is no UTF-8 becomes a replacement character, and stays one. */
function asText(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8')
}

// The files of a rule pack out of a .tgz, in memory: npm pack's layout (`package/pack.yml`) or files at the top. Stricter
// than npm is with packages: an archive with anything odd in it is no pack. The bytes may come from anybody.
import { isUtf8 } from 'node:buffer'
import { type PackFile, packFile, partOfPack } from '../domain/pack-layout.ts'
import type { Mistake } from '../domain/problem.ts'
import type { OddityKind } from '../domain/release.ts'
import {
  badArchive,
  maxArchiveBytes,
  maxEntries,
  maxFileBytes,
  notText,
  tooLarge,
  wrongExtension,
} from './pack-mistakes.ts'
import { type TarballFile, unpackTarball } from './tarball.ts'

/** A package may carry more than its rules, and none of that is looked at. */
const limits = { maxUnpackedBytes: 16 * 1024 * 1024, maxEntries, maxFileBytes: 16 * 1024 * 1024 }

/** `shown` is the archive as its user names it; its files are shown as if it were a folder. */
export function readPackArchive(bytes: Uint8Array, shown: string): (PackFile | Mistake)[] {
  if (bytes.length > maxArchiveBytes) {
    return [badArchive(shown, 'pack-archive-too-large', `it has more than ${maxArchiveBytes} bytes`)]
  }
  const unpacked = unpackTarball(bytes, limits, 'none')
  if (!unpacked.ok)
    return [badArchive(shown, archiveCodes.get(unpacked.why.code) ?? 'pack-archive', unpacked.why.detail)]
  const { files, oddities } = unpacked.value
  if (oddities.length > 0) {
    return oddities
      .slice(0, maxListed)
      .map(({ kind, path, detail }) => badArchive(shown, oddityCodes.get(kind) ?? 'pack-entry', `${path} (${detail})`))
  }
  const root = rootIn(files)
  const inside = files.filter(({ path }) => path.startsWith(root))
  return inside.flatMap((file) => readEntry(file, file.path.slice(root.length), shown))
}

const maxListed = 20

const archiveCodes: ReadonlyMap<string, string> = new Map([
  ['too-large', 'pack-archive-too-large'],
  ['too-many-files', 'too-many-files'],
])

const oddityCodes: ReadonlyMap<OddityKind, string> = new Map([
  ['parent-path', 'pack-path'],
  ['absolute-path', 'pack-path'],
  ['backslash-path', 'pack-path'],
  ['duplicate-path', 'pack-duplicate'],
  ['case-collision', 'pack-duplicate'],
  ['link-entry', 'pack-link'],
])

function readEntry({ bytes }: TarballFile, name: string, shown: string): (PackFile | Mistake)[] {
  const path = `${shown}/${name}`
  switch (partOfPack(name)) {
    case 'ignored':
      return []
    case 'misnamed':
      return [wrongExtension(path)]
    case 'read': {
      if (bytes.length > maxFileBytes) return [tooLarge(path)]
      if (!isUtf8(bytes)) return [notText(path)]
      return [{ path, text: Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('utf8') }]
    }
  }
}

/** The one outermost folder, if the pack.yml lies in it; else the top. '' or with a slash at its end. */
function rootIn(files: readonly TarballFile[]): string {
  const folders = files.flatMap(({ path }) => {
    const [folder = '', name, ...more] = path.split('/')
    return name === packFile && more.length === 0 ? [`${folder}/`] : []
  })
  const [first = '', ...others] = folders
  return others.length === 0 && !files.some(({ path }) => path === packFile) ? first : ''
}

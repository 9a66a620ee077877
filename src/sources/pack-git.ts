// Reads the files of a rule pack out of a commit: in a pull request a pack counts as its base has it. It knows which
// files belong to a pack, and not what they mean.
import { isUtf8 } from 'node:buffer'
import { posix } from 'node:path'
import { isArchiveName, type PackFile, packFolders, partOfPack } from '../domain/pack-layout.ts'
import { type Mistake, Problem } from '../domain/problem.ts'
import { findGitEntry, type GitEntry, type GitFile, listGitFolder, readGitEntry } from './git.ts'
import { readPackArchive } from './pack-archive.ts'
import { linkLeaves, maxFileBytes, maxFiles, notText, tooLarge, tooManyFiles, wrongExtension } from './pack-mistakes.ts'

/** Undefined where the commit has no such file or folder. `shown` is the pack as its user names it. */
export async function readGitPack(file: GitFile, shown: string, consequence: string): Promise<PackFile[] | undefined> {
  // The whole repository may be a pack; git would take '' for no path at all.
  const at = file.path === '' ? 'none' : await findGitEntry(file)
  if (at !== 'none' && at.kind === 'file') {
    const bytes = await readGitEntry(file, at)
    return allOrProblem(isArchiveName(file.path) ? readPackArchive(bytes, shown) : [toText(bytes, shown)], consequence)
  }
  const top = await listGitFolder(file)
  if (top.length === 0) return undefined
  const below = await Promise.all(
    top
      .filter(({ name, kind }) => kind === 'folder' && packFolders.includes(name))
      .map(async (folder) => {
        const entries = await listGitFolder({ ...file, path: posix.join(file.path, folder.name) })
        return entries.map((entry) => ({ ...entry, name: `${folder.name}/${entry.name}` }))
      }),
  )
  const entries = [...top, ...below.flat()].toSorted((a, b) => (a.name < b.name ? -1 : 1))
  const wanted = entries.filter(({ name }) => partOfPack(name) === 'read')
  if (wanted.length > maxFiles) throw new Problem([tooManyFiles(shown, wanted.length)], consequence)
  const misnamed = entries.filter(({ name }) => partOfPack(name) === 'misnamed')
  const read: (PackFile | Mistake)[] = misnamed.map(({ name }) => wrongExtension(`${shown}/${name}`))
  for (const entry of wanted) read.push(await readEntry(file, entry, shown))
  return allOrProblem(read, consequence)
}

async function readEntry(file: GitFile, entry: GitEntry, shown: string): Promise<PackFile | Mistake> {
  const path = `${shown}/${entry.name}`
  return entry.kind === 'file' ? toText(await readGitEntry(file, entry), path) : linkLeaves(path)
}

function toText(bytes: Buffer, path: string): PackFile | Mistake {
  if (bytes.length > maxFileBytes) return tooLarge(path)
  return isUtf8(bytes) ? { path, text: bytes.toString() } : notText(path)
}

function allOrProblem(read: readonly (PackFile | Mistake)[], consequence: string): PackFile[] {
  const mistakes = read.flatMap((one) => ('code' in one ? [one] : []))
  if (mistakes.length > 0) throw new Problem(mistakes, consequence)
  return read.flatMap((one) => ('code' in one ? [] : [one]))
}

// Whether files of a work tree are as a commit has them, told by their digests alone: `git diff` would run filters that
// the repository's own configuration names.
import { createHash } from 'node:crypto'
import { lstatSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { commitOf, failed, type GitFile, runGit } from './git.ts'

/** Larger files are not compared, and count as changed. */
const maxBytes = 256 * 1024 * 1024

/** At or below `path`. What git does not follow makes no difference. Throws a Problem where there is no such commit. */
export async function differsFromCommit(file: GitFile): Promise<boolean> {
  const commit = await commitOf(file)
  const listed = await runGit(file, ['ls-tree', '-r', '-z', commit, '--', file.path])
  if (listed.code !== 0) throw failed(file, listed.stderr)
  const followed = await runGit(file, ['ls-files', '-z', '--', file.path])
  if (followed.code !== 0) throw failed(file, followed.stderr)
  const inCommit = new Map(split(listed.stdout).map(toEntry))
  if (split(followed.stdout).some((path) => !inCommit.has(path))) return true
  return [...inCommit].some(([path, digest]) => !isBlob(join(file.dir, path), digest))
}

function split(output: Buffer): string[] {
  return output
    .toString()
    .split('\0')
    .filter((one) => one !== '')
}

/** `<mode> <type> <digest>\t<path>` */
function toEntry(line: string): [path: string, digest: string] {
  const tab = line.indexOf('\t')
  return [line.slice(tab + 1), line.slice(0, tab).split(' ')[2] ?? '']
}

/** Whether an ordinary file on disk has exactly the bytes of a blob. */
export function isBlob(path: string, digest: string): boolean {
  const info = lstatSync(path, { throwIfNoEntry: false })
  if (info?.isFile() !== true || info.size > maxBytes) return false
  const bytes = readFileSync(path)
  // Git for Windows writes other line ends than it keeps.
  return blobDigest(bytes, digest) === digest || blobDigest(withoutReturns(bytes), digest) === digest
}

function blobDigest(bytes: Buffer, like: string): string {
  const algorithm = like.length === 64 ? 'sha256' : 'sha1'
  return createHash(algorithm).update(`blob ${bytes.length}\0`).update(bytes).digest('hex')
}

function withoutReturns(bytes: Buffer): Buffer {
  return Buffer.from(bytes.toString('latin1').replaceAll('\r\n', '\n'), 'latin1')
}

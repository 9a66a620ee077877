// Which files a release adds, changes, moves or drops, and from where each is run. Compared by path and sha256 alone.
import type { FileFact, Status } from '../domain/change.ts'
import type { Contents, FileRecord } from '../domain/release.ts'

/** The candidate's files in their order, then the removed ones. `installed`: what scripts that npm runs reach. */
export function compareFiles(
  before: Contents,
  after: Contents,
  installed: { before: ReadonlySet<string>; after: ReadonlySet<string> },
): FileFact[] {
  const old = new Map(before.files.map((file) => [file.path, file]))
  const paths = new Set(after.files.map((file) => file.path))
  const movable = Map.groupBy(
    before.files.filter((file) => !paths.has(file.path)),
    (file) => file.sha256,
  )
  const facts = after.files.map((file) => {
    const was = old.get(file.path) ?? movable.get(file.sha256)?.pop()
    return toFact(file, statusOf(file, was), was?.size ?? 0, installed.after)
  })
  const gone = [...movable.values()].flat()
  return [...facts, ...gone.map((file) => toFact(file, 'removed', file.size, installed.before))]
}

/** A file that moved with the same bytes is kept: its content was trusted where it was. */
function statusOf(file: FileRecord, was: FileRecord | undefined): Status {
  if (was === undefined) return 'added'
  return was.sha256 === file.sha256 ? 'kept' : 'changed'
}

function toFact(file: FileRecord, status: Status, sizeBefore: number, installed: ReadonlySet<string>): FileFact {
  return {
    record: 'file',
    status,
    path: file.path,
    type: file.type,
    disguised: file.disguised,
    size: status === 'removed' ? 0 : file.size,
    sizeBefore,
    longestLine: file.longestLine,
    reach: installed.has(file.path) ? 'install' : file.reach,
  }
}

// Which files a release adds, changes, moves or drops, and from where each is run. Compared by path and sha256 alone.
import type { FileFact, Status } from '../domain/change.ts'
import type { Contents, FileRecord, FileType } from '../domain/release.ts'
import { growth } from './content.ts'
import { fileRole } from './file-role.ts'

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
  const past = pastOf(before.files)
  const facts = after.files.map((file) => {
    const was = old.get(file.path) ?? movable.get(file.sha256)?.pop()
    return toFact(file, statusOf(file, was), was?.size ?? 0, installed.after, past)
  })
  const gone = [...movable.values()].flat()
  return [...facts, ...gone.map((file) => toFact(file, 'removed', file.size, installed.before, past))]
}

/** What the baseline had of each kind. */
type Past = { types: ReadonlySet<FileType | 'opaque'>; longestLine: number }

function pastOf(files: readonly FileRecord[]): Past {
  const lines = files.map((file) => (file.type === 'javascript' ? file.longestLine : 0))
  return {
    types: new Set(files.map(kindOf)),
    longestLine: lines.reduce((longest, line) => Math.max(longest, line), 0),
  }
}

/** Node runs a `.js` that is no text all the same; a package whose code was readable so far has none of that kind. */
function kindOf({ type, longestLine }: FileRecord): FileType | 'opaque' {
  return type === 'javascript' && longestLine === 0 ? 'opaque' : type
}

/** A file that moved with the same bytes is kept: its content was trusted where it was. */
function statusOf(file: FileRecord, was: FileRecord | undefined): Status {
  if (was === undefined) return 'added'
  return was.sha256 === file.sha256 ? 'kept' : 'changed'
}

function toFact(
  file: FileRecord,
  status: Status,
  sizeBefore: number,
  installed: ReadonlySet<string>,
  past: Past,
): FileFact {
  const { path, type, disguised, longestLine, entry, startsOnOpen } = file
  const size = status === 'removed' ? 0 : file.size
  return {
    record: 'file',
    status,
    path,
    type,
    disguised,
    size,
    sizeBefore,
    longestLine,
    reach: installed.has(path) ? 'install' : file.reach,
    entry,
    role: fileRole(path),
    startsOnOpen,
    // Characters against bytes: text beyond ASCII counts as shorter lines, which is the quiet side.
    oneLine: longestLine * 2 > file.size,
    ...growth(sizeBefore, size),
    firstOfType: !past.types.has(kindOf(file)),
    lineFactor: type === 'javascript' ? longestLine / Math.max(1, past.longestLine) : 0,
  }
}

// What a run reads of its project, each thing with a digest: taken before the run begins, and read again by its name to
// see whether it is still the same.
import { createHash } from 'node:crypto'
import { statSync } from 'node:fs'
import type { FileText, ProjectFiles } from '../sources/lockfile/project-files.ts'
import { readProjectLockfile } from '../sources/lockfile/read.ts'
import { lockName } from './accepted.ts'

/** Digests by what was read. */
export type Reads = ReadonlyMap<string, string>

const folder = 'folder'
const file = 'file '
const workspaces = 'workspaces '
const stamp = 'stamp '

/** `records` are paths of files. Throws a Problem where the lockfile cannot be read. */
export function readsOf(project: ProjectFiles, records: readonly string[]): Reads {
  return new Map([
    ...whatTheLockfileReads(project),
    ...readAgain([file + lockName, ...records.map((path) => stamp + path)], project),
  ])
}

export function readAgain(names: Iterable<string>, project: ProjectFiles): Reads {
  return new Map(Array.from(names, (name) => [name, digestOf(contentOf(name, project))]))
}

/** The same, with a `cordon.lock` of this text. */
export function withOwnLock(reads: Reads, text: string): Reads {
  return new Map([...reads, [file + lockName, digestOf({ status: 'text', text } satisfies FileText)]])
}

/** What reading the lockfile looks at, found by reading it once more. */
function whatTheLockfileReads(project: ProjectFiles): Reads {
  const reads = new Map<string, string>()
  function noting<T>(name: string, content: T, asNoted: unknown = content): T {
    reads.set(name, digestOf(asNoted))
    return content
  }
  readProjectLockfile({
    ...project,
    list: () => {
      const names = project.list()
      return noting(folder, names, names.toSorted())
    },
    read: (path) => noting(file + path, project.read(path)),
    workspaces: (patterns) => noting(workspaces + JSON.stringify(patterns), project.workspaces(patterns)),
  })
  return reads
}

function contentOf(name: string, project: ProjectFiles): unknown {
  if (name === folder) return project.list().toSorted()
  if (name.startsWith(stamp)) return stampOf(name.slice(stamp.length))
  if (!name.startsWith(workspaces)) return project.read(name.slice(file.length))
  const patterns: unknown = JSON.parse(name.slice(workspaces.length))
  return project.workspaces(Array.isArray(patterns) ? patterns.map(String) : [])
}

/** Who may write the file can set its times, but not the one at which that happened. */
function stampOf(path: string): unknown {
  const stat = statSync(path, { throwIfNoEntry: false })
  return stat === undefined ? 'missing' : [stat.ino, stat.size, stat.mtimeMs, stat.ctimeMs]
}

function digestOf(content: unknown): string {
  return createHash('sha256').update(JSON.stringify(content)).digest('hex')
}

// `cordon affected`: looks through every lockfile below some folders for one thing. Each is passed over only when it is
// certain that it does not have it; what cannot be read is said, never passed over.
import { basename } from 'node:path'
import type { AffectedEntry, AffectedLockfile, AffectedReport, UnreadPlace } from '../domain/affected.ts'
import type { LockedPackage, Lockfile } from '../domain/locked.ts'
import { Problem } from '../domain/problem.ts'
import { createFileReader } from '../sources/file-bytes.ts'
import { type FoundFile, findFiles } from '../sources/find-files.ts'
import { maxFileBytes } from '../sources/lockfile/limits.ts'
import { parseInstalled, parseLockfile } from '../sources/lockfile/read.ts'
import { sketchLockfile } from '../sources/lockfile/sketch.ts'
import { canSpeakOf, mentions } from './glance.ts'
import type { Seeker } from './sought.ts'

export type AffectedInput = {
  tool: AffectedReport['tool']
  seeker: Seeker
  /** Absolute paths of folders, or of single lockfiles. */
  roots: readonly string[]
  /** A path as the user would write it. */
  shown: (path: string) => string
  /** Lets the process hear Ctrl-C between files. */
  pause: () => Promise<void>
}

type Survey = { folders: number; lockfiles: number; affected: AffectedLockfile[]; unread: UnreadPlace[] }

const ours: ReadonlySet<string> = new Set(['package-lock.json', 'npm-shrinkwrap.json'])
/** Not read yet: nobody can say what they have, only that they are there. */
const foreign: ReadonlySet<string> = new Set(['yarn.lock', 'pnpm-lock.yaml', 'bun.lock', 'bun.lockb', 'deno.lock'])
/** What npm last installed there: a lockfile that was repaired says nothing of a node_modules that was not. */
const hidden = '.package-lock.json'
const leftOut: ReadonlySet<string> = new Set(['node_modules', '.git'])

const filesPerPause = 50

export async function findAffected(input: AffectedInput): Promise<AffectedReport> {
  const survey: Survey = { folders: 0, lockfiles: 0, affected: [], unread: [] }
  const look = createLook(input, survey)
  const seen = new Set<string>()
  let sincePause = 0
  for (const root of input.roots) {
    const wanted = (name: string) => ours.has(name) || foreign.has(name)
    const peeks = (folder: string) => (folder === 'node_modules' ? hidden : '')
    for (const found of findFiles(root, wanted, (folder) => !leftOut.has(folder), peeks)) {
      if (seen.has(`${found.kind} ${found.path}`)) continue
      seen.add(`${found.kind} ${found.path}`)
      look(found)
      if (++sincePause % filesPerPause === 0) await input.pause()
    }
  }
  return toReport(input, survey)
}

function createLook({ seeker, shown }: AffectedInput, survey: Survey): (found: FoundFile) => void {
  const read = createFileReader(maxFileBytes)
  const cannot = (path: string, code: string, message: string, line = 0, mentioned = false) => {
    survey.unread.push({ file: shown(path), code, message, line, mentions: mentioned })
  }
  return (found) => {
    if (found.kind === 'folder') survey.folders++
    if (found.kind === 'refused') cannot(found.path, found.code, found.why)
    if (found.kind !== 'file') return
    const { path, root } = found
    survey.lockfiles++
    const file = read(path, root)
    if (!file.ok) return cannot(path, 'lockfile-unreadable', `it ${file.why}`)
    const { bytes } = file
    if (foreign.has(basename(path))) {
      return cannot(
        path,
        'lockfile-not-read-yet',
        'lockfiles of this kind are not read yet',
        0,
        mentions(bytes, seeker),
      )
    }
    if (!canSpeakOf(bytes, seeker)) return
    const text = bytes.toString('utf8')
    if (sketchLockfile(text)?.every((entry) => seeker.recognise(entry) === 'none') === true) return
    const installed = basename(path) === hidden
    const lockfile = readOrMistake(shown(path), text, installed)
    if ('packages' in lockfile) {
      const entries = lockfile.packages.flatMap((locked) => toEntry(locked, seeker))
      if (entries.length > 0) survey.affected.push({ file: lockfile.file, installed, entries })
    } else {
      const [first] = lockfile.mistakes
      const { line = 0 } = first?.place ?? {}
      cannot(path, first?.code ?? 'lockfile-malformed', first?.message ?? '', line, mentions(bytes, seeker))
    }
  }
}

/** Without the package.json beside it: what matters here is what is locked, even if the two have drifted apart. */
function readOrMistake(file: string, text: string, installed: boolean): Lockfile | Problem {
  try {
    const input = { file, text, manifest: 'none', projectFolder: '' } as const
    return installed ? parseInstalled(input) : parseLockfile(input)
  } catch (error) {
    if (error instanceof Problem) return error
    throw error
  }
}

function toEntry(locked: LockedPackage, seeker: Seeker): AffectedEntry[] {
  if (isFolder(locked)) return []
  const { name, version, installedAs, integrity, resolved, location, kind, line, direct, dev, optional, path } = locked
  const by = seeker.recognise({ names: [name], version, integrity, resolved })
  if (by === 'none') return []
  return [{ name, version, installedAs, integrity, location, kind, line, direct, dev, optional, path, by }]
}

/** A folder of the project's own that happens to have the name; a tarball on disk is looked at like any other. */
function isFolder(locked: LockedPackage): boolean {
  return locked.kind === 'workspace' || locked.kind === 'link' || (locked.kind === 'file' && locked.resolved === '')
}

function toReport({ tool, seeker }: AffectedInput, survey: Survey): AffectedReport {
  const { folders, lockfiles, affected, unread } = survey
  const entries = affected.reduce((sum, one) => sum + one.entries.length, 0)
  const exitCode = affected.length > 0 ? 1 : unread.length > 0 ? 3 : 0
  return {
    schemaVersion: 1,
    tool,
    sought: seeker.about,
    summary: { folders, lockfiles, affected: affected.length, entries, unread: unread.length, exitCode },
    affected,
    unread,
  }
}

// Which files of a change people want to see as code, in their order: what findings point at, what runs on install, what
// gained something, then all other source. Pure; decides nothing about danger.
import type { Change, FileFact } from '../domain/change.ts'
import { type CodePlace, reaches } from '../domain/code.ts'
import { type Because, becauses, type Mark } from '../domain/code-diff.ts'
import { extensionOf } from '../domain/package-path.ts'
import type { Evidence, Finding } from '../domain/report.ts'
import type { WantedFile } from './file-diff.ts'
import { renamedFiles } from './renamed-files.ts'

/** Files that are named at all, and places that are marked in one of them. */
const maxFiles = 2000
const maxMarks = 100
/** Bytes of code in one line from which on it is a build's output. */
const minifiedBytes = 20_000

/** `cut`: files that are left out. */
export function wantedFiles(
  change: Pick<
    Change,
    'files' | 'scripts' | 'dependencies' | 'capabilities' | 'arguments' | 'flows' | 'disguises' | 'indicators'
  >,
  findings: readonly Pick<Finding, 'evidence'>[],
): { files: WantedFile[]; cut: number } {
  const evidence = Map.groupBy(
    findings.flatMap((finding) => finding.evidence),
    ({ file }) => file,
  )
  const gained = Map.groupBy(gainsIn(change), ({ file }) => file)
  const renamed = renamedFiles(change.files)
  const gone = new Set(renamed.values())
  const wanted = change.files
    .filter(({ path, status }) => (status !== 'kept' && !gone.has(path)) || evidence.has(path))
    .map((file) => ({
      ...toWanted(file, change, evidence.get(file.path) ?? [], gained.get(file.path) ?? []),
      pathBefore: renamed.get(file.path) ?? '',
    }))
  const order = wanted.toSorted(
    (a, b) =>
      becauses.indexOf(a.because) - becauses.indexOf(b.because) ||
      reaches.indexOf(a.reach) - reaches.indexOf(b.reach) ||
      (a.path < b.path ? -1 : 1),
  )
  return {
    files: order.slice(0, maxFiles).map(({ reach: _, ...file }) => file),
    cut: Math.max(0, order.length - maxFiles),
  }
}

/** A changed argument of a call counts: who is sent what is in the argument. */
function gainsIn(change: Parameters<typeof wantedFiles>[0]): CodePlace[] {
  return [change.capabilities, change.arguments, change.flows, change.disguises, change.indicators]
    .flat()
    .filter(({ status }) => status === 'added' || status === 'changed')
}

function toWanted(
  file: FileFact,
  change: Parameters<typeof wantedFiles>[0],
  evidence: readonly Evidence[],
  gained: readonly CodePlace[],
): Omit<WantedFile, 'pathBefore'> & Pick<FileFact, 'reach'> {
  const { path, reach } = file
  const because = becauseOf(file, change, evidence.length > 0, gained.length > 0)
  // What is gone stood in the other version, at a line of that one.
  const marks = [...evidence.filter(({ fact }) => !fact.endsWith(' removed')), ...gained].map(
    ({ line, column }): Mark => ({ line, column }),
  )
  return {
    ...{ path, reach, because },
    isGenerated: (because === 'source' || because === 'other') && isGenerated(file),
    marks: marks.slice(0, maxMarks),
  }
}

function becauseOf(
  { path, status, type, reach }: FileFact,
  { scripts, dependencies }: Pick<Change, 'scripts' | 'dependencies'>,
  hasEvidence: boolean,
  hasGained: boolean,
): Because {
  if (hasEvidence) return 'evidence'
  const isManifest = path === 'package.json' && [...scripts, ...dependencies].some((one) => one.status !== 'kept')
  if (reach === 'install' || isManifest) return 'install'
  if (hasGained && status !== 'removed') return 'gains'
  return type === 'javascript' || type === 'script' ? 'source' : 'other'
}

const lockfiles = new Set(['package-lock.json', 'npm-shrinkwrap.json', 'yarn.lock', 'pnpm-lock.yaml', 'bun.lock'])

/** Made from other files, and too long to read: what it says stands elsewhere, or in its facts. */
function isGenerated({ path, type, oneLine, size, sizeBefore }: FileFact): boolean {
  const name = path.slice(path.lastIndexOf('/') + 1)
  if (lockfiles.has(name) || ['map', 'tsbuildinfo'].includes(extensionOf(path))) return true
  if (/\.d\.[cm]?ts$/.test(name)) return true
  return type === 'javascript' && oneLine && Math.max(size, sizeBefore) > minifiedBytes
}

// Runs in a worker thread: unpacks two versions of a package and answers with one file after another as hunks. What a
// package does to it costs this thread only; files that were told before stay told.
import { parentPort, workerData } from 'node:worker_threads'
import type { FileDiff } from '../domain/code-diff.ts'
import type { Unchecked } from '../domain/release.ts'
import { fileDiff, type WantedFile } from '../facts/file-diff.ts'
import { hunkLimits } from '../facts/hunks.ts'
import { tarballLimits, unpackTarball } from '../sources/tarball.ts'

/** `tarball`: packed bytes. `inside`: the folder of a package that the tarball carries, '' for its own. */
export type PackageBytes =
  | { kind: 'tarball'; bytes: Uint8Array; inside: string }
  | { kind: 'files'; files: readonly { path: string; bytes: Uint8Array }[] }
  | { kind: 'nothing' }

export type CodeDiffTask = { before: PackageBytes; after: PackageBytes; wanted: readonly WantedFile[] }

export type CodeDiffAnswer = { kind: 'file'; file: FileDiff } | { kind: 'end'; unchecked: readonly Unchecked[] }

/** Rows of one run: more than anybody reads. */
const maxRows = 4000
const limits = { ...tarballLimits, maxUnpackedBytes: 256 * 1024 * 1024 }

const task: CodeDiffTask = workerData
for (const answer of answers(task)) parentPort?.postMessage(answer)

function* answers({ before, after, wanted }: CodeDiffTask): Generator<CodeDiffAnswer> {
  const [old, young] = [filesOf(before), filesOf(after)]
  const unchecked = [old, young].flatMap((one) => ('code' in one ? [one] : []))
  if ('code' in old || 'code' in young) {
    yield { kind: 'end', unchecked }
    return
  }
  let rows = 0
  for (const one of wanted) {
    const left = rows < maxRows ? hunkLimits : { ...hunkLimits, hunks: 0 }
    const file = fileDiff(one, old.get(one.pathBefore || one.path), young.get(one.path), left)
    rows += file.hunks.reduce((sum, hunk) => sum + hunk.rows.length, 0)
    yield { kind: 'file', file }
  }
  yield { kind: 'end', unchecked }
}

function filesOf(side: PackageBytes): Map<string, Uint8Array> | Unchecked {
  switch (side.kind) {
    case 'nothing':
      return new Map()
    case 'files':
      return new Map(side.files.map(({ path, bytes }) => [path, bytes]))
    case 'tarball': {
      const unpacked = unpackTarball(side.bytes, limits)
      if (!unpacked.ok) return unpacked.why
      const start = side.inside === '' ? '' : `${side.inside}/`
      const inside = unpacked.value.files.filter(({ path }) => path.startsWith(start))
      return new Map(inside.map(({ path, bytes }) => [path.slice(start.length), bytes]))
    }
  }
}

// The code of two versions of a package as hunks, read in a thread of its own that is bounded in memory and time: what
// could not be compared is said, and the rest is there all the same.
import { Worker } from 'node:worker_threads'
import type { CodeDiff, FileDiff } from '../domain/code-diff.ts'
import type { Unchecked } from '../domain/release.ts'
import type { WantedFile } from '../facts/file-diff.ts'
import type { CodeDiffAnswer, CodeDiffTask, PackageBytes } from './code-diff-worker.ts'

export type { PackageBytes } from './code-diff-worker.ts'

export type CodeDiffLimits = { seconds: number; megabytes: number }

export const codeDiffLimits: CodeDiffLimits = { seconds: 20, megabytes: 512 }

const workerFile = new URL(
  import.meta.url.endsWith('.ts') ? './code-diff-worker.ts' : './code-diff-worker.js',
  import.meta.url,
)

/** `wanted` in the order in which it is to be shown; `cut` files of it were left out before. */
export async function codeDiff(
  before: PackageBytes,
  after: PackageBytes,
  { files: wanted, cut }: { files: readonly WantedFile[]; cut: number },
  limits: CodeDiffLimits = codeDiffLimits,
): Promise<CodeDiff> {
  if (wanted.length === 0) return { files: [], unchecked: [], cut }
  const { files, unchecked } = await read({ before, after, wanted }, limits)
  return { files, unchecked, cut: cut + wanted.length - files.length }
}

type Read = { files: FileDiff[]; unchecked: readonly Unchecked[] }

function read(task: CodeDiffTask, { seconds, megabytes }: CodeDiffLimits): Promise<Read> {
  return new Promise((resolve) => {
    const files: FileDiff[] = []
    const worker = new Worker(workerFile, {
      workerData: task,
      resourceLimits: { maxOldGenerationSizeMb: megabytes },
    })
    const end = (unchecked: readonly Unchecked[]) => {
      clearTimeout(timer)
      worker.removeAllListeners('exit')
      void worker.terminate()
      resolve({ files, unchecked })
    }
    const died = () => end([{ code: 'worker-died', detail: 'comparing its code ended the worker' }])
    const timer = setTimeout(
      () => end([{ code: 'timeout', detail: `comparing its code took more than ${seconds} s` }]),
      seconds * 1000,
    )
    worker.on('message', (answer: CodeDiffAnswer) => {
      if (answer.kind === 'file') files.push(answer.file)
      else end(answer.unchecked)
    })
    worker.on('error', died)
    worker.on('exit', died)
  })
}

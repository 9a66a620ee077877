// Finds out which file of a package ends the process that reads it, and reads the rest. Small packages are read without a
// word; one that is large or failed is read with each file announced, and again without the files that are to blame.
import type { Blame } from '../code/reader.ts'
import type { Outcome } from './extract-process.ts'
import type { ExtractAnswer, ExtractRequest, ExtractTask } from './extract-request.ts'

/** Of a package with more files to blame, nothing is read after the last of these. */
const maxBlamed = 5
/** Milliseconds of being careful after which no further file is blamed. */
const maxTime = 120_000

/**
 * `ask` needs a process that is alive, each time. `isLarge`: what is honestly slow as a whole is bounded file by file from
 * the start.
 */
export async function extractCarefully(
  task: ExtractTask,
  isLarge: boolean,
  ask: (request: ExtractRequest) => Promise<Outcome>,
): Promise<ExtractAnswer> {
  if (!isLarge) {
    const first = await ask({ task, careful: false, blamed: [], gaveUp: false })
    if (first.kind === 'answer') return first.answer
  }
  const until = performance.now() + maxTime
  const blamed: Blame[] = []
  for (;;) {
    const gaveUp = blamed.length >= maxBlamed || performance.now() > until
    const outcome = await ask({ task, careful: true, blamed, gaveUp })
    if (outcome.kind === 'answer') return outcome.answer
    const { kind, file, detail } = outcome
    if (file === -1 || gaveUp) return { ok: false, why: { code: kind === 'crash' ? 'worker-died' : kind, detail } }
    blamed.push({ index: file, why: kind })
  }
}

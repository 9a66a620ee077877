// Finds out which file of a package ends the process that reads it, and reads the rest: each file is announced, and what is
// to blame is left out the next time.
import type { Blame } from '../code/reader.ts'
import type { Outcome } from './extract-process.ts'
import type { ExtractAnswer, ExtractRequest, ExtractTask } from './extract-request.ts'

/** Of a package with more files to blame, nothing is read after the last of these. */
const maxBlamed = 5
/** Milliseconds of being careful after which no further file is blamed. */
const maxTime = 120_000

/** `ask` needs a process that is alive, each time. What is honestly slow as a whole is bounded file by file. */
export async function extractCarefully(
  task: ExtractTask,
  ask: (request: ExtractRequest) => Promise<Outcome>,
): Promise<ExtractAnswer> {
  const until = performance.now() + maxTime
  const blamed: Blame[] = []
  for (;;) {
    const gaveUp = blamed.length >= maxBlamed || performance.now() > until
    const outcome = await ask({ task, careful: true, blamed, gaveUp, room: Number.POSITIVE_INFINITY })
    if (outcome.kind === 'answer') return outcome.answer
    if (outcome.kind === 'outgrown') return { ok: false, why: { code: 'worker-died', detail: 'it answered nothing' } }
    const { kind, file, detail } = outcome
    if (file === -1 || gaveUp) return { ok: false, why: { code: kind === 'crash' ? 'worker-died' : kind, detail } }
    blamed.push({ index: file, why: kind })
  }
}

// Who is blamed for a process that did not come back, and when there is enough of it.
import { expect, test } from 'vitest'
import { extractCarefully } from '../../src/scan/extract-carefully.ts'
import type { Outcome } from '../../src/scan/extract-process.ts'
import type { ExtractRequest } from '../../src/scan/extract-request.ts'

const task = { kind: 'trees', trees: [] } as const
const answer: Outcome = { kind: 'answer', answer: { ok: true, value: [] } }
const crash = (file: number): Outcome => ({ kind: 'crash', file, detail: 'x' })

/** The requests that were made, and what came of them. */
async function run(outcomes: readonly Outcome[]) {
  const requests: Omit<ExtractRequest, 'task' | 'room'>[] = []
  const result = await extractCarefully(task, async ({ careful, blamed, gaveUp }) => {
    requests.push({ careful, blamed: [...blamed], gaveUp })
    return outcomes[requests.length - 1] ?? answer
  })
  return { requests, code: result.ok ? 'ok' : result.why.code }
}

test('what comes back is asked once', async () => {
  const { requests, code } = await run([answer])
  expect(code).toBe('ok')
  expect(requests).toEqual([{ careful: true, blamed: [], gaveUp: false }])
})

test('the file that was being read is left out the next time', async () => {
  const { requests, code } = await run([crash(4), { kind: 'timeout', file: 7, detail: '' }, answer])
  expect(code).toBe('ok')
  expect(requests.at(-1)).toEqual({
    careful: true,
    blamed: [
      { index: 4, why: 'crash' },
      { index: 7, why: 'timeout' },
    ],
    gaveUp: false,
  })
})

test('after five files nothing more is read', async () => {
  const { requests, code } = await run([crash(0), crash(1), crash(2), crash(3), crash(4), answer])
  expect(code).toBe('ok')
  expect(requests.at(-1)?.gaveUp).toBe(true)
  expect(requests.at(-1)?.blamed).toHaveLength(5)
  expect(requests.at(-2)?.gaveUp).toBe(false)
})

test.each([
  ['worker-died', [crash(-1)], 1],
  ['timeout', [{ kind: 'timeout', file: -1, detail: '' }], 1],
  ['worker-died', Array.from({ length: 20 }, () => crash(3)), 6],
] as const)('is %s where no file is to blame, or too many', async (wanted, outcomes, asked) => {
  const { requests, code } = await run(outcomes)
  expect(code).toBe(wanted)
  expect(requests).toHaveLength(asked)
})

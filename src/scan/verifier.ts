// Checks the evidence of releases beside the scan: in a worker thread that is started when something has to be checked,
// with trust data that is opened then, and never twice for the same evidence under the same trust data.
import { Worker } from 'node:worker_threads'
import { unverified, type Verification } from '../domain/provenance.ts'
import type { RegistryKey } from '../sources/attestations/registry-keys.ts'
import type { Trust } from '../sources/attestations/trust-store.ts'
import { keyOf, type VerdictCache } from '../sources/attestations/verdict-cache.ts'
import type { Expected } from '../sources/attestations/verify.ts'
import type { VerifyData, VerifyRequest } from './verify-worker.ts'

export type Verifier = {
  /** Opened with the first question, and kept. */
  trust: () => Promise<Trust>
  verify: (answer: string, expected: Expected, ownKeys: readonly RegistryKey[]) => Promise<Verification>
  /** What was used for this run; `none` when nothing had to be verified. */
  used: () => { source: string; date: string }
  close: () => Promise<void>
}

const workerFile = new URL(
  import.meta.url.endsWith('.ts') ? './verify-worker.ts' : './verify-worker.js',
  import.meta.url,
)
/** One answer takes milliseconds; this is for a machine that stands still. */
const longestMs = 30_000

export function createVerifier(openTrust: () => Promise<Trust>, cache: VerdictCache): Verifier {
  let opening: Promise<Trust> | undefined
  let used = { source: 'none', date: '' }
  let worker: Worker | undefined
  let last: Promise<unknown> = Promise.resolve()

  const trust = () => {
    opening ??= openTrust().then((opened) => {
      used = { source: opened.source, date: opened.date }
      return opened
    })
    return opening
  }

  /** One at a time, so that an answer that ends the worker is known by name. */
  const check = async (request: VerifyRequest, opened: Trust): Promise<Verification> => {
    const previous = last
    const turn = Promise.withResolvers<void>()
    last = turn.promise
    await previous
    worker ??= startWorker({ trustedRoot: opened.trustedRoot, keys: opened.keys })
    const verification = await ask(worker, request)
    if (verification === 'dead') worker = undefined
    turn.resolve()
    return verification === 'dead'
      ? unverified('advertised-unavailable', 'not-served', 'checking the evidence ended its worker')
      : verification
  }

  return {
    trust,
    used: () => used,
    verify: async (answer, expected, ownKeys) => {
      const opened = await trust()
      const key = keyOf([answer, JSON.stringify(expected), JSON.stringify(ownKeys), opened.digest])
      const remembered = cache.get(key)
      if (remembered !== undefined) return remembered
      const verification = await check({ answer, expected, ownKeys }, opened)
      if (verification.status !== 'advertised-unavailable') cache.put(key, verification)
      return verification
    },
    close: async () => {
      await worker?.terminate()
    },
  }
}

function startWorker(workerData: VerifyData): Worker {
  const worker = new Worker(workerFile, { workerData, resourceLimits: { maxOldGenerationSizeMb: 256 } })
  worker.on('error', () => {})
  worker.unref()
  return worker
}

function ask(worker: Worker, request: VerifyRequest): Promise<Verification | 'dead'> {
  return new Promise((resolve) => {
    const settle = (result: Verification | 'dead') => {
      clearTimeout(timer)
      worker.off('message', settle).off('error', onDeath).off('exit', onDeath)
      worker.unref()
      if (result !== 'dead') resolve(result)
      else void worker.terminate().then(() => resolve(result))
    }
    const onDeath = () => settle('dead')
    const timer = setTimeout(onDeath, longestMs)
    worker.ref()
    worker.on('message', settle).on('error', onDeath).on('exit', onDeath)
    worker.postMessage(request)
  })
}

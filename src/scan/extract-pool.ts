// A few worker threads that turn tarballs into facts, each bounded in memory and time: a package can stop its own
// judgement (`worker-died`, `timeout`), never the scan.
import { Worker } from 'node:worker_threads'
import type { Extracted, Fetched } from '../domain/release.ts'
import type { ExtractRequest } from './extract-worker.ts'

export type ExtractPool = {
  extract: (bytes: Uint8Array, integrity: string) => Promise<Fetched<Extracted>>
  close: () => Promise<void>
}

/** `megabytes` bounds a worker's JavaScript heap, `seconds` one tarball. */
export type PoolLimits = { workers: number; megabytes: number; seconds: number }

export const defaultPoolLimits: PoolLimits = { workers: 2, megabytes: 512, seconds: 60 }

const workerFile = new URL(
  import.meta.url.endsWith('.ts') ? './extract-worker.ts' : './extract-worker.js',
  import.meta.url,
)

export function createExtractPool(limits: PoolLimits): ExtractPool {
  const idle: Worker[] = []
  const waiting: (() => void)[] = []
  let running = 0

  const take = async (): Promise<Worker> => {
    while (running >= limits.workers) await new Promise<void>((resolve) => waiting.push(resolve))
    running++
    return idle.pop() ?? startWorker(limits)
  }
  const give = (worker: Worker | 'dead') => {
    running--
    if (worker !== 'dead') idle.push(worker)
    waiting.shift()?.()
  }

  return {
    extract: async (bytes, integrity) => {
      const worker = await take()
      const answer = await ask(worker, { bytes, integrity }, limits.seconds)
      give(answer.alive ? worker : 'dead')
      return answer.result
    },
    close: async () => {
      await Promise.all(idle.splice(0).map((worker) => worker.terminate()))
    },
  }
}

function startWorker(limits: PoolLimits): Worker {
  const worker = new Worker(workerFile, { resourceLimits: { maxOldGenerationSizeMb: limits.megabytes } })
  worker.unref()
  return worker
}

type Answer = { alive: boolean; result: Fetched<Extracted> }

function ask(worker: Worker, request: ExtractRequest, seconds: number): Promise<Answer> {
  return new Promise((resolve) => {
    const settle = (answer: Answer) => {
      clearTimeout(timer)
      // By name: without one, Node's own listener for newly added ones would go too, and the next answer with it.
      for (const event of ['message', 'error', 'exit']) worker.removeAllListeners(event)
      worker.unref()
      if (answer.alive) resolve(answer)
      else void worker.terminate().then(() => resolve(answer))
    }
    const failed = (code: 'timeout' | 'worker-died', detail: string) =>
      settle({ alive: false, result: { ok: false, why: { code, detail } } })
    const timer = setTimeout(() => failed('timeout', `reading the tarball took more than ${seconds} s`), seconds * 1000)
    worker.ref()
    worker.once('message', (result: Fetched<Extracted>) => settle({ alive: true, result }))
    worker.once('error', (error: Error) => failed('worker-died', error.message))
    worker.once('exit', (code) => failed('worker-died', `the worker ended with code ${code}`))
    worker.postMessage(request, ownBuffer(request.bytes))
  })
}

/** Bytes that own their whole buffer are handed over; a slice of npm's shared pool must be copied. */
function ownBuffer(bytes: Uint8Array): ArrayBuffer[] {
  const { buffer } = bytes
  return buffer instanceof ArrayBuffer && bytes.byteLength === buffer.byteLength ? [buffer] : []
}

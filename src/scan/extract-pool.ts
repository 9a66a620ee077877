// A few worker threads that turn tarballs into facts, each bounded in memory and time: a package can stop its own
// judgement (`worker-died`, `timeout`), never the scan.
import { Worker } from 'node:worker_threads'
import type { Extracted, Fetched } from '../domain/release.ts'
import { createGate } from '../sources/gate.ts'
import type { Patch } from '../sources/patch.ts'
import type { TarballAtHand } from '../sources/registry-tarball.ts'
import type { ExtractRequest } from './extract-worker.ts'

export type ExtractPool = {
  extract: (tarball: TarballAtHand, patch: Patch | 'none') => Promise<Fetched<Extracted>>
  close: () => Promise<void>
}

/**
 * `megabytes` bounds a worker's JavaScript heap, `seconds` one tarball. What is packed in more than `largeBytes` needs
 * hundreds of megabytes: it is unpacked one after another, each by a worker that ends with it and leaves nothing behind.
 */
export type PoolLimits = { workers: number; megabytes: number; seconds: number; largeBytes: number }

export const defaultPoolLimits: PoolLimits = { workers: 2, megabytes: 512, seconds: 60, largeBytes: 8 * 1024 * 1024 }

const workerFile = new URL(
  import.meta.url.endsWith('.ts') ? './extract-worker.ts' : './extract-worker.js',
  import.meta.url,
)

export function createExtractPool(limits: PoolLimits): ExtractPool {
  const idle = new Set<Worker>()
  const waiting: (() => void)[] = []
  const largeOnes = createGate(1)
  let running = 0

  const take = async (): Promise<Worker> => {
    while (running >= limits.workers) await new Promise<void>((resolve) => waiting.push(resolve))
    running++
    const [ready] = idle
    if (ready === undefined) return startWorker(limits, (worker) => idle.delete(worker))
    idle.delete(ready)
    return ready
  }
  const give = (worker: Worker | 'dead') => {
    running--
    if (worker !== 'dead') idle.add(worker)
    waiting.shift()?.()
  }

  /** Bytes are read only once a worker is free for them. */
  const extract = async (
    tarball: TarballAtHand,
    patch: Patch | 'none',
    reuse: boolean,
  ): Promise<Fetched<Extracted>> => {
    const worker = await take()
    const read = await tarball.read()
    const answer = read.ok ? await ask(worker, { ...read.value, patch }, limits.seconds) : { alive: true, result: read }
    if (answer.alive && !reuse) await worker.terminate()
    give(answer.alive && reuse ? worker : 'dead')
    return answer.result
  }

  return {
    extract: (tarball, patch) =>
      tarball.size > limits.largeBytes
        ? largeOnes(() => extract(tarball, patch, false))
        : extract(tarball, patch, true),
    close: async () => {
      await Promise.all([...idle].map((worker) => worker.terminate()))
    },
  }
}

/**
 * A worker can die between two tarballs, of what the last one left behind: without a listener that would end the
 * process, and the next tarball would wait for nobody.
 */
function startWorker(limits: PoolLimits, onDeath: (worker: Worker) => void): Worker {
  const worker = new Worker(workerFile, { resourceLimits: { maxOldGenerationSizeMb: limits.megabytes } })
  worker.on('error', () => onDeath(worker))
  worker.on('exit', () => onDeath(worker))
  worker.unref()
  return worker
}

type Answer = { alive: boolean; result: Fetched<Extracted> }

function ask(worker: Worker, request: ExtractRequest, seconds: number): Promise<Answer> {
  return new Promise((resolve) => {
    const settle = (answer: Answer) => {
      clearTimeout(timer)
      worker.off('message', onMessage).off('error', onError).off('exit', onExit)
      worker.unref()
      if (answer.alive) resolve(answer)
      else void worker.terminate().then(() => resolve(answer))
    }
    const failed = (code: 'timeout' | 'worker-died', detail: string) =>
      settle({ alive: false, result: { ok: false, why: { code, detail } } })
    const timer = setTimeout(() => failed('timeout', `reading the tarball took more than ${seconds} s`), seconds * 1000)
    const onMessage = (result: Fetched<Extracted>) => settle({ alive: true, result })
    const onError = (error: Error) => failed('worker-died', error.message)
    const onExit = (code: number) => failed('worker-died', `the worker ended with code ${code}`)
    worker.ref()
    worker.on('message', onMessage).on('error', onError).on('exit', onExit)
    worker.postMessage(request, ownBuffer(request.bytes))
  })
}

/** Bytes that own their whole buffer are handed over; a slice of npm's shared pool must be copied. */
function ownBuffer(bytes: Uint8Array): ArrayBuffer[] {
  const { buffer } = bytes
  return buffer instanceof ArrayBuffer && bytes.byteLength === buffer.byteLength ? [buffer] : []
}

// A few processes that turn tarballs into facts, each bounded in memory and time: a package can stop its own judgement
// (`worker-died`, `timeout`), never the scan.
import type { Extracted, Fetched } from '../domain/release.ts'
import { createBudget } from '../sources/budget.ts'
import type { Patch } from '../sources/patch.ts'
import type { TarballAtHand } from '../sources/registry-tarball.ts'
import { extractCarefully } from './extract-carefully.ts'
import { type ExtractProcess, type ProcessLimits, startProcess } from './extract-process.ts'
import type { ExtractAnswer, ExtractRequest, ExtractTask, ExtractTree } from './extract-request.ts'

export type ExtractPool = {
  extract: (tarball: TarballAtHand, patch: Patch | 'none') => Promise<Fetched<Extracted>>
  /** In their order. */
  extractTrees: (trees: readonly ExtractTree[]) => Promise<ExtractAnswer>
  close: () => Promise<void>
}

/**
 * No more than `largeBytes` of packed tarballs are worked on at once; a larger one needs hundreds of megabytes, is worked
 * on alone, and takes its process along.
 */
export type PoolLimits = ProcessLimits & { workers: number; largeBytes: number }

/** Tarballs at once from which on another process is started: starting one takes as long as reading a few small ones. */
const worthAnother = 8

/** Bytes of a packed tarball from which on each of its files is announced: that costs less than reading it twice. */
const carefulBytes = 512 * 1024

export const defaultPoolLimits: PoolLimits = {
  workers: 2,
  megabytes: 512,
  residentMegabytes: 256,
  seconds: 60,
  fileSeconds: 20,
  largeBytes: 4 * 1024 * 1024,
}

export function createExtractPool(limits: PoolLimits): ExtractPool {
  const idle = new Set<ExtractProcess>()
  const all = new Set<ExtractProcess>()
  const waiting: (() => void)[] = []
  const together = createBudget(limits.largeBytes)
  let running = 0

  const start = () => {
    for (const one of all) if (!one.isAlive()) all.delete(one)
    const started = startProcess(limits)
    all.add(started)
    return started
  }
  /** A process can die between two tarballs, of what the last one left behind. */
  const takeIdle = () => {
    for (const one of idle) {
      idle.delete(one)
      if (one.isAlive()) return one
    }
    return start()
  }
  let wanted = 0
  let allowed = 1
  const turn = async <T>(work: (slot: Slot) => Promise<T>): Promise<T> => {
    while (running >= allowed) await new Promise<void>((resolve) => waiting.push(resolve))
    running++
    const slot: Slot = { reader: 'none' }
    try {
      return await work(slot)
    } finally {
      running--
      if (slot.reader !== 'none') idle.add(slot.reader)
      waiting.shift()?.()
    }
  }
  const ask = (slot: Slot, request: ExtractRequest) => {
    if (slot.reader === 'none' || !slot.reader.isAlive()) slot.reader = takeIdle()
    return slot.reader.ask(request)
  }
  const perform = (slot: Slot, task: ExtractTask, size: number) =>
    extractCarefully(task, size > carefulBytes, (request) => ask(slot, request))

  /** Bytes are read only once a process is free for them. */
  const extract = (tarball: TarballAtHand, patch: Patch | 'none') =>
    turn(async (slot): Promise<Fetched<Extracted>> => {
      const isLarge = tarball.size > limits.largeBytes
      // An idle process keeps the garbage of its last tarball, tens of megabytes of it.
      if (isLarge) for (const one of idle) one.kill()
      const read = await tarball.read()
      if (!read.ok) return read
      const answer = await perform(slot, { kind: 'tarball', ...read.value, patch }, tarball.size)
      if (isLarge && slot.reader !== 'none') slot.reader.kill()
      if (!answer.ok) return answer
      const [value] = answer.value
      // Under another name the answer would be remembered as the facts of bytes that nobody read.
      return value?.integrity === read.value.integrity ? { ok: true, value } : died
    })

  return {
    extract: async (tarball, patch) => {
      if (++wanted > worthAnother) allowed = limits.workers
      try {
        return await together(tarball.size, () => extract(tarball, patch))
      } finally {
        wanted--
      }
    },
    extractTrees: (trees) => turn((slot) => perform(slot, { kind: 'trees', trees }, 0)),
    close: async () => {
      for (const one of all) one.kill()
    },
  }
}

/** What a turn works with, started when it is first asked. */
type Slot = { reader: ExtractProcess | 'none' }

const died: Fetched<never> = { ok: false, why: { code: 'worker-died', detail: 'it answered something else' } }

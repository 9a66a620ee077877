// A few processes that turn tarballs into facts, each bounded in memory and time: a package can stop its own judgement
// (`worker-died`, `timeout`), never the scan.
import type { Extracted, Fetched } from '../domain/release.ts'
import { createBudget } from '../sources/budget.ts'
import type { Patch } from '../sources/patch.ts'
import type { TarballAtHand } from '../sources/registry-tarball.ts'
import { extractCarefully } from './extract-carefully.ts'
import { type ExtractProcess, type Outcome, type ProcessLimits, startProcess } from './extract-process.ts'
import type {
  ExtractAnswer,
  ExtractRequest,
  ExtractTask,
  ExtractTree,
  TarballTask,
  TogetherMember,
} from './extract-request.ts'

export type TarballToRead = { tarball: TarballAtHand; patch: Patch | 'none' }
/** `name`: what the others of its group load it by. */
export type MemberToRead = TarballToRead & { name: string }

export type ExtractPool = {
  extract: (tarball: TarballAtHand, patch: Patch | 'none') => Promise<Fetched<Extracted>>
  /** The flows of the first with the others, as facts of nothing else; `integrity` is what they are remembered by. */
  extractTogether: (members: readonly MemberToRead[], integrity: string) => Promise<Fetched<Extracted>>
  /** In their order. */
  extractTrees: (trees: readonly ExtractTree[]) => Promise<ExtractAnswer>
  close: () => Promise<void>
}

/**
 * No more than `largeBytes` of packed tarballs are worked on at once. What is too much for a process of `megabytes`, as one
 * of more than `hugeBytes` is taken to be, or with more than `sourceBytes` of code in one file or eight times that in all,
 * gets one of `aloneMegabytes`, and is worked on alone.
 */
export type PoolLimits = ProcessLimits & {
  workers: number
  largeBytes: number
  hugeBytes: number
  sourceBytes: number
  aloneMegabytes: number
}

/** Tarballs at once from which on another process is started: starting one takes as long as reading a few small ones. */
const worthAnother = 8

/** Bytes of a packed tarball from which on each of its files is announced: that costs less than reading it twice. */
const carefulBytes = 512 * 1024

/** Together with the scan itself two of the small processes, or the large one, stay below a gigabyte. */
export const defaultPoolLimits: PoolLimits = {
  workers: 2,
  megabytes: 160,
  aloneMegabytes: 432,
  residentMegabytes: 256,
  seconds: 120,
  fileSeconds: 120,
  readings: '',
  largeBytes: 16 * 1024 * 1024,
  hugeBytes: 16 * 1024 * 1024,
  sourceBytes: 2 * 1024 * 1024,
}

/** What is to be read: bytes are only brought once a process is free for them. */
type Work = { size: number; task: () => Promise<Fetched<ExtractTask>> }

export function createExtractPool(limits: PoolLimits): ExtractPool {
  const idle = new Set<ExtractProcess>()
  const all = new Set<ExtractProcess>()
  const waiting: (() => void)[] = []
  const together = createBudget(limits.largeBytes)
  let running = 0
  let wanted = 0
  let allowed = 1
  let large: ExtractProcess | 'none' = 'none'

  const start = (megabytes: number) => {
    for (const one of all) if (!one.isAlive()) all.delete(one)
    const started = startProcess({ ...limits, megabytes })
    all.add(started)
    return started
  }
  /** A process can die between two tarballs, of what the last one left behind. */
  const takeIdle = () => {
    for (const one of idle) {
      idle.delete(one)
      if (one.isAlive()) return one
    }
    return start(limits.megabytes)
  }
  const turn = async <T>(work: () => Promise<T>): Promise<T> => {
    while (running >= allowed) await new Promise<void>((resolve) => waiting.push(resolve))
    running++
    try {
      return await work()
    } finally {
      running--
      waiting.shift()?.()
    }
  }

  /** What ends a small process, or keeps it too long, may still be read by a large one. */
  const small = ({ task, size }: Work) =>
    turn(async (): Promise<ExtractAnswer | 'outgrown'> => {
      const brought = await task()
      if (!brought.ok) return brought
      if (large !== 'none') large.kill()
      const reader = takeIdle()
      const careful = size > carefulBytes
      const room = limits.sourceBytes
      const outcome = await reader.ask({ task: brought.value, careful, blamed: [], gaveUp: false, room })
      idle.add(reader)
      return outcome.kind === 'answer' ? outcome.answer : 'outgrown'
    })

  /** Who dies in a process that has read before may have died of that: only in a new one is a file to blame. */
  const askLarge = async (request: ExtractRequest): Promise<Outcome> => {
    const known = large
    if (known !== 'none' && known.isAlive()) {
      const outcome = await known.ask(request)
      if (outcome.kind !== 'crash') return outcome
    }
    large = start(limits.aloneMegabytes)
    return large.ask(request)
  }

  /** Huge ones come in rows, as builds of one program: the large process is kept until others are let in. */
  const alone = ({ task }: Work) =>
    turn(async (): Promise<ExtractAnswer> => {
      for (const one of idle) one.kill()
      const brought = await task()
      return brought.ok ? extractCarefully(brought.value, askLarge) : brought
    })

  const read = async (work: Work): Promise<ExtractAnswer> => {
    if (work.size <= limits.hugeBytes) {
      const answer = await together('small', work.size, () => small(work))
      if (answer !== 'outgrown') return answer
    }
    return together('large', limits.largeBytes + 1, () => alone(work))
  }

  /** What npm's cache has, a reading process takes from there; where it cannot, the bytes are sent to it. */
  const readTarball = async (one: TarballToRead) => {
    const { size } = one.tarball
    const inCache = cachedTask(one)
    if (inCache !== undefined) {
      const answer = await read({ size, task: async () => ({ ok: true, value: inCache }) })
      if (answer.ok || answer.why.code !== 'integrity-mismatch') return only(answer, inCache.integrity)
    }
    let integrity = ''
    const task = async () => {
      const found = await bytesTask(one)
      if (found.ok) integrity = found.value.integrity
      return found
    }
    return only(await read({ size, task }), integrity)
  }

  const readTogether = async (members: readonly MemberToRead[], integrity: string) => {
    const size = members.reduce((sum, { tarball }) => sum + tarball.size, 0)
    const taskFrom = (take: typeof bytesTask) => async (): Promise<Fetched<ExtractTask>> => {
      const taken: TogetherMember[] = []
      for (const one of members) {
        const tarball = await take(one)
        if (!tarball.ok) return tarball
        taken.push({ name: one.name, tarball: tarball.value })
      }
      return { ok: true, value: { kind: 'together', members: taken, integrity } }
    }
    const fromAnywhere = async (one: TarballToRead): Promise<Fetched<TarballTask>> => {
      const inCache = cachedTask(one)
      return inCache === undefined ? bytesTask(one) : { ok: true, value: inCache }
    }
    const answer = await read({ size, task: taskFrom(fromAnywhere) })
    if (answer.ok || answer.why.code !== 'integrity-mismatch') return only(answer, integrity)
    return only(await read({ size, task: taskFrom(bytesTask) }), integrity)
  }

  const counted = async <T>(work: () => Promise<T>): Promise<T> => {
    if (++wanted > worthAnother) allowed = limits.workers
    try {
      return await work()
    } finally {
      wanted--
    }
  }

  return {
    extract: (tarball, patch) => counted(() => readTarball({ tarball, patch })),
    extractTogether: (members, integrity) => counted(() => readTogether(members, integrity)),
    extractTrees: (trees) => read({ size: 0, task: async () => ({ ok: true, value: { kind: 'trees', trees } }) }),
    close: async () => {
      for (const one of all) one.kill()
    },
  }
}

function cachedTask({ tarball: { inCache, size }, patch }: TarballToRead): TarballTask | undefined {
  return inCache === 'none' ? undefined : { kind: 'cached', ...inCache, size, patch }
}

async function bytesTask({ tarball, patch }: TarballToRead): Promise<Fetched<TarballTask>> {
  const bytes = await tarball.read()
  return bytes.ok ? { ok: true, value: { kind: 'tarball', ...bytes.value, patch } } : bytes
}

/** Under another name the answer would be remembered as the facts of bytes that nobody read. */
function only(answer: ExtractAnswer, integrity: string): Fetched<Extracted> {
  if (!answer.ok) return answer
  const [value] = answer.value
  if (value?.integrity === integrity) return { ok: true, value }
  return { ok: false, why: { code: 'worker-died', detail: 'it answered something else' } }
}

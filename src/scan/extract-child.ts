// Runs in a process of its own: unpacks one tarball after another, applies the project's patch if there is one, reads the
// code and answers with the facts. A package that kills it kills nothing else, and it never outlives the scan.
import { writeSync } from 'node:fs'
import type { FileReading, Watch } from '../code/reader.ts'
import type { Extracted, Fetched } from '../domain/release.ts'
import { extract } from '../facts/extract.ts'
import { readCachedTarball } from '../sources/npm-cache.ts'
import { patchTarball } from '../sources/patch.ts'
import { type UnpackedTarball, unpackTarball } from '../sources/tarball.ts'
import {
  type ExtractAnswer,
  type ExtractReply,
  type ExtractRequest,
  type ExtractTask,
  isRequest,
} from './extract-request.ts'

const standardOutput = 1

process.on('disconnect', () => process.exit())
// Ctrl-C reaches the whole group: the scan decides what becomes of it.
process.on('SIGINT', () => {})
process.on('message', async (message: unknown) => {
  if (isRequest(message)) process.send?.(await reply(message))
})

async function reply(request: ExtractRequest): Promise<ExtractReply> {
  return { answer: await answer(request), resident: process.memoryUsage.rss() }
}

async function answer({ task, ...reading }: ExtractRequest): Promise<ExtractAnswer> {
  const watch = watchFor(reading)
  if (task.kind !== 'trees') {
    const extracted = extractTarball(await unpacked(task), task, watch)
    return extracted.ok ? { ok: true, value: [extracted.value] } : extracted
  }
  const value = task.trees.map(({ tarball, integrity, patches }) => extract(tarball, integrity, patches, watch))
  return { ok: true, value }
}

function watchFor({ careful, blamed, gaveUp }: Omit<ExtractRequest, 'task'>): Watch {
  return {
    blamed,
    gaveUp,
    // Written before the parser is called, whatever becomes of this process then.
    announce: careful ? (index) => writeSync(standardOutput, `${index}\n`) : () => {},
    now: processorTime,
    remember,
  }
}

/** Files of the tarballs before this one; a release and its baseline often meet in one process. */
const maxRemembered = 4000
const remembered = new Map<string, FileReading>()

function remember(key: string, read: () => FileReading): FileReading {
  const known = remembered.get(key) ?? read()
  remembered.set(key, known)
  const [oldest] = remembered.keys()
  if (remembered.size > maxRemembered && oldest !== undefined) remembered.delete(oldest)
  return known
}

/** Milliseconds of work, not of waiting: what a package costs is not the fault of a busy machine. */
function processorTime(): number {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1000
}

type TarballTask = Exclude<ExtractTask, { kind: 'trees' }>

/** What was packed is let go before anything is read. */
async function unpacked(task: TarballTask): Promise<Fetched<UnpackedTarball>> {
  if (task.kind === 'tarball') return unpackTarball(task.bytes)
  const found = await readCachedTarball(task.cache, task.integrity, task.size)
  if (found !== undefined) return unpackTarball(found.bytes)
  return { ok: false, why: { code: 'integrity-mismatch', detail: "npm's cache has other bytes" } }
}

function extractTarball(
  tarball: Fetched<UnpackedTarball>,
  { integrity, patch }: TarballTask,
  watch: Watch,
): Fetched<Extracted> {
  if (!tarball.ok) return tarball
  if (patch === 'none') return { ok: true, value: extract(tarball.value, integrity, [], watch) }
  const patched = patchTarball(tarball.value, patch)
  if (!patched.ok) return patched
  return { ok: true, value: extract(patched.value.tarball, integrity, [patched.value.record], watch) }
}

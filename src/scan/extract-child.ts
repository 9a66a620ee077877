// Runs in a process of its own: unpacks one tarball after another, applies the project's patch if there is one, reads the
// code and answers with the facts. A package that kills it kills nothing else, and it never outlives the scan.
import { writeSync } from 'node:fs'
import type { FileReading, Watch } from '../code/reader.ts'
import type { Extracted, Fetched } from '../domain/release.ts'
import { extract } from '../facts/extract.ts'
import { type Patch, patchTarball } from '../sources/patch.ts'
import { unpackTarball } from '../sources/tarball.ts'
import { type ExtractAnswer, type ExtractReply, type ExtractRequest, isRequest } from './extract-request.ts'

const standardOutput = 1

process.on('disconnect', () => process.exit())
// Ctrl-C reaches the whole group: the scan decides what becomes of it.
process.on('SIGINT', () => {})
process.on('message', (message: unknown) => {
  if (isRequest(message)) process.send?.(reply(message))
})

function reply(request: ExtractRequest): ExtractReply {
  return { answer: answer(request), resident: process.memoryUsage.rss() }
}

function answer({ task, ...reading }: ExtractRequest): ExtractAnswer {
  const watch = watchFor(reading)
  if (task.kind === 'tarball') {
    const extracted = extractTarball(task.bytes, task.integrity, task.patch, watch)
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

function extractTarball(bytes: Uint8Array, integrity: string, patch: Patch | 'none', watch: Watch): Fetched<Extracted> {
  const unpacked = unpackTarball(bytes)
  if (!unpacked.ok) return unpacked
  if (patch === 'none') return { ok: true, value: extract(unpacked.value, integrity, [], watch) }
  const patched = patchTarball(unpacked.value, patch)
  if (!patched.ok) return patched
  return { ok: true, value: extract(patched.value.tarball, integrity, [patched.value.record], watch) }
}

// Runs in a process of its own: unpacks one tarball after another, applies the project's patch if there is one, reads the
// code and answers with the facts. A package that kills it kills nothing else, and it never outlives the scan.
import { writeSync } from 'node:fs'
import { flushCompileCache } from 'node:module'
import { setFlagsFromString } from 'node:v8'
import type { FileReading, Watch } from '../code/reader.ts'
import { emptyContents } from '../domain/comparison.ts'
import { extensionOf } from '../domain/package-path.ts'
import type { Fetched, PatchRecord } from '../domain/release.ts'
import { extract } from '../facts/extract.ts'
import { type Member, readTogether } from '../facts/together.ts'
import { readCachedTarball } from '../sources/npm-cache.ts'
import { patchTarball } from '../sources/patch.ts'
import { type TarballLimits, tarballLimits, type UnpackedTarball, unpackTarball } from '../sources/tarball.ts'
import { openReadings } from './extract-readings.ts'
import {
  type ExtractAnswer,
  type ExtractReply,
  type ExtractRequest,
  isRequest,
  type TarballTask,
} from './extract-request.ts'

const standardOutput = 1

// Syntax trees have nodes of so many shapes that what V8's last compiler makes of our readers is thrown away as soon as it is
// made: without it reading a bundle takes a fifth less. Node 22 has no other one. Not an argument of the process: a Node
// that does not know it would not start.
if (Number.parseInt(process.versions.node, 10) > 22) setFlagsFromString('--no-turbofan')

process.on('disconnect', () => process.exit())
// Ctrl-C reaches the whole group: the scan decides what becomes of it.
process.on('SIGINT', () => {})
process.on('message', async (message: unknown) => {
  if (!isRequest(message)) return
  process.send?.(await reply(message))
  // The signal that ends this process leaves no time to keep what was compiled: the next one starts in half the time.
  flushCompileCache()
})

async function reply(request: ExtractRequest): Promise<ExtractReply> {
  const found = await answer(request)
  if (process.memoryUsage.rss() > roomyBytes) await shrink()
  return { answer: found, resident: process.memoryUsage.rss() }
}

/** A fresh process holds half of it. */
const roomyBytes = 224 * 1024 * 1024

/** Gives memory back to the system, which takes a tenth of the time that another process needs to become as quick. */
async function shrink(): Promise<void> {
  remembered.clear()
  await globalThis.gc?.({ execution: 'sync', flavor: 'last-resort', type: 'major' })
}

async function answer({ task, room, ...reading }: ExtractRequest): Promise<ExtractAnswer | 'outgrown'> {
  const watch = watchFor(reading)
  if (task.kind === 'trees') {
    const value = task.trees.map(({ tarball, integrity, patches }) => extract(tarball, integrity, patches, watch))
    return { ok: true, value }
  }
  const members: (Member & { patches: readonly PatchRecord[] })[] = []
  for (const { name, tarball } of task.kind === 'together' ? task.members : [{ name: '', tarball: task }]) {
    const found = await unpacked(tarball, room === Number.POSITIVE_INFINITY ? tarballLimits : smallLimits)
    if (!found.ok) return found.why.code === 'too-large' && room !== Number.POSITIVE_INFINITY ? 'outgrown' : found
    members.push({ name, ...found.value })
  }
  const [first] = members
  if (first === undefined || !fits(members, room)) return 'outgrown'
  const { integrity } = task
  if (task.kind !== 'together') return { ok: true, value: [extract(first.tarball, integrity, first.patches, watch)] }
  const own = { ...emptyContents, code: readTogether(members, watch) }
  return { ok: true, value: [{ integrity, unpackedBytes: 0, own, bundled: [] }] }
}

const sourceExtensions: ReadonlySet<string> = new Set(['js', 'cjs', 'mjs', 'jsx', 'ts', 'cts', 'mts', 'tsx'])

/** What is unpacked counts for no heap: a process that is not alone bounds it by itself. */
const smallLimits: TarballLimits = { ...tarballLimits, maxUnpackedBytes: 96 * 1024 * 1024 }

/** Files are read one after another: it is a large one that takes memory, and only what is found in all of them stays. */
const filesInRoom = 8

/** Sources by their names: who dies of a file that is called otherwise is known by that. */
function fits(members: readonly { tarball: UnpackedTarball }[], room: number): boolean {
  const sizes = members.flatMap(({ tarball: { files } }) =>
    files.filter(({ path }) => isSource(path)).map(({ bytes }) => bytes.length),
  )
  return sizes.every((size) => size <= room) && sizes.reduce((sum, size) => sum + size, 0) <= filesInRoom * room
}

function isSource(path: string): boolean {
  return sourceExtensions.has(extensionOf(path)) && !declarations.some((ending) => path.endsWith(ending))
}

/** TypeScript's declarations are read by nobody. */
const declarations: readonly string[] = ['.d.ts', '.d.mts', '.d.cts']

function watchFor({ careful, blamed, gaveUp }: Pick<ExtractRequest, 'careful' | 'blamed' | 'gaveUp'>): Watch {
  return {
    blamed,
    gaveUp,
    // Written before the parser is called, whatever becomes of this process then.
    announce: careful ? (index) => writeSync(standardOutput, `${index}\n`) : () => {},
    now: processorTime,
    remember,
  }
}

/** What took less to read is read again sooner than it is found. Milliseconds, and bytes of a file. */
const longReading = 8
const largeFile = 16 * 1024
const readings = openReadings(process.argv[2] ?? '')

/** Files of the tarballs before this one; a release and its baseline often meet in one process. */
const maxRemembered = 4000
const remembered = new Map<string, FileReading>()

function remember(key: string, size: number, read: () => FileReading): FileReading {
  const known = remembered.get(key) ?? (size < largeFile ? undefined : readings.get(key))
  if (known !== undefined) return known
  const from = processorTime()
  const reading = read()
  const took = processorTime() - from
  if (took >= 1) keep(key, reading)
  if (took >= longReading && size >= largeFile) readings.put(key, reading)
  return reading
}

function keep(key: string, reading: FileReading): void {
  remembered.set(key, reading)
  const [oldest] = remembered.keys()
  if (remembered.size > maxRemembered && oldest !== undefined) remembered.delete(oldest)
}

/** Milliseconds of work, not of waiting: what a package costs is not the fault of a busy machine. */
function processorTime(): number {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1000
}

/** As the project has it: with its patch. What was packed is let go before anything is read. */
async function unpacked(
  task: TarballTask,
  limits: TarballLimits,
): Promise<Fetched<{ tarball: UnpackedTarball; patches: readonly PatchRecord[] }>> {
  const tarball = await fromTarball(task, limits)
  if (!tarball.ok) return tarball
  if (task.patch === 'none') return { ok: true, value: { tarball: tarball.value, patches: [] } }
  const patched = patchTarball(tarball.value, task.patch)
  if (!patched.ok) return patched
  return { ok: true, value: { tarball: patched.value.tarball, patches: [patched.value.record] } }
}

async function fromTarball(task: TarballTask, limits: TarballLimits): Promise<Fetched<UnpackedTarball>> {
  if (task.kind === 'tarball') return unpackTarball(task.bytes, limits)
  const found = await readCachedTarball(task.cache, task.integrity, task.size)
  if (found !== undefined) return unpackTarball(found.bytes, limits)
  return { ok: false, why: { code: 'integrity-mismatch', detail: "npm's cache has other bytes" } }
}

// A tree in which everything was trusted is trusted again as long as nothing that was read has changed and the registry's
// answers count as fresh: then no rule is loaded and no packument read. A judgement of content is never remembered.
import { createHash } from 'node:crypto'
import { statSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { ownValue } from '../domain/manifest.ts'
import type { Policy } from '../domain/policy.ts'
import { Problem } from '../domain/problem.ts'
import type { Report } from '../domain/report.ts'
import { shownPackages } from '../report/shown.ts'
import { loadProjectFiles, type ProjectFiles } from '../sources/lockfile/project-files.ts'
import type { NpmSettings } from '../sources/npm-config.ts'
import { readPackFiles } from '../sources/pack-files.ts'
import { findPolicy, readNamedPolicy } from '../sources/policy-file.ts'
import { registryLimits } from '../sources/registry-road.ts'
import { type RememberedRun, readRun, writeRun } from '../sources/remembered-run.ts'
import { corePath } from './core-path.ts'
import type { Io } from './io.ts'
import { npmSettings } from './npm-settings.ts'
import { type Reads, readAgain, readsOf, withOwnLock } from './remembered-reads.ts'
import type { ScanOptions } from './scan-options.ts'
import { toolVersion } from './version.ts'

export type Memory = {
  /** What the run before said, as of now. */
  report: Report | 'none'
  /**
   * Keeps a report in which every release is trusted, and no other; and only where everything is still as it was when
   * the memory was opened: the run read it in between. `written` is what the run itself made of cordon.lock, else ''.
   */
  keep: (report: Report, written: string) => Promise<void>
}

const noMemory: Memory = { report: 'none', keep: async () => {} }

/** Before anything is judged. What is wrong with the input is said by the run: here it means that nothing is remembered. */
export async function openMemory(options: ScanOptions, io: Io): Promise<Memory> {
  if (!isOrdinary(options)) return noMemory
  const settings = await npmSettings(io, options.dir, options)
  if (settings.offline) return noMemory
  const project = loadProjectFiles(options.dir)
  const fixed = await fixedPart(options, settings)
  if (fixed === 'unknown') return noMemory
  const run = readRun(settings.cacheDir, options.dir)
  const report = run !== undefined && holds(run, fixed, project, io.now()) ? run.report : 'none'
  // Nobody asks for the list of what is trusted in a hurry.
  if (isReport(report) && !options.all && options.report === '') {
    return { ...noMemory, report: { ...report, startedAt: new Date(io.now()).toISOString() } }
  }
  const before = await readsBefore(options, project, io)
  if (before === 'unknown') return noMemory
  return {
    report: 'none',
    keep: async (done, written) => {
      if (!isAllTrusted(done)) return
      const fixedNow = await fixedPart(options, await npmSettings(io, options.dir, options))
      const digest = digestOf(fixedNow, readAgain(before.keys(), project))
      if (digest !== digestOf(fixed, written === '' ? before : withOwnLock(before, written))) return
      const shown = { ...done, packages: shownPackages(done, false) }
      writeRun(settings.cacheDir, options.dir, { digest, at: io.now(), reads: [...before.keys()], report: shown })
    },
  }
}

/** A replay, a comparison and trust data of one's own are not what people run all day. */
function isOrdinary({ base, offline, visibleUntil, trustedRoot, registryKeys }: ScanOptions): boolean {
  return (
    base === '' && !offline && visibleUntil === Number.POSITIVE_INFINITY && trustedRoot === '' && registryKeys === ''
  )
}

/** What a policy leads to - packs, other people's audits - may change without a byte of it changing. */
function isSelfContained({ packs, imports }: Policy): boolean {
  return packs.length === 0 && imports.length === 0
}

/** Records of known-bad releases: files that the system says are untouched. A folder may change anywhere inside. */
function recordsOf({ dir, osv, policy: file }: ScanOptions, { knownBad }: Policy): string[] | 'unknown' {
  const found = file === '' ? findPolicy(dir) : { path: file }
  const folder = found === 'none' ? dir : dirname(found.path)
  const paths = [...osv, ...knownBad.map(({ from }) => resolve(folder, from))]
  if (paths.some((path) => statSync(path, { throwIfNoEntry: false })?.isFile() !== true)) return 'unknown'
  return paths
}

function isAllTrusted({ summary, packages }: Report): boolean {
  return summary.exitCode === 0 && packages.every(({ verdict }) => verdict === 'trusted')
}

/** The registry was asked at most so long before the run, and the run is at most so old. */
function holds(run: RememberedRun, fixed: string, project: ProjectFiles, now: number): boolean {
  const age = now - run.at
  if (age < 0 || age >= registryLimits.freshSeconds * 1000) return false
  return run.digest === digestOf(fixed, readAgain(run.reads, project))
}

/** Everything but the project's own files: cordon, its rules, the policy, npm's configuration, the command line. */
async function fixedPart(options: ScanOptions, { fetchOptions, notices }: NpmSettings): Promise<string | 'unknown'> {
  const { dir, rules, policy } = options
  const { format, output, report, all, quiet, progress, now, concurrency, ...asked } = options
  const packs = await packTexts([corePath, ...rules])
  if (packs === 'unknown') return packs
  const found = policy === '' ? findPolicy(dir) : { path: policy, read: readNamedPolicy(policy) }
  const bytes = found !== 'none' && found.read.status === 'bytes' ? found.read.bytes.toString('base64') : ''
  const policyText = found === 'none' ? 'none' : [found.path, found.read.status, bytes]
  return JSON.stringify([toolVersion(), asked, packs, policyText, fetchOptions, notices])
}

async function packTexts(paths: readonly string[]): Promise<unknown[] | 'unknown'> {
  try {
    // A pack of a registry is pinned by its version.
    return await Promise.all(paths.map((path) => (path.startsWith('npm:') ? path : readPackFiles(path, ''))))
  } catch (error) {
    if (error instanceof Problem) return 'unknown'
    throw error
  }
}

/** What this run is going to read, but for what `fixedPart` has. */
async function readsBefore(options: ScanOptions, project: ProjectFiles, io: Io): Promise<Reads | 'unknown'> {
  try {
    const { loadPolicy } = await import('./policy.ts')
    const { dir, policy: file, base, baseFolder, now } = options
    const { policy } = await loadPolicy({ dir, file, base, baseFolder, now, consequence: '' }, io)
    const records = isSelfContained(policy) ? recordsOf(options, policy) : 'unknown'
    return records === 'unknown' ? records : readsOf(project, records)
  } catch (error) {
    if (error instanceof Problem) return 'unknown'
    throw error
  }
}

function digestOf(fixed: string, reads: Reads): string {
  return createHash('sha256')
    .update(JSON.stringify([fixed, ...reads]))
    .digest('hex')
}

/** Who can write to the cache folder is trusted with it; what an older cordon left there is no report. */
function isReport(value: unknown): value is Report {
  const tool = ownValue(value, 'tool')
  return ownValue(value, 'schemaVersion') === 1 && ownValue(tool, 'version') === toolVersion()
}

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
import { readProjectLockfile } from '../sources/lockfile/read.ts'
import { loadNpmSettings, type NpmSettings } from '../sources/npm-config.ts'
import { readPackFiles } from '../sources/pack-files.ts'
import { findPolicy, readNamedPolicy } from '../sources/policy-file.ts'
import { registryLimits } from '../sources/registry-road.ts'
import { type RememberedRun, readRun, writeRun } from '../sources/remembered-run.ts'
import { lockName } from './accepted.ts'
import { corePath } from './core-path.ts'
import type { Io } from './io.ts'
import type { ScanOptions } from './scan-options.ts'
import { toolVersion } from './version.ts'

export type Memory = {
  /** What the run before said, as of now. */
  report: Report | 'none'
  /** Keeps a report in which every release is trusted, and no other. */
  keep: (report: Report, policy: Policy) => void
}

const noMemory: Memory = { report: 'none', keep: () => {} }

/** What is wrong with the input is said by the run itself: here it only means that nothing is remembered. */
export async function openMemory(options: ScanOptions, io: Io): Promise<Memory> {
  if (!isOrdinary(options)) return noMemory
  const settings = await loadNpmSettings({
    projectDir: options.dir,
    projectNpmrc: 'from-disk',
    env: io.env,
    platform: io.platform,
    execPath: io.execPath,
    flags: { registry: options.registry, cacheDir: options.cacheDir, offline: false },
  })
  if (settings.offline) return noMemory
  const project = loadProjectFiles(options.dir)
  const fixed = await fixedPart(options, settings)
  if (fixed === 'unknown') return noMemory
  const run = readRun(settings.cacheDir, options.dir)
  const report = run !== undefined && holds(run, fixed, project, io.now()) ? run.report : 'none'
  return {
    // Nobody asks for the list of what is trusted in a hurry.
    report:
      isReport(report) && !options.all && options.report === ''
        ? { ...report, startedAt: new Date(io.now()).toISOString() }
        : 'none',
    keep: (done, policy) => {
      if (!isAllTrusted(done) || !isSelfContained(policy)) return
      const records = recordsOf(options, policy)
      if (records === 'unknown') return
      const reads = [...readsOf(project), ...records]
      const shown = { ...done, packages: shownPackages(done, false) }
      const digest = digestOf(fixed, project, reads)
      writeRun(settings.cacheDir, options.dir, { digest, at: io.now(), reads, report: shown })
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
  return paths.map((path) => stamp + path)
}

function isAllTrusted({ summary, packages }: Report): boolean {
  return summary.exitCode === 0 && packages.every(({ verdict }) => verdict === 'trusted')
}

/** The registry was asked at most so long before the run, and the run is at most so old. */
function holds(run: RememberedRun, fixed: string, project: ProjectFiles, now: number): boolean {
  const age = now - run.at
  return age >= 0 && age < registryLimits.freshSeconds * 1000 && run.digest === digestOf(fixed, project, run.reads)
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

function digestOf(fixed: string, project: ProjectFiles, reads: readonly string[]): string {
  const hash = createHash('sha256').update(fixed)
  for (const name of reads) hash.update(JSON.stringify([name, readAgain(name, project)]))
  return hash.digest('hex')
}

const folder = 'folder'
const workspaces = 'workspaces '
const stamp = 'stamp '

function readAgain(name: string, project: ProjectFiles): unknown {
  if (name === folder) return project.list().toSorted()
  if (name.startsWith(stamp)) return stampOf(name.slice(stamp.length))
  if (!name.startsWith(workspaces)) return project.read(name.slice(name.indexOf(' ') + 1))
  const patterns: unknown = JSON.parse(name.slice(workspaces.length))
  return project.workspaces(Array.isArray(patterns) ? patterns.map(String) : [])
}

/** Who may write the file can set its times, but not the one at which that happened. */
function stampOf(path: string): unknown {
  const stat = statSync(path, { throwIfNoEntry: false })
  return stat === undefined ? 'missing' : [stat.ino, stat.size, stat.mtimeMs, stat.ctimeMs]
}

/** What reading the lockfile looks at, found by reading it once more. */
function readsOf(project: ProjectFiles): string[] {
  const reads = new Set([`file ${lockName}`])
  readProjectLockfile({
    ...project,
    list: () => {
      reads.add(folder)
      return project.list()
    },
    read: (path) => {
      reads.add(`file ${path}`)
      return project.read(path)
    },
    workspaces: (patterns) => {
      reads.add(workspaces + JSON.stringify(patterns))
      return project.workspaces(patterns)
    },
  })
  return [...reads]
}

/** Who can write to the cache folder is trusted with it; what an older cordon left there is no report. */
function isReport(value: unknown): value is Report {
  const tool = ownValue(value, 'tool')
  return ownValue(value, 'schemaVersion') === 1 && ownValue(tool, 'version') === toolVersion()
}

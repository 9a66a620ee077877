// Reads everything that judging a project needs and hands it over together, with the progress bar moving meanwhile. It
// decides nothing about any package.
import { defaultPolicy } from '../domain/policy.ts'
import { createExtractPool, defaultPoolLimits } from '../scan/extract-pool.ts'
import type { ScanInput, ScanProgress } from '../scan/scan.ts'
import { openFactCache } from '../sources/fact-cache.ts'
import { loadProjectFiles, type ProjectFiles } from '../sources/lockfile/project-files.ts'
import { readProjectLockfile } from '../sources/lockfile/read.ts'
import { loadNpmSettings } from '../sources/npm-config.ts'
import { patchesIn } from '../sources/patch-files.ts'
import { readPopularNames } from '../sources/popular-names.ts'
import { createRegistry, registryLimits } from '../sources/registry.ts'
import { openTrustSeen } from '../sources/trust-seen.ts'
import { readBase } from './base.ts'
import { type Io, wantsProgress } from './io.ts'
import { corePath, loadPacks } from './packs.ts'
import { noProgress, type Progress, startProgress } from './progress.ts'
import type { ScanOptions } from './scan-options.ts'
import { shownPath } from './shown-path.ts'
import { openVerifier } from './trust.ts'
import { toolVersion } from './version.ts'
import { boundYoungObjects } from './young-objects.ts'

const stages = { histories: 'asking about', releases: 'judging' } as const satisfies Record<
  ScanProgress['stage'],
  string
>

/** Gives what `work` gives. The caller asks whether the run was interrupted meanwhile. */
export async function withProject<T>(
  options: ScanOptions,
  consequence: string,
  io: Io,
  work: (input: ScanInput) => Promise<T>,
): Promise<T> {
  const progress = progressFor(options, io)
  io.interrupt.addEventListener('abort', progress.stop)
  try {
    return await openProject(options, consequence, progress, io, work)
  } finally {
    progress.stop()
    io.interrupt.removeEventListener('abort', progress.stop)
  }
}

/** What the user named is read first, so that a mistake in it is said before anything is fetched. */
async function openProject<T>(
  options: ScanOptions,
  consequence: string,
  progress: Progress,
  io: Io,
  work: (input: ScanInput) => Promise<T>,
): Promise<T> {
  const startedAt = io.now()
  boundYoungObjects()
  const project = projectFiles(options, io)
  const lockfile = readProjectLockfile(project)
  const packs = await loadPacks([corePath, ...options.rules], io.cwd, consequence, 'skip')
  const base = await readBase(options, project, io)
  const { cacheDir, offline, registry: registryUrl } = options
  const settings = await loadNpmSettings({
    projectDir: options.dir,
    projectNpmrc: base.projectNpmrc,
    env: io.env,
    platform: io.platform,
    execPath: io.execPath,
    flags: { registry: registryUrl, cacheDir, offline },
  })
  const verifier = await openVerifier(options, settings.cacheDir, settings.offline, startedAt, consequence)
  const pool = createExtractPool(defaultPoolLimits)
  try {
    return await work({
      tool: { name: 'cordon', version: toolVersion() },
      lockfile,
      base: base.lockfile,
      registry: createRegistry(settings, { ...registryLimits, concurrency: options.concurrency }),
      registryFor: settings.registryFor,
      fetchedFrom: settings.fetchedFrom,
      cache: openFactCache(settings.cacheDir),
      pool,
      verifier,
      seen: openTrustSeen(settings.cacheDir),
      patches: patchesIn(options.dir),
      basePatches: base.patches,
      packs,
      popularNames: readPopularNames(),
      policy: { ...defaultPolicy, minAgeHours: options.minAgeHours, failOn: options.failOn },
      now: options.now,
      visibleUntil: options.visibleUntil,
      startedAt,
      concurrency: options.concurrency,
      eager: false,
      notices: [...settings.notices, ...base.notices],
      onProgress: ({ stage, ...step }) => progress.show({ doing: stages[stage], ...step }),
    })
  } finally {
    await pool.close()
    await verifier.close()
  }
}

function projectFiles(options: ScanOptions, io: Io): ProjectFiles {
  const dir = shownPath(options.dir, io.cwd).replaceAll('\\', '/')
  return { ...loadProjectFiles(options.dir), shown: (name) => (dir === '.' ? name : `${dir}/${name}`) }
}

function progressFor(options: ScanOptions, io: Io): Progress {
  const moves = options.progress && !options.quiet && wantsProgress(io.env, io.stderr)
  return moves ? startProgress(io.stderr, io.now) : noProgress
}

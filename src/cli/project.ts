// Reads everything that judging a project needs and hands it over together, with the progress bar moving meanwhile. It
// decides nothing about any package.
import { realpathSync } from 'node:fs'
import { dirname } from 'node:path'
import type { Lockfile } from '../domain/locked.ts'
import { createExtractPool, defaultPoolLimits } from '../scan/extract-pool.ts'
import { readingsFolder } from '../scan/extract-readings.ts'
import type { ScanInput, ScanProgress } from '../scan/scan.ts'
import { openFactCache } from '../sources/fact-cache.ts'
import type { ProjectFiles } from '../sources/lockfile/project-files.ts'
import { readProjectLockfile } from '../sources/lockfile/read.ts'
import type { NpmSettings } from '../sources/npm-config.ts'
import { patchesIn } from '../sources/patch-files.ts'
import { readPopularNames } from '../sources/popular-names.ts'
import { createRegistry, registryLimits } from '../sources/registry.ts'
import { openTrustSeen } from '../sources/trust-seen.ts'
import { readBase } from './base.ts'
import { readImports } from './imports.ts'
import type { Io } from './io.ts'
import { loadKnownBad } from './known-bad.ts'
import { npmSettings } from './npm-settings.ts'
import { loadPolicy, withFlags } from './policy.ts'
import { type Progress, progressFor } from './progress.ts'
import { projectAt } from './project-at.ts'
import { loadProjectPacks } from './project-packs.ts'
import type { ScanOptions } from './scan-options.ts'
import { openVerifier } from './trust.ts'
import { toolVersion } from './version.ts'
import { boundYoungObjects } from './young-objects.ts'

const stages = {
  histories: 'asking about',
  releases: 'judging',
  trees: 'resolving',
  alternatives: 'looking for another version',
} as const satisfies Record<ScanProgress['stage'], string>

/** What a project locks, read from its files or thought out. */
export type ReadLockfile = (project: ProjectFiles) => Lockfile

/** Gives what `work` gives. The caller asks whether the run was interrupted meanwhile. */
export async function withProject<T>(
  options: ScanOptions,
  consequence: string,
  io: Io,
  work: (input: ScanInput, settings: NpmSettings) => Promise<T>,
  readLockfile: ReadLockfile = readProjectLockfile,
): Promise<T> {
  const progress = progressFor(options.progress && !options.quiet, io)
  io.interrupt.addEventListener('abort', progress.stop)
  try {
    return await openProject(options, consequence, progress, io, work, readLockfile)
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
  work: (input: ScanInput, settings: NpmSettings) => Promise<T>,
  readLockfile: ReadLockfile,
): Promise<T> {
  const startedAt = io.now()
  boundYoungObjects()
  const project = projectAt(options.dir, io)
  const lockfile = readLockfile(project)
  const { dir, base: baseFlag, baseFolder, now, visibleUntil } = options
  const loadedPolicy = await loadPolicy({ dir, file: options.policy, base: baseFlag, baseFolder, now, consequence }, io)
  const policy = withFlags(loadedPolicy.policy, options)
  const base = await readBase(options, project, io)
  const settings = await npmSettings(io, dir, options, base.projectNpmrc)
  const verifier = await openVerifier(options, settings.cacheDir, settings.offline, startedAt, consequence)
  const imports = await readImports(policy, { settings, place: loadedPolicy.place, consequence })
  const tool = { name: 'cordon', version: toolVersion() } as const
  const registry = createRegistry(settings, { ...registryLimits, concurrency: options.concurrency })
  const seen = openTrustSeen(settings.cacheDir)
  const { registryFor } = settings
  const packs = await loadProjectPacks({
    named: options.rules,
    policy: loadedPolicy,
    now,
    cwd: io.cwd,
    consequence,
    network: async () => ({ tool, registry, registryFor, verifier, seen, visibleUntil }),
  })
  const bad = await loadKnownBad({
    packs: packs.packs,
    osv: options.osv,
    policy: loadedPolicy,
    cacheDir: settings.cacheDir,
    now,
    clock: startedAt,
    cwd: io.cwd,
    consequence,
  })
  const pool = createExtractPool({ ...defaultPoolLimits, readings: readingsFolder(settings.cacheDir) })
  try {
    const input: ScanInput = {
      tool,
      lockfile,
      base: base.lockfile,
      registry,
      registryFor,
      fetchedFrom: settings.fetchedFrom,
      cache: openFactCache(settings.cacheDir),
      pool,
      verifier,
      seen,
      patches: patchesIn(options.dir),
      basePatches: base.patches,
      packs: packs.packs,
      knownBad: bad.knownBad,
      snapshots: bad.snapshots,
      popularNames: readPopularNames(),
      policy,
      sharesPolicy: isShared(loadedPolicy.path, dir),
      now,
      visibleUntil,
      startedAt,
      concurrency: options.concurrency,
      accepted: { ...base.accepted, releases: [...base.accepted.releases, ...imports.releases] },
      eager: false,
      notices: [
        ...settings.notices,
        ...loadedPolicy.notices,
        ...packs.notices,
        ...bad.notices,
        ...base.notices,
        ...imports.notices,
      ],
      onProgress: ({ stage, ...step }) => progress.show({ doing: stages[stage], ...step }),
    }
    return await work(input, settings)
  } finally {
    await pool.close()
    await verifier.close()
  }
}

/** A decision that this project has no use for may be what another one needs. */
function isShared(policyPath: string, dir: string): boolean {
  return policyPath !== '' && dirname(policyPath) !== realpathSync(dir)
}

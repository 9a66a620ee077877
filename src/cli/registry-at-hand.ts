// What a command needs that asks a registry about single releases: npm's configuration, the registry, the cache of facts
// and the processes that read packages. Opened together, and closed whatever happens.
import { createExtractPool, defaultPoolLimits, type ExtractPool } from '../scan/extract-pool.ts'
import { readingsFolder } from '../scan/extract-readings.ts'
import { type FactCache, openFactCache } from '../sources/fact-cache.ts'
import type { NpmSettings } from '../sources/npm-config.ts'
import { createRegistry, type Registry, registryLimits } from '../sources/registry.ts'
import type { Io } from './io.ts'
import { npmSettings } from './npm-settings.ts'
import type { ScanOptions } from './scan-options.ts'
import { boundYoungObjects } from './young-objects.ts'

export type AtHand = { settings: NpmSettings; registry: Registry; cache: FactCache; pool: ExtractPool }

type Needed = Pick<ScanOptions, 'registry' | 'cacheDir' | 'offline' | 'concurrency'>

/** `projectDir`: the folder whose .npmrc counts. */
export async function withRegistry<T>(
  options: Needed,
  projectDir: string,
  io: Io,
  work: (atHand: AtHand) => Promise<T>,
): Promise<T> {
  boundYoungObjects()
  const settings = await npmSettings(io, projectDir, options)
  const pool = createExtractPool({ ...defaultPoolLimits, readings: readingsFolder(settings.cacheDir) })
  try {
    return await work({
      settings,
      registry: createRegistry(settings, { ...registryLimits, concurrency: options.concurrency }),
      cache: openFactCache(settings.cacheDir),
      pool,
    })
  } finally {
    await pool.close()
  }
}

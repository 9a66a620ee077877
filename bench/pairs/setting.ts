// What drawing and measuring work with: the registry through npm's own configuration and cache, facts of tarballs, and
// the built-in rules. Unless told otherwise nothing is asked anywhere: only what npm's cache holds counts.
import { availableParallelism } from 'node:os'
import { corePath, loadPacks } from '../../src/cli/packs.ts'
import type { Upgrade } from '../../src/domain/backtest.ts'
import { defaultPolicy } from '../../src/domain/policy.ts'
import type { History } from '../../src/domain/release.ts'
import { createNameIndex, type NameIndex } from '../../src/facts/lookalike.ts'
import type { RulePack } from '../../src/rules/rule.ts'
import { versionsLookedAt } from '../../src/scan/backtest/upgrades.ts'
import { type ContentsSource, createContentsSource } from '../../src/scan/contents.ts'
import { createExtractPool, defaultPoolLimits, type PoolLimits } from '../../src/scan/extract-pool.ts'
import { readingsFolder } from '../../src/scan/extract-readings.ts'
import { createHistories, type Histories } from '../../src/scan/histories.ts'
import { openFactCache } from '../../src/sources/fact-cache.ts'
import { readPopularNames } from '../../src/sources/popular-names.ts'
import { createRegistry, type Registry } from '../../src/sources/registry.ts'
import { npmSettings, patientLimits } from './registry.ts'

export type Setting = {
  histories: Histories
  contents: ContentsSource
  registryFor: (name: string) => string
  names: NameIndex
  packs: readonly RulePack[]
  close: () => Promise<void>
}

export type SettingInput = {
  online: boolean
  /** '' for npm's own. */
  cacheDir: string
  rules: readonly string[]
  /**
   * The upgrades that will be judged: only the registry manifests that these look at are kept, since manifests are most
   * of a packument.
   */
  upgradesOf: (name: string) => readonly Upgrade[]
}

/** Enough that all reading processes have work while others wait for the registry, which answers fewer at once. */
export const atOnce = 16

/**
 * Thousands of tarballs in a row, on a machine that does nothing else: a process for each core, and as much room for each
 * as a scan gives to the largest. No file is given more room or time than there, so the facts are a scan's.
 */
const megabyte = 1024 * 1024
const poolLimits: PoolLimits = {
  ...defaultPoolLimits,
  workers: availableParallelism(),
  megabytes: defaultPoolLimits.aloneMegabytes,
  residentMegabytes: defaultPoolLimits.aloneMegabytes,
  largeBytes: 64 * megabyte,
  hugeBytes: 32 * megabyte,
  sourceBytes: 24 * megabyte,
}

export async function openSetting({ online, cacheDir, rules, upgradesOf }: SettingInput): Promise<Setting> {
  const packs = await loadPacks([corePath, ...rules], process.cwd(), 'nothing was measured')
  const settings = await npmSettings(cacheDir, online)
  const registry = createRegistry(settings, patientLimits)
  const kept = createRegistry({ ...settings, offline: true }, patientLimits)
  const pool = createExtractPool({ ...poolLimits, readings: readingsFolder(settings.cacheDir) })
  const manifestsOf = (name: string, history: History) => {
    const upgrades = upgradesOf(name)
    const lookedAt = versionsLookedAt(history, upgrades, defaultPolicy.minAgeHours)
    return lookedAt.union(new Set(upgrades.map(({ before }) => before)))
  }
  const history: Registry['history'] = async (name, now, wanted) => {
    const known = await kept.history(name, now, wanted)
    return known.ok && hasAll(known.value, upgradesOf(name)) ? known : registry.history(name, now, wanted)
  }
  const histories = createHistories({ ...registry, history }, manifestsOf, Number.POSITIVE_INFINITY)
  return {
    histories,
    contents: createContentsSource(registry, openFactCache(settings.cacheDir), pool, histories),
    registryFor: settings.registryFor,
    names: createNameIndex({ project: [], tree: [], popular: readPopularNames() }),
    packs,
    close: pool.close,
  }
}

/** What appeared later is cut off anyway: a packument that npm kept will do, as long as it has what was drawn. */
function hasAll({ versions }: History, upgrades: readonly Upgrade[]): boolean {
  const there = new Set(versions.map(({ version }) => version))
  return upgrades.every(({ after }) => there.has(after))
}

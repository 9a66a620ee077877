// What drawing and measuring work with: the registry through npm's own configuration and cache, facts of tarballs, and
// the built-in rules. Unless told otherwise nothing is asked anywhere: only what npm's cache holds counts.
import { corePath, loadPacks } from '../../src/cli/packs.ts'
import { createNameIndex, type NameIndex } from '../../src/facts/lookalike.ts'
import type { RulePack } from '../../src/rules/rule.ts'
import { type ContentsSource, createContentsSource } from '../../src/scan/contents.ts'
import { createExtractPool, defaultPoolLimits } from '../../src/scan/extract-pool.ts'
import { createHistories, type Histories } from '../../src/scan/histories.ts'
import { openFactCache } from '../../src/sources/fact-cache.ts'
import { loadNpmSettings } from '../../src/sources/npm-config.ts'
import { readPopularNames } from '../../src/sources/popular-names.ts'
import { createRegistry, registryLimits } from '../../src/sources/registry.ts'

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
  /** Versions whose registry manifest is needed; those of all others are dropped, they are most of a packument. */
  versionsOf: (name: string) => ReadonlySet<string>
}

/** Polite: far below what npm itself opens, and each thing is asked for once. */
export const concurrency = 4

/** A draw and its measuring take hours, not the seconds after which a scan asks again. */
const freshSeconds = 7 * 24 * 3600

export async function openSetting({ online, cacheDir, rules, versionsOf }: SettingInput): Promise<Setting> {
  const cwd = process.cwd()
  const packs = await loadPacks([corePath, ...rules], cwd, 'nothing was measured')
  const settings = await loadNpmSettings({
    projectDir: cwd,
    projectNpmrc: { text: '' },
    env: process.env,
    platform: process.platform,
    execPath: process.execPath,
    flags: { registry: '', cacheDir, offline: !online },
  })
  const registry = createRegistry(settings, { ...registryLimits, concurrency, freshSeconds })
  const pool = createExtractPool(defaultPoolLimits)
  const histories = createHistories(registry, versionsOf, Number.POSITIVE_INFINITY)
  return {
    histories,
    contents: createContentsSource(registry, openFactCache(settings.cacheDir), pool, histories),
    registryFor: settings.registryFor,
    names: createNameIndex({ project: [], tree: [], popular: readPopularNames() }),
    packs,
    close: pool.close,
  }
}

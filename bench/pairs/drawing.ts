// What every draw begins with: the names that may be drawn, the date, and a registry that is asked for their histories.
import { fileURLToPath } from 'node:url'
import { readNames } from './names-file.ts'
import { type Population, readPopulation } from './population.ts'
import { openSetting, type Setting } from './setting.ts'
import { ranked } from './strata.ts'

/** The same since the first draw: it decides what is holdout. */
export const seed = 'cordon pairs 1'

export const drawingFlags = { names: 'text', 'cache-dir': 'text', date: 'text', online: 'flag' } as const

export type Drawing = {
  /** Milliseconds since 1970. */
  drawnAt: number
  population: Population
  setting: Setting
  /** How it came about, for the head of the file that is written. */
  about: { seed: string; drawnOn: string; names: string; projects: readonly string[] }
}

/** `names`: a list of names with monthly downloads; without a `date` what there is today may be drawn. */
export async function openDrawing(flags: {
  names: string
  'cache-dir': string
  date: string
  online: boolean
}): Promise<Drawing> {
  if (flags.names === '') throw new Error('--names FILE is needed: a list of names with monthly downloads')
  const drawnAt = flags.date === '' ? Date.now() : Date.parse(flags.date)
  const lockfiles = fileURLToPath(new URL('../lockfiles', import.meta.url))
  const population = readPopulation(lockfiles, ranked(readNames(flags.names)))
  const setting = await openSetting({
    online: flags.online,
    cacheDir: flags['cache-dir'],
    rules: [],
    upgradesOf: () => [],
  })
  const about = {
    seed,
    drawnOn: new Date(drawnAt).toISOString().slice(0, 10),
    names: 'a public list of npm names with monthly downloads, 2026-11',
    projects: population.projects,
  }
  return { drawnAt, population, setting, about }
}

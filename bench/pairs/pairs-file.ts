// The drawn list as it is committed: how it came about, and one line per pair.
import { readFileSync } from 'node:fs'
import { ownValue } from '../../src/domain/manifest.ts'
import type { Step } from '../../src/domain/versions.ts'
import { shuffled } from './chance.ts'
import { type StratumId, strata } from './strata.ts'

/** `before` is what the judge would compare with when `after` appeared: for readers, it is chosen anew when judging. */
export type Pair = { name: string; before: string; after: string; step: Step; stratum: StratumId; holdout: boolean }

export type PairsFile = {
  seed: string
  /** ISO date. */
  drawnOn: string
  names: string
  /** Folders under `bench/lockfiles/`. */
  projects: readonly string[]
  /** `cache-only`: histories are those that npm kept when it resolved the projects. */
  asked: 'cache-only' | 'registry'
  procedure: readonly string[]
  counts: Readonly<Record<StratumId, DrawnCounts>>
  pairs: readonly Pair[]
}

/**
 * `names` were looked at until there were enough pairs; of `unknown` ones no history could be had. `wrongTimes` counts
 * upgrades that were passed over because nobody can tell when they appeared.
 */
export type DrawnCounts = { population: number; names: number; unknown: number; wrongTimes: number; pairs: number }

/** One line per pair: a change of the list is readable as a diff. */
export function writtenPairs({ pairs, ...about }: PairsFile): string {
  const head = JSON.stringify(about, null, 2).slice(0, -2)
  return `${head},\n  "pairs": [\n${pairs.map((pair) => `    ${JSON.stringify(pair)}`).join(',\n')}\n  ]\n}\n`
}

/** Reads our own committed file; whatever is no pair in it is an error. */
export function readPairs(file: string): Pair[] {
  const value: unknown = JSON.parse(readFileSync(file, 'utf8'))
  const pairs = ownValue(value, 'pairs')
  if (!Array.isArray(pairs)) throw new Error(`${file} has no list of pairs`)
  return pairs.map((pair: unknown, index) => toPair(pair, `${file}: pair ${index + 1}`))
}

/** So many of those outside the holdout, the same ones for the same seed. */
export function somePairs(pairs: readonly Pair[], seed: string, count: number): Pair[] {
  const lookedAt = pairs.filter(({ holdout }) => !holdout)
  return shuffled(lookedAt, seed, 'pair', ({ name, after }) => `${name}@${after}`).slice(0, count)
}

function toPair(value: unknown, where: string): Pair {
  const text = (key: string): string => {
    const found = ownValue(value, key)
    if (typeof found !== 'string' || found === '') throw new Error(`${where} has no ${key}`)
    return found
  }
  const stratum = strata.find(({ id }) => id === text('stratum'))?.id
  const step = steps.find((one) => one === text('step'))
  const holdout = ownValue(value, 'holdout')
  if (stratum === undefined || step === undefined || typeof holdout !== 'boolean')
    throw new Error(`${where} is no pair`)
  return { name: text('name'), before: text('before'), after: text('after'), step, stratum, holdout }
}

const steps: readonly Step[] = ['first', 'patch', 'minor', 'major', 'prerelease', 'same', 'downgrade', 'unknown']

// What the last whole evaluation saw, case by case, so that a part of it can be held against it: `floor.json`, written with
// bench/RESULTS.md. Of the holdout it holds nothing.
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { type BareVerdict, isWeaker } from '../../src/domain/replay.ts'
import type { JudgedPair } from '../pairs/judge-pair.ts'
import { worst } from '../pairs/tally.ts'

const path = fileURLToPath(new URL('floor.json', import.meta.url))

export type Floor = {
  /** `id variant` -> verdict; of mutations `id mutation`. */
  replays: Readonly<Record<string, BareVerdict>>
  mutations: Readonly<Record<string, BareVerdict>>
  /** `name@version` -> the worst that its upgrade got, where that was a block or review. */
  disturbed: Readonly<Record<string, 'block' | 'review'>>
}

export function readFloor(): Floor {
  if (!existsSync(path)) return { replays: {}, mutations: {}, disturbed: {} }
  return JSON.parse(readFileSync(path, 'utf8'))
}

export function writeFloor(floor: Floor): void {
  writeFileSync(path, `${JSON.stringify(floor, null, 1)}\n`)
}

/** Of upgrades that were judged, without the quiet ones. */
export function disturbedBy(pairs: readonly JudgedPair[]): Floor['disturbed'] {
  return Object.fromEntries(
    pairs.flatMap((pair) => {
      const outcome = worst(pair)
      return outcome === 'note' ? [] : [[`${pair.name}@${pair.after}`, outcome]]
    }),
  )
}

/** Attacks that got further than before, a line each; one that nobody saw before has to be stopped. */
export function fallen(
  before: Readonly<Record<string, BareVerdict>>,
  now: Readonly<Record<string, BareVerdict>>,
): string[] {
  return Object.entries(now).flatMap(([key, verdict]) => {
    const had = Object.hasOwn(before, key) ? (before[key] ?? 'review') : 'review'
    return isWeaker(verdict, had) ? [`${key}: ${verdict}, and was ${had}`] : []
  })
}

/** Honest upgrades that are disturbed more than before. */
export function risen(before: Floor['disturbed'], now: Floor['disturbed']): string[] {
  return Object.entries(now).flatMap(([key, outcome]) => {
    const had = Object.hasOwn(before, key) ? before[key] : undefined
    return had === 'block' || had === outcome ? [] : [`${key}: ${outcome}, and was ${had ?? 'quiet'}`]
  })
}

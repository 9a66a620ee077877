// How the packages that are judged as new are drawn, and that the committed lists are what their procedures say.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, describe, expect, test } from 'vitest'
import { isHoldout } from '../../bench/pairs/chance.ts'
import { readPairs } from '../../bench/pairs/pairs-file.ts'
import type { Named } from '../../bench/pairs/population.ts'
import { measurePairs } from '../../bench/pairs/run.ts'
import { unlisted } from '../../bench/pairs/strata.ts'
import { candidatesOf, groups, readWellKnown } from '../../bench/pairs/well-known.ts'

const folder = mkdtempSync(join(tmpdir(), 'cordon-well-known-test-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const inBench = (name: string) => fileURLToPath(new URL(`../../bench/pairs/${name}`, import.meta.url))
const seed = 'cordon pairs 1'

function named(name: string, rank: number, traits: Partial<Named> = {}): Named {
  const none = { hasInstallScript: false, hasCommand: false, isForPlatform: false, isAskedFor: false }
  return { name, downloads: 0, rank, ...none, ...traits }
}

describe('candidates', () => {
  test('the top goes by downloads; types and names that the list does not know are left out', () => {
    const names = [named('b', 7), named('a', 3), named('@types/a', 1), named('c', unlisted)]
    expect(candidatesOf(names, seed, 'top').map(({ name }) => name)).toEqual(['a', 'b'])
  })
  test('a group takes who has its trait and is known well enough, in an order that only the seed decides', () => {
    const names = Array.from({ length: 30 }, (_, index) => named(`n${index}`, index + 1, { hasCommand: true }))
    const all = [...names, named('plain', 40), named('rare', 20_001, { hasCommand: true })]
    const drawn = candidatesOf(all, seed, 'command').map(({ name }) => name)
    expect(drawn.toSorted()).toEqual(names.map(({ name }) => name).toSorted())
    expect(drawn).not.toEqual(names.map(({ name }) => name))
    expect(candidatesOf(all.toReversed(), seed, 'command').map(({ name }) => name)).toEqual(drawn)
    expect(candidatesOf(all, 'another', 'command').map(({ name }) => name)).not.toEqual(drawn)
  })
})

test('an entry of no known group is an error', () => {
  const file = join(folder, 'wrong.json')
  writeFileSync(file, JSON.stringify({ packages: [{ name: 'a', version: '1.0.0', group: 'best' }] }))
  expect(() => readWellKnown(file)).toThrow('entry 1')
})

describe('the committed lists', () => {
  test('three hundred well-known packages, each group as large as it says', () => {
    const packages = readWellKnown(inBench('well-known.json'))
    expect(new Set(packages.map(({ name }) => name)).size).toBe(300)
    for (const { id, share } of groups) expect(packages.filter(({ group }) => group === id)).toHaveLength(share)
  })
  test('more than three thousand pairs, each once, and the seed alone says which are holdout', () => {
    const pairs = readPairs(inBench('pairs.json'))
    expect(pairs.length).toBeGreaterThan(3050)
    expect(new Set(pairs.map(({ name, after }) => `${name}@${after}`)).size).toBe(pairs.length)
    expect(pairs.filter(({ name, after, holdout }) => holdout !== isHoldout(seed, name, after))).toEqual([])
  })
})

test('of the holdout only counts come out', async () => {
  const pair = { before: '1.0.0', step: 'patch', stratum: 'top' } as const
  const pairs = [
    { ...pair, name: 'tiny', after: '1.0.1', holdout: true },
    { ...pair, name: 'tiny', after: '1.0.2', holdout: false },
  ]
  // Nobody is asked, and the cache is empty.
  const measured = await measurePairs({
    pairs,
    cacheDir: folder,
    online: false,
    rules: [],
    eager: false,
    onProgress: () => {},
  })
  expect(measured.tally.states['not-at-hand']).toBe(2)
  expect(measured.judged.map(({ after }) => after)).toEqual(['1.0.2'])
})

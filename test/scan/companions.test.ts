import { expect, test } from 'vitest'
import type { LockedRelease } from '../../src/domain/locked.ts'
import type { PublishedVersion } from '../../src/domain/release.ts'
import { readCompanions } from '../../src/scan/companions.ts'
import type { Histories } from '../../src/scan/histories.ts'
import { candidate, contents, known, published } from '../facts/support.ts'

const eve = { publisher: known({ name: 'eve', email: 'eve@example.test' }) }
const stripped = { publisher: { status: 'unavailable' } as const }

const shown: Record<string, PublishedVersion> = {
  a: published('1.0.0', '2026-03-31T10:00:00Z'),
  b: published('1.0.0', '2026-03-31T10:30:00Z'),
  c: published('1.0.0', '2026-03-31T11:30:00Z'),
  d: published('1.0.0', '2026-03-31T10:15:00Z', eve),
  e: published('1.0.0', '2026-03-31T10:15:00Z', stripped),
}

const histories: Histories = {
  of: async (name) => {
    const version = shown[name]
    if (version === undefined) return { ok: false, why: { code: 'not-found', detail: name } }
    return found({ name, registryHost: 'registry.example.test', versions: [version], latest: '1.0.0' })
  },
}

function found<T>(value: T): { ok: true; value: T } {
  return { ok: true, value }
}

function release(name: string, version = '1.0.0'): LockedRelease {
  const { locked } = candidate(contents({}), { locked: { name, version } })
  return { key: name, locked, locations: [], paths: [], direct: false, dev: false, optional: false }
}

test('companions are other names of the same publisher within an hour, before or after', async () => {
  const of = await readCompanions(
    ['a', 'b', 'c', 'd', 'e', 'gone'].map((name) => release(name)),
    histories,
  )
  expect(['a', 'b', 'c', 'd', 'e', 'gone'].map((name) => of(name, '1.0.0'))).toEqual([1, 2, 1, 0, 0, 0])
})

test('two entries of one package are no companions', async () => {
  const of = await readCompanions([release('a'), release('a')], histories)
  expect(of('a', '1.0.0')).toBe(0)
})

test('a version that the registry does not show has none', async () => {
  const of = await readCompanions([release('a', '9.9.9'), release('b')], histories)
  expect(of('a', '9.9.9')).toBe(0)
  expect(of('b', '1.0.0')).toBe(0)
})

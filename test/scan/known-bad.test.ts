import { expect, test } from 'vitest'
import { emptyContents } from '../../src/domain/comparison.ts'
import type { BadRelease } from '../../src/domain/known-bad.ts'
import type { LockedPackage } from '../../src/domain/locked.ts'
import { defaultPolicy } from '../../src/domain/policy.ts'
import type { Contents } from '../../src/domain/release.ts'
import { knownBadOf } from '../../src/scan/known-bad.ts'
import { readTree } from '../../src/scan/tree.ts'
import { candidate, contents } from '../facts/support.ts'

const registry = 'https://registry.example.test/'
const { locked: ordinary } = candidate(emptyContents)

const bad: BadRelease = {
  id: 'MAL-1',
  harm: 'malicious',
  why: '',
  source: '',
  pack: '',
  list: '',
  atMost: 'block',
  name: 'bad',
  versions: { kind: 'range', range: '1.0.0' },
  registry: '',
  since: -1,
}

function met(
  entry: Partial<LockedPackage>,
  carrier: Partial<LockedPackage> = {},
  of: Contents = emptyContents,
): number {
  const packages = [{ ...ordinary, installedAs: 'carrier', location: 'node_modules/carrier', ...carrier }]
  return knownBadOf({ ...ordinary, ...entry }, 'none', of, {
    knownBad: { values: new Map(), releases: (name) => (name === 'bad' ? [bad] : []) },
    tree: readTree({ file: '', lockfileVersion: 3, packages, notes: [], project: 'unknown' }, 'none'),
    registryFor: () => registry,
    fetchedFrom: (resolved) => resolved,
    policy: defaultPolicy,
  }).length
}

const own = { name: 'bad', version: '1.0.0', resolved: `${registry}bad/-/bad-1.0.0.tgz` }
const bundled = { ...own, kind: 'bundled', resolved: '', bundledIn: 'node_modules/carrier' } as const

test.each<[string, Partial<LockedPackage>, Partial<LockedPackage>, number]>([
  ['by its own name', own, {}, 1],
  ['under another folder', { ...own, kind: 'alias', installedAs: 'good' }, {}, 1],
  ['patched by the project', { ...own, kind: 'patched' }, {}, 1],
  ['under another name, with the bytes of the bad one', { ...own, name: 'good', version: '9.9.9' }, {}, 1],
  ['as a URL dependency of the registry', { ...own, kind: 'remote', name: 'good' }, {}, 1],
  ['inside a tarball of the registry', bundled, { resolved: `${registry}carrier/-/carrier-1.0.0.tgz` }, 1],
  ['inside a tarball from elsewhere', bundled, { resolved: 'https://files.example.test/carrier.tgz' }, 1],
  ['inside a tarball that nobody brings', { ...bundled, bundledIn: 'node_modules/nobody' }, {}, 0],
  ['from a mirror that nobody names', { ...own, resolved: 'https://files.example.test/bad/-/bad-1.0.0.tgz' }, {}, 1],
  ['from another port of the same host', { ...own, resolved: 'https://registry.example.test:8443/bad-1.tgz' }, {}, 1],
  ['from git', { ...own, kind: 'git', resolved: 'git+ssh://git@example.test/bad.git#0' }, {}, 0],
])('a bad release %s', (_what, entry, carrier, expected) => {
  expect(met(entry, carrier)).toBe(expected)
})

test('bytes that call themselves the bad release are it, whatever the lockfile calls them', () => {
  const of = contents({ 'package.json': { name: 'bad', version: '1.0.0' } })
  expect(met({ resolved: `${registry}tiny/-/tiny-1.0.1.tgz` }, {}, of)).toBe(1)
})

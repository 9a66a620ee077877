import { expect, test } from 'vitest'
import { ordinaryStanding } from '../../src/domain/standing.ts'
import { compareReleases } from '../../src/facts/compare.ts'
import { baseline, candidate, contents, emptyRelease } from './support.ts'

const now = Date.parse('2026-11-01T12:00:00Z')
const brings = (bin: object | string) => ({ 'package.json': { name: '@s/tiny', version: '1.0.1', bin } })

test('against the baseline: added, changed, kept, removed', () => {
  const before = baseline(brings({ a: 'a.js', b: 'b.js', c: 'c.js' }))
  const after = candidate(contents(brings({ a: 'a.js', b: 'x.js', d: 'd.js' })))
  const bins = compareReleases(before, after, now).bins
  expect(bins.map(({ name, status, path, pathBefore }) => [name, status, path, pathBefore])).toEqual([
    ['a', 'kept', 'a.js', 'a.js'],
    ['b', 'changed', 'x.js', 'b.js'],
    ['d', 'added', 'd.js', ''],
    ['c', 'removed', '', 'c.js'],
  ])
})

test('names that scripts expect from elsewhere, in any case of letters', () => {
  const after = candidate(
    contents(brings({ Node: 'a.js', git: 'a.js', curl: 'a.js', tiny: 'a.js', constructor: 'a.js' })),
  )
  const bins = compareReleases(emptyRelease, after, now).bins
  expect(bins.map(({ name, shadows }) => [name, shadows])).toEqual([
    ['Node', 'runtime'],
    ['git', 'tool'],
    ['curl', 'system'],
    ['tiny', 'no'],
    ['constructor', 'no'],
  ])
})

test('another package in the same folder owns the command, the package itself does not', () => {
  const standing = {
    ...ordinaryStanding,
    bins: new Map([
      ['tsc', ['tiny', 'typescript']],
      ['tiny', ['tiny']],
    ]),
  }
  const after = candidate(contents(brings({ tsc: 'a.js', tiny: 'a.js' })), { standing })
  const bins = compareReleases(emptyRelease, after, now).bins
  expect(bins.map(({ name, ownedBy }) => [name, ownedBy])).toEqual([
    ['tsc', 'typescript'],
    ['tiny', ''],
  ])
})

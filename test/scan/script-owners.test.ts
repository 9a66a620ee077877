// Whose command an install script starts: as npm's PATH has it, from the package's own folder upwards.
import { expect, test } from 'vitest'
import type { LockedPackage } from '../../src/domain/locked.ts'
import { ownersFor, scriptDigestOf } from '../../src/scan/script-owners.ts'
import { readTree } from '../../src/scan/tree.ts'
import { candidate, contents } from '../facts/support.ts'

const digest = (fill: number) => `sha512-${Buffer.alloc(64, fill).toString('base64')}`
const at = (location: string, about: Partial<LockedPackage> = {}): LockedPackage => {
  const name = location.slice(location.lastIndexOf('node_modules/') + 'node_modules/'.length)
  return candidate(contents({}), { locked: { location, installedAs: name, name, integrity: digest(1), ...about } })
    .locked
}
const treeOf = (...packages: LockedPackage[]) =>
  readTree({ file: 'package-lock.json', lockfileVersion: 3, packages, notes: [], project: 'unknown' }, 'none')

const top = at('node_modules/tool', { bins: ['tool'], integrity: digest(2) })
const nested = at('node_modules/a/node_modules/tool', { bins: ['tool'], integrity: digest(3) })
const a = at('node_modules/a')
const deep = at('node_modules/a/node_modules/b')
const workspace = at('packages/w', { kind: 'workspace', name: 'w', installedAs: 'w', integrity: '', bins: ['own'] })
const inWorkspace = at('packages/w/node_modules/c')

const seen = (from: LockedPackage, name: string, ...packages: LockedPackage[]) =>
  ownersFor(from, treeOf(...packages)).program(name)

test('the nearest folder counts', () => {
  const all = [top, nested, a, deep]
  expect(seen(a, 'tool', ...all)).toEqual({ status: 'package', name: 'tool', bytes: digest(3) })
  expect(seen(deep, 'tool', ...all)).toEqual({ status: 'package', name: 'tool', bytes: digest(3) })
  expect(seen(inWorkspace, 'tool', ...all, inWorkspace)).toEqual({ status: 'package', name: 'tool', bytes: digest(2) })
  expect(seen(a, 'tool', top, a)).toEqual({ status: 'package', name: 'tool', bytes: digest(2) })
  expect(seen(a, 'tol', ...all)).toEqual({ status: 'nobody' })
})

test('a sibling that brings the same command as another leaves it open', () => {
  const thief = at('node_modules/thief', { bins: ['tool'], integrity: digest(4) })
  expect(seen(a, 'tool', top, thief, a)).toEqual({ status: 'several' })
})

test('its own command, and one whose bytes nothing pins', () => {
  expect(seen(top, 'tool', top)).toEqual({ status: 'itself' })
  expect(seen(a, 'tool', { ...top, integrity: '' }, a)).toMatchObject({ bytes: '' })
  expect(seen(inWorkspace, 'x', at('packages/w/node_modules/.x'), workspace)).toEqual({ status: 'nobody' })
})

test('a package is looked for in the same order', () => {
  const { module } = ownersFor(deep, treeOf(top, nested, a, deep))
  expect(module('tool')).toMatchObject({ bytes: digest(3) })
  expect(module('a')).toMatchObject({ name: 'a' })
  expect(module('gone')).toEqual({ status: 'nobody' })
  expect(module('b')).toEqual({ status: 'itself' })
})

test('the packages in whose folders it lies count: their tarballs may bring what is found first', () => {
  const above = (one: LockedPackage) => ownersFor(one, treeOf(top, a, deep, workspace, inWorkspace)).above
  expect(above(a)).toEqual([])
  expect(above(deep)).toEqual([{ status: 'package', name: 'a', bytes: digest(1) }])
  expect(above(inWorkspace)).toMatchObject([{ name: 'w' }])
})

test('what is bundled is pinned by who carries it', () => {
  const carried = at('node_modules/a/node_modules/tool', {
    kind: 'bundled',
    bundledIn: 'node_modules/a',
    integrity: '',
    bins: ['tool'],
  })
  expect(seen(a, 'tool', a, carried)).toMatchObject({ bytes: digest(1) })
})

test('the same scripts in two places have two digests where another package owns what they start', () => {
  const release = contents({ 'package.json': { name: 'a', version: '1.0.0', scripts: { install: 'tool' } } })
  const elsewhere = at('node_modules/x/node_modules/a')
  const tree = treeOf(
    top,
    at('node_modules/x/node_modules/tool', { bins: ['tool'], integrity: digest(3) }),
    a,
    elsewhere,
  )
  const digests = [a, elsewhere].map((one) => scriptDigestOf(one, release, tree))
  expect(new Set(digests).size).toBe(2)
  for (const one of digests) expect(one).toMatch(/^sha256-[0-9a-f]{64}$/)
  expect(scriptDigestOf(a, contents({}), tree)).toBe('')
})

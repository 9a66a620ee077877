import { describe, expect, test } from 'vitest'
import type { PatchFact } from '../../src/domain/change.ts'
import { emptyContents } from '../../src/domain/comparison.ts'
import type { Contents, PatchRecord } from '../../src/domain/release.ts'
import { compareReleases } from '../../src/facts/compare.ts'
import { candidate, contents, type Files, history, published } from './support.ts'

const now = Date.parse('2026-11-20T00:00:00Z')
const locked = { kind: 'patched', patch: { path: 'patches/tiny.patch', integrity: 'sha512-p' }, line: 7 } as const

function record(paths: readonly string[], integrity = 'sha512-p'): PatchRecord {
  return { integrity, files: paths.map((path) => ({ path, added: 3, removed: 1 })) }
}

/** `files` as published, with those of `patch` over them. */
function patched(files: Files, patch: Files, integrity = 'sha512-p'): { contents: Contents; asPublished: Contents } {
  const after = contents({ ...files, ...patch })
  return {
    contents: { ...after, patches: [record(Object.keys(patch), integrity)] },
    asPublished: contents(files),
  }
}

function facts(before: Contents, after: ReturnType<typeof patched>): readonly PatchFact[] {
  const of = candidate(after.contents, { asPublished: after.asPublished, locked })
  return compareReleases({ status: 'history', version: '1.0.0', contents: before }, of, now).patches
}

const installing = { 'package.json': { name: 'tiny', version: '1.0.0', scripts: { postinstall: 'node setup.js' } } }

describe('a patch', () => {
  test('is a fact with its file, digest and size', () => {
    const after = patched({ 'index.js': '1' }, { 'index.js': '2', 'new.js': '3' })
    expect(facts(contents({}), after)).toEqual([
      {
        record: 'patch',
        status: 'added',
        path: 'patches/tiny.patch',
        integrity: 'sha512-p',
        files: ['index.js', 'new.js'],
        added: 6,
        removed: 2,
        touchesManifest: false,
        changesInstall: false,
        line: 7,
      },
    ])
  })

  test('is compared with that of the baseline by its digest', () => {
    const after = patched({}, { 'index.js': '2' })
    const statusAfter = (before: Contents) => facts(before, after).map(({ status }) => status)
    expect(statusAfter(emptyContents)).toEqual(['added'])
    expect(statusAfter(patched({}, { 'index.js': '2' }).contents)).toEqual(['kept'])
    expect(statusAfter(patched({}, { 'index.js': '2' }, 'sha512-q').contents)).toEqual(['changed'])
  })

  test('that was taken away is a fact, too', () => {
    const unpatched = { contents: contents({}), asPublished: contents({}) }
    expect(facts(patched({}, { 'index.js': '2' }).contents, unpatched)).toMatchObject([{ status: 'removed', path: '' }])
    expect(facts(contents({}), unpatched)).toEqual([])
  })

  test.each<[string, Files, Files, boolean]>([
    ['what a script starts', { ...installing, 'setup.js': '' }, { 'setup.js': 'x' }, true],
    [
      'what a script starts by way of another file',
      { ...installing, 'setup.js': "require('./a')" },
      { 'a.js': '' },
      true,
    ],
    ['a library file', { ...installing, 'setup.js': '' }, { 'index.js': 'x' }, false],
    ['a script', installing, { 'package.json': { name: 'tiny', version: '1.0.0', scripts: { install: 'x' } } }, true],
    ['the script away', installing, { 'package.json': { name: 'tiny', version: '1.0.0' } }, true],
    ['another field', installing, { 'package.json': { ...installing['package.json'], main: 'x.js' } }, false],
    ['a script that npm does not run', {}, { 'package.json': { name: 'tiny', scripts: { test: 'x' } } }, false],
    ['an implicit build', {}, { 'binding.gyp': '{}' }, true],
  ])('changes what runs on install, or not: %s', (_what, files, patch, expected) => {
    const [fact] = facts(contents({}), patched(files, patch))
    expect(fact).toMatchObject({ changesInstall: expected, touchesManifest: 'package.json' in patch })
  })
})

test('the lock entry and the registry are held against what was published', () => {
  const manifest = { name: 'other', version: '9.0.0', scripts: { postinstall: 'x' } }
  const after = patched({ 'package.json': { name: 'tiny', version: '1.0.1' } }, { 'package.json': manifest })
  const known = history(published('1.0.1', '2026-01-01T00:00:00Z'))
  const of = candidate(after.contents, { asPublished: after.asPublished, locked, history: known })
  const change = compareReleases({ status: 'none', version: '', contents: emptyContents }, of, now)
  expect(change.manifest).toEqual([])
  expect(change.lock).toMatchObject({ identity: 'agrees', installScript: 'agrees' })
  expect(change.scripts).toMatchObject([{ name: 'postinstall', status: 'added' }])
})

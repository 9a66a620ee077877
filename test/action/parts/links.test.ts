// Links and other repositories through which a lockfile is read that nobody compares.
import { expect, test } from 'vitest'
import { findLinks } from '../../../src/action/links.ts'
import type { TreeEntry } from '../../../src/sources/git-tree.ts'

const lock = (folder: string, digest = '1'): TreeEntry => ({
  path: `${folder}/package-lock.json`,
  kind: 'file',
  digest,
})
const link = (path: string, digest = '1'): TreeEntry => ({ path, kind: 'link', digest })

function find(base: readonly TreeEntry[] | 'none', head: readonly TreeEntry[], gone: readonly string[] = []) {
  return findLinks({
    head,
    base,
    gone,
    isWanted: (path) => path.endsWith('/package-lock.json') && !path.startsWith('unseen/'),
    isNear: () => true,
    leadsTo: ({ path }) => [`${path === 'to-seen' ? 'seen' : 'unseen'}/package-lock.json`],
  })
}

test('a link to what nobody looks into counts when it, or what it leads to, is another one', () => {
  const before = [link('a'), lock('unseen')]
  expect(find(before, before)).toEqual([])
  expect(find(before, [link('a', '2'), lock('unseen')])).toEqual(['a'])
  expect(find(before, [link('a'), lock('unseen', '2')])).toEqual(['a'])
  expect(find([lock('unseen')], before)).toEqual(['a'])
  // In another repository, or made by an earlier step: in no commit of this one.
  expect(find([link('a')], [link('a')])).toEqual(['a'])
  expect(find('none', before)).toEqual(['a'])
})

test('a link to what is judged where it lies is nothing new', () => {
  expect(find([lock('seen')], [lock('seen', '2'), link('to-seen')])).toEqual([])
})

test('a project is not gone where a link or another repository has its place', () => {
  expect(find([lock('a/b')], [{ path: 'a', kind: 'repository', digest: '1' }], ['a/b'])).toEqual(['a'])
  expect(find([lock('a/b')], [], ['a/b', ''])).toEqual([])
})

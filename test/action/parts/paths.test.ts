// The folder for tarballs: nothing is written through a link that a pull request can commit.
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { keptFolder } from '../../../src/action/paths.ts'
import type { Setting } from '../../../src/action/setting.ts'
import type { TreeEntry } from '../../../src/sources/git-tree.ts'

let root = ''
beforeAll(() => {
  root = realpathSync(mkdtempSync(join(tmpdir(), 'cordon-paths-')))
  mkdirSync(join(root, '.git'))
  mkdirSync(join(root, 'plain'))
  symlinkSync(tmpdir(), join(root, 'linked'))
})
afterAll(() => rmSync(root, { recursive: true, force: true }))

function kept(cache: string, ...tracked: string[]): string {
  const setting: Pick<Setting, 'workspace' | 'env' | 'place'> = {
    workspace: root,
    env: { HOME: '/home/ada' },
    place: { root, folder: '' },
  }
  const head = tracked.map((path): TreeEntry => ({ path, kind: 'file', digest: '' }))
  return keptFolder(cache, setting, head)
}

test('may lie where the repository has nothing', () => {
  expect(kept('', 'a')).toBe('')
  expect(kept('~/.tarballs', 'a')).toBe('/home/ada/.tarballs')
  expect(kept('plain', 'a', 'plainer/x')).toBe(join(root, 'plain'))
  expect(kept('plain/below', 'a')).toBe(join(root, 'plain/below'))
})

test.for([
  ['plain', 'plain/_cacache'],
  ['plain', 'plain'],
  ['plain/below', 'plain'],
  ['.', 'a'],
  ['linked', 'a'],
  ['linked/below', 'a'],
] as const)('%s is refused where the repository has %s', ([cache, tracked]) => {
  expect(() => kept(cache, tracked)).toThrow('cache-in-repository')
})

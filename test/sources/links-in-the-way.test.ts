// A cloned node_modules may hold links where npm writes without looking: each is seen before npm is started.
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { linksInTheWay } from '../../src/sources/installed-folders.ts'

let home = ''
beforeEach(() => {
  home = realpathSync(mkdtempSync(join(tmpdir(), 'cordon-links-')))
  for (const folder of ['out', 'project/packages']) mkdirSync(join(home, folder), { recursive: true })
})
afterEach(() => rmSync(home, { recursive: true, force: true }))

test.each<[where: string, isSeen: boolean]>([
  ['node_modules/@types', true],
  ['node_modules/.bin', true],
  ['node_modules/.package-lock.json', true],
  ['node_modules/a/node_modules', true],
  ['node_modules/@s/a/node_modules/@t', true],
  ['packages/a', true],
  ['packages/a/node_modules', true],
  ['packages/a/node_modules/.bin', true],
  ['node_modules', false],
  ['node_modules/a', false],
  ['node_modules/.cache', false],
  ['packages/b', false],
])('%s', (where, isSeen) => {
  const path = join(home, 'project', where)
  mkdirSync(dirname(path), { recursive: true })
  symlinkSync(join(home, 'out'), path)
  expect(linksInTheWay(join(home, 'project'), ['', 'packages/a'])).toEqual(isSeen ? [where] : [])
})

test('a workspace that leads nowhere is one', () => {
  symlinkSync(join(home, 'gone'), join(home, 'project/packages/a'))
  expect(linksInTheWay(join(home, 'project'), ['', 'packages/a'])).toEqual(['packages/a'])
})

test('an ordinary tree has none', () => {
  const folder = join(home, 'project/node_modules/@s/a/node_modules/b')
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, 'package.json'), '{}')
  expect(linksInTheWay(join(home, 'project'), ['', 'packages/a'])).toEqual([])
  expect(linksInTheWay(join(home, 'nowhere'), [''])).toEqual([])
})

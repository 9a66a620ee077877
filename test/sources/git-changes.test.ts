import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { differsFromCommit } from '../../src/sources/git-changes.ts'

let dir = ''
const identity = ['-c', 'user.name=ada', '-c', 'user.email=ada@example.test', '-c', 'commit.gpgsign=false']
const git = (...parameters: string[]) => execFileSync('git', [...identity, '-C', dir, ...parameters], { stdio: 'pipe' })
const write = (path: string, text: string) => writeFileSync(join(dir, path), text)
const differs = (path: string) =>
  differsFromCommit({ dir, ref: 'main', path, env: process.env, platform: process.platform })

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'cordon-changes-'))
  git('init', '-q', '-b', 'main')
  mkdirSync(join(dir, 'records/deep'), { recursive: true })
  write('all.json', '{"a":1}\n')
  write('records/a.json', 'A')
  write('records/deep/b.json', 'B')
  git('add', '.')
  git('commit', '-q', '-m', 'one')
  git('checkout', '-q', '-b', 'change')
})
afterEach(() => rmSync(dir, { recursive: true, force: true }))

test.each<[string, () => void, [file: boolean, folder: boolean]]>([
  ['nothing', () => {}, [false, false]],
  ['something else', () => write('other.json', 'x'), [false, false]],
  ['a file, not committed', () => write('all.json', '{}'), [true, false]],
  [
    'a file, committed',
    () => {
      write('records/a.json', 'C')
      git('commit', '-q', '-a', '-m', 'two')
    },
    [false, true],
  ],
  ['line ends', () => write('all.json', '{"a":1}\r\n'), [false, false]],
  ['a file gone', () => rmSync(join(dir, 'records/deep/b.json')), [false, true]],
  [
    'a file added',
    () => {
      write('records/c.json', 'C')
      git('add', '.')
    },
    [false, true],
  ],
  ['a file that git does not follow', () => write('records/c.json', 'C'), [false, false]],
])('%s', async (_what, change, expected) => {
  change()
  expect([await differs('all.json'), await differs('records')]).toEqual(expected)
})

test('runs no filter that the repository configures', async () => {
  const marker = join(dir, 'marker')
  git('config', 'filter.evil.clean', `touch ${marker}; cat`)
  write('.gitattributes', '*.json filter=evil\n')
  write('all.json', '{"a":2}\n')
  expect(await differs('all.json')).toBe(true)
  expect(existsSync(marker)).toBe(false)
})

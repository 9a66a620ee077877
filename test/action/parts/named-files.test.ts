// Files that the workflow judges by: a pull request that brings others does not choose what it is judged by.
import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, realpathSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { changedNames } from '../../../src/action/named-files.ts'

let root = ''
beforeAll(() => {
  root = realpathSync(mkdtempSync(join(tmpdir(), 'cordon-named-')))
  mkdirSync(join(root, 'data/osv'), { recursive: true })
  writeFileSync(join(root, 'data/osv/a.json'), '{}')
  writeFileSync(join(root, 'keys.json'), '{}')
  git('init', '--quiet', '--initial-branch=main')
  git('add', '--all')
  git('commit', '--quiet', '--message', 'x')
})
afterAll(() => rmSync(root, { recursive: true, force: true }))

function git(...args: string[]): void {
  const env = { PATH: process.env.PATH ?? '', HOME: root, GIT_CONFIG_NOSYSTEM: '1' }
  const who = ['-c', 'user.name=a', '-c', 'user.email=a@example.test', '-c', 'commit.gpgsign=false']
  execFileSync('git', [...who, ...args], { cwd: root, env, stdio: 'pipe' })
}

function changed(osv: string[], keys = ''): Promise<string[]> {
  const env = { PATH: process.env.PATH, HOME: root }
  return changedNames({ osv, trustedRoot: '', registryKeys: keys }, { root, folder: '' }, 'HEAD', env)
}

test('are as the base has them, or the run says that they are not', async () => {
  expect(await changed(['data/osv', tmpdir()], 'keys.json')).toEqual([])
  writeFileSync(join(root, 'data/osv/a.json'), '[]')
  expect(await changed(['data/osv', 'data/osv/a.json'], 'keys.json')).toEqual(['data/osv', 'data/osv/a.json'])
  git('checkout', '--', '.')
  renameSync(join(root, 'data'), join(root, 'other'))
  symlinkSync('other', join(root, 'data'))
  expect(await changed(['data/osv/a.json'])).toEqual(['data/osv/a.json'])
})

// Records that the policy names: a pull request that changes them, or where the way to them leads, is said.
import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { loadKnownBad } from '../../src/cli/known-bad.ts'
import { defaultPolicy } from '../../src/domain/policy.ts'

const now = Date.parse('2026-11-22T12:00:00Z')

let root = ''
beforeEach(() => {
  root = realpathSync(mkdtempSync(join(tmpdir(), 'cordon-known-bad-')))
  write('repo/data/osv/one.json', record('1.0.0'))
  symlinkSync('data', join(root, 'repo/linked'))
  symlinkSync(join(root, 'repo/data'), join(root, 'data'))
  write('outside/one.json', record('1.0.0'))
  git('init', '--initial-branch=main')
  git('add', '-A')
  git('commit', '-m', 'x')
})
afterEach(() => rmSync(root, { recursive: true, force: true }))

function write(path: string, text: string): void {
  mkdirSync(dirname(join(root, path)), { recursive: true })
  writeFileSync(join(root, path), text)
}

function record(version: string): string {
  const affected = [{ package: { ecosystem: 'npm', name: 'evil' }, versions: [version] }]
  return JSON.stringify({ id: 'MAL-2026-9001', modified: '2026-11-01T00:00:00Z', affected })
}

function git(...args: string[]): void {
  const who = ['-c', 'user.name=ada', '-c', 'user.email=ada@example.test', '-c', 'commit.gpgsign=false']
  const env = { PATH: process.env.PATH, HOME: root }
  execFileSync('git', [...who, ...args], { cwd: join(root, 'repo'), stdio: 'ignore', env })
}

/** For a policy in `dir`, of a pull request to `main`. */
async function isChanged(dir: string, from: string): Promise<boolean | undefined> {
  const commit = { dir: join(root, 'repo'), ref: 'main', env: { PATH: process.env.PATH }, platform: process.platform }
  const policy = { ...defaultPolicy, knownBad: [{ from, line: 1 }] }
  const place = { file: 'cordon.yml', text: '', dir: join(root, dir), root: join(root, dir), commit }
  const { snapshots } = await loadKnownBad({
    packs: [],
    osv: [],
    policy: { policy, path: '', place, notices: [] },
    cacheDir: join(root, 'cache'),
    now,
    clock: now,
    cwd: root,
    consequence: 'nothing was scanned',
  })
  return snapshots[0]?.isChanged
}

test.each([
  ['in the repository', 'repo', 'data/osv'],
  ['through a link of it', 'repo', 'linked/osv'],
  ['for a policy outside', '.', 'repo/data/osv'],
  ['through a link from outside', '.', 'data/osv'],
])('%s', async (_, dir, from) => {
  expect(await isChanged(dir, from)).toBe(false)
  write('repo/data/osv/one.json', record('9.9.9'))
  expect(await isChanged(dir, from)).toBe(true)
})

test('a repository that is nothing but records', async () => {
  git('rm', 'linked')
  git('commit', '-m', 'x')
  expect(await isChanged('repo', '.')).toBe(false)
  write('repo/data/osv/one.json', record('9.9.9'))
  expect(await isChanged('repo', '.')).toBe(true)
})

test('another way to other records', async () => {
  write('repo/evil/osv/one.json', record('9.9.9'))
  rmSync(join(root, 'repo/data'), { recursive: true })
  symlinkSync('evil', join(root, 'repo/data'))
  expect(await isChanged('repo', 'data/osv')).toBe(true)
})

test('what lies outside is nothing that a pull request changes', async () => {
  expect(await isChanged('.', 'outside')).toBe(false)
})

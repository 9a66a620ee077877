// Two branches that accept different things, merged by git itself with the attribute that `cordon init` sets.
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readAccepted } from '../../../src/baseline/store/read.ts'
import { writeAccepted } from '../../../src/baseline/store/write.ts'
import type { AcceptedRelease } from '../../../src/domain/accepted.ts'

let folder = ''
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'cordon-merge-'))
  git('init', '-q', '-b', 'main')
  writeFileSync(join(folder, '.gitattributes'), 'cordon.lock merge=union\n')
  git('add', '.')
  commit('begin')
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

function git(...args: string[]): string {
  const env = { ...process.env, GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_SYSTEM: '/dev/null' }
  return execFileSync('git', args, { cwd: folder, env, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] })
}

function commit(message: string): void {
  git('-c', 'user.name=a', '-c', 'user.email=a@example.test', 'commit', '-q', '--allow-empty', '-m', message)
}

function entry(name: string, standard: 'initial' | 'reviewed' = 'reviewed'): AcceptedRelease {
  const integrity = `sha512-${Buffer.alloc(64, name).toString('base64')}`
  const who = { by: 'ada@example.test', at: 1_800_000_000_000, note: standard === 'initial' ? '' : 'read it' }
  return { kind: 'release', name, version: '1.0.0', integrity, standard, ...who, from: '', line: 0 }
}

const file = () => join(folder, 'cordon.lock')

function branch(name: string, releases: readonly AcceptedRelease[]): void {
  git('checkout', '-q', '-B', name, 'base')
  writeFileSync(file(), writeAccepted({ releases, scripts: [] }))
  git('add', '.')
  commit(name)
}

/** Names after merging what two branches made of the same beginning. */
function merged(base: readonly AcceptedRelease[] | 'none', ours: readonly AcceptedRelease[], theirs: typeof ours) {
  git('checkout', '-q', '-B', 'base', 'main')
  if (base !== 'none') writeFileSync(file(), writeAccepted({ releases: base, scripts: [] }))
  git('add', '.')
  commit('base')
  branch('theirs', theirs)
  branch('ours', ours)
  git('-c', 'user.name=a', '-c', 'user.email=a@example.test', 'merge', '-q', '--no-edit', 'theirs')
  return readAccepted('cordon.lock', readFileSync(file(), 'utf8'), '', '').releases
}

test('whatever two branches accept, both count after the merge', { timeout: 60_000 }, () => {
  const names = fc.uniqueArray(fc.constantFrom(...'abcdefghij'), { maxLength: 5 })
  fc.assert(
    fc.property(names, names, names, (base, ours, theirs) => {
      const all = (more: readonly string[]) => [...new Set([...base, ...more])].map((name) => entry(name))
      const found = merged(all([]), all(ours), all(theirs)).map(({ name }) => name)
      expect(found.toSorted()).toEqual([...new Set([...base, ...ours, ...theirs])].toSorted())
    }),
    { numRuns: 12 },
  )
})

test('two branches that both begin merge as well', () => {
  const found = merged('none', [entry('a'), entry('c')], [entry('b'), entry('c')])
  expect(found.map(({ name }) => name).toSorted()).toEqual(['a', 'b', 'c'])
})

test('one branch reviews what the other leaves as it was', () => {
  const found = merged([entry('a', 'initial')], [entry('a')], [entry('a', 'initial'), entry('b')])
  expect(found.map(({ name, standard }) => `${name} ${standard}`).toSorted()).toEqual(['a reviewed', 'b reviewed'])
})

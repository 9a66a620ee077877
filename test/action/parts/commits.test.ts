// Which commits are compared: never one that a pull request can choose, and never none in the place of one that is missing.
import { execFileSync } from 'node:child_process'
import { mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { compareCommits } from '../../../src/action/commits.ts'
import type { Event } from '../../../src/action/event.ts'
import { Problem } from '../../../src/domain/problem.ts'

let root = ''
let origin = ''
let clone = ''
/** By their names: a bad base that a pull request would like, the real one, the head and GitHub's merge of both. */
const commits = { loose: '', base: '', head: '', merge: '', forged: '' }

function git(dir: string, ...args: string[]): string {
  const who = ['-c', 'user.name=a', '-c', 'user.email=a@example.test', '-c', 'commit.gpgsign=false']
  const env = { PATH: process.env.PATH ?? '', HOME: root, GIT_CONFIG_NOSYSTEM: '1' }
  return execFileSync('git', [...who, ...args], { cwd: dir, env, encoding: 'utf8', stdio: 'pipe' }).trim()
}

function commit(ref: string, text: string, ...parents: string[]): string {
  writeFileSync(join(origin, 'a.txt'), text)
  git(origin, 'add', 'a.txt')
  const tree = git(origin, 'write-tree')
  const made = git(origin, 'commit-tree', tree, '-m', text, ...parents.flatMap((parent) => ['-p', parent]))
  git(origin, 'update-ref', ref, made)
  return made
}

beforeAll(() => {
  root = realpathSync(mkdtempSync(join(tmpdir(), 'cordon-commits-')))
  origin = join(root, 'origin')
  git(root, 'init', '--quiet', '--initial-branch=main', origin)
  git(origin, 'config', 'uploadpack.allowAnySHA1InWant', 'true')
  commits.loose = commit('refs/heads/main', 'loose')
  commits.base = commit('refs/heads/main', 'base', commits.loose)
  commits.head = commit('refs/pull/7/head', 'head', commits.loose)
  commits.merge = commit('refs/pull/7/merge', 'merge', commits.base, commits.head)
  commits.forged = commit('refs/pull/8/head', 'forged', commits.loose, commits.head)
  git(origin, 'tag', 'v1', commits.loose)
})
afterAll(() => rmSync(root, { recursive: true, force: true }))

/** A checkout of one commit alone, as a workflow has it. */
function checkOut(name: string, ref: string): void {
  clone = join(root, name)
  git(root, 'init', '--quiet', clone)
  git(clone, 'remote', 'add', 'origin', `file://${origin}`)
  git(clone, 'fetch', '--quiet', '--depth=1', 'origin', ref)
  git(clone, 'checkout', '--quiet', '--detach', 'FETCH_HEAD')
}

async function compared(event: Event, eventCommit = '', refs: { baseRef?: string; headRef?: string } = {}) {
  const name = `${basename(root)}/origin`
  const env = { PATH: process.env.PATH, HOME: root }
  const repository = { dir: clone, env, platform: process.platform, token: '', server: '', eventCommit, name }
  const { base } = await compareCommits(repository, event, { baseRef: '', headRef: '', ...refs })
  return base.status === 'commit' ? `${nameOf(base.commit)} by ${base.from}` : base.status
}

const nameOf = (digest: string) => Object.entries(commits).find(([, one]) => one === digest)?.[0] ?? digest
const whole: Event = { kind: 'whole' }
const pull = (head: string): Event => ({
  kind: 'pull-request',
  pull: { number: 7, author: 'eve', base: commits.base, head },
})

describe('a pull request', () => {
  test('is compared with what GitHub merged it into', async () => {
    checkOut('merged', 'refs/pull/7/merge')
    expect(await compared(pull(commits.head), commits.merge)).toBe('base by merge-commit')
  })
  test('that brings a merge commit of its own does not choose the base by it', async () => {
    checkOut('forged', 'refs/pull/8/head')
    expect(await compared(pull(commits.head), commits.merge)).toBe('base by event')
    expect(await compared(pull(commits.forged), commits.merge)).toBe('base by event')
  })
  test('is not judged by a checkout of its base', async () => {
    checkOut('main', 'refs/heads/main')
    await expect(compared(pull(commits.head), commits.merge)).rejects.toThrow('not-the-events-commit')
    expect(await compared(pull(commits.head), commits.merge, { headRef: commits.base })).toBe('base by event')
  })
  test('does not choose it by references that are called like it', async () => {
    checkOut('named', 'refs/pull/8/head')
    for (const ref of ['refs/heads/main', 'refs/remotes/origin/main', 'refs/tags/main', `refs/heads/${commits.base}`]) {
      git(clone, 'update-ref', ref, 'HEAD')
    }
    expect(await compared(whole, '', { baseRef: 'main' })).toBe('base by base-ref')
    expect(await compared(pull(commits.forged))).toBe('base by event')
  })
})

describe('a base', () => {
  test('can be a branch, a tag or a commit of the server', async () => {
    checkOut('asked', 'refs/pull/7/head')
    expect(await compared(whole)).toBe('none')
    expect(await compared(whole, '', { baseRef: 'v1' })).toBe('loose by base-ref')
    expect(await compared(whole, '', { baseRef: commits.base })).toBe('base by base-ref')
    const push: Event = { kind: 'push', before: '', branch: 'topic', defaultBranch: 'main' }
    expect(await compared(push)).toBe('base by default-branch')
    expect(await compared({ ...push, branch: 'main' })).toBe('none')
    expect(await compared({ ...push, branch: '' })).toBe('none')
  })
  test('that cannot be had is missing, and that is not none', async () => {
    checkOut('gone', 'refs/pull/7/head')
    const push: Event = { kind: 'push', before: 'f'.repeat(40), branch: 'main', defaultBranch: 'main' }
    expect(await compared(push)).toBe('missing')
    expect(await compared(whole, '', { baseRef: 'no-such-branch' })).toBe('missing')
  })
})

test('a branch of another repository is no base for a pull request from there', async () => {
  checkOut('fork', 'refs/pull/8/head')
  const fork = join(root, 'eve.git')
  git(root, 'clone', '--quiet', '--bare', origin, fork)
  git(fork, 'update-ref', 'refs/heads/main', commits.loose)
  git(clone, 'remote', 'set-url', 'origin', `file://${fork}`)
  expect(await compared(pull(commits.forged), '', { baseRef: 'main' })).toBe('missing')
  expect(await compared(pull(commits.forged), '', { baseRef: commits.base })).toBe('base by base-ref')
  expect(await compared(whole, '', { baseRef: 'main' })).toBe('loose by base-ref')
})

test('a whole clone stays whole', async () => {
  clone = join(root, 'whole')
  git(root, 'clone', '--quiet', '--no-tags', origin, clone)
  commit('refs/heads/main', 'newer', commits.base)
  await compared(whole, '', { baseRef: 'main' })
  expect(git(clone, 'rev-parse', '--is-shallow-repository')).toBe('false')
  git(origin, 'update-ref', 'refs/heads/main', commits.base)
})

test('what a stranger may have had checked out does not decide over itself', async () => {
  checkOut('other', 'refs/pull/8/head')
  const other: Event = { kind: 'other', name: 'issue_comment' }
  await expect(compared(other, commits.base)).rejects.toThrow('not-the-events-commit')
  expect(await compared(other, commits.base, { baseRef: 'main' })).toBe('base by base-ref')
  expect(await compared(other, commits.forged)).toBe('none')
})

test('a head that is not checked out is refused; a merge commit stands for what it merges', async () => {
  checkOut('heads', 'refs/pull/7/merge')
  expect(await compared(whole, '', { headRef: commits.merge })).toBe('none')
  expect(await compared(whole, '', { headRef: commits.head })).toBe('none')
  await expect(compared(whole, '', { headRef: commits.base })).rejects.toThrow(Problem)
  await expect(compared(whole, '', { headRef: 'main' })).rejects.toThrow('head-not-checked-out')
})

import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { Problem } from '../../src/domain/problem.ts'
import { hostedTarballUrl, readGitBytes, readGitFile } from '../../src/sources/git.ts'

const commit = '0123456789abcdef0123456789abcdef01234567'

describe('the tarball of a hosted commit', () => {
  test.each([
    [`git+ssh://git@github.com/o/r.git#${commit}`, `https://codeload.github.com/o/r/tar.gz/${commit}`],
    [`git+https://github.com/o/r.git#${commit}`, `https://codeload.github.com/o/r/tar.gz/${commit}`],
    [`git://github.com/o/r.js#${commit}`, `https://codeload.github.com/o/r.js/tar.gz/${commit}`],
    [`github:o/r#${commit}`, `https://codeload.github.com/o/r/tar.gz/${commit}`],
    [`git+https://user:secret@github.com/o/r.git#${commit}`, `https://codeload.github.com/o/r/tar.gz/${commit}`],
    [
      `git+ssh://git@gitlab.com/g/sub/r.git#${commit}`,
      `https://gitlab.com/api/v4/projects/g%2Fsub%2Fr/repository/archive.tar.gz?sha=${commit}`,
    ],
    [`git+ssh://git@bitbucket.org/o/r.git#${commit}`, `https://bitbucket.org/o/r/get/${commit}.tar.gz`],
  ])('%s', (resolved, url) => expect(hostedTarballUrl(resolved)).toBe(url))

  test.each([
    ['a branch', 'git+ssh://git@github.com/o/r.git#main'],
    ['no commit', 'git+ssh://git@github.com/o/r.git'],
    ['half a commit', `git+ssh://git@github.com/o/r.git#${commit.slice(1)}`],
    ['a lookalike host', `git+ssh://git@github.com.example.test/o/r.git#${commit}`],
    ['the host as a user', `git+https://github.com@example.test/o/r.git#${commit}`],
    ['another port', `git+https://github.com:8443/o/r.git#${commit}`],
    ['another protocol', `file://github.com/o/r.git#${commit}`],
    ['too deep', `git+https://github.com/o/r/archive#${commit}`],
    ['too flat', `git+https://github.com/r.git#${commit}`],
    ['an encoded slash', `git+https://github.com/o/r%2f..%2fx#${commit}`],
    ['a query', `git+https://github.com/o/?x=/r#${commit}`],
    ['no URL', 'o/r'],
    ['nothing', ''],
  ])('none for %s', (_, resolved) => expect(hostedTarballUrl(resolved)).toBe(''))
})

describe('a file of a commit', () => {
  const dir = mkdtempSync(join(tmpdir(), 'cordon-git-'))
  const marker = join(dir, 'marker')
  const identity = ['-c', 'user.name=ada', '-c', 'user.email=ada@example.test', '-c', 'commit.gpgsign=false']
  const git = (...parameters: string[]) =>
    execFileSync('git', [...identity, '-C', dir, ...parameters], { stdio: 'pipe' })
  const read = (ref: string, path = 'package-lock.json', from = dir) =>
    readGitFile({ dir: from, ref, path, env: process.env, platform: process.platform })

  const codeOf = async (promise: Promise<unknown>) => {
    const error = await promise.then(
      () => 'nothing thrown',
      (thrown: unknown) => thrown,
    )
    return error instanceof Problem ? error.mistakes[0]?.code : error
  }

  beforeAll(() => {
    git('init', '-q', '-b', 'main')
    writeFileSync(join(dir, 'package-lock.json'), '{"old":true}\n')
    mkdirSync(join(dir, 'app'))
    writeFileSync(join(dir, 'app', 'package-lock.json'), '{"app":true}\n')
    symlinkSync('package-lock.json', join(dir, 'link.json'))
    writeFileSync(join(dir, 'latin1.patch'), Buffer.from([0x2b, 0xe9]))
    symlinkSync('app', join(dir, 'linked'))
    symlinkSync('..', join(dir, 'app', 'up'))
    git('add', 'package-lock.json', 'app', 'link.json', 'linked', 'latin1.patch')
    git('update-index', '--add', '--cacheinfo', `160000,${commit},other`)
    git('commit', '-q', '-m', 'first')
    git('tag', 'v1')
    writeFileSync(join(dir, 'package-lock.json'), '{"new":true}\n')
    git('commit', '-q', '-a', '-m', 'second')
  })
  afterAll(() => rmSync(dir, { recursive: true }))

  test('is read as it was there', async () => {
    expect(await read('v1')).toBe('{"old":true}\n')
    expect(await read('main~1')).toBe('{"old":true}\n')
    expect(await read('HEAD')).toBe('{"new":true}\n')
  })

  test('can be had as the bytes it has', async () => {
    const file = { dir, ref: 'v1', path: 'latin1.patch', env: process.env, platform: process.platform }
    expect(await readGitBytes(file)).toEqual(Buffer.from([0x2b, 0xe9]))
    expect(await readGitBytes({ ...file, path: 'nothing.patch' })).toBeUndefined()
  })

  test('is looked for from the given folder', async () => {
    expect(await read('v1', 'package-lock.json', join(dir, 'app'))).toBe('{"app":true}\n')
  })

  test.each(['nothing.json', '*.json', 'app/nothing.json', 'nothing/x.json', 'package-lock.json/x'])(
    'that the commit does not have is undefined: %s',
    async (path) => expect(await read('v1', path)).toBeUndefined(),
  )

  test.each(['link.json', 'app', 'linked/package-lock.json', 'app/up/package-lock.json', 'other', 'other/x.json'])(
    'that is no file there is no file that is absent: %s',
    async (path) => expect(await codeOf(read('v1', path))).toBe('git-no-file'),
  )

  test.each(['', '--upload-pack=x', '-h', 'v1:package-lock.json', 'v1 v2', 'v1\n'])('no reference: %j', async (ref) =>
    expect(await codeOf(read(ref))).toBe('invalid-git-ref'),
  )

  test('an unknown reference is the user’s to fetch', async () => {
    expect(await codeOf(read('origin/main'))).toBe('unknown-git-ref')
  })

  test('no repository', async () => {
    const empty = mkdtempSync(join(tmpdir(), 'cordon-nogit-'))
    expect(await codeOf(read('main', 'package-lock.json', empty))).toBe('git-failed')
    rmSync(empty, { recursive: true })
  })

  test('no git on the PATH', async () => {
    const file = {
      dir,
      ref: 'main',
      path: 'x',
      env: { PATH: join(dir, 'node_modules/.bin') },
      platform: process.platform,
    }
    expect(await codeOf(readGitFile(file))).toBe('no-git')
  })

  test('the repository’s own configuration runs nothing', async () => {
    const command = `touch ${marker}`
    for (const key of ['core.fsmonitor', 'core.pager', 'core.sshCommand', 'diff.external', 'filter.x.smudge']) {
      git('config', key, command)
    }
    writeFileSync(join(dir, '.git', 'info', 'attributes'), '* filter=x diff=x\n')
    expect(await read('v1')).toBe('{"old":true}\n')
    expect(existsSync(marker)).toBe(false)
  })

  test('a bare repository hidden in the tree is not read', async () => {
    const bare = join(dir, 'app', 'bare')
    execFileSync('git', ['clone', '-q', '--bare', dir, bare], { stdio: 'pipe' })
    expect(await codeOf(read('main', 'package-lock.json', bare))).toBe('git-failed')
  })

  test('variables that move the repository are not passed on', async () => {
    const env = { ...process.env, GIT_DIR: '/nowhere', GIT_OBJECT_DIRECTORY: '/nowhere' }
    const text = await readGitFile({ dir, ref: 'v1', path: 'package-lock.json', env, platform: process.platform })
    expect(text).toBe('{"old":true}\n')
  })
})

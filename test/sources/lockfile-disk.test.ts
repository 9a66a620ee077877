// The project's files on a real disk: ordinary files inside the repository, and nothing else.
import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { loadProjectFiles } from '../../src/sources/lockfile/project-files.ts'
import { readProjectLockfile } from '../../src/sources/lockfile/read.ts'
import { codesOf } from './lockfile-project.ts'

const lock = '{"lockfileVersion":3,"packages":{"":{}}}'
let top = ''

beforeEach(() => {
  top = realpathSync(mkdtempSync(join(tmpdir(), 'cordon-lockfile-')))
})
afterEach(() => rmSync(top, { recursive: true }))

function write(path: string, text = '{}'): string {
  const file = join(top, path)
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, text)
  return file
}

describe('loadProjectFiles', () => {
  test('reads a project', () => {
    write('repo/package.json')
    write('repo/package-lock.json', lock)
    const lockfile = readProjectLockfile(loadProjectFiles(join(top, 'repo')))
    expect(lockfile.packages).toEqual([])
    expect(lockfile.file.endsWith('repo/package-lock.json')).toBe(true)
  })

  test('knows the folder of the project in its repository', () => {
    write('repo/.git/HEAD', '')
    write('repo/packages/app/package.json')
    write('worktree/.git', 'gitdir: elsewhere')
    expect(loadProjectFiles(join(top, 'repo/packages/app')).projectFolder).toBe('packages/app')
    expect(loadProjectFiles(join(top, 'repo')).projectFolder).toBe('')
    expect(loadProjectFiles(join(top, 'worktree')).projectFolder).toBe('')
  })

  test('says what is missing', () => {
    write('repo/package.json')
    expect(codesOf(() => loadProjectFiles(join(top, 'nowhere')))).toEqual(['project-missing'])
    expect(codesOf(() => loadProjectFiles(join(top, 'repo/package.json')))).toEqual(['project-missing'])
    expect(loadProjectFiles(join(top, 'repo')).read('package-lock.json')).toEqual({ status: 'missing' })
    expect(loadProjectFiles(join(top, 'repo')).read('package.json/package.json')).toEqual({ status: 'missing' })
  })

  test('follows a link inside the repository, and none that leaves it', () => {
    write('repo/.git/HEAD', '')
    write('repo/shared/package-lock.json', lock)
    write('repo/app/package.json')
    const secret = write('secret', 'a secret of this machine')
    symlinkSync('../shared/package-lock.json', join(top, 'repo/app/package-lock.json'))
    symlinkSync(secret, join(top, 'repo/app/npm-shrinkwrap.json'))
    const files = loadProjectFiles(join(top, 'repo/app'))
    expect(files.read('package-lock.json')).toEqual({ status: 'text', text: lock })
    expect(files.read('npm-shrinkwrap.json')).toMatchObject({ status: 'refused' })
    expect(files.read('../../secret')).toMatchObject({ status: 'refused' })
    expect(codesOf(() => readProjectLockfile(files))).toEqual(['lockfile-unreadable'])
  })

  test('does not take a neighbour for the repository because its name starts alike', () => {
    write('repo/package.json')
    write('repo-secret/package.json')
    expect(loadProjectFiles(join(top, 'repo')).read('../repo-secret/package.json')).toMatchObject({ status: 'refused' })
  })

  test('refuses folders, pipes and giants without waiting or reading', () => {
    write('repo/package-lock.json/x')
    execFileSync('mkfifo', [join(top, 'repo/pipe')])
    truncateSync(write('repo/giant'), 256 * 1024 * 1024 + 1)
    const files = loadProjectFiles(join(top, 'repo'))
    for (const name of ['package-lock.json', 'pipe', 'giant'])
      expect(files.read(name)).toMatchObject({ status: 'refused' })
  })

  test('finds the workspaces that npm finds', () => {
    for (const name of ['a', 'b', '@s/c', 'a/node_modules/x', 'a/test/y']) write(`repo/packages/${name}/package.json`)
    write('repo/packages/empty/readme')
    write('repo/tools/t/package.json')
    write('outside/package.json')
    const found = (...patterns: string[]) => loadProjectFiles(join(top, 'repo')).workspaces(patterns)
    expect(found('packages/*')).toEqual(['packages/a', 'packages/b'])
    expect(found('./packages/*/', '!packages/b')).toEqual(['packages/a'])
    expect(found('!packages/b', 'packages/*')).toEqual(['packages/a'])
    expect(found('packages/*', '!packages/b', 'packages/b')).toEqual(['packages/a', 'packages/b'])
    expect(found('packages/**')).toEqual(['packages/@s/c', 'packages/a', 'packages/a/test/y', 'packages/b'])
    expect(found('{packages,tools}/*')).toEqual(['packages/a', 'packages/b', 'tools/t'])
    expect(found('packages/*', '@nothing/*', 'tools/t')).toEqual(['packages/a', 'packages/b', 'tools/t'])
    expect(found('../*', '/etc', 'a'.repeat(300), '{a,b}{a,b}{a,b}', '')).toEqual([])
  })
})

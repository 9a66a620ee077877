// The formats whose paths are seen from the root of a repository, for a project that lies below it. Offline, with an empty
// cache: what the lockfile names stays unchecked.
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { parseArguments } from '../../src/cli/arguments.ts'
import { main } from '../../src/cli/main.ts'
import { toScanOptions } from '../../src/cli/scan-options.ts'
import { sarifProblems } from '../report/sarif-schema.ts'
import { codesOf } from './codes.ts'
import { fakeIo } from './fake-io.ts'

let root = ''
beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'cordon-formats-'))
  mkdirSync(join(root, '.git'))
  const write = (path: string, value: object) => {
    mkdirSync(join(root, path, '..'), { recursive: true })
    writeFileSync(join(root, path), JSON.stringify(value, null, 2))
  }
  const entry = { version: '1.3.0', integrity: `sha512-${Buffer.alloc(64, 7).toString('base64')}` }
  const web = { name: 'web', version: '1.0.0', workspaces: ['part'], dependencies: { 'left-pad': '1.3.0' } }
  const part = { name: 'part', version: '1.0.0', devDependencies: { 'right-pad': '1.3.0' } }
  write('apps/web/package.json', web)
  write('apps/web/part/package.json', part)
  write('apps/web/package-lock.json', {
    name: 'web',
    version: '1.0.0',
    lockfileVersion: 3,
    requires: true,
    packages: {
      '': web,
      'node_modules/left-pad': entry,
      'node_modules/part': { resolved: 'part', link: true },
      'node_modules/right-pad': { ...entry, dev: true },
      part,
    },
  })
  write('empty/package.json', { name: 'empty', version: '1.0.0' })
  write('empty/package-lock.json', {
    name: 'empty',
    version: '1.0.0',
    lockfileVersion: 3,
    requires: true,
    packages: { '': { name: 'empty', version: '1.0.0' } },
  })
})
afterAll(() => rmSync(root, { recursive: true, force: true }))

async function scan(cwd: string, ...args: string[]): Promise<{ code: number; out: string }> {
  const { io, out } = fakeIo({ cwd: join(root, cwd), env: { HOME: root, PATH: process.env.PATH } })
  const code = await main(['scan', '--offline', '--cache-dir', join(root, 'cache'), ...args], io)
  return { code, out: out() }
}

test('annotations stand on the lockfile and on each manifest, from below and from above', async () => {
  const below = await scan('apps/web', '--format', 'github')
  const heads = below.out.split('\n').map((line) => line.slice(0, line.indexOf(',title')))
  expect([below.code, heads]).toEqual([
    3,
    [
      '::error file=apps/web/package-lock.json,line=17',
      '::error file=apps/web/package.json,line=8',
      '::error file=apps/web/package-lock.json,line=25',
      '::error file=apps/web/part/package.json,line=5',
      '',
    ],
  ])
  expect((await scan('', 'apps/web', '--format', 'github')).out).toBe(below.out)
})

test('SARIF leads to the same files, and goes to a file as well', async () => {
  const file = join(root, 'out.sarif')
  expect(await scan('apps/web', '--format', 'sarif', '--output', file)).toEqual({ code: 3, out: '' })
  const text = readFileSync(file, 'utf8')
  expect(sarifProblems(text)).toEqual([])
  const [run] = JSON.parse(text).runs
  expect(run.automationDetails.id).toBe('cordon/apps/web/package-lock.json/')
  expect(run.invocations[0]).toMatchObject({ executionSuccessful: false, exitCode: 3 })
})

test('quiet leaves the words for people out when all is well, and nothing else', async () => {
  expect(await scan('empty', '--format', 'markdown', '--quiet')).toEqual({ code: 0, out: '' })
  expect(await scan('empty', '--format', 'github')).toEqual({ code: 0, out: '' })
  expect((await scan('empty', '--format', 'markdown')).out).toMatch(/^\*\*cordon: passed\*\*, nothing to judge/)
  expect((await scan('empty', '--format', 'sarif', '--quiet')).out).toContain('"version": "2.1.0"')
})

test('a question about one release has no lines in a repository', () => {
  const given = parseArguments(['explain', 'a@1.0.0', '--format', 'sarif'])
  expect(codesOf(() => toScanOptions(given, '/project', 0))).toEqual(['bad-choice'])
})

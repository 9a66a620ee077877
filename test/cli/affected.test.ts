import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { main } from '../../src/cli/main.ts'
import type { AffectedReport } from '../../src/domain/affected.ts'
import { installedText, lockText, oldLockText } from '../support/lock-texts.ts'
import { fakeIo } from './fake-io.ts'

const record = fileURLToPath(new URL('../fixtures/osv/MAL-2026-9001.json', import.meta.url))
const schema = JSON.parse(readFileSync(new URL('../../schemas/affected-1.schema.json', import.meta.url), 'utf8'))
const matches = new Ajv2020({ strict: true, strictRequired: true, allErrors: true }).compile(schema)

const bytes = Buffer.alloc(64, 250)
const sha512 = `sha512-${bytes.toString('base64')}`
const sha1 = Buffer.alloc(20, 251)

let folder = ''
beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'cordon-affected-')))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

function write(path: string, text: string): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true })
  writeFileSync(join(folder, path), text)
}

async function run(...args: string[]): Promise<{ code: number; out: string; err: string }> {
  const { io, out, err } = fakeIo({ cwd: folder })
  const code = await main(['affected', ...args], io)
  return { code, out: out(), err: err() }
}

/** The JSON answer, held against its schema. */
async function ask(...args: string[]): Promise<AffectedReport> {
  const { code, out, err } = await run(...args, '--format', 'json')
  expect(err).toBe('')
  const report: AffectedReport = JSON.parse(out)
  matches(report)
  expect(matches.errors ?? []).toEqual([])
  expect(report.summary.exitCode).toBe(code)
  return report
}

const files = (report: AffectedReport) => report.affected.map((one) => one.file)
const ways = (report: AffectedReport) => report.affected.flatMap((one) => one.entries.map((entry) => entry.by))
const codes = (report: AffectedReport) => report.unread.map((one) => one.code)

describe('finds a release', () => {
  test.each([2, 3, 4])('in lockfileVersion %d', async (version) => {
    write('package-lock.json', lockText({ version: '1.0.1' }, version))
    const report = await ask('alpha@1.0.1')
    expect(report.affected).toMatchObject([
      { file: 'package-lock.json', installed: false, entries: [{ name: 'alpha', version: '1.0.1', by: 'name' }] },
    ])
    expect(report.affected[0]?.entries[0]?.path).toEqual(['alpha@1.0.1'])
  })
  test('in lockfileVersion 1, nested', async () => {
    const nested = { version: '1.0.1', integrity: sha512 }
    write(
      'package-lock.json',
      oldLockText('beta', {
        version: '2.0.0',
        integrity: sha512,
        requires: { alpha: '1' },
        dependencies: { alpha: nested },
      }),
    )
    expect((await ask('alpha@1.0.1')).affected[0]?.entries[0]?.path).toEqual(['beta@2.0.0', 'alpha@1.0.1'])
  })
  test('in npm-shrinkwrap.json', async () => {
    write('app/npm-shrinkwrap.json', lockText({ version: '1.0.1' }))
    expect(files(await ask('alpha'))).toEqual(['app/npm-shrinkwrap.json'])
  })
  test('in what npm installed, where the lockfile was repaired already', async () => {
    write('package-lock.json', lockText({ version: '1.0.2' }))
    write('node_modules/.package-lock.json', installedText('alpha', '1.0.1'))
    write('node_modules/beta/package-lock.json', lockText({ version: '1.0.1' }))
    const report = await ask('alpha@1.0.1')
    expect(report.affected).toMatchObject([{ file: 'node_modules/.package-lock.json', installed: true }])
  })
  test.each([
    ['alpha@^1.0.0', 1],
    ['alpha@>=1.0.1-0 <1.0.1', 0],
    ['alpha@1.0.2', 0],
    ['alpha@1.0.1 || 3', 1],
    ['alph@1.0.1', 0],
    ['alphabet', 0],
    ['alpha@01.0.1', 1],
  ])('by range: %s gives exit %d', async (spec, code) => {
    write('package-lock.json', lockText({ version: '1.0.1' }))
    expect((await run(spec)).code).toBe(code)
  })
  test('that is a prerelease within the range', async () => {
    write('package-lock.json', lockText({ version: '1.1.0-beta.1' }))
    expect((await run('alpha@>=1.0.0 <1.2.0')).code).toBe(1)
  })
  test('of a scope', async () => {
    write('package-lock.json', lockText({ location: 'node_modules/@team/alpha', version: '1.0.1' }))
    expect([(await run('@team/alpha@1')).code, (await run('alpha@1')).code]).toEqual([1, 0])
  })
})

describe('finds a release under another name', () => {
  test('an alias, by its registry name and not by its own', async () => {
    write('package-lock.json', lockText({ location: 'node_modules/harmless', name: 'alpha', version: '1.0.1' }))
    expect(ways(await ask('alpha@1.0.1'))).toEqual(['name'])
    expect((await run('harmless')).code).toBe(0)
  })
  test('an alias of lockfileVersion 1', async () => {
    write('package-lock.json', oldLockText('harmless', { version: 'npm:alpha@1.0.1', integrity: sha512 }))
    expect(ways(await ask('alpha@1.0.1'))).toEqual(['name'])
  })
  test('an entry whose bytes come from it', async () => {
    const resolved = 'https://registry.example.test/alpha/-/alpha-1.0.1.tgz'
    write('package-lock.json', lockText({ location: 'node_modules/harmless', version: '9.0.0', resolved }))
    expect(ways(await ask('alpha@1.0.1'))).toEqual(['resolved'])
  })
  test.each([
    ['sha512', sha512],
    ['hex of sha512', bytes.toString('hex')],
  ])('by digest, %s', async (_what, digest) => {
    write('package-lock.json', lockText({ location: 'node_modules/harmless', version: '9.0.0', integrity: sha512 }))
    expect(ways(await ask(digest))).toEqual(['digest'])
  })
  test('by a shasum beside a stronger digest', async () => {
    const integrity = `sha1-${sha1.toString('base64')} ${sha512}`
    write('package-lock.json', lockText({ version: '9.0.0', integrity }))
    expect((await run(sha1.toString('hex'))).code).toBe(1)
    expect((await run(Buffer.alloc(20, 1).toString('hex'))).code).toBe(0)
  })
})

describe('cannot be hidden from', () => {
  test.each([
    ['a JSON escape in the name', (text: string) => text.replaceAll('alpha', '\\u0061lpha')],
    ['a JSON escape of the slash', (text: string) => text.replaceAll('node_modules/alpha', 'node_modules\\/alpha')],
    ['a JSON escape in the version', (text: string) => text.replaceAll('1.0.1', '1.0.\\u0031')],
    ['a padded version', (text: string) => text.replaceAll('1.0.1', '1.00.1')],
    ['a byte order mark', (text: string) => `\ufeff${text}`],
    ['one line', (text: string) => JSON.stringify(JSON.parse(text))],
  ])('%s', async (_what, disguise) => {
    write('package-lock.json', disguise(lockText({ version: '1.0.1' })))
    expect((await run('alpha@1.0.1')).code).toBe(1)
  })
  test('a percent sign in the URL', async () => {
    const resolved = 'https://registry.example.test/%61lpha/-/%61lpha-1.0.1.tgz'
    write('package-lock.json', lockText({ location: 'node_modules/harmless', version: '9.0.0', resolved }))
    expect((await run('alpha@1.0.1')).code).toBe(1)
  })
  test('a second key of the same name', async () => {
    const twice = lockText({ version: '1.0.0' }).replace('"version": "1.0.0"', '"version": "1.0.0", "version": "1.0.1"')
    write('package-lock.json', twice)
    const report = await ask('alpha@1.0.1')
    expect([codes(report), report.unread[0]?.mentions]).toEqual([['lockfile-duplicate-key'], true])
  })
})

describe('what cannot be read is said', () => {
  test.each([
    ['empty', ''],
    ['cut off', lockText({ version: '1.0.1' }).slice(0, -20)],
    ['broken without the name', '{ "lockfileVersion": 3, '],
    ['in the middle of a merge', `<<<<<<< HEAD\n${lockText({ version: '2.0.0' })}=======\n>>>>>>> main\n`],
    ['of an unknown version', lockText({ version: '2.0.0' }, 9)],
    ['no lockfile at all', '[]'],
  ])('%s: exit 3', async (_what, text) => {
    write('package-lock.json', text)
    const report = await ask('alpha@1.0.1')
    expect([report.summary.exitCode, report.unread.length]).toEqual([3, 1])
  })
  test('but a hit elsewhere is exit 1', async () => {
    write('a/package-lock.json', '{')
    write('b/package-lock.json', lockText({ version: '1.0.1' }))
    const report = await ask('alpha@1.0.1')
    expect([report.summary.exitCode, report.unread.length]).toEqual([1, 1])
  })
  test('lockfiles of other package managers', async () => {
    write('a/yarn.lock', '"alpha@^1.0.0":\n  version "1.0.1"\n')
    write('b/pnpm-lock.yaml', 'lockfileVersion: 9.0\n')
    const report = await ask('alpha@1.0.1')
    expect(codes(report)).toEqual(['lockfile-not-read-yet', 'lockfile-not-read-yet'])
    expect(report.unread.map((one) => one.mentions)).toEqual([true, false])
  })
  test('a lockfile that is a link out of the folder, without a word of its content', async () => {
    write('outside.txt', 'secret of the machine')
    mkdirSync(join(folder, 'app'))
    symlinkSync(join(folder, 'outside.txt'), join(folder, 'app/package-lock.json'))
    const { code, out } = await run('alpha', 'app')
    expect([code, out.includes('leads out of the folder'), out.includes('secret')]).toEqual([3, true, false])
  })
  test('a lockfile that is a folder', async () => {
    mkdirSync(join(folder, 'package-lock.json'))
    write('b/package-lock.json', lockText({ version: '2.0.0' }))
    expect((await run('alpha@1.0.1')).code).toBe(0)
  })
})

describe('walks', () => {
  test('every folder but node_modules and .git, and no linked one', async () => {
    write('a/b/c/package-lock.json', lockText({ version: '1.0.1' }))
    write('.hidden/package-lock.json', lockText({ version: '1.0.1' }))
    write('node_modules/x/package-lock.json', lockText({ version: '1.0.1' }))
    write('.git/package-lock.json', lockText({ version: '1.0.1' }))
    symlinkSync(join(folder, 'a'), join(folder, 'linked'))
    symlinkSync(folder, join(folder, 'a/loop'))
    expect(files(await ask('alpha'))).toEqual(['.hidden/package-lock.json', 'a/b/c/package-lock.json'])
  })
  test('the folders that are named, each lockfile once', async () => {
    write('a/package-lock.json', lockText({ version: '1.0.1' }))
    write('b/package-lock.json', lockText({ version: '1.0.1' }))
    expect(files(await ask('alpha', 'a', 'a/package-lock.json', '.'))).toEqual([
      'a/package-lock.json',
      'b/package-lock.json',
    ])
  })
  test("past the project's own folders of the same name", async () => {
    const document = JSON.parse(lockText({ version: '9.0.0', location: 'node_modules/beta' }))
    Object.assign(document.packages[''], { workspaces: ['alpha'] })
    Object.assign(document.packages, {
      alpha: { version: '1.0.1' },
      'node_modules/alpha': { resolved: 'alpha', link: true },
    })
    write('package-lock.json', JSON.stringify(document))
    expect((await run('alpha@1.0.1')).code).toBe(0)
  })
})

describe('an advisory', () => {
  test('names the versions, and says what to do in the safe order', async () => {
    write('package-lock.json', lockText({ version: '1.0.1' }))
    const report = await ask('MAL-2026-9001', '--osv', record)
    expect([report.sought.malice, report.summary.entries]).toEqual(['known', 1])
    const { out } = await run('MAL-2026-9001', '--osv', dirname(record))
    expect(out.indexOf('Remove persistence')).toBeGreaterThan(0)
    expect(out.indexOf('rotate every secret')).toBeGreaterThan(out.indexOf('Remove persistence'))
  })
  test.each(['1.0.0', '1.0.2', '2.0.0'])('leaves %s alone', async (version) => {
    write('package-lock.json', lockText({ version }))
    expect((await run('MAL-2026-9001', '--osv', record)).code).toBe(0)
  })
  test('finds a version that is spelt with padding', async () => {
    write('package-lock.json', lockText({ version: '1.0.01' }))
    expect((await run('MAL-2026-9001', '--osv', record)).code).toBe(1)
  })
})

describe('wrong usage is exit 2, and nothing was searched', () => {
  const other = { id: 'MAL-2026-9002', affected: [{ package: { ecosystem: 'PyPI', name: 'x' }, versions: ['1'] }] }
  test.each<[string[], string, string]>([
    [[], 'no-target', 'name@range'],
    [['MAL-2026-9001'], 'osv-missing', '--osv'],
    [['MAL-2026-9009', '--osv', 'records'], 'osv-unknown-id', 'MAL-2026-9009.json'],
    [['MAL-2026-9002', '--osv', 'records'], 'osv-not-npm', 'id'],
    [['MAL-2026-9003', '--osv', 'records'], 'osv-withdrawn', 'nothing'],
    [['MAL-2026-9004', '--osv', 'records'], 'osv-invalid', 'OSV format'],
    [['MAL-2026-9001', '--osv', 'nowhere'], 'osv-not-found', 'folder'],
    [['alpha', '--osv', 'records'], 'osv-without-id', 'MAL-'],
    [['alpha@latest'], 'bad-range', 'alpha@1.2.3'],
    [['__proto__'], 'bad-name', 'name@version'],
    [['sha512-abc'], 'bad-digest', 'integrity'],
    [['alpha', 'nowhere'], 'no-such-folder', 'folders'],
    [['alpha', 'records'], 'no-lockfiles', 'node_modules'],
    [['alpha', '--formt', 'json'], 'unknown-flag', 'Did you mean "--format"?'],
    [['alpha', '--format', 'yaml'], 'bad-choice', 'json'],
  ])('%j', async (args, code, help) => {
    write('package-lock.json', lockText({ version: '1.0.1' }))
    write('records/MAL-2026-9002.json', JSON.stringify(other))
    write(
      'records/MAL-2026-9003.json',
      JSON.stringify({ ...other, id: 'MAL-2026-9003', withdrawn: '2026-01-01T00:00:00Z' }),
    )
    write('records/MAL-2026-9004.json', '{ "id": ')
    const result = await run(...args)
    expect([result.code, result.out]).toEqual([2, ''])
    expect(result.err).toMatch(new RegExp(`^error ${code}: `))
    expect(result.err).toContain(help)
    expect(result.err.trimEnd().split('\n').at(-1)).toBe('nothing was searched')
  })
})

test('hostile text cannot steer the terminal', async () => {
  write('a\u001b[2J/package-lock.json', lockText({ version: '1.0.1\u202e' }))
  write('b/package-lock.json', lockText({ version: '1.0.1', resolved: 'https://registry.example.test/\u009b' }))
  const { out } = await run('alpha')
  expect(out).not.toBe('')
  expect(out.replaceAll('\n', '')).not.toMatch(/\p{C}/u)
})

test('--quiet says nothing when there is nothing, --output writes it to a file', async () => {
  write('package-lock.json', lockText({ version: '1.0.1' }))
  expect(await run('beta', '--quiet')).toEqual({ code: 0, out: '', err: '' })
  expect(await run('alpha', '--format', 'json', '--output', 'answer.json')).toEqual({ code: 1, out: '', err: '' })
  expect(JSON.parse(readFileSync(join(folder, 'answer.json'), 'utf8')).summary.affected).toBe(1)
})

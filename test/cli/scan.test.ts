import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { isFileName } from '../../src/cli/base.ts'
import { main } from '../../src/cli/main.ts'
import { fakeIo } from './fake-io.ts'

// Offline, with an empty cache: what a lockfile names cannot be had, so it stays unchecked. Verdicts on real bytes are
// the scenarios' business.
let folder = ''
let project = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'cordon-scan-'))
  project = join(folder, 'app')
  mkdirSync(project)
  writeProject({})
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const integrity = `sha512-${Buffer.alloc(64, 7).toString('base64')}`

function lockfile(dependencies: Record<string, string>): string {
  const entries = Object.entries(dependencies).map(([name, version]) => [
    `node_modules/${name}`,
    { version, integrity },
  ])
  const packages = { '': { name: 'app', version: '1.0.0', dependencies }, ...Object.fromEntries(entries) }
  return JSON.stringify({ name: 'app', version: '1.0.0', lockfileVersion: 3, requires: true, packages }, null, 2)
}

function writeProject(dependencies: Record<string, string>): void {
  writeFileSync(join(project, 'package.json'), JSON.stringify({ name: 'app', version: '1.0.0', dependencies }))
  writeFileSync(join(project, 'package-lock.json'), lockfile(dependencies))
}

function newIo() {
  return fakeIo({ cwd: project, env: { HOME: folder, PATH: process.env.PATH } })
}

async function scan(...args: string[]): Promise<{ code: number; out: string; err: string }> {
  const { err, io, out } = newIo()
  const code = await main(['scan', '--offline', '--cache-dir', join(folder, 'cache'), ...args], io)
  return { code, out: out(), err: err() }
}

describe('the report and the exit code', () => {
  test('a project without dependencies passes', async () => {
    const { code, err, out } = await scan()
    expect([code, err, out.split('\n')[0]]).toEqual([0, '', 'passed: nothing to judge, 0 packages'])
  })
  test('quiet says nothing when everything passed', async () => {
    expect(await scan('--quiet')).toEqual({ code: 0, out: '', err: '' })
  })
  test('what cannot be had is unchecked, whatever the format', async () => {
    writeProject({ 'left-pad': '1.3.0' })
    const text = await scan('--quiet')
    const json = await scan('--format', 'json')
    expect([text.code, json.code]).toEqual([3, 3])
    expect(text.out).toContain('left-pad@1.3.0')
    expect(JSON.parse(json.out)).toMatchObject({
      lockfile: 'package-lock.json',
      summary: { packages: 1, unchecked: 1, exitCode: 3 },
      packages: [
        { name: 'left-pad', verdict: 'unchecked', reasons: [{ code: 'offline' }], paths: [['left-pad@1.3.0']] },
      ],
    })
  })
  test('the document of a real scan is what the schema says', async () => {
    writeProject({ 'left-pad': '1.3.0', 'is-odd': '3.0.1' })
    const schema = JSON.parse(readFileSync(new URL('../../schemas/report-1.schema.json', import.meta.url), 'utf8'))
    const matches = new Ajv2020({ strict: true, allErrors: true }).compile(schema)
    const { out } = await scan('--format', 'json', '--all')
    matches(JSON.parse(out))
    expect(matches.errors).toBe(null)
  })
  test('a project elsewhere is named as the user named it', async () => {
    writeProject({ 'left-pad': '1.3.0' })
    const { io, out } = fakeIo({ cwd: folder, env: { HOME: folder, PATH: process.env.PATH } })
    await main(['scan', 'app', '--offline', '--cache-dir', 'cache', '--format', 'json'], io)
    expect(JSON.parse(out()).lockfile).toBe('app/package-lock.json')
  })
})

describe('input that cannot be read is exit 2', () => {
  test('a broken lockfile, with line and caret', async () => {
    writeFileSync(join(project, 'package-lock.json'), '{\n  "lockfileVersion": 3,\n  !\n}')
    const { code, err, out } = await scan('--format', 'json')
    expect([code, out]).toEqual([2, ''])
    expect(err).toContain('  at package-lock.json:3:3\n  3 |   !\n    |   ^\n')
    expect(err.trimEnd().split('\n').at(-1)?.toLowerCase()).toContain('nothing was scanned')
  })
  test('a folder that is not there', async () => {
    expect((await scan('nowhere')).code).toBe(2)
  })
  test('rules that are not there', async () => {
    const { code, err } = await scan('--rules', 'nowhere')
    expect([code, err.includes('rules-missing')]).toEqual([2, true])
  })
})

describe('--output', () => {
  test('gets the document, standard output nothing', async () => {
    writeProject({ 'left-pad': '1.3.0' })
    const { code, out } = await scan('--format', 'json', '--output', 'report.json')
    expect([code, out]).toEqual([3, ''])
    expect(JSON.parse(readFileSync(join(project, 'report.json'), 'utf8')).summary.unchecked).toBe(1)
  })
  test('has no colours, even where they are forced', async () => {
    const { io } = fakeIo({ cwd: project, env: { HOME: folder, PATH: process.env.PATH, FORCE_COLOR: '1' } })
    await main(['scan', '--offline', '--cache-dir', join(folder, 'cache'), '--output', 'report.txt'], io)
    expect(readFileSync(join(project, 'report.txt'), 'utf8')).not.toContain('\u001b')
  })
  test('that is a folder is said before anything is read', async () => {
    rmSync(join(project, 'package-lock.json'))
    const { err } = await scan('--output', '.')
    expect(err).toContain('output-is-folder')
  })
})

test('an interrupted scan writes nothing and is 130', async () => {
  const { interrupt, io, out } = newIo()
  const running = main(['scan', '--offline', '--cache-dir', join(folder, 'cache'), '--output', 'report.txt'], io)
  interrupt()
  expect(await running).toBe(130)
  expect(out()).toBe('')
  expect(readdirSync(project).toSorted()).toEqual(['package-lock.json', 'package.json'])
})

describe('--base', () => {
  function git(...args: string[]): void {
    const who = ['-c', 'user.name=ada', '-c', 'user.email=ada@example.test', '-c', 'init.defaultBranch=main']
    execFileSync('git', [...who, ...args], {
      cwd: project,
      stdio: 'ignore',
      env: { PATH: process.env.PATH, HOME: folder },
    })
  }

  test('a file: only what differs is judged', async () => {
    writeFileSync(join(folder, 'base.json'), lockfile({ 'left-pad': '1.3.0' }))
    writeProject({ 'left-pad': '1.3.0', 'is-odd': '3.0.1' })
    const { out } = await scan('--base', '../base.json', '--format', 'json')
    expect(JSON.parse(out).packages.map((one: { name: string }) => one.name)).toEqual(['is-odd'])
  })

  test('a commit: its lockfile and its .npmrc count', async () => {
    writeProject({ 'left-pad': '1.3.0' })
    git('init')
    git('add', '.')
    git('commit', '-m', 'first')
    // What a pull request could bring: another registry, and a file that is called like the branch.
    writeFileSync(join(project, '.npmrc'), 'script-shell=./evil\n')
    writeFileSync(join(project, 'main'), lockfile({ 'left-pad': '1.3.0', 'is-odd': '3.0.1' }))
    writeProject({ 'left-pad': '1.3.0', 'is-odd': '3.0.1' })
    const { code, out } = await scan('--base', 'main', '--format', 'json')
    const report = JSON.parse(out)
    expect(code).toBe(3)
    expect(report.packages.map((one: { name: string }) => one.name)).toEqual(['is-odd'])
    expect(report.notices.filter((notice: { code: string }) => notice.code.startsWith('npmrc'))).toEqual([])
  })

  test('a commit without a lockfile: everything is judged, and said so', async () => {
    rmSync(join(project, 'package-lock.json'))
    git('init')
    git('add', '.')
    git('commit', '-m', 'first')
    writeProject({ 'left-pad': '1.3.0' })
    const report = JSON.parse((await scan('--base', 'main', '--format', 'json')).out)
    expect(report.summary.packages).toBe(1)
    expect(report.notices).toContainEqual({ code: 'no-base-lockfile', detail: 'main' })
  })

  test.each([['./none.json'], ['none'], ['--upload-pack=x']])('%s that is not there is exit 2', async (base) => {
    const { code, out } = await scan(`--base=${base}`)
    expect([code, out, existsSync(join(project, 'x'))]).toEqual([2, '', false])
  })

  test.each([
    ['main', false],
    ['origin/main', false],
    ['HEAD~1', false],
    ['v1.2.3', false],
    ['./main', true],
    ['../old/lock', true],
    ['/tmp/lock', true],
    ['package-lock.json', true],
  ])('%s is a file: %s', (base, expected) => {
    expect(isFileName(base)).toBe(expected)
  })
})

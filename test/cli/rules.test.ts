import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { main } from '../../src/cli/main.ts'
import { fakeIo } from './fake-io.ts'

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'cordon-rules-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

async function run(...args: string[]): Promise<{ code: number; out: string; err: string }> {
  const { io, out, err } = fakeIo({ cwd: folder })
  const code = await main(['rules', ...args], io)
  return { code, out: out(), err: err() }
}

/** A pack of one rule that fires on an install script, with the expectations given to its two cases. */
function writePack(name: string, id: string, { fires = 'fires', quiet = 'quiet', when = '' } = {}): void {
  mkdirSync(join(folder, name))
  writeFileSync(join(folder, name, 'pack.yml'), `name: ${name}\nversion: 1.2.3\n`)
  writeFileSync(
    join(folder, name, `${id}.yml`),
    `id: ${id}
title: "Adds an install script \\e[2J"
outcome: review
status: stable
when: ${when === '' ? 'change.scripts.exists(s, s.runsOnInstall && s.status == "added")' : when}
find: change.scripts.filter(s, s.runsOnInstall && s.status == "added")
why: It runs on install.
fix: Stay on {before}.
quiet: A script that was there before.
cases:
  - name: adds one
    expect: ${fires}
    before: { package.json: { name: tiny, version: 1.0.0 } }
    after: { package.json: { name: tiny, version: 1.0.1, scripts: { postinstall: node x.js } }, x.js: "1" }
  - name: adds none
    expect: ${quiet}
    before: { package.json: { name: tiny, version: 1.0.0 } }
    after: { package.json: { name: tiny, version: 1.0.1 } }
`,
  )
}

describe('rules lint', () => {
  test('says what was read', async () => {
    writePack('ours', 'new-script')
    const { code, out, err } = await run('lint', 'ours')
    expect([code, err]).toEqual([0, ''])
    expect(out).toMatch(/^ours 1\.2\.3: 1 rule, no mistakes\n {2}digest: sha256-[0-9a-f]{64}\n$/)
  })
  test('says all mistakes of all packs, with place, line and caret', async () => {
    writePack('ours', 'new-script', { when: 'change.scripts.exists(s, s.runsOnInstal)' })
    const { code, out, err } = await run('lint', 'ours', 'nowhere')
    expect([code, out]).toEqual([2, ''])
    expect(err).toContain('  at ours/new-script.yml:5:')
    expect(err).toMatch(/5 \| when: .*\n\s+\| +\^\n/)
    expect(err).toContain('rules-missing')
    expect(err.trimEnd().split('\n').at(-1)).toBe('no rule was read')
  })
  test('refuses a rule that two packs have', async () => {
    writePack('ours', 'new-script')
    writePack('theirs', 'new-script')
    const { code, err } = await run('lint', 'ours', 'theirs')
    expect(code).toBe(2)
    expect(err).toContain('rule-in-two-packs')
    expect(err).toContain('theirs/new-script.yml')
  })
  test('reads the built-in pack by default', async () => {
    const { code, out } = await run('lint')
    expect(code).toBe(0)
    expect(out).toMatch(/^core \d+\.\d+\.\d+: \d+ rules, no mistakes\n {2}digest: sha256-[0-9a-f]{64}\n$/)
  })
})

describe('rules test', () => {
  test('is 0 when every case is right', async () => {
    writePack('ours', 'new-script')
    expect(await run('test', 'ours')).toEqual({ code: 0, out: 'ours 1.2.3: 1 rule, 2 cases: 2 right\n', err: '' })
  })
  test('is 1 and names the cases that are not', async () => {
    writePack('ours', 'new-script', { when: '(!change.scripts.exists(s, s.runsOnInstall))' })
    const { code, out } = await run('test', 'ours')
    expect(code).toBe(1)
    expect(out.split('\n').slice(0, 4)).toEqual([
      'missing  new-script: adds one',
      '           at ours/new-script.yml:11',
      'noisy    new-script: adds none',
      '           at ours/new-script.yml:15',
    ])
  })
})

describe('rules new', () => {
  test('writes a rule that is right as it is, and the pack of an empty folder', async () => {
    expect((await run('new', 'no-postinstall', 'my-rules')).code).toBe(0)
    expect((await run('new', 'another-rule', 'my-rules')).code).toBe(0)
    expect((await run('lint', 'my-rules')).out).toMatch(/^my-rules 0\.1\.0: 2 rules, no mistakes\n/)
    expect((await run('test', 'my-rules')).code).toBe(0)
  })
  test('writes over nothing', async () => {
    await run('new', 'no-postinstall', 'my-rules')
    const file = join(folder, 'my-rules', 'no-postinstall.yml')
    writeFileSync(file, 'mine')
    const { code, err } = await run('new', 'no-postinstall', 'my-rules')
    expect([code, err.includes('file-exists'), readFileSync(file, 'utf8')]).toEqual([2, true, 'mine'])
  })
  test('puts no pack.yml beside what is there already', async () => {
    writeFileSync(join(folder, 'package.json'), '{}')
    expect((await run('new', 'no-postinstall')).code).toBe(0)
    expect(readdirSync(folder).sort()).toEqual(['no-postinstall.yml', 'package.json'])
  })
  test('names the schema where an editor finds it without a network', async () => {
    mkdirSync(join(folder, 'node_modules/cordon/schemas'), { recursive: true })
    writeFileSync(join(folder, 'node_modules/cordon/schemas/rule-1.schema.json'), '{}')
    await run('new', 'no-postinstall', 'my-rules')
    const [first] = readFileSync(join(folder, 'my-rules/no-postinstall.yml'), 'utf8').split('\n')
    expect(first).toBe('# yaml-language-server: $schema=../node_modules/cordon/schemas/rule-1.schema.json')
  })
  test.each([
    ['', 'bad-id'],
    ['No_Rule', 'bad-id'],
    ['../climbs', 'bad-id'],
    ['phantom-dependency', 'rule-exists'],
  ])('refuses %j', async (id, code) => {
    const run2 = await run('new', ...(id === '' ? [] : [id]))
    expect([run2.code, run2.err.includes(code)]).toEqual([2, true])
    expect(readdirSync(folder)).toEqual([])
  })
})

describe('rules show', () => {
  test('lists the rules of all packs', async () => {
    writePack('ours', 'new-script')
    const { code, out } = await run('show', '--rules', 'ours')
    expect(code).toBe(0)
    expect(out).toMatch(/^new-script +review +Adds an install script \\u\{1b\}\[2J$/m)
    expect(out.split('\n').length).toBeGreaterThan(5)
  })
  test('shows the page of one, escaped', async () => {
    writePack('ours', 'new-script')
    const { code, out } = await run('show', 'new-script', '--rules', 'ours')
    expect(code).toBe(0)
    expect(out).toContain('Stay on {before}.')
    expect(out.replaceAll('\n', '')).not.toMatch(/\p{C}/u)
  })
  test('suggests the nearest', async () => {
    writePack('ours', 'new-script')
    const { code, err } = await run('show', 'new-scirpt', '--rules', 'ours')
    expect(code).toBe(2)
    expect(err).toContain('Did you mean "new-script"?')
  })
})

describe('rules vocabulary', () => {
  test('lists the records', async () => {
    const { code, out } = await run('vocabulary')
    expect([code, out.includes('change.scripts')]).toEqual([0, true])
  })
  test('shows the fields of one', async () => {
    const { code, out } = await run('vocabulary', 'script')
    expect([code, out.includes('runsOnInstall')]).toEqual([0, true])
  })
  test.each(['scrpt', '__proto__', 'constructor'])('refuses %s', async (name) => {
    const { code, err } = await run('vocabulary', name)
    expect([code, err.includes('unknown-name')]).toEqual([2, true])
  })
})

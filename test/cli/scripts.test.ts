// `cordon scripts` on a tree whose packages have install scripts: what it lists, what it asks, what it writes. What npm then
// runs is `test/scripts.registry.test.ts`.
import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { main } from '../../src/cli/main.ts'
import type { Report } from '../../src/domain/report.ts'
import type { ScriptsReport } from '../../src/domain/scripts-report.ts'
import { lockfileOf } from '../../src/replay/lockfile.ts'
import { textOf } from '../../src/replay/package-tarball.ts'
import { type Stage, stageProject } from '../../src/replay/stage.ts'
import { type FixtureRegistry, startRegistry } from '../support/registry.ts'
import { type Scenario, scenarioOf } from '../support/scenario.ts'
import { scriptsTree } from '../support/scripts-tree.ts'
import { fakeIo } from './fake-io.ts'

let scenario: Scenario
let registry: FixtureRegistry
let stage: Stage
const manifest = {
  name: 'app',
  version: '1.0.0',
  dependencies: { 'good-native': '^1.0.0', nosy: '^2.0.0', 'quiet-one': '^1.0.0' },
}

beforeAll(async () => {
  scenario = scenarioOf(scriptsTree)
  registry = await startRegistry(scenario.registry)
  stage = await stageProject(scenario, registry.origin)
})
afterAll(async () => {
  expect(await stage.planted()).toEqual([])
  await stage.remove()
  await registry.close()
})
beforeEach(() => {
  for (const name of ['cordon.lock', '.npmrc']) rmSync(join(stage.project, name), { force: true })
  lock('1.0.0')
})

const read = (name: string) => readFileSync(join(stage.project, name), 'utf8')
const write = (name: string, text: string) => writeFileSync(join(stage.project, name), text)

function lock(version: string, fields: object = {}): void {
  const tree = {
    'node_modules/good-native': `good-native@${version}`,
    'node_modules/nosy': 'nosy@2.0.0',
    'node_modules/quiet-one': 'quiet-one@1.0.0',
  }
  write('package.json', `${JSON.stringify({ ...manifest, ...fields }, null, 2)}\n`)
  write('package-lock.json', textOf(lockfileOf(scenario.packages, registry.origin, { tree, resolved: true }, manifest)))
}

async function cordon(...args: string[]): Promise<{ code: number; out: string; err: string }> {
  const env = {
    HOME: stage.home,
    PATH: process.env.PATH,
    npm_config_registry: `${registry.origin}/`,
    npm_config_cache: join(stage.home, '.npm'),
    GIT_CONFIG_GLOBAL: join(stage.home, 'gitconfig'),
    GIT_CONFIG_NOSYSTEM: '1',
  }
  write('../home/gitconfig', '[user]\nemail = ada@example.test\nname = ada\n')
  const { err, io, out } = fakeIo({ cwd: stage.project, env, now: () => Date.parse(scenario.now) })
  const code = await main([...args, '--now', scenario.now], io)
  return { code, out: out(), err: err() }
}

async function list(): Promise<ScriptsReport & { code: number }> {
  const { code, out, err } = await cordon('scripts', '--format', 'json')
  if (out === '') throw new Error(err)
  return { ...JSON.parse(out), code }
}

const states = ({ packages }: ScriptsReport) => packages.map((one) => `${one.name}@${one.version} ${one.state}`)
const approve = (...names: string[]) => cordon('scripts', 'approve', ...names, '--note', 'read it')
const scriptLines = () =>
  read('cordon.lock')
    .split('\n')
    .filter((line) => line.startsWith('script '))

describe('the list', () => {
  test('has each script, what it reaches, what it can do, and what npm does with it', async () => {
    const report = await list()
    const schema = JSON.parse(readFileSync(new URL('../../schemas/scripts-1.schema.json', import.meta.url), 'utf8'))
    const matches = new Ajv2020({ strict: true, allErrors: true }).compile(schema)
    const { code, ...document } = report
    matches(document)
    expect(matches.errors).toBe(null)
    expect([code, states(report)]).toEqual([1, ['good-native@1.0.0 new', 'nosy@2.0.0 new']])
    expect(report.packages[0]).toMatchObject({
      scripts: [{ event: 'install', body: 'node install.js', implicit: false }],
      files: ['install.js', 'lib/build.js'],
      uses: [{ kind: 'program', name: 'node', owner: 'nobody' }],
      locations: ['node_modules/good-native'],
      boundTo: 'content',
      key: 'good-native@1.0.0',
      npm12: 'skips',
      npm11: 'runs',
    })
    expect(report.packages[0]?.deeds.map(({ name, file }) => `${name} ${file}`)).toContain('fs-write lib/build.js')
  })
  test('as text ends with the next step', async () => {
    const { code, out } = await cordon('scripts')
    expect(code).toBe(1)
    expect(out).toContain('node install.js')
    expect(out.trimEnd().split('\n').at(-1)).toBe(
      'next  Read them, then: cordon scripts approve good-native --note "why" --write',
    )
  })
  test('what cannot be had is said', async () => {
    const { code, out } = await cordon(
      'scripts',
      '--format',
      'json',
      '--offline',
      '--cache-dir',
      join(stage.home, 'none'),
    )
    expect([code, new Set(JSON.parse(out).packages.map((one: { state: string }) => one.state))]).toEqual([
      3,
      new Set(['unread']),
    ])
  })
})

describe('approving', () => {
  test('asks nothing after a bump with the same script, and again after a changed byte in a file it requires', async () => {
    expect(await approve('good-native', 'nosy')).toMatchObject({ code: 0, err: '' })
    expect(await list()).toMatchObject({ code: 0, summary: { approved: 2 } })
    lock('1.0.1')
    expect(await list()).toMatchObject({ code: 0, summary: { approved: 2 } })
    lock('1.0.2')
    const changed = await list()
    expect([changed.code, states(changed)]).toEqual([1, ['good-native@1.0.2 changed', 'nosy@2.0.0 approved']])
  })
  test('writes one line each, shows what it approves, and takes the place of what is not installed any more', async () => {
    const run = await approve('good-native')
    expect(run.out).toContain('node install.js')
    const [first = ''] = scriptLines()
    expect(first).toMatch(/^script good-native sha256-[0-9a-f]{64} 2026-06-15T12:00:00Z "ada@example.test" "read it"$/)
    await approve('nosy')
    lock('1.0.2')
    await approve('good-native@1.0.2')
    expect(scriptLines()).toHaveLength(2)
    expect(scriptLines()).not.toContain(first)
  })
  test('refuses what has no reason, no script, no name', async () => {
    expect(await cordon('scripts', 'approve', 'nosy')).toMatchObject({ code: 2, out: '' })
    expect((await cordon('scripts', 'approve', 'nosy')).err).toContain('no-note')
    const { code, err } = await approve('nosy', 'quiet-one', 'nobody')
    expect([code, err.split('no-scripts').length - 1]).toEqual([2, 2])
    expect((await approve()).err).toContain('no-target')
    expect((await cordon('scripts', 'approve', 'nosy', '--note', 'x'.repeat(2001))).err).toContain('note-too-long')
    expect(() => read('cordon.lock')).toThrow('ENOENT')
  })
})

describe('--write', () => {
  test('pins what is approved, denies the rest, and keeps the file as it is otherwise', async () => {
    const before = read('package.json')
    await approve('good-native')
    const { code, out } = await cordon('scripts', '--write')
    expect(code).toBe(1)
    const after = read('package.json')
    const added = ',\n  "allowScripts": {\n    "good-native@1.0.0": true,\n    "nosy@2.0.0": false\n  }\n}\n'
    expect(after).toBe(before.replace(/\n}\n$/, added))
    expect(read('.npmrc')).toBe('dangerously-allow-all-scripts=false\nstrict-allow-scripts=true\n')
    expect(out).toContain('wrote .npmrc and package.json')
    expect(out).toContain('npm pins versions and no digests')
    const report = await list()
    expect(report.packages.map(({ npm11, npm12 }) => [npm12, npm11])).toEqual([
      ['runs', 'runs'],
      ['skips', 'skips'],
    ])
    await cordon('scripts', '--write')
    expect(read('package.json')).toBe(after)
  })
  test('sees a switch that a comment or a broken section hides, and turns it off', async () => {
    write('.npmrc', `[x=1\ndangerously-allow-all-scripts=true ; why\nstrict-allow-scripts=\${X}\n`)
    const { packages, settings } = await list()
    expect([settings.allowAll, settings.strict, packages[0]?.npm12]).toEqual([true, false, 'runs'])
    await cordon('scripts', '--write')
    expect(read('.npmrc')).toBe('[x=1\ndangerously-allow-all-scripts=false\nstrict-allow-scripts=true\n')
  })
  test('what .npmrc allows is read where package.json allows nothing, and goes', async () => {
    write('.npmrc', 'allow-scripts=esbuild,nosy\nx=1\n')
    const { packages, surplus } = await list()
    expect(packages.map(({ npm12 }) => npm12)).toEqual(['skips', 'runs'])
    expect(surplus.map(({ key, file, line, more }) => [key, file.split('/').at(-1), line, more])).toEqual([
      ['esbuild', '.npmrc', 1, 'every-version'],
      ['nosy', '.npmrc', 1, 'every-version'],
    ])
    // npm drops what can be no name.
    lock('1.0.0', { allowScripts: { _other: false } })
    expect((await list()).surplus).toHaveLength(2)
    lock('1.0.0', { allowScripts: { other: false } })
    expect(await list()).toMatchObject({ surplus: [], packages: [{ npm12: 'skips' }, { npm12: 'skips' }] })
    await cordon('scripts', '--write')
    expect(read('.npmrc')).toBe('dangerously-allow-all-scripts=false\nstrict-allow-scripts=true\nx=1\n')
  })
  test.each([`dangerously-allow-all-script\${S?}=true\n`, '[dangerously-allow-all-scripts.x]\n'])(
    'writes nothing beside %j',
    async (text) => {
      write('.npmrc', text)
      const before = read('package.json')
      const { code, err } = await cordon('scripts', '--write')
      expect([code, err.includes('unclear-setting'), read('package.json') === before]).toEqual([2, true, true])
    },
  )
})

describe('a scan', () => {
  const beyond = async () => {
    const { out } = await cordon('scan', '--format', 'json', '--all')
    const { packages }: Report = JSON.parse(out)
    const found = packages.flatMap(({ findings }) => findings)
    return found.filter(({ rule }) => rule === 'allow-scripts-beyond-approval').flatMap(({ evidence }) => evidence)
  }
  const shown = async () => (await beyond()).map(({ excerpt }) => excerpt)

  test('finds entries that allow more than was approved, only where scripts are approved with cordon', async () => {
    const allowScripts = { nosy: true, 'good-native@1.0.0': true }
    lock('1.0.0', { allowScripts })
    expect(await shown()).toEqual([])
    await approve('good-native')
    expect(await shown()).toEqual(['nosy: true'])
    lock('1.0.2', { allowScripts: { 'good-native@1.0.2': true, 'nosy@2.0.0': true } })
    expect(await shown()).toEqual(['good-native@1.0.2: true', 'nosy@2.0.0: true'])
    await approve('good-native', 'nosy')
    expect(await shown()).toEqual([])
  })
  test('finds them in .npmrc, too', async () => {
    write('.npmrc', 'allow-scripts[]=nosy@2.0.0\n')
    await approve('good-native')
    expect((await beyond()).map(({ file, line, excerpt }) => [file, line, excerpt])).toEqual([
      ['.npmrc', 1, 'nosy@2.0.0: true'],
    ])
  })
})

// npm's own resolving in a scratch folder, against the fixture registry: what npm would write, and nothing else written.
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import Arborist from '@npmcli/arborist'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { distinctReleases, type Lockfile } from '../../src/domain/locked.ts'
import { Problem } from '../../src/domain/problem.ts'
import { type Stage, stageProject } from '../../src/replay/stage.ts'
import { asInert, withOwnScripts } from '../../src/sources/inert-manifest.ts'
import { loadProjectFiles } from '../../src/sources/lockfile/project-files.ts'
import { readProjectLockfile } from '../../src/sources/lockfile/read.ts'
import { loadNpmSettings, type NpmSettings } from '../../src/sources/npm-config.ts'
import { toNpmError } from '../../src/sources/npm-error.ts'
import { toResolution } from '../../src/sources/resolve-failure.ts'
import { type ResolveProcess, startResolveProcess } from '../../src/sources/resolve-process.ts'
import { textsOf, withResolved } from '../../src/sources/resolve-project.ts'
import { noChange, type ResolveRequest } from '../../src/sources/resolve-request.ts'
import { resolveTree } from '../../src/sources/resolve-tree.ts'
import { checkTree } from '../support/check-tree.ts'
import { withOwnTemp } from '../support/own-temp.ts'
import { type FixtureRegistry, startRegistry } from '../support/registry.ts'
import { scenarioOf } from '../support/scenario.ts'

const scenario = scenarioOf(checkTree)
let registry: FixtureRegistry
let stage: Stage
let settings: NpmSettings
/** Starting one for each takes longer than what it does. */
let one: ResolveProcess
beforeAll(async () => {
  one = startResolveProcess()
  registry = await startRegistry(scenario.registry)
  stage = await stageProject(scenario, registry.origin)
  settings = await loadNpmSettings({
    projectDir: stage.project,
    projectNpmrc: { text: 'save-prefix=~' },
    env: { HOME: stage.home, PATH: process.env.PATH },
    platform: process.platform,
    execPath: process.execPath,
    flags: { registry: `${registry.origin}/`, cacheDir: join(stage.home, '.npm'), offline: false },
  })
})
afterAll(async () => {
  one.kill()
  await registry.close()
  await stage.remove()
})

function request(over: Partial<ResolveRequest>): ResolveRequest {
  const base = { manifest: '', lockfile: '', files: new Map(), settings, options: {}, longest: 60_000 }
  return { ...noChange, ...base, before: 'unset', complete: true, ...over }
}

const resolved = async (over: Partial<ResolveRequest>) => {
  const resolution = await resolveTree(request(over), new AbortController().signal, one)
  if (resolution.status !== 'resolved') throw new Error(JSON.stringify(resolution))
  return resolution.value
}

describe('what npm would write', () => {
  test('keeps indentation, line ends, order and scripts, and obeys the settings of the project', async () => {
    const lines = ['{', '\t"scripts": { "postinstall": "node evil.js" },', '\t"name": "app"', '}', '']
    const { manifest, lockfile } = await resolved({ manifest: lines.join('\r\n'), add: ['tiny@1.1.0'], saveAs: 'dev' })
    expect(manifest).toBe(
      [
        '{',
        '\t"scripts": {',
        '\t\t"postinstall": "node evil.js"',
        '\t},',
        '\t"name": "app",',
        '\t"devDependencies": {',
        '\t\t"tiny": "~1.1.0"',
        '\t}',
        '}',
        '',
      ].join('\r\n'),
    )
    const { packages } = JSON.parse(lockfile)
    expect(packages['']).toMatchObject({ hasInstallScript: true, devDependencies: { tiny: '~1.1.0' } })
    expect(packages['node_modules/helper']).toMatchObject({ version: '2.0.0', dev: true })
  })

  test.each<[string, number, object, object, { version: number; legacy: boolean }]>([
    ['a lockfile of version 2', 2, {}, {}, { version: 2, legacy: true }],
    ['a lockfile of version 3', 3, {}, {}, { version: 3, legacy: false }],
    ['one without blanks', 3, {}, { formatPackageLock: false }, { version: 3, legacy: false }],
    [
      'one that npm 11 may not read',
      3,
      { packageExtensions: { 'helper@*': { dependencies: { tiny: '^1.0.0' } } } },
      {},
      { version: 4, legacy: false },
    ],
  ])('keeps the version of %s as npm does', async (_, lockfileVersion, own, options, expected) => {
    const project = { name: 'app', version: '1.0.0', ...own, dependencies: { helper: '^2.0.0' } }
    const packages = { '': { name: 'app', version: '1.0.0', dependencies: { helper: '^2.0.0' } } }
    const given = { name: 'app', version: '1.0.0', lockfileVersion, requires: true, packages }
    const { lockfile } = await resolved({
      manifest: JSON.stringify(project),
      lockfile: JSON.stringify(given, null, 2),
      add: ['tiny@1.0.0'],
      options: { savePrefix: '^', ...options },
    })
    const written = JSON.parse(lockfile)
    const found = { version: written.lockfileVersion, legacy: Object.hasOwn(written, 'dependencies') }
    expect(found).toEqual(expected)
    expect(Object.keys(written.packages).filter((path) => path !== '')).toEqual([
      'node_modules/helper',
      'node_modules/tiny',
    ])
  })

  test.each<[string, object, object | undefined]>([
    ['where there is nothing', {}, undefined],
    ['that has no lockfile', { name: 'app', version: '1.0.0' }, undefined],
    ['that was renamed', { name: 'app', version: '2.0.0' }, { name: 'old', version: '1.0.0', requires: true }],
    ['that has no version any more', { name: 'app' }, { name: 'app', version: '1.0.0' }],
    ['that required nothing before', { name: 'app' }, { name: 'app', requires: false }],
  ])('is byte for byte the lockfile of npm in a project %s', async (_, project, head) => {
    const manifest = JSON.stringify(project)
    const given = head === undefined ? '' : JSON.stringify({ ...head, lockfileVersion: 3, packages: { '': project } })
    const { lockfile } = await resolved({ manifest, lockfile: given, add: ['tiny@1.0.0'] })
    // Named as the scratch folder: npm names what has no name by its folder.
    const folder = join(mkdtempSync(join(stage.home, 'written-')), 'p')
    mkdirSync(folder)
    writeFileSync(join(folder, 'package.json'), manifest)
    if (given !== '') writeFileSync(join(folder, 'package-lock.json'), given)
    const options = { ...settings.fetchOptions, path: folder, packageLockOnly: true, savePrefix: '~', audit: false }
    await new Arborist(options).reify({ ...options, add: ['tiny@1.0.0'] })
    expect(lockfile).toBe(readFileSync(join(folder, 'package-lock.json'), 'utf8'))
  })

  test('is the package.json of a workspace, when that is meant', async () => {
    const inside = `${JSON.stringify({ name: 'tool', version: '1.0.0' }, null, 2)}\n`
    const outside = `${JSON.stringify({ name: 'shared', version: '1.0.0' }, null, 2)}\n`
    const manifest = `${JSON.stringify({ name: 'app', workspaces: ['packages/*'], dependencies: { shared: 'file:../shared' } }, null, 2)}\n`
    const files = new Map([
      ['packages/tool/package.json', inside],
      ['../shared/package.json', outside],
    ])
    const found = await resolved({
      manifest,
      files,
      add: ['helper'],
      workspaces: ['tool'],
      options: { savePrefix: '^' },
    })
    expect(found.manifest).toBe(manifest)
    expect([...found.manifests]).toEqual([
      [
        'packages/tool/package.json',
        `${JSON.stringify({ name: 'tool', version: '1.0.0', dependencies: { helper: '^2.0.0' } }, null, 2)}\n`,
      ],
    ])
    expect(JSON.parse(found.lockfile).packages['node_modules/shared']).toEqual({ resolved: '../shared', link: true })
  })

  test('hides what was published later, and lists what is carried only when asked to unpack', async () => {
    const before = Date.parse('2024-06-01T00:00:00Z')
    const { lockfile } = await resolved({ add: ['tiny'], before })
    expect(JSON.parse(lockfile).packages['node_modules/tiny'].version).toBe('1.0.0')
    const carried = async (complete: boolean) =>
      Object.keys(JSON.parse((await resolved({ add: ['carrier'], complete })).lockfile).packages)
    expect([(await carried(true)).length, (await carried(false)).length]).toEqual([3, 2])
  })
})

describe('a project that asks for nothing new keeps its tree, without a network', () => {
  const lockfiles = fileURLToPath(new URL('../fixtures/lockfiles', import.meta.url))
  const names = readdirSync(lockfiles).filter((name) => !name.endsWith('-v1'))
  test.each(names)('%s', async (name) => {
    const project = loadProjectFiles(join(lockfiles, name))
    const texts = textsOf(project, '')
    const asked = request({ ...texts, settings: { ...settings, offline: true }, complete: false })
    const resolution = await resolveTree(asked, new AbortController().signal, one)
    if (resolution.status !== 'resolved') throw new Error(JSON.stringify(resolution))
    const keysIn = ({ packages }: Lockfile) => distinctReleases(packages).map(({ key }) => key)
    const before = new Set(keysIn(readProjectLockfile(project)))
    const after = keysIn(readProjectLockfile(withResolved(project, resolution.value)))
    expect(after.filter((key) => !before.has(key))).toEqual([])
    expect([resolution.value.manifest, resolution.value.manifests.size]).toEqual([texts.manifest, 0])
  })
})

test.each([
  ['packages/*', []],
  ['./', []],
  ['!packages/old', []],
  ['../*', ['workspace-pattern']],
  ['packages\\\\..\\\\..\\\\*', ['workspace-pattern']],
  ['{..,x}/../**', ['workspace-pattern']],
  ['{a,b}{a,b}{a,b}/*', ['workspace-pattern']],
])('workspaces by %s are looked for inside the project, and not for long', (pattern, codes) => {
  const manifest = join(stage.home, 'odd')
  mkdirSync(manifest, { recursive: true })
  writeFileSync(join(manifest, 'package.json'), JSON.stringify({ name: 'odd', workspaces: [pattern] }))
  const found = () => {
    try {
      textsOf(loadProjectFiles(manifest), '')
      return []
    } catch (error) {
      if (error instanceof Problem) return error.mistakes.map(({ code }) => code)
      throw error
    }
  }
  expect(found()).toEqual(codes)
})

test('a tarball that a registry says is a folder or a repository is neither prepared nor read', async () => {
  const evil = join(stage.home, 'evil')
  mkdirSync(evil)
  const mark = `touch ${join(stage.marker, 'prepared')}`
  const scripts = { prepare: mark, prepack: mark, preinstall: mark, postinstall: mark }
  writeFileSync(join(evil, 'package.json'), JSON.stringify({ name: 'evil', version: '1.0.0', scripts }))
  for (const tarball of [`file:${evil}`, `git+file://${evil}`, evil]) {
    const manifest = { name: 'evil', version: '1.0.0', dependencies: { tiny: '1.0.0' }, bundleDependencies: ['tiny'] }
    const versions = { '1.0.0': { ...manifest, dist: { tarball } } }
    const body = JSON.stringify({ name: 'evil', 'dist-tags': { latest: '1.0.0' }, versions })
    const server = createServer((_, response) =>
      response.writeHead(200, { 'content-type': 'application/json' }).end(body),
    )
    const origin = await new Promise<string>((done) => {
      server.listen(0, '127.0.0.1', () => {
        const address = server.address()
        done(`http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}/`)
      })
    })
    const fetchOptions = { ...settings.fetchOptions, registry: origin, cache: join(stage.home, '.other') }
    const asked = request({ add: ['evil'], settings: { ...settings, fetchOptions } })
    const resolution = await resolveTree(asked, new AbortController().signal, one)
    server.close()
    expect(resolution).toMatchObject({ status: 'unresolvable', why: { code: 'source-not-resolved' } })
    expect(await stage.planted()).toEqual([])
  }
})

test('it ends when its time is up, and leaves no folder behind', () =>
  withOwnTemp(async (folder) => {
    const resolution = await resolveTree(request({ add: ['tiny'], longest: 1 }), new AbortController().signal)
    expect(resolution).toMatchObject({ status: 'unchecked', why: { code: 'timeout' } })
    expect(readdirSync(folder)).toEqual([])
  }))

describe('what npm throws', () => {
  const failed = (error: object) => {
    const { status, why } = toResolution(
      toNpmError(Object.assign(new Error('https://user:secret@example.test'), error)),
    )
    return [status, why.code, 'name' in why ? why.name : why.detail]
  }
  test.each([
    [{ code: 'E404', pkgid: '@acme/tool@^1.0.0' }, ['unresolvable', 'package-not-found', '@acme/tool']],
    [{ code: 'ETARGET', name: 'tiny', wanted: '^9' }, ['unresolvable', 'no-matching-version', 'tiny']],
    [{ code: 'EALLOWGIT', package: 'tiny@git+ssh://x' }, ['unresolvable', 'source-not-resolved', 'tiny']],
    [{ code: 'E401', statusCode: 401, pkgid: 'tiny@*' }, ['unchecked', 'unauthorized', 'E401 for tiny']],
    [{ code: 'E503', statusCode: 503, pkgid: 'tiny@*' }, ['unchecked', 'fetch-failed', 'E503 for tiny']],
    [{ code: 'ECONNREFUSED' }, ['unchecked', 'fetch-failed', 'ECONNREFUSED']],
    [{ code: 'constructor' }, ['unchecked', 'fetch-failed', 'constructor']],
    [{}, ['unchecked', 'fetch-failed', 'npm cannot make a tree of what the registry says']],
  ])('%j', (error, expected) => {
    expect(failed(error)).toEqual(expected)
  })
})

test('scripts are taken out and put back', () => {
  const source = '{ "name": "x", "scripts": { "a": "run me" } }'
  expect(asInert(source)).not.toContain('run me')
  expect(withOwnScripts(asInert(source), source)).toBe(source)
  for (const same of ['{}\n', '{ "scripts": 1 }', 'no json', '[]']) expect(asInert(same)).toBe(same)
})

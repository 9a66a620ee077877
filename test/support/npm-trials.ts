// What has to hold with every npm that people use, as tests over one npm's script: the suite runs them with the npm of this
// machine, and the registry suite with npm 11 and npm 12. Every install script here leaves a mark when it is run.
import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { packageTarball } from '../../src/replay/package-tarball.ts'
import { findRelease } from '../../src/replay/published.ts'
import { type NpmPlace, npmPlace } from './npm-place.ts'
import { type FixtureRegistry, startRegistry } from './registry.ts'
import { type Scenario, scenarioOf } from './scenario.ts'
import { carriedTree, scriptsTree } from './scripts-tree.ts'

const mark = "require('node:fs').writeFileSync(require('node:path').join(process.env.MARKERS, 'evil'), '')"

/** What somebody would add: one that is known to be bad, and one that asks for it. */
const more = `
    evil:
      versions:
        6.6.6:
          published: 2024-01-01T10:00:00Z
          files: { package.json: { scripts: { postinstall: node mark.js } }, mark.js: "${mark}" }
    brings-evil:
      versions:
        1.0.0:
          published: 2024-01-01T10:00:00Z
          files: { package.json: { dependencies: { evil: ^6.0.0 } }, index.js: module.exports = 1 }
    newcomer:
      versions:
        1.0.0:
          published: 2026-06-15T11:00:00Z
          files: { package.json: { scripts: { preinstall: node mark.js } }, mark.js: "${mark}" }
    young:
      versions:
        1.0.0: { published: 2024-01-01T10:00:00Z, files: { index.js: module.exports = 1 } }
        1.0.1: { published: 2026-06-15T11:00:00Z, files: { index.js: module.exports = 2 } }
`
const record = `${JSON.stringify({
  id: 'MAL-2026-1',
  modified: '2026-06-01T00:00:00Z',
  affected: [{ package: { ecosystem: 'npm', name: 'evil' }, versions: ['6.6.6'] }],
})}\n`

export const installTree = scriptsTree
  .replace('project:\n', `${more}project:\n  evil.json: '${record.trim()}'\n`)
  .replace('\n\n    evil:', '\n    evil:')

const fromCarried = (tree: string) => tree.replace('project:\n', `${more}project:\n  evil.json: '${record.trim()}'\n`)

/** A project with a workspace; both have scripts of their own. */
const workspaceTree = installTree
  .replace(
    /dependencies:\n\s+\{ good-native: .*\}/,
    `workspaces: ['packages/*']
    scripts: { prepare: node own.js root }`,
  )
  .replace(/\n {4}node_modules\/[^\n]*/g, '')
  .replace(
    '  tree:',
    `  tree:
    node_modules/mine: { set: { resolved: packages/mine, link: true } }
    packages/mine: { set: { name: mine, version: 1.0.0, hasInstallScript: true } }`,
  )
  .replace(
    'lock:',
    `  own.js: "require('node:fs').writeFileSync(require('node:path').join(process.env.MARKERS, process.argv[2]), '')"
  packages/mine/package.json:
    { name: mine, version: 1.0.0, scripts: { postinstall: node ../../own.js mine } }
lock:`,
  )

/** `cli` gives the npm's script, '' for the first npm on the PATH, once the tests run. */
export function installTrials(label: string, cli: () => string, isWhole: boolean): void {
  const scenario = scenarioOf(installTree)
  let registry: FixtureRegistry
  let cache = ''
  beforeAll(async () => {
    registry = await startRegistry(scenario.registry)
    cache = mkdtempSync(join(tmpdir(), 'cordon-npm-cache-'))
  })
  afterAll(async () => {
    await registry.close()
    rmSync(cache, { recursive: true, force: true })
  })
  const place = () => npmPlace(scenario, registry, cli(), { cache })
  const inFolder = (one: NpmPlace, name: string) => existsSync(join(one.project, 'node_modules', name))

  describe(`what ${label} leaves on the disk is the same with and without cordon`, () => {
    const all: [what: string, ours: string[], npm: string[]][] = [
      ['ci', ['ci'], ['ci']],
      [
        'a new dependency',
        ['install', 'quiet-one@1.0.0', 'nosy@1.0.0', '--', '-DE'],
        ['install', 'quiet-one@1.0.0', 'nosy@1.0.0', '-DE'],
      ],
      ['everything', ['install'], ['install']],
      [
        'a range',
        ['install', 'good-native@^1.0.0', '--', '--save-exact'],
        ['install', 'good-native@^1.0.0', '--save-exact'],
      ],
      ['one that carries another', ['install', 'carrier'], ['install', 'carrier']],
      ['an update', ['npm', '--', 'update', 'good-native'], ['update', 'good-native']],
      ['an update of everything', ['npm', '--', 'up'], ['up']],
      ['a removal', ['npm', '--', 'rm', 'needs-old-nosy'], ['rm', 'needs-old-nosy']],
      ['nothing for production', ['install', '--', '--omit=optional'], ['install', '--omit=optional']],
      ['a deduped tree', ['npm', '--', 'ddp'], ['ddp']],
    ]
    test.each(isWhole ? all : all.slice(1, 2))('%s', async (_, ours, theirs) => {
      await using plain = await place()
      await using guarded = await place()
      const npm = await plain.npm(...theirs, '--ignore-scripts')
      expect(npm.code, npm.err).toBe(0)
      const run = await guarded.cordon(...ours)
      expect(run.code, run.err).toBe(0)
      for (const name of ['package.json', 'package-lock.json']) expect(guarded.read(name)).toBe(plain.read(name))
      expect(guarded.tree()).toEqual(plain.tree())
      expect(await guarded.planted()).toEqual([])
    })
  })

  test.runIf(isWhole)(`with ${label}, a folder without anything, and one inside a project`, async () => {
    await using plain = await place()
    await using guarded = await place()
    for (const { project } of [plain, guarded]) {
      for (const name of ['package.json', 'package-lock.json']) rmSync(join(project, name))
    }
    expect((await plain.npm('install', 'quiet-one', '--ignore-scripts')).code).toBe(0)
    const run = await guarded.cordon('install', 'quiet-one')
    expect(run.code, run.err).toBe(0)
    expect(guarded.tree()).toEqual(plain.tree())
    for (const { project } of [plain, guarded]) mkdirSync(join(project, 'src/deep'), { recursive: true })
    expect((await plain.in('src/deep').npm('install', 'nosy', '--ignore-scripts')).code).toBe(0)
    const inside = await guarded.in('src/deep').cordon('npm', '--', 'i', 'nosy')
    expect(inside.code, inside.err).toBe(0)
    expect(guarded.tree()).toEqual(plain.tree())
    expect((await guarded.in('src/deep').cordon('ci')).code).toBe(0)
  })

  test.runIf(isWhole)(`with ${label}, a lockfile of version 1 or 2 is installed as it is`, async () => {
    for (const version of ['1', '2']) {
      await using one = await place()
      rmSync(join(one.project, 'package-lock.json'))
      const npm = await one.npm('install', '--package-lock-only', '--ignore-scripts', `--lockfile-version=${version}`)
      expect(npm.code, npm.err).toBe(0)
      expect(JSON.parse(one.read('package-lock.json')).lockfileVersion).toBe(Number(version))
      const run = await one.cordon('ci')
      expect(run.code, run.err).toBe(0)
      expect(inFolder(one, 'needs-old-nosy/node_modules/nosy')).toBe(true)
    }
  })

  test.runIf(isWhole)(`with ${label}, ignore-scripts of an .npmrc holds for the approved ones, too`, async () => {
    await using one = await place()
    await one.cordon('scripts', 'approve', 'good-native', '--note', 'read')
    one.write('../home/.npmrc', 'ignore-scripts=true\n')
    const run = await one.cordon('ci')
    expect([run.code, await one.planted()], run.err).toEqual([0, []])
    one.write('.npmrc', 'ignore-scripts=false\n')
    const again = await one.cordon('ci')
    expect([again.code, await one.planted()], again.err).toEqual([0, ['good-native']])
  })

  describe(`with ${label}, a newcomer's install script never runs`, () => {
    const all: [what: string, code: number, args: string[]][] = [
      ['known to be bad', 1, ['install', 'brings-evil', '--osv', 'evil.json']],
      ['too young', 4, ['install', 'young']],
      ['new to the world', 1, ['install', 'newcomer']],
      ['known to be bad, by the alias', 1, ['npm', '--osv', 'evil.json', '--', 'i', 'evil']],
      ['let through', 0, ['install', 'evil']],
      ['let through, by the alias', 0, ['npm', '--', 'add', 'evil']],
    ]
    test.each(isWhole ? all : all.slice(0, 1))('%s', async (_, code, args) => {
      await using one = await place()
      const before = [one.read('package.json'), one.read('package-lock.json')]
      const run = await one.cordon(...args)
      expect(run.code, run.err).toBe(code)
      expect(await one.planted()).toEqual([])
      if (code === 0) expect(inFolder(one, 'evil')).toBe(true)
      else {
        expect([one.read('package.json'), one.read('package-lock.json')]).toEqual(before)
        expect(existsSync(join(one.project, 'node_modules'))).toBe(false)
      }
    })
  })

  describe(`with ${label}, scripts run where they are approved and nowhere else, and nothing is fetched twice`, () => {
    test.each(isWhole ? [[[]], [['--write']]] : [[[]]])('approved %j', async (flags: string[]) => {
      await using one = await place()
      const approval = await one.cordon('scripts', 'approve', 'good-native', 'nosy@1.0.0', '--note', 'read', ...flags)
      expect(approval.code, approval.err).toBe(0)
      registry.forget()
      const run = await one.cordon('ci')
      expect(run.code, run.err).toBe(0)
      expect((await one.planted()).sort()).toEqual(['good-native', 'nosy-old'])
      expect(run.err).toContain('cordon scripts approve @scope/tool nosy')
      expect(registry.count('tarball')).toBe(0)
    })
  })

  test.runIf(isWhole)(
    `with ${label}, an install judges what is not there yet, but never believes a record it has not seen`,
    async () => {
      await using one = await place()
      expect((await one.cordon('install')).err).toContain('judged 6 packages')
      expect((await one.cordon('install', 'evil')).err).toContain('judged 1 package;')
      // Nothing of what was there comes up again.
      const run = await one.cordon('install', 'brings-evil', '--osv', 'evil.json')
      expect([run.code, run.err.includes('were not run')], run.err).toEqual([0, false])
      one.write('node_modules/.package-lock.json', `${one.read('node_modules/.package-lock.json')}\n`)
      expect((await one.cordon('install', 'quiet-one', '--osv', 'evil.json')).code).toBe(1)
    },
  )

  test.runIf(isWhole)(`with ${label}, what a tarball carries is installed, and its script never runs`, async () => {
    const own = scenarioOf(fromCarried(carriedTree))
    await using other = await startRegistry(own.registry)
    await using one = await npmPlace(own, other, cli())
    const approval = await one.cordon('scripts', 'approve', 'good-native', 'carried', '--note', 'read')
    expect(approval.code, approval.err).toBe(0)
    const run = await one.cordon('ci')
    expect(run.code, run.err).toBe(0)
    expect(await one.planted()).toEqual(['good-native'])
    expect(inFolder(one, 'carrier/node_modules/carried')).toBe(true)
  })

  test.runIf(isWhole)(
    `with ${label}, a workspace: the same tree as without, and its own scripts as npm runs them`,
    async () => {
      const own = scenarioOf(workspaceTree)
      await using other = await startRegistry(own.registry)
      await using plain = await npmPlace(own, other, cli())
      await using guarded = await npmPlace(own, other, cli())
      const npm = await plain.npm('install', 'quiet-one@1.0.0', '-w', 'mine')
      expect(npm.code, npm.err).toBe(0)
      const run = await guarded.cordon('install', 'quiet-one@1.0.0', '--', '-w', 'mine')
      expect(run.code, run.err).toBe(0)
      for (const name of ['package.json', 'packages/mine/package.json', 'package-lock.json']) {
        expect(guarded.read(name)).toBe(plain.read(name))
      }
      expect(guarded.tree()).toEqual(plain.tree())
      expect(await guarded.planted()).toEqual(await plain.planted())
      const [again, ours] = [await plain.npm('ci'), await guarded.cordon('ci')]
      expect([again.code, ours.code], ours.err).toEqual([0, 0])
      expect((await guarded.planted()).sort()).toEqual(['mine', 'root'])
      expect(guarded.tree()).toEqual(plain.tree())
    },
  )

  describe(`with ${label}, what is swapped after it was judged is not installed`, () => {
    test.each(isWhole ? [[true], [false]] : [[true]])('resolved: %s', async (isResolved) => {
      const own = scenarioOf(installTree.replace('resolved: true', `resolved: ${isResolved}`))
      await using other = await startRegistry(own.registry)
      let isSwapped = false
      await using one = await npmPlace(own, other, cli(), {
        onSaid: (text) => {
          if (!text.startsWith('cordon: judged')) return
          isSwapped = true
          rmSync(join(one.home, '.npm', '_cacache'), { recursive: true })
          swap(own, 'nosy@2.0.0')
        },
      })
      const before = one.read('package-lock.json')
      const run = await one.cordon('install', 'nosy@2.0.0')
      expect(isSwapped).toBe(true)
      expect(run.code).not.toBe(0)
      expect(run.err).toContain('EINTEGRITY')
      expect(await one.planted()).toEqual([])
      expect(one.read('package-lock.json')).toBe(before)
    })
  })

  test.runIf(isWhole)(`after a check ${label} fetches no tarball`, async () => {
    await using one = await npmPlace(scenario, registry, cli())
    expect((await one.cordon('scan')).code).toBe(0)
    const check = await one.cordon('check', 'carrier', 'young@1.0.0')
    expect(check.code, check.err).toBe(0)
    registry.forget()
    const npm = await one.npm('install', 'carrier', 'young@1.0.0', '--ignore-scripts', '--prefer-offline')
    expect([npm.code, registry.count('tarball')], npm.err).toEqual([0, 0])
  })

  describe(`after a scan ${label} fetches no tarball`, () => {
    test.each(
      isWhole
        ? [
            [true, 'ci'],
            [false, 'ci'],
            [true, 'install'],
          ]
        : [[false, 'ci']],
    )('resolved: %s, npm %s', async (isResolved, command) => {
      const own = scenarioOf(fromCarried(carriedTree).replace('resolved: true', `resolved: ${isResolved}`))
      await using other = await startRegistry(own.registry)
      await using one = await npmPlace(own, other, cli())
      const scan = await one.cordon('scan')
      expect(scan.code, scan.err).toBe(0)
      expect(other.count('tarball')).toBe(7)
      other.forget()
      const npm = await one.npm(command, '--ignore-scripts', '--prefer-offline')
      expect(npm.code, npm.err).toBe(0)
      expect(other.requests.filter(({ kind }) => kind === 'tarball').map(({ path }) => path)).toEqual([])
      other.assertNoUnmatched()
    })
  })
}

/** The registry now serves other bytes for it, which would leave a mark. */
function swap(scenario: Scenario, spec: string): void {
  const release = findRelease(scenario.registry.packages, spec)
  const manifest = { name: release.name, version: release.version, scripts: { postinstall: 'node mark.js' } }
  Object.assign(release.tarball, packageTarball({ 'package.json': manifest, 'mark.js': mark }))
}

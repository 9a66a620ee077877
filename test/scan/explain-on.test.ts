// One rule on two releases that a person names, through the real reader of packages; the registry is a folder.
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { afterAll, describe, expect, test } from 'vitest'
import { inFolder } from '../../bench/pairs/packument-folder.ts'
import type { NamedRelease } from '../../src/domain/explained-on.ts'
import { defaultPolicy } from '../../src/domain/policy.ts'
import { noNames } from '../../src/facts/lookalike.ts'
import { packageTarball } from '../../src/replay/package-tarball.ts'
import { explainOn } from '../../src/scan/explain-on.ts'
import { createExtractPool, defaultPoolLimits } from '../../src/scan/extract-pool.ts'
import { readPackageFolder } from '../../src/sources/local-package.ts'
import { toHistory } from '../../src/sources/packument.ts'
import { ruleOf } from '../rules/builders.ts'
import { readSchema } from '../support/schemas.ts'

const folder = mkdtempSync(join(tmpdir(), 'cordon-explain-on-'))
const pool = createExtractPool({ ...defaultPoolLimits, workers: 1 })
afterAll(async () => {
  await pool.close()
  rmSync(folder, { recursive: true, force: true })
})

const dist = { integrity: `sha512-${btoa('tiny')}`, tarball: 'https://registry.example.test/tiny/-/tiny-1.0.0.tgz' }
const packument = {
  name: 'tiny',
  versions: {
    '1.0.0': { name: 'tiny', version: '1.0.0', dist },
    '1.0.1': { name: 'tiny', version: '1.0.1', scripts: { install: 'node x.js' }, dist },
  },
  time: { '1.0.0': '2026-01-01T00:00:00Z', '1.0.1': '2026-03-01T00:00:00Z' },
}
const everything = () => new Set(Object.keys(packument.versions))
const history = toHistory(
  JSON.stringify(packument),
  'tiny',
  'registry.example.test',
  Number.POSITIVE_INFINITY,
  everything,
)
const around = {
  ...inFolder(new Map(history.ok ? [['tiny', history.value]] : [])),
  names: noNames,
  policy: defaultPolicy,
}

const published = (version: string): NamedRelease => ({ kind: 'published', name: 'tiny', version })

function place(name: string, files: Readonly<Record<string, string>>): NamedRelease {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(join(folder, name, path, '..'), { recursive: true })
    writeFileSync(join(folder, name, path), text)
  }
  return { kind: 'folder', path: join(folder, name), shown: name }
}

const explained = (before: NamedRelease, after: NamedRelease, now: number | 'unset' = 'unset') =>
  explainOn({
    tool: { name: 'cordon', version: '0.0.0' },
    rule: ruleOf(),
    before,
    after,
    around,
    pool,
    now,
    clock: Date.parse('2026-11-20T12:00:00Z'),
  })

const plain = place('plain', { 'package.json': '{"name":"tiny","version":"1.0.0"}' })
const scripted = place('scripted', { 'package.json': '{"name":"tiny","version":"1.0.2","scripts":{"install":"x"}}' })

describe('a published release', () => {
  test('is looked at as of the hour after it appeared', async () => {
    const found = await explained(published('1.0.0'), published('1.0.1'))
    expect(found.ok && [found.value.asOf, found.value.rule.result]).toEqual(['2026-03-01T01:00:00.000Z', 'fired'])
    expect(found.ok && found.value.change.publication.ageHours).toBe(1)
    expect(found.ok && found.value.evidence.map(({ fact }) => fact)).toEqual(['script install added'])
  })
  test('or as of a moment that is named', async () => {
    const found = await explained(published('1.0.0'), published('1.0.1'), Date.parse('2026-03-02T00:00:00Z'))
    expect(found.ok && found.value.change.publication.ageHours).toBe(24)
  })
  test('that is not there is said to be missing', async () => {
    const found = await explained(published('1.0.0'), published('9.0.0'))
    expect(found.ok ? '' : found.why.code).toBe('version-not-found')
  })
})

describe('a release on the disk', () => {
  test('is read from a folder, and nobody makes up who published it', async () => {
    const found = await explained(plain, scripted)
    expect(found.ok && found.value.rule.result).toBe('fired')
    expect(found.ok && found.value.change.baseline).toMatchObject({ status: 'history', version: '1.0.0' })
    expect(found.ok && found.value.change.publication).toMatchObject({ age: 'unavailable', publisher: 'unavailable' })
    const schema = new Ajv2020({ strict: true, strictRequired: true, allErrors: true })
      .addSchema(readSchema('report-1.schema.json'))
      .addSchema(readSchema('explanation-1.schema.json'))
      .compile(readSchema('explained-on-1.schema.json'))
    schema(found.ok ? JSON.parse(JSON.stringify(found.value)) : {})
    expect(schema.errors ?? []).toEqual([])
  })
  test('is read from a tarball', async () => {
    const path = join(folder, 'tiny.tgz')
    writeFileSync(path, packageTarball({ 'package.json': { name: 'tiny', version: '1.0.3' } }).bytes)
    const after: NamedRelease = { kind: 'tarball', path, shown: 'tiny.tgz' }
    const found = await explained(scripted, after)
    expect(found.ok && [found.value.rule.result, found.value.change.package.version]).toEqual(['quiet', '1.0.3'])
  })
  test('against nothing has everything new', async () => {
    const found = await explained({ kind: 'nothing' }, scripted)
    expect(found.ok && [found.value.rule.result, found.value.change.baseline.status]).toEqual(['fired', 'none'])
  })
  test.each([
    ['no package', { 'a.js': '1' }, 'unreadable-tarball'],
    ['a package.json that is none', { 'package.json': '{' }, 'unreadable-tarball'],
  ])('has to be a package: %s', async (name, files, code) => {
    const found = await explained(plain, place(name, files))
    expect(found.ok ? '' : found.why.code).toBe(code)
  })
})

test('of a folder is read what npm could pack, and no link is followed', () => {
  place('work', {
    'package.json': '{}',
    '.npmignore': '*',
    'lib/a.js': '',
    '.git/config': '',
    '.npmrc': '',
    'package-lock.json': '',
    'node_modules/b/index.js': '',
    'lib/node_modules/c.js': '',
  })
  symlinkSync('/', join(folder, 'work/root'))
  const read = readPackageFolder(join(folder, 'work'))
  expect(read.ok && read.value.files.map(({ path }) => path).sort()).toEqual([
    '.npmignore',
    'lib/a.js',
    'lib/node_modules/c.js',
    'package.json',
  ])
  expect(read.ok && read.value.oddities.map(({ kind, path }) => [kind, path])).toEqual([['link-entry', 'root']])
})

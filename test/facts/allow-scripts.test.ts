// npm's `allowScripts` as npm reads it, entry by entry, and what has to be written for exactly the approved scripts to run.
import isScriptAllowed from '@npmcli/arborist/lib/script-allowed.js'
import { describe, expect, test } from 'vitest'
import type { LockedPackage } from '../../src/domain/locked.ts'
import type { Directive } from '../../src/domain/project.ts'
import type { ApprovalState, ScriptSettings } from '../../src/domain/scripts-report.ts'
import { decisionOf, folderIn, pinnedKey, readAllowKey } from '../../src/facts/allow-scripts.ts'
import { planAllowScripts } from '../../src/facts/allow-scripts-plan.ts'
import { allowsMore, npm11Does, npm12Does } from '../../src/facts/npm-scripts.ts'
import { candidate, contents } from './support.ts'

const registry = 'https://registry.example.test'
const commit = '0123456789abcdef0123456789abcdef01234567'
const locked = (about: Partial<LockedPackage>): LockedPackage => candidate(contents({}), { locked: about }).locked
const entries = (policy: Record<string, boolean>): Directive[] =>
  Object.entries(policy).map(([key, value]) => ({
    field: 'allowScripts',
    key,
    value: `${value}`,
    file: 'package.json',
    line: 3,
  }))

const tiny = locked({})
const scoped = locked({ name: '@s/t', version: '2.0.0', resolved: `${registry}/@s/t/-/t-2.0.0.tgz` })
const alias = locked({ kind: 'alias', installedAs: 'other' })
const withoutUrl = locked({ resolved: '' })
const git = locked({ kind: 'git', resolved: `git+ssh://git@github.com/o/tiny.git#${commit}` })
const elsewhere = locked({ kind: 'git', resolved: `git+https://git.example.test/o/tiny.git#${commit}` })
const remote = locked({ kind: 'remote', resolved: 'https://files.example.test/tiny.tgz' })
const carried = locked({ kind: 'bundled', resolved: '', bundledIn: 'node_modules/a' })
const at = (path: string) => locked({ resolved: `${registry}/${path}` })
const urls = {
  withV: at('tiny/-/tiny-v1.0.1.tgz'),
  withBuild: at('tiny/-/tiny-1.0.1+x.tgz'),
  loosely: at('tiny/-/tiny-1.0.1beta.tgz'),
  below: at('a/-/tiny/-/tiny-1.0.1.tgz'),
  belowScope: at('@s/-/t/-/t-2.0.0.tgz'),
  encoded: at('@s%2Ft/-/t-2.0.0.tgz'),
  withQuery: at('tiny/-/tiny-1.0.1.tgz?x=.tgz'),
  withFragment: at('tiny/-/tiny-1.0.1.tgz#/tiny-1.0.0.tgz'),
  withSlash: at('tiny/-/tiny-1.0.1.tgz/'),
  withoutName: at('-/tiny-1.0.1.tgz'),
  inCapitals: locked({ resolved: 'HTTPS://registry.example.test/tiny/-/tiny-1.0.1.tgz' }),
}
const packages = { ...urls, tiny, scoped, alias, withoutUrl, git, elsewhere, remote, carried }

const keys = [
  'tiny',
  'tiny@*',
  'tiny@1.0.1',
  'tiny@v1.0.1',
  'tiny@1.0.0',
  'tiny@1.0.1+x',
  'tiny@1.0.1beta',
  'tiny@1.0.0 || 1.0.1',
  'tiny@1.0.1 || 1.0.0beta',
  'tiny@1.0.1 || v1.0.0',
  'tiny@^1.0.0',
  'tiny@>=1',
  'tiny@latest',
  'other',
  'x@npm:tiny@1.0.1',
  '@s/t',
  '@s/t@2.0.0',
  't@2.0.0',
  'github:o/tiny',
  `github:o/tiny#${commit}`,
  'github:o/tiny#0123456',
  'github:o/tiny#fedcba9',
  `git+ssh://git@github.com/o/tiny.git#${commit}`,
  `git+https://git.example.test/o/tiny.git#${commit}`,
  'https://files.example.test/tiny.tgz',
  'https://files.example.test/other.tgz',
] as const

describe('one entry, as npm itself takes it', () => {
  for (const [name, one] of Object.entries(packages)) {
    test.each(keys.flatMap((key) => [true, false].map((value) => [key, value] as const)))(
      `${name}: %s is %s`,
      (key, value) => {
        const isRegistry = one.kind === 'registry' || one.kind === 'alias'
        const spec = one.kind === 'alias' ? 'npm:tiny@1.0.1' : '*'
        const node = {
          inBundle: one.kind === 'bundled',
          resolved: one.resolved === '' ? null : one.resolved,
          isRegistryDependency: isRegistry,
          edgesIn: isRegistry ? [{ name: one.installedAs, spec }] : [],
          version: one.version,
        }
        const said = isScriptAllowed(node, { [key]: value })
        const expected = said === null ? 'unreviewed' : said ? 'allowed' : 'denied'
        expect(decisionOf(one, entries({ [key]: value }))).toBe(expected)
      },
    )
  }
})

test('what denies wins', () => {
  expect(decisionOf(tiny, entries({ tiny: false, 'tiny@1.0.1': true }))).toBe('denied')
  expect(decisionOf(tiny, entries({ 'tiny@1.0.0': false, 'tiny@1.0.1': true }))).toBe('allowed')
})

test('keys that npm leaves out', () => {
  for (const key of ['tiny@^1.0.0', 'tiny@latest', 'tiny@1.0.0 || ^2', 'a b', '']) {
    expect(readAllowKey(key)).toEqual({ kind: 'none' })
  }
})

test('a key is for the version that npm reads in the URL', () => {
  const { withV, withBuild, loosely, below, belowScope } = urls
  expect([withV, withBuild, loosely, below, belowScope].map(pinnedKey)).toEqual([
    'tiny@1.0.1',
    'tiny@1.0.1',
    '',
    'tiny@1.0.1',
    't@2.0.0',
  ])
})

test('the key that names exactly one lock entry', () => {
  expect([tiny, scoped, alias, withoutUrl, git, elsewhere, remote, carried].map(pinnedKey)).toEqual([
    'tiny@1.0.1',
    '@s/t@2.0.0',
    'tiny@1.0.1',
    '',
    `github:o/tiny#${commit}`,
    elsewhere.resolved,
    remote.resolved,
    '',
  ])
  expect(['file:./a', './a', 'file:../a', 'file:/a', 'a'].map(folderIn)).toEqual(['a', 'a', '', '', ''])
})

const loose: ScriptSettings = { ignoreScripts: false, strict: false, allowAll: false, allowGit: '' }
const strict = { ...loose, strict: true }

test.each<[string, LockedPackage, Record<string, boolean>, ScriptSettings, string, string]>([
  ['nothing said', tiny, {}, loose, 'skips', 'runs'],
  ['nothing said, strictly', tiny, {}, strict, 'fails', 'fails'],
  ['allowed', tiny, { 'tiny@1.0.1': true }, strict, 'runs', 'runs'],
  ['denied', tiny, { tiny: false }, strict, 'skips', 'skips'],
  ['denied, and all allowed', tiny, { tiny: false }, { ...loose, allowAll: true }, 'runs', 'runs'],
  ['allowed, and all ignored', tiny, { tiny: true }, { ...loose, ignoreScripts: true }, 'skips', 'skips'],
  ['carried', carried, { tiny: true }, strict, 'skips', 'runs'],
  ['git', git, {}, loose, 'fails', 'runs'],
  ['git that is let in', git, {}, { ...strict, allowGit: 'all' }, 'runs', 'runs'],
  ['git that is not', git, {}, { ...strict, allowGit: 'none' }, 'fails', 'fails'],
])('npm 12 and npm 11, %s', (_, one, policy, settings, twelve, eleven) => {
  const decision = decisionOf(one, entries(policy))
  expect([npm12Does(one, decision, settings), npm11Does(one, decision, settings)]).toEqual([twelve, eleven])
})

test.each<[string, boolean, ApprovalState, string]>([
  ['tiny', true, 'approved', 'every-version'],
  ['tiny@*', true, 'approved', 'every-version'],
  ['tiny@1.0.1', true, 'approved', 'nothing'],
  ['tiny@1.0.1', true, 'changed', 'changed'],
  ['tiny@1.0.1', true, 'new', 'not-approved'],
  ['tiny@1.0.1', true, 'unread', 'unread'],
  ['tiny@1.0.0', true, 'approved', 'not-installed'],
  ['tiny', false, 'new', 'nothing'],
  ['tiny@^1.0.0', true, 'new', 'nothing'],
  ['file:./own', true, 'new', 'nothing'],
  ['github:o/tiny', true, 'new', 'every-version'],
])('%s: %s, where it is %s, allows more: %s', (key, value, state, more) => {
  const [entry] = entries({ [key]: value })
  expect(entry && allowsMore(entry, [{ locked: tiny, state }])).toBe(more)
})

describe('the plan', () => {
  const plan = (listed: [LockedPackage, ApprovalState][], before: Record<string, unknown> = {}, settings = loose) =>
    planAllowScripts(
      listed.map(([one, state]) => ({ locked: one, state })),
      ['own'],
      new Map(Object.entries(before)),
      settings,
    )
  const old = locked({ version: '1.0.0', resolved: `${registry}/tiny/-/tiny-1.0.0.tgz` })

  test('pins what is approved, denies the rest, lets the own folders run', () => {
    const {
      entries: written,
      npmrc,
      needsNpm12,
      notes,
    } = plan([
      [tiny, 'approved'],
      [old, 'changed'],
      [scoped, 'new'],
      [remote, 'unread'],
    ])
    expect([...written]).toEqual([
      ['@s/t@2.0.0', false],
      ['file:own', true],
      [remote.resolved, false],
      ['tiny@1.0.0', false],
      ['tiny@1.0.1', true],
    ])
    expect([[...npmrc], needsNpm12, notes]).toEqual([
      [
        ['strict-allow-scripts', 'true'],
        ['dangerously-allow-all-scripts', 'false'],
      ],
      false,
      [],
    ])
  })
  test('keeps the place of what stands there, and what was denied by hand; names and stale pins give way', () => {
    const before = { 'tiny@1.0.1': false, tiny: true, gone: false, 'gone@1.0.0': true, './own': false, odd: 'yes' }
    expect([...plan([[tiny, 'approved']], before).entries]).toEqual([
      ['tiny@1.0.1', true],
      ['gone', false],
      ['./own', false],
    ])
    // It would win over the pin.
    expect([...plan([[tiny, 'approved']], { tiny: false }).entries]).toEqual([
      ['file:own', true],
      ['tiny@1.0.1', true],
    ])
  })
  test('one key for two releases allows only what is approved in both', () => {
    const other = { ...tiny, location: 'node_modules/a/node_modules/tiny' }
    expect(
      plan([
        [tiny, 'approved'],
        [other, 'changed'],
      ]).entries.get('tiny@1.0.1'),
    ).toBe(false)
    expect(
      plan([
        [other, 'changed'],
        [tiny, 'approved'],
      ]).entries.get('tiny@1.0.1'),
    ).toBe(false)
  })
  test('says what npm cannot do', () => {
    const unpinned = plan([[withoutUrl, 'approved']])
    expect([unpinned.entries.get('tiny'), unpinned.notes]).toEqual([false, [{ code: 'unpinned', name: 'tiny' }]])
    expect(plan([[carried, 'new']])).toMatchObject({ needsNpm12: true, notes: [{ code: 'carried' }] })
    expect(plan([[carried, 'approved']])).toMatchObject({ needsNpm12: false })
    const { npmrc } = plan([[git, 'new']])
    expect([...npmrc.keys()]).toEqual(['strict-allow-scripts', 'dangerously-allow-all-scripts', 'allow-git'])
    expect(plan([[git, 'approved']]).npmrc.has('allow-git')).toBe(false)
    expect(plan([], {}, { ...loose, ignoreScripts: true }).notes).toEqual([{ code: 'scripts-ignored', name: '' }])
  })
})

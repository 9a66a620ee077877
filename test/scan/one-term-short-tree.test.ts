// Every blocking rule about the tree and its new names, one term short: what an attacker gains by falsifying a single term
// is at most a review, or the row says why it is nothing.
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { loadPack } from '../../src/rules/load.ts'
import { toReleases } from '../../src/scan/cases.ts'
import { judge } from '../../src/scan/judge.ts'
import { readPackFiles } from '../../src/sources/pack-files.ts'

const core = loadPack(
  await readPackFiles(fileURLToPath(new URL('../../rules/core', import.meta.url)), 'nothing'),
  'nothing',
)

type Row = { term: string; before?: string; after: string; about?: string; gives: string; because?: string }

const old = '{ package.json: { name: tiny, version: 1.0.0 }, index.js: "module.exports = 1" }'
const adds = (group: string, spec = '^1.0.0', code = 'module.exports = 1') =>
  `{ package.json: { name: tiny, version: 1.0.1, ${group}: { extra: "${spec}" } }, index.js: "${code}" }`
const extra = (more: string) =>
  `newcomers: { extra: { created: 2026-11-10T00:00:00Z, releases: 2, publisher: eve, ${more} } }`
const aged = (more: string) =>
  `newcomers: { extra: { created: 2026-10-01T00:00:00Z, releases: 2, publisher: eve, ${more} } }`
const loads = "require('extra')"
const setup = (script: string) =>
  `{ package.json: { name: tiny, version: 1.0.0, scripts: { ${script} } }, setup.js: "'use strict'" }`

const rows: Readonly<Record<string, readonly Row[]>> = {
  'phantom-dependency': [
    { term: 'none', before: old, after: adds('dependencies'), about: extra(''), gives: 'block' },
    { term: 'imported', before: old, after: adds('dependencies', '^1.0.0', loads), about: extra(''), gives: 'review' },
    { term: 'group', before: old, after: adds('optionalDependencies'), about: extra(''), gives: 'review' },
    { term: 'group', before: old, after: adds('peerDependencies'), about: extra(''), gives: 'review' },
    { term: 'age', before: old, after: adds('dependencies'), about: aged(''), gives: 'review' },
    {
      term: 'history',
      before: old,
      after: adds('dependencies'),
      about: 'newcomers: { extra: unavailable }',
      gives: 'review',
    },
    {
      term: 'added',
      before: adds('dependencies'),
      after: adds('dependencies', '^1.0.1').replace('1.0.1,', '1.0.2,'),
      about: extra(''),
      gives: 'quiet',
      because: 'the release that added it was judged, and a new version of the name is judged by itself',
    },
  ],
  'new-dependency-runs-on-install': [
    {
      term: 'none',
      before: old,
      after: adds('dependencies', '^1.0.0', loads),
      about: extra('installScript: true'),
      gives: 'block',
    },
    {
      term: 'age',
      before: old,
      after: adds('dependencies', '^1.0.0', loads),
      about: aged('installScript: true'),
      gives: 'review',
    },
    {
      term: 'script, imported',
      before: old,
      after: adds('dependencies', '^1.0.0', loads),
      about: extra(''),
      gives: 'review',
    },
    {
      term: 'history',
      before: old,
      after: adds('dependencies', '^1.0.0', loads),
      about: 'newcomers: { extra: not-found }',
      gives: 'review',
    },
  ],
  'newcomer-runs-on-install': [
    {
      term: 'none',
      after: setup('postinstall: node setup.js'),
      about: 'published: 2026-11-10T00:00:00Z',
      gives: 'block',
    },
    {
      term: 'age',
      after: setup('postinstall: node setup.js'),
      about: 'published: 2026-10-01T00:00:00Z',
      gives: 'review',
    },
    { term: 'age', after: setup('postinstall: node setup.js'), about: 'published: unavailable', gives: 'review' },
    {
      term: 'not implicit',
      after: '{ package.json: { name: tiny, version: 1.0.0 }, binding.gyp: "{}" }',
      about: 'published: 2026-11-10T00:00:00Z',
      gives: 'review',
    },
    {
      term: 'script',
      after: setup('test: node setup.js'),
      about: 'published: 2026-11-10T00:00:00Z',
      gives: 'quiet',
      because: 'nothing runs on install: what the code does when it is imported is for the rules about code',
    },
  ],
  'update-adds-optional-git-dependency': [
    { term: 'none', before: old, after: adds('optionalDependencies', 'github:eve/setup'), gives: 'block' },
    { term: 'optional', before: old, after: adds('dependencies', 'github:eve/setup'), gives: 'review' },
    { term: 'optional', before: old, after: adds('peerDependencies', 'github:eve/setup'), gives: 'review' },
    {
      term: 'git',
      before: old,
      after: adds('optionalDependencies', 'https://files.example.test/a.tgz'),
      gives: 'review',
    },
    {
      term: 'added',
      before: adds('optionalDependencies', '^1.0.0').replace('1.0.1', '1.0.0'),
      after: adds('optionalDependencies', 'github:eve/setup'),
      gives: 'review',
    },
    {
      term: 'baseline',
      after: adds('optionalDependencies', 'github:eve/setup'),
      about: 'published: 2026-11-10T00:00:00Z',
      gives: 'review',
    },
  ],
  'update-adds-dependency-over-http': [
    { term: 'none', before: old, after: adds('dependencies', 'http://files.example.test/a'), gives: 'block' },
    { term: 'http', before: old, after: adds('dependencies', 'https://files.example.test/a'), gives: 'review' },
    {
      term: 'baseline, age',
      after: adds('dependencies', 'http://files.example.test/a'),
      about: 'published: 2022-11-10T00:00:00Z',
      gives: 'review',
    },
  ],
  'dependency-over-http': [
    {
      term: 'none',
      after: old,
      about: 'kind: remote, requestedBy: a@1.0.0, resolved: "http://files.example.test/a"',
      gives: 'block',
    },
    {
      term: 'http',
      after: old,
      about: 'kind: remote, requestedBy: a@1.0.0, resolved: "https://files.example.test/a"',
      gives: 'review',
    },
    { term: 'not direct', after: old, about: 'kind: remote, resolved: "http://files.example.test/a"', gives: 'review' },
    {
      term: 'remote',
      after: old,
      about: 'kind: git, requestedBy: a@1.0.0, integrity: absent, newToTree: "yes"',
      gives: 'review',
    },
  ],
  'lock-path-names-another-package': [
    {
      term: 'none',
      after: old,
      about: 'resolved: "https://registry.example.test/other/-/other-1.0.0.tgz", integrity: absent',
      gives: 'block',
    },
    {
      term: 'path',
      after: old,
      about: 'resolved: "https://registry.example.test/download/other", integrity: absent',
      gives: 'review',
    },
    {
      term: 'integrity',
      after: old,
      about: 'resolved: "https://registry.example.test/other/-/other-1.0.0.tgz"',
      gives: 'quiet',
      because: 'the digest is the one that the registry serves: npm installs these bytes or none',
    },
  ],
  'dependency-confusion': [
    {
      term: 'none',
      after: old.replace('1.0.0', '99.99.99'),
      about: 'ownName: package, published: 2026-11-10T00:00:00Z',
      gives: 'block',
    },
    { term: 'version', after: old, about: 'ownName: package, published: 2026-11-10T00:00:00Z', gives: 'review' },
    { term: 'version', after: old, about: 'hostChange: changed, published: 2026-11-10T00:00:00Z', gives: 'review' },
    { term: 'version', after: old, about: 'scopeHosts: several, published: 2026-11-10T00:00:00Z', gives: 'review' },
    {
      term: 'age',
      after: old.replace('1.0.0', '99.99.99'),
      about: 'ownName: package, published: 2026-10-01T00:00:00Z',
      gives: 'review',
    },
    {
      term: 'name',
      after: old.replace('1.0.0', '99.99.99'),
      about: 'published: 2026-11-10T00:00:00Z',
      gives: 'review',
    },
  ],
}

/** A pack of one rule whose cases are the rows: the rule itself is never asked. */
function casesOf(written: readonly Row[]) {
  const cases = written.flatMap(({ before = 'nothing', after, about = '' }, index) => [
    `  - name: row ${index}`,
    `    expect: ${index === 0 ? 'fires' : 'quiet'}`,
    `    before: ${before}`,
    `    after: ${after}`,
    `    about: { ${about} }`,
  ])
  const rule = ['id: rows', 'title: rows', 'outcome: note', 'status: draft', 'when: change.package.direct']
  const words = ['find: "[change.package]"', 'why: rows', 'fix: rows', 'quiet: rows', 'cases:', ...cases, '']
  const pack = 'name: rows\nversion: 1.0.0\nfor: tests\nowner: tests\ncordon: ">=0.1.0"\n'
  const files = [
    { path: 'pack.yml', text: pack },
    { path: 'rows.yml', text: [...rule, ...words].join('\n') },
  ]
  return loadPack(files, 'nothing').rules.flatMap(({ cases }) => cases)
}

const table = Object.entries(rows).flatMap(([rule, written]) => {
  const cases = casesOf(written)
  return written.flatMap((row, index) => {
    const one = cases[index]
    return one === undefined ? [] : [{ rule, ...row, one }]
  })
})

test('every row is a case', () => expect(table.length).toBe(Object.values(rows).flat().length))

test.each(table)('$rule without: $term -> $gives', ({ rule, term, gives, because = '', one }) => {
  const { baseline, candidate } = toReleases(one)
  const { findings, unchecked } = judge(baseline, candidate, core.rules, one.about.now)
  expect(unchecked).toEqual([])
  const outcomes = new Set(findings.map(({ outcome }) => outcome))
  const worst = outcomes.has('block') ? 'block' : outcomes.has('review') ? 'review' : 'quiet'
  expect(worst, findings.map((finding) => finding.rule).join(', ')).toBe(gives)
  expect(findings.some((finding) => finding.rule === rule)).toBe(term === 'none')
  // Nothing may be quiet without a reason.
  expect(because === '').toBe(gives !== 'quiet')
})

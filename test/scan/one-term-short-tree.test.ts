// Every blocking rule about the tree and its new names, one term short: what an attacker gains by falsifying a single term
// is at most a review, or the row says why it is nothing.
import { checkRows, type Row } from './one-term-short.ts'

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

checkRows(rows)

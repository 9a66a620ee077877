// Every blocking rule about how a release was published, how its manifests agree and what its name resembles, one term
// short: what an attacker gains by falsifying a single term is at most a review, or the row says why it is nothing.
import { checkRows, type Row } from './one-term-short.ts'

const release = (version: string, fields = '') =>
  `{ package.json: { name: tiny, version: ${version}${fields === '' ? '' : ', '}${fields} }, setup.js: "1", index.js: "1" }`
const before = release('1.4.0')
const plain = release('1.4.1')
const script = release('1.4.1', 'scripts: { postinstall: node setup.js }')
const extra = `{ package.json: { name: tiny, version: 1.4.1, dependencies: { extra-thing: ^1.0.0 } }, setup.js: "1", index.js: "require('extra-thing')" }`

const commit = '0123456789abcdef0123456789abcdef01234567'
const past = 'history: [{ version: 1.3.0 }, { version: 1.2.0 }, { version: 1.1.0 }, { version: 1.0.0 }]'
const now = 'now: 2026-11-15T12:00:00Z, published: 2026-11-15T11:00:00Z'
const pipeline = `before: { publisher: build-service, provenance: trustedPublisher, gitHead: ${commit} }`
const byAda = `before: { publisher: ada, gitHead: ${commit} }`
const young = 'newcomers: { extra-thing: { created: 2026-11-14T12:00:00Z, releases: 2, newToTree: true } }'
const aged = 'newcomers: { extra-thing: { created: 2026-09-14T12:00:00Z, releases: 2, newToTree: true } }'
const inCode = 'what is left is one release with other code: rules about code have to see it'

const name = (of: string) => `{ package.json: { name: ${of}, version: 1.0.0 }, index.js: "1" }`
const popular = 'popularNames: [commander, lodash]'
const likeness = (created: string, releases = 2) =>
  `${now}, ${popular}, newcomers: { loadsh: { created: ${created}, releases: ${releases} } }`
const lookalike = `{ package.json: { name: tiny, version: 1.4.1, dependencies: { loadsh: ^4.0.0 } }, index.js: "require('loadsh')" }`

const rows: Readonly<Record<string, readonly Row[]>> = {
  'trust-lowered-and-more': [
    {
      term: 'none',
      before,
      after: plain,
      about: `${now}, publisher: eve, provenance: none, ${pipeline}`,
      gives: 'block',
    },
    {
      term: 'stranger',
      before,
      after: plain,
      about: `${now}, publisher: build-service, workflow: false, provenance: none, ${pipeline}`,
      gives: 'review',
    },
    {
      term: 'trust, through the pipeline itself',
      before,
      after: plain,
      about: `${now}, publisher: eve, ${pipeline}`,
      gives: 'quiet',
      because: inCode,
    },
  ],
  'provenance-invalid': [
    { term: 'none', before, after: script, about: `${now}, evidence: mismatch`, gives: 'block' },
    {
      term: 'evidence at all',
      before,
      after: plain,
      about: `${now}, evidence: none`,
      gives: 'quiet',
      because: 'the loss of evidence is judged by the rules about trust',
    },
  ],
  'signature-invalid': [
    { term: 'none', before, after: plain, about: `${now}, signature: invalid, trustData: shown`, gives: 'block' },
    {
      term: 'signature at all',
      before,
      after: plain,
      about: `${now}, signature: absent, trustData: shown`,
      gives: 'quiet',
      because: 'caches lose signatures; without one the registry vouches for nothing, and the bytes are judged',
    },
  ],
  'builder-changed-and-brings-something': [
    {
      term: 'none',
      before,
      after: script,
      about: `${now}, built: { repositoryId: "22", ownerId: "2" }, builtBefore: [{}]`,
      gives: 'block',
    },
    {
      term: 'something new',
      before,
      after: plain,
      about: `${now}, built: { repositoryId: "22", ownerId: "2" }, builtBefore: [{}]`,
      gives: 'review',
    },
    { term: 'builder', before, after: script, about: `${now}, built: {}, builtBefore: [{}]`, gives: 'review' },
  ],
  'built-from-outside-and-brings-something': [
    {
      term: 'none',
      before,
      after: script,
      about: `${now}, built: { trigger: pull_request_target }, builtBefore: [{}]`,
      gives: 'block',
    },
    {
      term: 'something new',
      before,
      after: plain,
      about: `${now}, built: { trigger: pull_request_target }, builtBefore: [{}]`,
      gives: 'review',
    },
    {
      term: 'trigger',
      before,
      after: script,
      about: `${now}, built: { trigger: workflow_dispatch }, builtBefore: [{}]`,
      gives: 'review',
    },
  ],
  'left-its-release-pipeline': [
    {
      term: 'none',
      before,
      after: script,
      about: `${now}, publisher: ada, provenance: none, ${pipeline}`,
      gives: 'block',
    },
    {
      term: 'something to run',
      before,
      after: plain,
      about: `${now}, publisher: ada, provenance: none, ${pipeline}`,
      gives: 'block',
    },
    {
      term: 'account, address and commit',
      before,
      after: script,
      about: `${now}, publisher: build-service, gitHead: ${commit}, provenance: none, ${pipeline}`,
      gives: 'review',
    },
    {
      term: 'trust, through the pipeline itself',
      before,
      after: script,
      about: `${now}, publisher: build-service, gitHead: ${commit}, ${pipeline}`,
      gives: 'review',
    },
  ],
  'lost-its-commit-and-pipeline': [
    {
      term: 'none',
      before,
      after: plain,
      about: `${now}, publisher: eve, provenance: none, gitHead: none, ${pipeline}, ${past}`,
      gives: 'block',
    },
    {
      term: 'commit',
      before,
      after: plain,
      about: `${now}, publisher: eve, provenance: none, gitHead: ${commit}, ${pipeline}, ${past}`,
      gives: 'block',
    },
    {
      term: 'stranger',
      before,
      after: plain,
      about: `${now}, publisher: build-service, provenance: none, workflow: false, gitHead: none, ${pipeline}, ${past}`,
      gives: 'block',
    },
    {
      term: 'trust',
      before,
      after: plain,
      about: `${now}, publisher: build-service, gitHead: none, ${pipeline}, ${past}`,
      gives: 'quiet',
      because: 'whoever publishes through the pipeline has its trust; what is left to see is in the code',
    },
  ],
  'lost-its-commit-and-brings-something-to-run': [
    { term: 'none', before, after: script, about: `${now}, gitHead: none, ${byAda}, ${past}`, gives: 'block' },
    { term: 'commit', before, after: script, about: `${now}, ${byAda}, ${past}`, gives: 'review' },
    {
      term: 'something to run',
      before,
      after: plain,
      about: `${now}, gitHead: none, ${byAda}, ${past}`,
      gives: 'quiet',
      because: inCode,
    },
  ],
  'stranger-brings-install-script': [
    { term: 'none', before, after: script, about: `${now}, publisher: eve, ${byAda}, ${past}`, gives: 'block' },
    {
      term: 'account and address',
      before,
      after: script,
      about: `${now}, publisher: ada, ${byAda}, ${past}`,
      gives: 'review',
    },
    {
      term: 'script',
      before,
      after: plain,
      about: `${now}, publisher: eve, ${byAda}, ${past}`,
      gives: 'quiet',
      because: inCode,
    },
  ],
  'stranger-brings-young-dependency': [
    {
      term: 'none',
      before,
      after: extra,
      about: `${now}, publisher: eve, ${byAda}, ${past}, ${young}`,
      gives: 'block',
    },
    {
      term: 'account and address',
      before,
      after: extra,
      about: `${now}, publisher: ada, ${byAda}, ${past}, ${young}`,
      gives: 'review',
    },
    {
      term: 'youth',
      before,
      after: extra,
      about: `${now}, publisher: eve, ${byAda}, ${past}, ${aged}`,
      gives: 'review',
    },
    {
      term: 'dependency',
      before,
      after: plain,
      about: `${now}, publisher: eve, ${byAda}, ${past}`,
      gives: 'quiet',
      because: inCode,
    },
  ],
  'burst-adds-install-script': [
    {
      term: 'none',
      before,
      after: script,
      about: `${now}, ${byAda}, history: [{ version: 1.4.1-a, published: 2026-11-15T10:40:00Z }, { version: 1.4.1-b, published: 2026-11-15T10:50:00Z }]`,
      gives: 'block',
    },
    { term: 'burst', before, after: script, about: `${now}, ${byAda}`, gives: 'review' },
    {
      term: 'script',
      before,
      after: plain,
      about: `${now}, ${byAda}, history: [{ version: 1.4.1-a, published: 2026-11-15T10:40:00Z }, { version: 1.4.1-b, published: 2026-11-15T10:50:00Z }]`,
      gives: 'quiet',
      because: inCode,
    },
  ],
  'stranger-revives-package': [
    {
      term: 'none',
      before,
      after: plain,
      about: `${now}, publisher: eve, before: { publisher: ada, published: 2024-01-01T00:00:00Z }, history: [{ version: 2.0.1, publisher: eve, published: 2026-11-15T10:50:00Z }, { version: 1.3.0 }, { version: 1.2.0 }, { version: 1.1.0 }]`,
      gives: 'block',
    },
    {
      term: 'stranger',
      before,
      after: plain,
      about: `${now}, publisher: ada, before: { publisher: ada, published: 2024-01-01T00:00:00Z }, history: [{ version: 2.0.1, published: 2026-11-15T10:50:00Z }, { version: 1.3.0 }, { version: 1.2.0 }, { version: 1.1.0 }]`,
      gives: 'review',
    },
    {
      term: 'lines',
      before,
      after: plain,
      about: `${now}, publisher: eve, before: { publisher: ada, published: 2024-01-01T00:00:00Z }, ${past}`,
      gives: 'quiet',
      because: 'a new maintainer who takes an old package over looks the same until something new is in it',
    },
  ],
  'manifest-hides-dependency': [
    {
      term: 'none',
      after: name('tiny'),
      about: 'registryManifest: { name: tiny, version: 1.0.0, dependencies: { extra-thing: ^1.0.0 } }',
      gives: 'block',
    },
    {
      term: 'hidden, by another range',
      after: '{ package.json: { name: tiny, version: 1.0.0, dependencies: { extra-thing: ^1.0.0 } } }',
      about: 'registryManifest: { name: tiny, version: 1.0.0, dependencies: { extra-thing: ^2.0.0 } }',
      gives: 'review',
    },
    {
      term: 'the other way round',
      after: '{ package.json: { name: tiny, version: 1.0.0, dependencies: { extra-thing: ^1.0.0 } } }',
      about: 'registryManifest: { name: tiny, version: 1.0.0 }',
      gives: 'review',
    },
  ],
  'manifest-script-differs': [
    {
      term: 'none',
      after: script,
      about: 'registryManifest: { name: tiny, version: 1.4.1, scripts: { postinstall: node-gyp rebuild } }',
      gives: 'block',
    },
    {
      term: 'hidden in the tarball',
      after: plain,
      about: 'registryManifest: { name: tiny, version: 1.4.1, scripts: { postinstall: node setup.js } }',
      gives: 'review',
    },
    {
      term: 'another event, hidden from the registry',
      after: script,
      about: 'registryManifest: { name: tiny, version: 1.4.1 }',
      gives: 'block',
    },
  ],
  'confusable-newcomer': [
    { term: 'none', after: name('cornmander'), about: `${now}, ${popular}`, gives: 'block' },
    {
      term: 'youth',
      after: name('cornmander'),
      about: `now: 2026-11-15T12:00:00Z, published: 2026-06-15T11:00:00Z, ${popular}`,
      gives: 'review',
    },
    { term: 'drawn alike, only typed alike', after: name('commanderr'), about: `${now}, ${popular}`, gives: 'review' },
  ],
  'update-adds-lookalike': [
    { term: 'none', before, after: lookalike, about: likeness('2026-11-14T12:00:00Z'), gives: 'block' },
    { term: 'youth', before, after: lookalike, about: likeness('2026-05-14T12:00:00Z'), gives: 'review' },
    {
      term: 'update',
      after: lookalike,
      about: likeness('2026-11-14T12:00:00Z'),
      gives: 'quiet',
      because: 'the lookalike is an entry of the tree itself and is judged there',
    },
  ],
}

checkRows(rows)

// The blocking rules about a lock entry alone: each has one or two terms, and without them there is nothing to hide.
import { checkRows, type Row } from './one-term-short.ts'

const after = '{ package.json: { name: tiny, version: 1.0.0 } }'
const registryBytes = 'the bytes are the ones that the registry serves, which the other rules judge'

const named = 'the policy itself says where it may come from'

const rows: Readonly<Record<string, readonly Row[]>> = {
  'integrity-differs-from-registry': [
    { term: 'none', after, about: 'integrity: different', gives: 'block' },
    { term: 'other bytes', after, about: '', gives: 'quiet', because: registryBytes },
    { term: 'a digest', after, about: 'integrity: absent', gives: 'review' },
  ],
  'bytes-are-another-package': [
    { term: 'none', after, about: 'locked: other@1.0.0, integrity: different', gives: 'block' },
    { term: 'another name', after, about: 'integrity: different', gives: 'block' },
    { term: 'other bytes', after, about: 'locked: other@1.0.0', gives: 'quiet', because: registryBytes },
  ],
  'source-not-proven': [
    { term: 'none', after, about: 'source: elsewhere, integrity: absent', gives: 'block' },
    { term: 'elsewhere', after, about: 'source: registry, integrity: absent', gives: 'review' },
    { term: 'a digest', after, about: 'source: elsewhere, integrity: equal', gives: 'quiet', because: registryBytes },
  ],
  'registry-not-allowed': [
    { term: 'none', after, about: 'registryAllowed: "no"', gives: 'block' },
    { term: 'another host', after, about: 'registryAllowed: "yes"', gives: 'quiet', because: named },
  ],
  'internal-scope-from-public': [
    { term: 'none', after, about: 'scopeOrigin: internal-from-public', gives: 'block' },
    { term: 'a public registry', after, about: 'scopeOrigin: internal', gives: 'quiet', because: named },
    { term: 'an internal scope', after, about: 'scopeOrigin: ordinary', gives: 'quiet', because: named },
  ],
}

checkRows(rows)

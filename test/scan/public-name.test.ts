import { expect, test } from 'vitest'
import type { LockedPackage } from '../../src/domain/locked.ts'
import { defaultPolicy, type Policy } from '../../src/domain/policy.ts'
import { isPublicName } from '../../src/scan/public-name.ts'
import { replacedHost } from '../../src/sources/registry-url.ts'
import { candidate, contents, published } from '../facts/support.ts'

const npm = 'https://registry.npmjs.org/'
const mirror = 'https://npm.acme.test/all/'
const own = 'https://npm.acme.test/ours/'

/** `@acme` comes from a registry of its own, everything else from the mirror. */
const around = (policy: Partial<Policy>) => ({
  registryFor: (name: string) => (name.startsWith('@acme/') ? own : mirror),
  fetchedFrom: (resolved: string) =>
    replacedHost(resolved, { registry: mirror, replaceRegistryHost: 'registry.npmjs.org' }),
  policy: { ...defaultPolicy, ...policy },
})

const internal = { internalScopes: ['@ours'] }
const elsewhere = { registries: [{ scope: '@ours', hosts: ['npm.acme.test'], line: 1 }] }

test.each<[string, Partial<LockedPackage>, Partial<Policy>, boolean]>([
  ['a lockfile written against the public registry', { resolved: `${npm}tiny/-/tiny-1.0.1.tgz` }, {}, true],
  [
    'one that npm then fetches through the mirror, whatever the scope',
    { name: '@ours/x', resolved: `${npm}@ours/x/-/x-1.0.1.tgz` },
    internal,
    true,
  ],
  ['another public mirror', { resolved: 'https://registry.yarnpkg.com/tiny/-/tiny-1.0.1.tgz' }, {}, true],
  ['a lockfile written through the mirror', { resolved: `${mirror}tiny/-/tiny-1.0.1.tgz` }, {}, true],
  ['nothing is said, and the mirror is asked', { resolved: '' }, {}, true],
  ['a scope of its own registry', { name: '@acme/x', resolved: `${own}@acme/x/-/x-1.0.1.tgz` }, {}, false],
  ['nothing is said, and its own registry is asked', { name: '@acme/x', resolved: '' }, {}, false],
  [
    'behind the mirror, and the policy calls its scope internal',
    { name: '@ours/x', resolved: `${mirror}@ours/x/-/x-1.0.1.tgz` },
    internal,
    false,
  ],
  [
    'behind the mirror, and the policy gives its scope a host',
    { name: '@ours/x', resolved: `${mirror}@ours/x/-/x-1.0.1.tgz` },
    elsewhere,
    false,
  ],
  [
    'behind the mirror, and nobody says anything',
    { name: '@ours/x', resolved: `${mirror}@ours/x/-/x-1.0.1.tgz` },
    {},
    true,
  ],
  ['the same host, another registry', { resolved: `${own}tiny/-/tiny-1.0.1.tgz` }, {}, false],
  ['a host that only begins the same', { resolved: 'https://npm.acme.test.evil.test/all/tiny-1.0.1.tgz' }, {}, true],
  ['a host that nobody names', { resolved: 'https://files.example.test/tiny-1.0.1.tgz' }, {}, true],
  ['no host at all', { resolved: 'tiny-1.0.1.tgz' }, {}, true],
  [
    'a host that the policy names',
    { resolved: 'https://files.example.test/tiny-1.0.1.tgz' },
    { registries: [{ scope: '*', hosts: ['files.example.test'], line: 1 }] },
    false,
  ],
  [
    'an internal scope from the public registry, spelled with its final dot',
    { name: '@ours/x', resolved: 'https://registry.npmjs.org./@ours/x/-/x-1.0.1.tgz' },
    internal,
    true,
  ],
  [
    'an internal scope from anywhere',
    { name: '@ours/x', resolved: 'https://files.example.test/@ours/x/-/x-1.0.1.tgz' },
    internal,
    false,
  ],
  ['a git dependency', { kind: 'git', resolved: 'git+ssh://git@example.test/tiny.git#abc' }, {}, false],
  ['the project itself', { kind: 'workspace', resolved: '' }, {}, false],
])('%s', (_what, locked, policy, expected) => {
  expect(isPublicName(candidate(contents({}), { locked }).locked, 'none', around(policy))).toBe(expected)
})

test.each<[string, number, boolean]>([
  ['the bytes that the registry serves under this name', 7, true],
  ['other bytes', 8, false],
])('the same host, another registry, with %s', (_what, fill, expected) => {
  const bytes = (value: number) => `sha512-${Buffer.alloc(64, value).toString('base64')}`
  const { locked } = candidate(contents({}), {
    locked: { resolved: `${own}tiny/-/tiny-1.0.1.tgz`, integrity: bytes(7) },
  })
  const served = published('1.0.1', '2026-01-01T00:00:00Z', { integrity: bytes(fill) })
  expect(isPublicName(locked, served, around({}))).toBe(expected)
})

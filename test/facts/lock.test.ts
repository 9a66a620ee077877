import { createHash } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import type { LockFact } from '../../src/domain/change.ts'
import type { LockedPackage } from '../../src/domain/locked.ts'
import type { PublishedVersion } from '../../src/domain/release.ts'
import { compareReleases } from '../../src/facts/compare.ts'
import { candidate, contents, emptyRelease, type Files, history, published } from './support.ts'

const sri = (algorithm: string, text: string) => `${algorithm}-${createHash(algorithm).update(text).digest('base64')}`
const shasum = (text: string) => createHash('sha1').update(text).digest('hex')

function lock(locked: Partial<LockedPackage>, served: Partial<PublishedVersion>, files: Files = {}): LockFact {
  const versions = history(published('1.0.1', '2026-01-01T00:00:00Z', served))
  return compareReleases(emptyRelease, candidate(contents(files), { locked, history: versions }), 0).lock
}

describe('lock', () => {
  test.each<[string, string, Partial<PublishedVersion>, LockFact['strength'], LockFact['integrity']]>([
    ['equal', sri('sha512', 'a'), { integrity: sri('sha512', 'a') }, 'sha512', 'equal'],
    ['different', sri('sha512', 'a'), { integrity: sri('sha512', 'b') }, 'sha512', 'different'],
    ['nothing locked', '', { integrity: sri('sha512', 'a') }, 'none', 'absent'],
    ['nothing served', sri('sha512', 'a'), {}, 'sha512', 'unavailable'],
    [
      'sha1 against the shasum',
      sri('sha1', 'a'),
      { integrity: sri('sha512', 'a'), shasum: shasum('a') },
      'sha1',
      'equal',
    ],
    ['another shasum', sri('sha1', 'a'), { shasum: shasum('b') }, 'sha1', 'different'],
    [
      'the strongest common one counts',
      `${sri('sha1', 'a')} ${sri('sha512', 'b')}`,
      { integrity: sri('sha512', 'a'), shasum: shasum('a') },
      'sha512',
      'different',
    ],
    [
      'one more locked digest would let other bytes in',
      `${sri('sha512', 'a')} ${sri('sha512', 'b')}`,
      { integrity: sri('sha512', 'a') },
      'sha512',
      'different',
    ],
    ['no common algorithm', sri('sha256', 'a'), { integrity: sri('sha512', 'a') }, 'sha256', 'unavailable'],
    ['options do not matter', `${sri('sha512', 'a')}?x`, { integrity: sri('sha512', 'a') }, 'sha512', 'equal'],
    ['too short to be a digest', 'sha512-AAAA', { integrity: sri('sha512', 'a') }, 'none', 'absent'],
    ['unknown algorithm', 'md5-AAAA', {}, 'none', 'absent'],
    ['sha384', sri('sha384', 'a'), { integrity: sri('sha384', 'a') }, 'sha384', 'equal'],
  ])('integrity: %s', (_, integrity, served, strength, expected) => {
    expect(lock({ integrity }, served)).toMatchObject({ strength, integrity: expected })
  })

  test.each([
    ['https://registry.example.test/x.tgz', 'https'],
    ['git+ssh://git@example.test/x.git#1', 'git+ssh'],
    ['HTTP://example.test', 'http'],
    ['', ''],
    ['../x', ''],
  ])('scheme of %j', (resolved, scheme) => {
    expect(lock({ resolved }, {}).scheme).toBe(scheme)
  })

  const scripted = { 'package.json': { name: 'tiny', version: '1.0.1', scripts: { postinstall: 'x' } } }
  test.each<[string, Files, LockedPackage['hasInstallScript'], LockFact['installScript']]>([
    ['neither', {}, 'no', 'agrees'],
    ['both', scripted, 'yes', 'agrees'],
    ['only the bytes', scripted, 'no', 'disagrees'],
    ['only the lock', {}, 'yes', 'disagrees'],
    ['the implicit build counts', { 'binding.gyp': '' }, 'yes', 'agrees'],
    ['an empty script does not', { 'package.json': { name: 'tiny', scripts: { install: '' } } }, 'no', 'agrees'],
    ['prepare does not', { 'package.json': { name: 'tiny', scripts: { prepare: 'x' } } }, 'no', 'agrees'],
    ['lockfileVersion 1 does not say', scripted, 'unknown', 'unknown'],
  ])('install script: %s', (_, files, hasInstallScript, expected) => {
    expect(lock({ hasInstallScript }, {}, files).installScript).toBe(expected)
  })

  test.each<[string, unknown, Partial<LockedPackage>, LockFact['identity']]>([
    ['same', { name: 'tiny', version: '1.0.1' }, {}, 'agrees'],
    ['npm drops a v', { name: 'tiny', version: 'v1.0.1' }, {}, 'agrees'],
    ['another version', { name: 'tiny', version: '1.0.2' }, {}, 'disagrees'],
    ['another name', { name: 'Tiny', version: '1.0.1' }, {}, 'disagrees'],
    [
      'an alias has the name of its target',
      { name: 'tiny', version: '1.0.1' },
      { kind: 'alias', installedAs: 'x' },
      'agrees',
    ],
    ['nothing to read', {}, {}, 'unknown'],
  ])('identity: %s', (_, packageJson, locked, expected) => {
    expect(lock(locked, {}, { 'package.json': JSON.stringify(packageJson) }).identity).toBe(expected)
  })
})

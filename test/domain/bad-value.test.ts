import { describe, expect, test } from 'vitest'
import { hostAndAbove, normalBad } from '../../src/domain/bad-value.ts'
import type { BadValue } from '../../src/domain/known-bad.ts'

const zeros = (bytes: number) => '00'.repeat(bytes)

describe('the one spelling', () => {
  test.each<[BadValue['kind'], string, string]>([
    ['host', 'Files.Example.TEST', 'files.example.test'],
    ['host', 'files.example.test.', 'files.example.test'],
    ['host', 'bücher.example.test', 'xn--bcher-kva.example.test'],
    ['host', 'localhost', ''],
    ['host', 'test', ''],
    ['host', 'https://files.example.test', ''],
    ['host', 'files.example.test/path', ''],
    ['host', 'files.example.test:443', ''],
    ['host', 'user@files.example.test', ''],
    ['host', '*.example.test', ''],
    ['host', '203.0.113.7', ''],
    ['host', 'a..b', ''],
    ['host', '.example.test', ''],
    ['host', '', ''],
    ['host', `${'a.'.repeat(127)}b`, ''],
    ['ip', '203.0.113.7', '203.0.113.7'],
    ['ip', '2001:DB8:0::1', '2001:db8::1'],
    ['ip', '::FFFF:203.0.113.7', '203.0.113.7'],
    ['ip', '::ffff:cb00:7107', '203.0.113.7'],
    ['ip', 'fe80::1%eth0', 'fe80::1'],
    ['ip', '203.0.113.7%1', ''],
    ['ip', '203.0.113.0/24', ''],
    ['ip', '203.0.113', ''],
    ['ip', 'example.test', ''],
    ['file', 'AB'.repeat(32), 'ab'.repeat(32)],
    ['file', 'ab'.repeat(20), ''],
    ['file', 'zz'.repeat(32), ''],
    ['tarball', zeros(64), `sha512:${zeros(64)}`],
    ['tarball', zeros(20), `sha1:${zeros(20)}`],
    ['tarball', `sha512-${Buffer.alloc(64).toString('base64')}`, `sha512:${zeros(64)}`],
    ['tarball', `sha512-${Buffer.alloc(63).toString('base64')}`, ''],
    ['tarball', `md5-${Buffer.alloc(16).toString('base64')}`, ''],
    ['tarball', 'constructor-AAAA', ''],
    ['email', 'Eve@Example.test', 'eve@example.test'],
    ['email', 'eve@localhost', ''],
    ['email', '@example.test', ''],
    ['email', 'a b@example.test', ''],
  ])('of a %s: %s', (kind, text, expected) => {
    expect(normalBad(kind, text)).toBe(expected)
  })
})

test('a host is met by what is listed above it, and never by its last label', () => {
  expect(hostAndAbove('a.b.example.test')).toEqual(['a.b.example.test', 'b.example.test', 'example.test'])
  expect(hostAndAbove('')).toEqual([])
})

import { createHash } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import {
  checkedIntegrity,
  integrityOf,
  matchesIntegrity,
  sha512Of,
  strongestHashes,
} from '../../src/sources/integrity.ts'

const bytes = Buffer.from('bytes')
const sri = (algorithm: string, of: Uint8Array = bytes) =>
  `${algorithm}-${createHash(algorithm).update(of).digest('base64')}`
const other = Buffer.from('other')

test('our own integrity is the sha512', () => expect(integrityOf(bytes)).toBe(sri('sha512')))

describe('bytes match', () => {
  test.each(['sha512', 'sha384', 'sha256', 'sha1'])('%s', (algorithm) => {
    expect(matchesIntegrity(bytes, sri(algorithm))).toBe(true)
    expect(matchesIntegrity(other, sri(algorithm))).toBe(false)
  })
  test('one of several of the strongest, with options and odd spaces', () =>
    expect(matchesIntegrity(bytes, `  ${sri('sha512', other)}\n${sri('sha512')}?ct=application/octet-stream `)).toBe(
      true,
    ))
  test('never by a weaker one when a stronger one says no', () =>
    expect(matchesIntegrity(bytes, `${sri('sha1')} ${sri('sha512', other)}`)).toBe(false))
})

describe('what proves nothing', () => {
  test.each([
    '',
    'md5-aaaa',
    'sha512-',
    'sha512-AAAA',
    'sha512',
    'constructor-AAAA',
    `SHA512${sri('sha512').slice(6)}`,
  ])('%j', (text) => {
    expect(strongestHashes(text)).toBeUndefined()
    expect(matchesIntegrity(bytes, text)).toBe(false)
  })
})

test('only a single sha512 names a tarball', () => {
  expect(sha512Of(`${sri('sha1')} ${sri('sha512')}?x`)).toBe(sri('sha512'))
  expect(sha512Of(`${sri('sha512')} ${sri('sha512', other)}`)).toBe('')
  expect(sha512Of(sri('sha1'))).toBe('')
})

describe('bytes that are checked', () => {
  test.each([sri('sha512'), sri('sha1'), `${sri('sha1')} ${sri('sha512')}`, ''])('are named by our own: %s', (wanted) =>
    expect(checkedIntegrity(bytes, wanted)).toBe(sri('sha512')),
  )
  test.each([sri('sha512', other), sri('sha1', other), `${sri('sha1')} ${sri('sha512', other)}`, 'sha512-AAAA'])(
    'are none where others are wanted: %s',
    (wanted) => expect(checkedIntegrity(bytes, wanted)).toBe(''),
  )
})

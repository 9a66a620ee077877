import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { ByteSource } from '../../../src/sources/known-bad/byte-source.ts'
import { readZip, type ZipLimits } from '../../../src/sources/known-bad/zip.ts'
import { type ZipFile, zipOf } from '../../support/zip.ts'

const limits: ZipLimits = { maxEntries: 100, maxFileBytes: 10_000, maxBytes: 50_000 }

function sourceOf(bytes: Buffer): ByteSource {
  return { size: bytes.length, read: (offset, length) => bytes.subarray(offset, offset + length) }
}

const file = (name: string, text: string, over: Partial<ZipFile> = {}): ZipFile => ({
  name,
  bytes: Buffer.from(text),
  ...over,
})

/** Names with their text, and last what is wrong. */
function read(bytes: Buffer, over: Partial<ZipLimits> = {}): string[] {
  const entries = readZip(sourceOf(bytes), { ...limits, ...over }, (name) => name.endsWith('.json'))
  return [...entries].map((one) => (one.kind === 'file' ? `${one.name} ${one.bytes.toString()}` : `! ${one.why}`))
}

describe('an archive', () => {
  const two = [file('a.json', 'A'), file('b/c.json', 'C', { method: 0 }), file('d.txt', 'D'), file('e/', '')]
  test.each<[string, Buffer]>([
    ['as everybody writes it', zipOf(two)],
    ['with a comment', zipOf(two, { comment: 'PK\u0005\u0006 is no end here' })],
    ['in zip64', zipOf(two, { zip64: 'always' })],
  ])('%s', (_what, bytes) => {
    expect(read(bytes)).toEqual(['a.json A', 'b/c.json C'])
  })

  test('without files', () => expect(read(zipOf([]))).toEqual([]))
  test('with an empty file', () => expect(read(zipOf([file('a.json', '')]))).toEqual(['a.json ']))
  test('with more files than 16 bits count', () => {
    const many = Array.from({ length: 70_000 }, (_, index) => file(`${index}.txt`, '', { method: 0 }))
    expect(read(zipOf([...many, file('a.json', 'A')]), { maxEntries: 100_000 })).toEqual(['a.json A'])
  })
  test('with more files than 16 bits count, by a writer that does not know', () => {
    const many = Array.from({ length: 65_600 }, (_, index) => file(`${index}.txt`, '', { method: 0 }))
    const bytes = zipOf([...many, file('a.json', 'A')], { zip64: 'never' })
    expect(read(bytes, { maxEntries: 100_000 })).toEqual(['a.json A'])
  })
  test('names are not followed: they may climb, and may stand there twice', () => {
    const climbing = [file('../../a.json', 'A'), file('/etc/a.json', 'B'), file('a.json', 'C'), file('a.json', 'D')]
    expect(read(zipOf(climbing))).toEqual(['../../a.json A', '/etc/a.json B', 'a.json C', 'a.json D'])
  })
})

describe('a hostile archive is refused', () => {
  const bomb = Buffer.alloc(1_000_000)
  const good = zipOf([file('a.json', 'A'), file('b.json', 'B')])
  test.each<[string, Buffer, Partial<ZipLimits>, string]>([
    ['no archive', Buffer.from('PK\u0003\u0004 and nothing more'), {}, 'has no directory'],
    ['empty', Buffer.alloc(0), {}, 'has no directory'],
    ['cut off', good.subarray(0, good.length - 1), {}, 'has no directory'],
    [
      'fewer files than its directory has',
      zipOf([file('a.json', 'A'), file('b.json', 'B')], { entries: 1 }),
      {},
      'has a broken directory',
    ],
    ['too many files', good, { maxEntries: 1 }, 'has more than 1 files'],
    ['a large file', zipOf([{ name: 'a.json', bytes: bomb }]), {}, 'has a file of more than 10000 bytes'],
    [
      'a file larger than it says',
      zipOf([{ name: 'a.json', bytes: bomb, claims: { size: 10 } }]),
      {},
      'has a file with wrong bytes',
    ],
    [
      'a file smaller than it says',
      zipOf([file('a.json', 'A', { claims: { size: 10 } })]),
      {},
      'has a file with wrong bytes',
    ],
    [
      'large files together',
      zipOf(Array.from({ length: 6 }, (_, index) => file(`${index}.json`, 'x'.repeat(9_000)))),
      {},
      'unpacks to more than 50000 bytes',
    ],
    ['wrong bytes', zipOf([file('a.json', 'A', { claims: { crc: 1 } })]), {}, 'has a file with wrong bytes'],
    [
      'no deflate',
      zipOf([file('a.json', 'AAAA', { method: 0, claims: { packed: 2 } })]),
      {},
      'has a file with wrong bytes',
    ],
    [
      'another method',
      zipOf([file('a.json', 'A', { method: 12 })]),
      {},
      'has a file packed in a way (12) that is not read',
    ],
    ['encrypted', zipOf([file('a.json', 'A', { claims: { flags: 1 } })]), {}, 'has encrypted files'],
    ['a file out of place', zipOf([file('a.json', 'A', { claims: { offset: 7 } })]), {}, 'has a file out of place'],
    [
      'a file behind the end',
      zipOf([file('a.json', 'A', { claims: { packed: 4_000 } })]),
      {},
      'names the same bytes more than once',
    ],
    [
      'sizes beyond every number',
      zipOf([file('a.json', 'A', { claims: { size: 2 ** 52, packed: 2 ** 52 } })], { zip64: 'always' }),
      {},
      'names the same bytes more than once',
    ],
  ])('%s', (_what, bytes, over, why) => {
    expect(read(bytes, over).at(-1)).toBe(`! ${why}`)
  })

  test('many files over the same bytes', () => {
    const first = file('0.json', 'x'.repeat(5_000))
    const others = Array.from({ length: 90 }, (_, index) =>
      file(`${index + 1}.json`, 'x'.repeat(5_000), { claims: { offset: 0 } }),
    )
    const packed = zipOf([first])
    const directories = zipOf([first, ...others])
    // Only the directory of the second, over the bytes of the first.
    const start = directories.readUInt32LE(directories.length - 6)
    const tail = Buffer.from(directories.subarray(start))
    tail.writeUInt32LE(packed.readUInt32LE(packed.length - 6), tail.length - 6)
    const bytes = Buffer.concat([packed.subarray(0, packed.readUInt32LE(packed.length - 6)), tail])
    expect(read(bytes, { maxBytes: 10_000_000 }).at(-1)).toBe('! names the same bytes more than once')
  })
})

test('any bytes give files or a refusal, and never more than the limit', () => {
  const whole = zipOf([file('a.json', 'A'.repeat(99)), file('b.json', 'B')], { zip64: 'always' })
  const changed = fc
    .array(fc.record({ at: fc.nat(whole.length - 1), to: fc.nat(255) }), { maxLength: 8 })
    .map((edits) => {
      const bytes = Buffer.from(whole)
      for (const { at, to } of edits) bytes[at] = to
      return bytes
    })
  const any = fc.oneof(
    changed,
    fc.uint8Array({ maxLength: 300 }).map((bytes) => Buffer.from(bytes)),
  )
  fc.assert(
    fc.property(any, (bytes) => {
      const total = read(bytes).reduce((sum, one) => sum + one.length, 0)
      expect(total).toBeLessThan(limits.maxBytes + 1000)
    }),
    { numRuns: 2000 },
  )
})

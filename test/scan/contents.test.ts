// Which facts are kept for the next run: all that the bytes decide, and nothing that a slow machine does.
import { expect, test } from 'vitest'
import { noCode, type UnreadableReason } from '../../src/domain/code.ts'
import { emptyContents } from '../../src/domain/comparison.ts'
import type { Contents, Extracted } from '../../src/domain/release.ts'
import { createContentsSource } from '../../src/scan/contents.ts'

const integrity = `sha512-${Buffer.alloc(64, 1).toString('base64')}`
const wanted = {
  name: 'tiny',
  version: '1.0.0',
  integrity,
  url: 'https://a.example.test/x.tgz',
  kind: 'registry',
} as const

function withUnreadable(why: UnreadableReason): Contents {
  return { ...emptyContents, code: { ...noCode, unreadable: [{ file: 'a.js', why, sha256: '', reach: 'none' }] } }
}

async function keptOf(own: Contents, bundled: readonly Contents[] = []): Promise<number> {
  const kept: Extracted[] = []
  const inside = bundled.map((contents, index) => ({ location: `node_modules/b${index}`, contents }))
  const extracted: Extracted = { integrity, unpackedBytes: 0, own, bundled: inside }
  const source = createContentsSource(
    { tarball: async () => ({ ok: true, value: { size: 0, inCache: 'none', read: async () => unused } }) },
    { get: () => undefined, put: (one) => kept.push(one) },
    { extract: async () => ({ ok: true, value: extracted }), extractTogether: async () => unused },
    { of: async () => unused },
  )
  expect(await source.of(wanted, 'none')).toEqual({ ok: true, value: extracted })
  return kept.length
}

const unused = { ok: false, why: { code: 'not-found', detail: '' } } as const

test.each([
  ['syntax', 1],
  ['crash', 1],
  ['too-large', 1],
  ['timeout', 0],
] as const)('facts of a package with a file that is unreadable for %s are kept %d times', async (why, times) => {
  expect(await keptOf(withUnreadable(why))).toBe(times)
  expect(await keptOf(emptyContents, [emptyContents, withUnreadable(why)])).toBe(times)
})

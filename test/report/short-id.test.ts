import { expect, test } from 'vitest'
import { shortId } from '../../src/report/short-id.ts'

test.each([
  [{ name: 'axios', version: '1.14.1' }, 'axios@1.14.1'],
  [{ name: 'shop', version: '' }, 'shop'],
  [{ name: `${'a'.repeat(200)}-1234`, version: '1.0.1' }, `${'a'.repeat(36)}…${'a'.repeat(31)}-1234@1.0.1`],
  [{ name: 'a', version: '9'.repeat(60) }, `a@${'9'.repeat(19)}…${'9'.repeat(19)}`],
])('%j', (one, expected) => expect(shortId(one)).toBe(expected))

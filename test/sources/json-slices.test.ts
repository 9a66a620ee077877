// The members of a JSON object by their places, held equal to what `JSON.parse` makes of the whole.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { membersIn, structureOf, valueIn } from '../../src/sources/json-slices.ts'

/** As an object, 'none' where a part of it is none. */
function read(text: string): unknown {
  const bytes = Buffer.from(text)
  const members = membersIn(bytes, { start: 0, end: bytes.length })
  if (members === undefined) return 'none'
  const values = [...members].map(([key, slice]) => [key, valueIn(bytes, slice)] as const)
  return values.some(([, value]) => value === undefined) ? 'none' : Object.fromEntries(values)
}

function whole(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : 'none'
  } catch {
    return 'none'
  }
}

test('any object is read as it is', () => {
  const texts = fc
    .dictionary(fc.string(), fc.jsonValue())
    .map((value) => [JSON.stringify(value), JSON.stringify(value, null, '\t')])
  fc.assert(
    fc.property(texts, (both) => {
      for (const text of both) expect(read(text)).toEqual(whole(text))
    }),
  )
})

test('what is no JSON is none', () => {
  const broken = fc
    .tuple(
      fc.dictionary(fc.string(), fc.jsonValue(), { minKeys: 1 }),
      fc.nat(),
      fc.constantFrom('', '"', '\\', '{', '}', '[', ']', ',', ':', ' ', '1', 'é'),
    )
    .map(([value, at, put]) => {
      const text = JSON.stringify(value)
      const place = at % text.length
      return `${text.slice(0, place)}${put}${text.slice(place + 1)}`
    })
  fc.assert(
    fc.property(broken, (text) => {
      expect(read(text)).toEqual(whole(text))
    }),
    { numRuns: 3000 },
  )
})

test.each([
  '',
  ' ',
  '[]',
  '1',
  '"a"',
  '{',
  '{"a"',
  '{"a":',
  '{"a":}',
  '{"a":1',
  '{"a":1,}',
  '{,}',
  '{}}',
  '{} 1',
  '\ufeff{}',
  '{"a":1}{',
  "{'a':1}",
  '{"a":"\\',
  '{"a" 1}',
  '{1:1}',
])('neither is %j', (text) => {
  expect(whole(text)).toBe('none')
  expect(read(text)).toBe('none')
})

test('of several members with one name the last counts, and no name is special', () => {
  expect(read('{"a":1,"\\u0061":{"b":"}"},"__proto__":2}')).toEqual(JSON.parse('{"a":{"b":"}"},"__proto__":2}'))
})

test('nesting costs no stack', () => {
  const bytes = Buffer.from(`{"a":${'['.repeat(2_000_000)}${']'.repeat(2_000_000)},"b":1}`)
  expect([...(membersIn(bytes, { start: 0, end: bytes.length })?.keys() ?? [])]).toEqual(['a', 'b'])
})

test('values are counted as far as wanted', () => {
  expect(structureOf(Buffer.from('{"a":[1,2],"b":{}}'), 100)).toBe(5)
  expect(structureOf(Buffer.from('[[[[[['), 3)).toBe(4)
})

import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type JsonLimits, type JsonNode, lineIndex, memberOf, readJson } from '../../src/domain/json.ts'

const wide: JsonLimits = { maxLength: 10_000_000, maxDepth: 100_000, maxNodes: 1_000_000 }

/** What `JSON.parse` would have given. Recursive: only for the small trees of these tests. */
function plain(node: JsonNode): unknown {
  switch (node.kind) {
    case 'object': {
      const value = {}
      for (const member of node.members) {
        Object.defineProperty(value, member.key, {
          value: plain(member.value),
          enumerable: true,
          configurable: true,
          writable: true,
        })
      }
      return value
    }
    case 'array':
      return node.items.map(plain)
    case 'null':
      return null
    case 'string':
    case 'number':
    case 'boolean':
      return node.value
  }
}

function read(source: string): { value: unknown } | 'rejected' {
  const result = readJson(source, wide)
  return result.ok ? { value: plain(result.root) } : 'rejected'
}

function parsed(source: string): { value: unknown } | 'rejected' {
  try {
    return { value: JSON.parse(source) }
  } catch (error) {
    if (error instanceof SyntaxError) return 'rejected'
    throw error
  }
}

describe('readJson and JSON.parse', () => {
  test('agree on every value that JSON can carry', () => {
    fc.assert(
      fc.property(fc.json({ maxDepth: 6 }), fc.constantFrom(0, 2, '\t'), (text, indent) => {
        const pretty = JSON.stringify(JSON.parse(text), undefined, indent)
        expect(read(text)).toEqual(parsed(text))
        expect(read(pretty)).toEqual(parsed(pretty))
      }),
    )
  })

  test('agree on texts that are nearly JSON', () => {
    const pieces = [
      '{',
      '}',
      '[',
      ']',
      ',',
      ':',
      '"a"',
      '"',
      '\\',
      '\\u00',
      '\\ud800',
      '1',
      '-',
      '0',
      '01',
      '.5',
      '1.',
      'e5',
    ]
    const more = [
      'true',
      'nul',
      'null',
      ' ',
      '\n',
      '\u00a0',
      '\u2028',
      '\ufeff',
      '\t',
      '"\\x"',
      '"\\/"',
      '"\u0001"',
      '"__proto__"',
    ]
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...pieces, ...more), { maxLength: 12 }), (parts) => {
        const text = parts.join('')
        if (text.startsWith('\ufeff')) return
        expect(read(text)).toEqual(parsed(text))
      }),
      { numRuns: 3000 },
    )
  })

  test('agree on valid texts with one character changed', () => {
    fc.assert(
      fc.property(fc.json(), fc.nat(), fc.string({ minLength: 0, maxLength: 2 }), (text, at, replacement) => {
        const index = at % Math.max(1, text.length)
        const broken = text.slice(0, index) + replacement + text.slice(index + 1)
        if (broken.startsWith('\ufeff')) return
        expect(read(broken)).toEqual(parsed(broken))
      }),
      { numRuns: 2000 },
    )
  })

  test.each([
    '-0',
    '1e400',
    '1E+2',
    '0.1e-2',
    '"\\u0041\\ud83d\\ude00\\n"',
    '[]',
    '{}',
    ' [ ] ',
    '{"":{}}',
    '"\u2028"',
  ])('agree on %s', (text) => {
    expect(read(text)).toEqual(parsed(text))
    expect(read(text)).not.toBe('rejected')
  })
})

describe('readJson', () => {
  test('strips one byte order mark, not two', () => {
    expect(read('\ufeff{"a":1}')).toEqual({ value: { a: 1 } })
    expect(read('\ufeff\ufeff{}')).toBe('rejected')
  })

  test('keeps duplicates in order; memberOf gives the last', () => {
    const result = readJson('{"a":1,"b":2,"a":3}', wide)
    if (!result.ok) throw new Error(result.message)
    if (result.root.kind !== 'object') throw new Error('not an object')
    expect(result.root.members.map((member) => [member.key, member.offset])).toEqual([
      ['a', 1],
      ['b', 7],
      ['a', 13],
    ])
    expect(memberOf(result.root, 'a')).toMatchObject({ kind: 'number', value: 3 })
    expect(memberOf(result.root, 'c')).toBeUndefined()
    expect(memberOf(result.root, 'toString')).toBeUndefined()
  })

  test('takes __proto__ for a key like any other', () => {
    const result = readJson('{"__proto__":{"polluted":true}}', wide)
    if (!result.ok) throw new Error(result.message)
    expect(memberOf(result.root, '__proto__')).toMatchObject({ kind: 'object' })
    expect(memberOf(result.root, 'polluted')).toBeUndefined()
    expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false)
  })

  test('does not overflow the stack on deep input', () => {
    const depth = 90_000
    expect(readJson('['.repeat(depth) + ']'.repeat(depth), wide).ok).toBe(true)
    expect(readJson('{"a":'.repeat(depth), wide)).toMatchObject({ ok: false, code: 'syntax' })
  })

  test.each([
    ['too-large', '"abcdefgh"', { ...wide, maxLength: 9 }, 0],
    ['too-deep', '[[1]]', { ...wide, maxDepth: 1 }, 1],
    ['too-deep', '{"a":[]}', { ...wide, maxDepth: 1 }, 5],
    ['too-many-values', '[1,2,3]', { ...wide, maxNodes: 3 }, 5],
    ['syntax', '{"a" 1}', wide, 5],
    ['syntax', '{"a":1,}', wide, 7],
    ['syntax', '[1 2]', wide, 3],
    ['syntax', '["a\nb"]', wide, 3],
    ['syntax', '"\\q"', wide, 1],
    ['syntax', '{} x', wide, 3],
    ['syntax', '', wide, 0],
  ] as const)('says %s for %j at its place', (code, text, limits, offset) => {
    expect(readJson(text, limits)).toMatchObject({ ok: false, code, offset })
  })

  test('stays within its limits when they are just enough', () => {
    expect(readJson('[[1]]', { maxLength: 5, maxDepth: 2, maxNodes: 3 }).ok).toBe(true)
  })
})

test('lineIndex gives the line that a naive count gives', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom('a', '\n', '\r', 'bc'), { maxLength: 40 }), fc.nat(60), (parts, offset) => {
      const source = parts.join('')
      const at = Math.min(offset, source.length)
      expect(lineIndex(source)(at)).toBe(source.slice(0, at).split('\n').length)
    }),
  )
})

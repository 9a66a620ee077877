import { readFileSync } from 'node:fs'
import { Ajv } from 'ajv'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { readPolicy } from '../../src/baseline/policy/read.ts'
import { policySchema, policyShape } from '../../src/baseline/policy/shape.ts'
import { defaultPolicy, type Policy } from '../../src/domain/policy.ts'

const now = Date.parse('2026-11-22T12:00:00Z')
const sha512 = `sha512-${'A'.repeat(86)}==`
const hex = 'a'.repeat(64)

function policyIn(text: string): Policy {
  const read = readPolicy({ file: 'cordon.yml', text }, now)
  if (!read.ok) throw new Error(read.mistakes.map(({ code, place }) => `${place.line} ${code}`).join(', '))
  return read.policy
}

const everything = `
minAge: 3d
failOn: review
groups: [production, optional]
packs:
  - use: rules/ours
    rollout: [{ outcome: observe, from: 2026-11-01 }, { outcome: review, from: 2026-12-01 }]
  - { use: "npm:@acme/rules@1.2.0", digest: sha256-${hex}, source: "https://example.test/acme/rules" }
rules:
  - { rule: phantom-dependency, outcome: off, reason: we know, from: 2026-12-01 }
registries: { "@acme": [npm.acme.test, "localhost:4873"], "*": [registry.example.test] }
internalScopes: ["@acme"]
knownBad: { from: [osv/all.zip], greatestAge: 24h }
trust: { greatestAge: 1w }
letFixesThrough: true
unchecked:
  - { package: a, version: 1.0.0, integrity: ${sha512}, reason: timeout, why: slow, owner: ada, until: 2026-12-31 }
exceptions:
  - { rule: x, package: "@b/c", versions: 1.x, integrity: ${sha512}, reason: ok, owner: ada, until: 2026-11-22 }
  - { rule: x, package: d, versions: "*", scripts: sha256-${hex}, reason: ok, owner: ada, until: 2020-01-01 }
imports:
  - { from: ../other/cordon.lock, digest: sha256-${hex}, authors: [ada@example.test] }
approvers: [Ada, bea-2]
`

test('every key is read', () => {
  const pack = { version: '', digest: '', source: '', line: 6 }
  expect(policyIn(everything)).toEqual({
    file: 'cordon.yml',
    digest: expect.stringMatching(/^[0-9a-f]{64}$/),
    minAgeHours: 72,
    failOn: 'review',
    groups: { production: true, development: false, optional: true },
    packs: [
      {
        ...pack,
        from: 'rules/ours',
        stages: [
          { outcome: 'observe', from: Date.parse('2026-11-01') },
          { outcome: 'review', from: Date.parse('2026-12-01') },
        ],
      },
      {
        from: 'npm:@acme/rules',
        version: '1.2.0',
        digest: hex,
        source: 'https://example.test/acme/rules',
        stages: [],
        line: 8,
      },
    ],
    rules: [
      { rule: 'phantom-dependency', outcome: 'off', reason: 'we know', from: Date.parse('2026-12-01'), line: 10 },
    ],
    registries: [
      { scope: '@acme', hosts: ['npm.acme.test', 'localhost:4873'], line: 11 },
      { scope: '*', hosts: ['registry.example.test'], line: 11 },
    ],
    internalScopes: ['@acme'],
    knownBad: [{ from: 'osv/all.zip', line: 13 }],
    greatestAge: { knownBadHours: 24, trustHours: 168 },
    letFixesThrough: true,
    allowUnchecked: [
      {
        package: 'a',
        version: '1.0.0',
        integrity: sha512,
        reason: 'timeout',
        why: 'slow',
        owner: 'ada',
        until: Date.parse('2027-01-01'),
        line: 17,
      },
    ],
    exceptions: [
      {
        rule: 'x',
        package: '@b/c',
        versions: '1.x',
        integrity: sha512,
        scripts: '',
        reason: 'ok',
        owner: 'ada',
        // Through the whole of its last day.
        until: Date.parse('2026-11-23'),
        line: 19,
      },
      {
        rule: 'x',
        package: 'd',
        versions: '*',
        integrity: '',
        scripts: `sha256-${hex}`,
        reason: 'ok',
        owner: 'ada',
        until: Date.parse('2020-01-02'),
        line: 20,
      },
    ],
    imports: [{ from: '../other/cordon.lock', digest: hex, authors: ['ada@example.test'], line: 22 }],
    approvers: ['ada', 'bea-2'],
  })
})

test.each([
  ['nothing', ''],
  ['comments', '# nothing yet\n'],
  ['a byte order mark', '\uFEFFminAge: 72h\n'],
])('%s: the defaults', (_, text) => {
  const { file, digest, ...policy } = policyIn(text)
  const { file: _file, digest: _digest, ...defaults } = defaultPolicy
  expect([file, digest.length, policy]).toEqual(['cordon.yml', 64, defaults])
})

test('every byte is in the digest', () => {
  expect(policyIn('minAge: 72h').digest).not.toBe(policyIn('minAge: 72h ').digest)
})

describe('the schema', () => {
  const published: unknown = JSON.parse(
    readFileSync(new URL('../../schemas/policy-1.schema.json', import.meta.url), 'utf8'),
  )
  const validate = new Ajv({ strict: true }).compile(policySchema())

  test('is the one that is published', () => expect(published).toEqual(policySchema()))
  test('takes what cordon takes', () => expect([validate(parse(everything)), validate.errors]).toEqual([true, null]))
  test.each(['minAge: 72', 'minage: 72h', 'failOn: never', 'exceptions: [{ rule: a }]'])('refuses %s', (text) => {
    expect(validate(parse(text))).toBe(false)
  })
})

describe('any text is a policy or has mistakes, and is never more than that', () => {
  const names = [...Object.keys(policyShape.keys), 'rule', 'package', 'integrity', 'until', 'use', 'from', '"*"']
  const key = fc.oneof({ weight: 5, arbitrary: fc.constantFrom(...names) }, { weight: 1, arbitrary: fc.string() })
  const { value } = fc.letrec((tie) => ({
    value: fc.oneof(
      { maxDepth: 4 },
      fc.constantFrom('72h', '72', '2026-12-31', 'true', sha512, '1.x', '~', '*a', '&a x', '!!str 1', '[', '"'),
      fc.string(),
      fc.array(tie('value'), { maxLength: 3 }).map((list) => `[${list.join(', ')}]`),
      fc.array(fc.tuple(key, tie('value')), { maxLength: 5 }).map(toFlow),
    ),
  }))
  const isPolicyOrMistakes = (text: string) => {
    const read = readPolicy({ file: 'cordon.yml', text }, now)
    const lines = text.split('\n').length
    return read.ok || (read.mistakes.length > 0 && read.mistakes.every(({ place }) => place.line <= lines))
  }

  test('a text that looks like one', () => {
    const lines = fc.array(fc.tuple(key, value), { maxLength: 6 })
    fc.assert(
      fc.property(lines, (entries) => isPolicyOrMistakes(entries.map(([name, one]) => `${name}: ${one}`).join('\n'))),
      { numRuns: 500 },
    )
  })
  test('a whole one with a hole in it', () => {
    const place = fc.nat(everything.length)
    fc.assert(
      fc.property(place, fc.nat(40), fc.string({ maxLength: 5 }), (at, length, instead) =>
        isPolicyOrMistakes(everything.slice(0, at) + instead + everything.slice(at + length)),
      ),
      { numRuns: 500 },
    )
  })
  test('any text', () => fc.assert(fc.property(fc.string(), isPolicyOrMistakes)))
})

function toFlow(entries: [string, unknown][]): string {
  return `{ ${entries.map(([name, one]) => `${name}: ${one}`).join(', ')} }`
}

test('it reaches no prototype', () => {
  readPolicy({ file: 'x', text: '__proto__: { polluted: 1 }\nregistries: { __proto__: [polluted] }\n' }, now)
  expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false)
})

test('a hostile file ends, and in seconds', () => {
  const started = performance.now()
  const texts = [
    `a: ${'['.repeat(100_000)}`,
    Array.from({ length: 30 }, (_, level) => `a${level}: &a${level} [${`*a${level - 1},`.repeat(9)}]`).join('\n'),
    `exceptions:\n${'  - { rule: a }\n'.repeat(10_000)}`,
    `internalScopes: [${'"@a",'.repeat(40_000)}]`,
  ]
  for (const text of texts) readPolicy({ file: 'x', text }, now)
  expect(performance.now() - started).toBeLessThan(15_000)
})

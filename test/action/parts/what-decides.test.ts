// What a change does to the files that decide: by kind and name, never by value.
import { describe, expect, test } from 'vitest'
import { decisionLines } from '../../../src/action/decisions.ts'
import { whatDecides } from '../../../src/action/what-decides.ts'

function changes(file: string, before: string | undefined, after: string | undefined, isPack = false): string[] {
  return whatDecides({ file, before, after }, isPack).map(({ kind, status, names }) =>
    `${kind} ${status} ${names.join(' ')}`.trimEnd(),
  )
}

const integrity = `sha512-${'A'.repeat(86)}==`
const accepted = (name: string) =>
  `release ${name}@1.0.0 ${integrity} reviewed 2026-01-01T00:00:00Z "ada@example.test" "read"\n`
const lock = (...names: string[]) => `cordon.lock 1\n${names.map(accepted).join('')}`

describe('the change of', () => {
  test('a policy names its keys', () => {
    const before = 'minAge: 72h\nfailOn: review\nrules: []\n'
    expect(changes('cordon.yml', before, 'minAge: 1h\nrules:   []\nexceptions: []\n')).toEqual([
      'policy changed minAge failOn exceptions',
    ])
    expect(changes('a/cordon.yml', undefined, 'minAge: 1h')).toEqual(['policy added minAge'])
    expect(changes('cordon.yml', before, ': [')).toEqual(['policy changed minAge failOn rules'])
    expect(changes('cordon.yaml', undefined, '')).toEqual(['policy added'])
  })
  test('cordon.lock names releases, what it takes back among them', () => {
    expect(changes('cordon.lock', lock('a', 'b'), lock('b', 'c'))).toEqual([
      'accepted changed c@1.0.0 a@1.0.0 (taken back)',
    ])
    expect(changes('cordon.lock', undefined, 'nonsense')).toEqual(['accepted added'])
  })
  test('npm settings names keys, and no secret', () => {
    const after = '# x\n//registry.example.test/:_authToken=secret\nregistry = https://a.example.test/\n'
    expect(changes('.npmrc', 'registry=https://b.example.test/\n', after)).toEqual([
      'npmrc changed registry //registry.example.test/:_authToken',
    ])
  })
  test('package.json names what decides in it', () => {
    const before = JSON.stringify({ overrides: { a: '1' }, allowScripts: { b: true }, scripts: { x: '1' } })
    const after = JSON.stringify({
      overrides: { a: '1', c: '2' },
      patchedDependencies: { 'd@1': 'patches/d.patch' },
      packageExtensions: { e: {} },
      scripts: { x: '2' },
    })
    expect(changes('package.json', before, after)).toEqual([
      'overrides changed c',
      'allow-scripts removed b',
      'patches added d@1',
      'package-extensions added e',
    ])
    expect(changes('package.json', `\uFEFF${before}`, after)).toHaveLength(4)
    expect(changes('package.json', before, '{')).toEqual(['overrides removed a', 'allow-scripts removed b'])
  })
  test('a workflow counts when it speaks of cordon before or after', () => {
    const uses = 'steps: [{ uses: acme/cordon@x }]'
    expect(changes('.github/workflows/a.yml', uses, 'steps: []')).toEqual(['workflow changed'])
    expect(changes('.github/workflows/a.yml', undefined, uses)).toEqual(['workflow added'])
    expect(changes('.github/workflows/b.yml', 'a', 'b')).toEqual([])
    expect(changes('docs/workflows/a.yml', uses, '')).toEqual([])
  })
  test('packs and extensions count as a whole', () => {
    expect(changes('rules/ours/one.yml', 'a', 'b', true)).toEqual(['pack changed'])
    expect(changes('rules/ours/one.yml', 'a', 'b')).toEqual([])
    expect(changes('.npm-extension.cjs', undefined, 'x')).toEqual(['npm-extension added'])
  })
  test('what nobody would write is read by nobody', () => {
    const deep = `{"overrides":${'{"a":'.repeat(20_000)}1${'}'.repeat(20_000)}}`
    expect(changes('package.json', '{}', deep)).toEqual([])
    expect(changes('cordon.yml', 'minAge: 1h', `failOn: review\n${'#'.repeat(300_000)}`)).toEqual([
      'policy changed minAge',
    ])
  })
  test('nothing is nothing', () => expect(changes('cordon.yml', 'a: 1', 'a: 1')).toEqual([]))
})

test('every sentence has its names between backticks, and an end', () => {
  const change = { kind: 'policy', file: 'cordon.yml', status: 'changed', names: Array(20).fill('x') } as const
  const [line = '', rest = ''] = decisionLines({ changes: [change], unread: 3 })
  expect(line.split('`').length - 1).toBe(2 * 13)
  expect(line).toContain('and 8 more')
  expect(rest).toContain('3 more files')
})

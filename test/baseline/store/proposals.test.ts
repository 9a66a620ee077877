// What a head accepts beyond its base, and the digest that binds an approval to exactly that.
import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { proposalsOf, withProposals } from '../../../src/baseline/store/proposals.ts'
import { readAccepted } from '../../../src/baseline/store/read.ts'

const integrity = (letter: string) => `sha512-${letter.repeat(85)}A==`
const line = (name: string, note = 'read it', letter = 'A') =>
  `release ${name}@1.0.0 ${integrity(letter)} reviewed 2026-01-01T00:00:00Z "ada@example.test" "${note}"`
const script = `script native sha256-${'0'.repeat(64)} 2026-01-01T00:00:00Z "ada@example.test" "compiles"`
const read = (...lines: string[]) => readAccepted('cordon.lock', ['cordon.lock 1', ...lines, ''].join('\n'), '', '')

test('the digest is over the lines that are new, sorted', () => {
  const { entries, digest } = proposalsOf(read(line('b'), script, line('a'), line('old')), read(line('old')))
  expect(entries.map(({ name }) => name).toSorted()).toEqual(['a', 'b', 'native'])
  const text = `${[line('a'), line('b'), script].join('\n')}\n`
  expect(digest).toBe(`sha256-${createHash('sha256').update(text).digest('hex')}`)
})

test('every difference is another digest, and order is none', () => {
  const base = read()
  const digests = [
    [line('a')],
    [line('a'), line('b')],
    [line('a', 'another reason')],
    [line('a', 'read it', 'B')],
    [script],
  ].map((lines) => proposalsOf(read(...lines), base).digest)
  expect(new Set(digests).size).toBe(digests.length)
  expect(proposalsOf(read(line('b'), line('a')), base).digest).toBe(digests[1])
})

test('what is taken back or was there proposes nothing', () => {
  expect(proposalsOf(read(line('a')), read(line('a'), line('b')))).toEqual({ entries: [], digest: '' })
})

test('approved, they join the base and nothing else does', () => {
  const base = read(line('old'))
  const joined = withProposals(base, proposalsOf(read(line('a'), script), base))
  expect(joined.releases.map(({ name }) => name)).toEqual(['old', 'a'])
  expect(joined.scripts.map(({ name }) => name)).toEqual(['native'])
})

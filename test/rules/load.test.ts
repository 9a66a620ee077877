import { describe, expect, test } from 'vitest'
import { loadPack } from '../../src/rules/load.ts'
import { problemOf, ruleText } from './builders.ts'

const pack = { path: 'ours/pack.yml', text: 'name: ours\nversion: 1.2.0\nfor: us\nowner: us\ncordon: ">=0.1.0"\n' }
const one = { path: 'ours/one.yml', text: ruleText({ id: 'id: one' }) }
const two = { path: 'ours/two.yml', text: ruleText({ id: 'id: two' }) }

function codes(...files: { path: string; text: string }[]): string[] {
  return problemOf(() => loadPack(files, 'x', '0.1.0')).mistakes.map((mistake) => mistake.code)
}

describe('a pack', () => {
  test('has a name, a version, a digest and rules by id', () => {
    const loaded = loadPack([two, pack, one], 'x', '0.1.0')
    expect(loaded).toMatchObject({ pack: 'ours', version: '1.2.0' })
    expect(loaded.rules.map((rule) => rule.id)).toEqual(['one', 'two'])
    expect(loaded.digest).toMatch(/^[0-9a-f]{64}$/)
  })

  test('has a digest of what it says, not of where it lies', () => {
    const { digest } = loadPack([pack, one, two], 'x')
    const elsewhere = [two, one, pack].map(({ path, text }) => ({ path: path.replace('ours/', 'C:\\theirs\\'), text }))
    expect(loadPack(elsewhere, 'x').digest).toBe(digest)
    expect(loadPack([pack, one, { ...two, text: `${two.text}# more\n` }], 'x').digest).not.toBe(digest)
    expect(loadPack([pack, one], 'x').digest).not.toBe(digest)
    const checkedOut = [pack, one, two].map((file) => ({ ...file, text: file.text.replaceAll('\n', '\r\n') }))
    expect(loadPack(checkedOut, 'x').digest).toBe(digest)
  })

  test('may start with a byte order mark and have any line ends', () => {
    const text = `\uFEFF${one.text.replaceAll('\n', '\r\n')}`
    expect(loadPack([{ ...one, text }], 'x').rules[0]).toMatchObject({ id: 'one', fix: 'Stay on {before}.' })
  })

  test('is one file without a pack.yml when that is all there is', () => {
    expect(loadPack([one], 'x')).toMatchObject({ pack: 'local', version: '0.0.0' })
  })

  test('is refused when it could not judge anything', () => {
    expect(codes(pack)).toEqual(['no-rules'])
    expect(codes()).toEqual(['no-rules'])
    expect(codes(one, two)).toEqual(['pack-file'])
    expect(codes(pack, one, { ...one, path: 'more/one.yml' })).toEqual(['duplicate-id'])
    expect(codes(pack, { ...pack, path: 'more/pack.yml' }, one)).toEqual(['pack-file'])
    expect(codes({ ...pack, text: 'name: ours\nversion: 1.2.0\ncordon: ">=0.2.0"' }, one)).toEqual(['pack-too-new'])
    expect(codes({ ...pack, text: 'name: ours\nversion: one\nowned: us' }, one)).toEqual(['bad-version', 'unknown-key'])
    expect(codes(...Array.from({ length: 1001 }, () => one))).toEqual(['too-many-files'])
  })
})

import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { emptyContents } from '../../src/domain/comparison.ts'
import { type Extracted, extractorVersion } from '../../src/domain/release.ts'
import { openFactCache } from '../../src/sources/fact-cache.ts'
import { integrityOf } from '../../src/sources/integrity.ts'

let dir = ''
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'cordon-facts-'))
})
afterEach(() => rmSync(dir, { recursive: true }))

const factsOf = (text: string): Extracted => ({
  integrity: integrityOf(Buffer.from(text)),
  unpackedBytes: 7,
  own: {
    ...emptyContents,
    files: [
      {
        path: '__proto__',
        size: 1,
        sha256: 'ab',
        type: 'text',
        disguised: false,
        longestLine: 1,
        reach: 'none',
        entry: 'none',
        startsOnOpen: false,
      },
      {
        path: 'a.js',
        size: 20,
        sha256: 'cd',
        type: 'javascript',
        disguised: true,
        longestLine: 9,
        reach: 'import',
        entry: 'none',
        startsOnOpen: false,
      },
    ],
    scripts: [{ name: 'postinstall', body: 'node x', implicit: false, reaches: ['x.js'], line: 3 }],
  },
  bundled: [{ location: 'node_modules/b', contents: emptyContents }],
})
const written = () => readdirSync(dir, { recursive: true, withFileTypes: true }).filter((one) => one.isFile())
const pathOf = () => {
  const [file] = written()
  if (file === undefined) throw new Error('nothing was written')
  return join(file.parentPath, file.name)
}

test('what was put is found again, by any text that names the same sha512', () => {
  const facts = factsOf('a')
  openFactCache(dir).put(facts)
  expect(openFactCache(dir).get(facts.integrity, '')).toEqual(facts)
  expect(openFactCache(dir).get(`sha1-${'A'.repeat(27)}= ${facts.integrity}?opt`, '')).toEqual(facts)
  expect(openFactCache(dir).get(factsOf('b').integrity, '')).toBeUndefined()
})

test('facts of a patched tarball and of the same one unpatched never stand for each other', () => {
  const plain = factsOf('a')
  const patchedBy = (integrity: string): Extracted => ({
    ...plain,
    own: { ...plain.own, patches: [{ integrity, files: [] }] },
  })
  const one = patchedBy('sha512-one')
  const cache = openFactCache(dir)
  cache.put(one)
  expect(cache.get(plain.integrity, '')).toBeUndefined()
  expect(cache.get(plain.integrity, 'sha512-other')).toBeUndefined()
  cache.put(plain)
  cache.put(patchedBy('sha512-other'))
  expect(cache.get(plain.integrity, '')).toEqual(plain)
  expect(cache.get(plain.integrity, 'sha512-one')).toEqual(one)
  expect(written()).toHaveLength(3)
})

test('one file each, with nothing left beside it', () => {
  openFactCache(dir).put(factsOf('a'))
  openFactCache(dir).put(factsOf('a'))
  expect(written()).toHaveLength(1)
  expect(pathOf().slice(dir.length)).toMatch(/^._cordon.facts-v\d+.[0-9a-f]{2}.[0-9a-f]{126}\.json$/)
})

test.each(['', 'sha1-2jmj7l5rSw0yVb/vlWAYkK/YBwk=', 'sha512-../../../../x', 'x'])(
  'no sha512, no file: %j',
  (integrity) => {
    openFactCache(dir).put({ ...factsOf('a'), integrity })
    expect(openFactCache(dir).get(integrity, '')).toBeUndefined()
    expect(written()).toEqual([])
  },
)

test.each([
  ['nothing', () => ''],
  ['half a record', (text: string) => text.slice(0, text.length / 2)],
  ['another value', () => 'null'],
  ['a record without a field', (text: string) => text.replace('"unpackedBytes":7,', '')],
  ['a record with a wrong type deep inside', (text: string) => text.replace('"line":3', '"line":"3"')],
  ['facts of other bytes', (text: string) => text.replace(factsOf('a').integrity, factsOf('b').integrity)],
  ['a column that is too short', (text: string) => text.replace('"longestLine":[1,9]', '"longestLine":[1]')],
  ['a row of a value that is not there', (text: string) => text.replace('"at":[0,1]', '"at":[0,2]')],
  ['a row before the first value', (text: string) => text.replace('"at":[0,1]', '"at":[0,-1]')],
])('%s is a miss', (_, spoil) => {
  const facts = factsOf('a')
  const cache = openFactCache(dir)
  cache.put(facts)
  const text = readFileSync(pathOf(), 'utf8')
  expect(spoil(text)).not.toBe(text)
  writeFileSync(pathOf(), spoil(text))
  expect(cache.get(facts.integrity, '')).toBeUndefined()
})

test('a folder in the file’s place is a miss, and the fault is said', () => {
  const facts = factsOf('a')
  const cache = openFactCache(dir)
  cache.put(facts)
  expect(cache.fault()).toBe('')
  const path = pathOf()
  rmSync(path)
  mkdirSync(join(path, 'x'), { recursive: true })
  expect(cache.get(facts.integrity, '')).toBeUndefined()
  cache.put(facts)
  expect(cache.fault()).not.toBe('')
  expect(readdirSync(dirname(path))).toHaveLength(1)
})

test('the first facts of a version remove what versions before the last one kept, and nothing else', () => {
  const folder = join(dir, '_cordon')
  const [now, last, older] = [extractorVersion, extractorVersion - 1, extractorVersion - 2]
  const kept = [
    'installed-v1',
    'facts-v',
    'facts-vx',
    'facts-v01',
    `other-facts-v${older}`,
    `facts-v${last}`,
    `readings-v${now}`,
  ]
  const outdated = ['facts-v1', `facts-v${older}`, `readings-v${older}`]
  for (const name of [...kept, ...outdated]) mkdirSync(join(folder, name, 'ab'), { recursive: true })
  const cache = openFactCache(dir)
  cache.put(factsOf('one'))
  expect(readdirSync(folder).sort()).toEqual([...kept, `facts-v${now}`].sort())
  mkdirSync(join(folder, 'facts-v1'))
  cache.put(factsOf('two'))
  expect([existsSync(join(folder, 'facts-v1')), cache.fault()]).toEqual([true, ''])
})

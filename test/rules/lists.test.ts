import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { namesRelease } from '../../src/domain/known-bad.ts'
import { Problem } from '../../src/domain/problem.ts'
import { listSchema } from '../../src/rules/list-schema.ts'
import { listedBad } from '../../src/rules/lists.ts'
import { loadPack } from '../../src/rules/load.ts'

const pack = { path: 'ours/pack.yml', text: 'name: ours\nversion: 1.0.0\n' }
const listFile = (text: string, name = 'bad') => ({ path: `ours/lists/${name}.yml`, text })
const load = (text: string) => loadPack([pack, listFile(text)], 'nothing was tested')

const words = 'source: here, why: because, until: 2027-06-30'
const list = (...entries: string[]) =>
  ['list: bad', 'entries:', ...entries.map((entry) => `  - { ${entry} }`), ''].join('\n')

function mistakesOf(text: string): string[] {
  try {
    load(text)
  } catch (error) {
    if (!(error instanceof Problem)) throw error
    return error.mistakes.map(({ code, place }) => `${place.line}:${place.column} ${code}`)
  }
  return []
}

test('the schema is the one that is published', () => {
  const published = readFileSync(new URL('../../schemas/list-1.schema.json', import.meta.url), 'utf8')
  expect(JSON.parse(published)).toEqual(listSchema())
})

test('every kind is read, in one spelling', () => {
  const kinds = [
    'host: Files.Example.test',
    'ip: "2001:DB8::1"',
    `file: ${'AB'.repeat(32)}`,
    `tarball: ${'ab'.repeat(20)}`,
    'email: Eve@example.test',
    'package: "@acme/tiny", versions: ">=1.0.0 <1.2.0", harm: vulnerable, id: IR-7',
  ]
  const { known } = listedBad([load(list(...kinds.map((kind) => `${kind}, ${words}`)))], Date.parse('2026-11-22'))
  expect([...known.values.keys()]).toEqual([
    'host files.example.test',
    'ip 2001:db8::1',
    `file ${'ab'.repeat(32)}`,
    `tarball sha1:${'ab'.repeat(20)}`,
    'email eve@example.test',
  ])
  const [release] = known.releases('@acme/tiny')
  expect(release).toMatchObject({ harm: 'vulnerable', id: 'IR-7', pack: 'ours', list: 'bad', source: 'here' })
  expect(['1.1.0', '1.2.0'].map((version) => release !== undefined && namesRelease(release, version))).toEqual([
    true,
    false,
  ])
})

test.each([
  ['2027-06-30T23:59:59.999Z', 1, 0],
  ['2027-07-01T00:00:00Z', 0, 1],
])('an entry counts on its last day and not on the next: %s', (now, count, gone) => {
  const { known, expired } = listedBad([load(list(`host: a.test, ${words}`))], Date.parse(now))
  expect([known.values.size, expired.map((one) => one.expired)]).toEqual([count, gone === 0 ? [] : [gone]])
})

test('entries say what their pack may do', () => {
  const limited = {
    ...load(list(`host: a.test, ${words}`, `package: tiny, versions: "*", ${words}`)),
    listLimit: 'note',
  } as const
  const { known } = listedBad([limited], Date.parse('2026-11-22'))
  expect([...known.values.values()].flat().map(({ atMost }) => atMost)).toEqual(['note'])
  expect(known.releases('tiny').map(({ atMost }) => atMost)).toEqual(['note'])
})

describe('a broken list', () => {
  test.each<[string, string, string[]]>([
    ['nothing in an entry', list(words), ['3:5 entry-kind']],
    ['two things in an entry', list(`host: a.test, ip: 203.0.113.7, ${words}`), ['3:5 entry-kind']],
    ['no reason, no source, no end', list('host: a.test'), ['3:5 missing-key', '3:5 missing-key', '3:5 missing-key']],
    ['a host that is a URL', list(`host: "https://a.test", ${words}`), ['3:13 bad-host']],
    ['a host of one label', list(`host: test, ${words}`), ['3:13 bad-host']],
    ['a network', list(`ip: 203.0.113.0/24, ${words}`), ['3:11 bad-ip']],
    ['a short digest', list(`file: abcd, ${words}`), ['3:13 bad-file']],
    ['a wrong integrity', list(`tarball: sha512-AAAA, ${words}`), ['3:16 bad-tarball']],
    ['no address', list(`email: eve, ${words}`), ['3:14 bad-email']],
    ['no versions', list(`package: tiny, ${words}`), ['3:5 missing-key']],
    ['no versions in a list', list(`package: tiny, versions: [], ${words}`), ['3:5 missing-key']],
    ['a range that is none', list(`package: tiny, versions: banana, ${words}`), ['3:32 bad-range']],
    ['a version that is none', list(`package: tiny, versions: ["1.x"], ${words}`), ['3:33 bad-version']],
    ['versions of a host', list(`host: a.test, versions: "*", ${words}`), ['3:31 entry-key']],
    ['a pattern for a name', list(`package: "a b", versions: "*", ${words}`), ['3:16 bad-name']],
    ['a day that is none', list('host: a.test, source: s, why: w, until: 2027-02-30'), ['3:47 bad-date']],
    ['an unknown key', list(`host: a.test, until2: x, ${words}`), ['3:21 unknown-key']],
    ['an unknown harm', list(`host: a.test, harm: bad, ${words}`), ['3:27 bad-value']],
    ['another name than its file', 'list: other\nentries: []\n', ['1:7 id-not-file-name']],
    ['no entries', 'list: bad\n', ['1:1 missing-key']],
    ['a rule', 'id: bad\n', ['1:1 missing-key', '1:1 missing-key', '1:1 unknown-key']],
    ['an alias', 'list: bad\nentries: &a [*a]\n', ['2:14 yaml-alias']],
  ])('%s', (_what, text, expected) => {
    expect(mistakesOf(text)).toEqual(expected)
  })
})

test('any text is a list or a mistake, never another error', () => {
  const scrap = fc.constantFrom(
    'list: bad\n',
    'entries:\n',
    '  - ',
    'host: ',
    'a.test',
    '\n',
    ': ',
    '{',
    '}',
    '*',
    '"',
    'until: 2027-01-01',
    '\u0000',
  )
  const text = fc.oneof(
    fc.string(),
    fc.array(scrap, { maxLength: 40 }).map((parts) => parts.join('')),
  )
  fc.assert(
    fc.property(text, (one) => void mistakesOf(one)),
    { numRuns: 500 },
  )
})

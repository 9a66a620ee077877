import { describe, expect, test } from 'vitest'
import { unknownRules } from '../../src/baseline/policy/known-rules.ts'
import { readPolicy } from '../../src/baseline/policy/read.ts'

const now = Date.parse('2026-11-22T12:00:00Z')
const sha512 = `sha512-${'A'.repeat(86)}==`
const sha256 = `sha256-${'a'.repeat(64)}`

function mistakesIn(text: string): string[] {
  const read = readPolicy({ file: 'cordon.yml', text }, now)
  return read.ok ? [] : read.mistakes.map(({ code, place }) => `${place.line}:${place.column} ${code}`)
}

/** Line 1 is the key, line 2 begins the item; `over` replaces lines by their key, '' leaves one out. */
function item(list: string, lines: Record<string, string>, over: Record<string, string>): string {
  const merged = Object.values({ ...lines, ...over }).filter((line) => line !== '')
  return `${list}:\n${merged.map((line, index) => `${index === 0 ? '  - ' : '    '}${line}`).join('\n')}\n`
}

// Lines: 2 rule, 3 package, 4 versions, 5 integrity, 6 reason, 7 owner, 8 until.
const exception = (over: Record<string, string> = {}) =>
  item(
    'exceptions',
    {
      rule: 'rule: some-rule',
      package: 'package: tiny',
      versions: 'versions: 1.x',
      integrity: `integrity: ${sha512}`,
      reason: 'reason: read by hand',
      owner: 'owner: ada',
      until: 'until: 2026-12-31',
    },
    over,
  )

// Lines: 2 package, 3 version, 4 integrity, 5 reason, 6 why, 7 owner, 8 until.
const allowance = (over: Record<string, string> = {}) =>
  item(
    'unchecked',
    {
      package: 'package: tiny',
      version: 'version: 1.0.0',
      integrity: `integrity: ${sha512}`,
      reason: 'reason: provenance-unavailable',
      why: 'why: the mirror drops it',
      owner: 'owner: ada',
      until: 'until: 2026-12-31',
    },
    over,
  )

const setting = (over: Record<string, string> = {}) =>
  item('rules', { rule: 'rule: some-rule', outcome: 'outcome: review', reason: 'reason: noisy here' }, over)

const audits = (over: Record<string, string> = {}) =>
  item('imports', { from: 'from: ../cordon.lock', digest: `digest: ${sha256}`, authors: 'authors: [ada]' }, over)

test('the samples of this table are right', () => {
  expect([exception(), allowance(), setting(), audits()].flatMap(mistakesIn)).toEqual([])
})

const broken: Record<string, [string, string[]]> = {
  'no YAML': ['minAge: [72h', ['1:13 yaml-syntax']],
  'two documents': ['minAge: 72h\n---\nminAge: 1h\n', ['2:1 yaml-syntax']],
  'a tab for indentation': ['trust:\n\tgreatestAge: 1d\n', ['2:1 yaml-syntax']],
  'a list': ['- minAge: 72h', ['1:1 wrong-type']],
  'a text': ['minAge', ['1:1 wrong-type']],
  'an alias': ['groups: &a [production]\ninternalScopes: *a\n', ['2:17 yaml-alias']],
  'an alias bomb': ['packs: &a [use: x]\nrules: [*a, *a]\n', ['2:9 yaml-alias', '2:13 yaml-alias']],
  'a tag': ['minAge: !!str 72h\n', ['1:15 yaml-tag']],
  'a merge key': ['<<: { minAge: 72h }\n', ['1:1 unknown-key']],
  'the same key twice': ['minAge: 72h\nminAge: 1h\n', ['2:1 duplicate-key']],
  'the same key twice in an exception': [exception({ again: 'owner: bob' }), ['9:5 duplicate-key']],
  __proto__: ['__proto__: { minAge: 0h }\n', ['1:1 proto-key']],
  'a key of an object': ['constructor: 1\n', ['1:1 unknown-key']],
  'an unknown key': ['minage: 72h\n', ['1:1 unknown-key']],
  'an unknown key in an exception': [
    exception({ until: 'untill: 2026-12-31' }),
    ['2:5 missing-key', '8:5 unknown-key'],
  ],
  'an age that is a bare number': ['minAge: 72\n', ['1:9 age-without-unit']],
  'a bare number in quotes': ['minAge: "72"\n', ['1:9 age-without-unit']],
  'an age in years': ['minAge: 1y\n', ['1:9 bad-age']],
  'a negative age': ['minAge: -3d\n', ['1:9 bad-age']],
  'an age that is a list': ['minAge: [72h]\n', ['1:9 wrong-type']],
  'an age of nothing': ['minAge:\n', ['1:8 wrong-type']],
  'trust data that may have no age': ['trust: { greatestAge: 0h }\n', ['1:23 age-is-nothing']],
  'trust data with a bare number': ['trust:\n  greatestAge: 30\n', ['2:16 age-without-unit']],
  'trust without its key': ['trust: {}\n', ['1:8 missing-key']],
  'a failOn that is none': ['failOn: blocked\n', ['1:9 bad-value']],
  'a flag that is text': ['letFixesThrough: "yes"\n', ['1:18 wrong-type']],
  'a group that is none': ['groups: [prod]\n', ['1:10 bad-value']],
  'no group at all': ['groups: []\n', ['1:9 no-groups']],
  'groups as text': ['groups: production\n', ['1:9 wrong-type']],
  'a host with a scheme': ['registries: { "@acme": ["https://npm.acme.test"] }\n', ['1:25 bad-host']],
  'a host in capitals': ['registries: { "*": [NPM.acme.test] }\n', ['1:21 bad-host']],
  'a host for a package': ['registries:\n  tiny: [npm.acme.test]\n', ['2:3 bad-scope']],
  'a scope from nowhere': ['registries: { "@acme": [] }\n', ['1:24 no-hosts']],
  'a host that is no list': ['registries: { "@acme": npm.acme.test }\n', ['1:24 wrong-type']],
  'an internal scope without @': ['internalScopes: [acme]\n', ['1:18 bad-scope']],
  'an internal scope with a star': ['internalScopes: ["@*"]\n', ['1:18 bad-scope']],
  'records without a place': ['knownBad: { greatestAge: 24h }\n', ['1:11 missing-key']],
  'no records': ['knownBad: { from: [] }\n', ['1:19 no-records']],
  'a pack without its place': ['packs:\n  - version: 1.0.0\n', ['2:5 missing-key']],
  'a pack of the registry without a version': ['packs:\n  - use: npm:@acme/rules\n', ['2:10 pack-without-version']],
  'a pack with two versions': [
    'packs:\n  - use: npm:@acme/rules@1.2.0\n    version: 1.3.0\n',
    ['3:14 pack-two-versions'],
  ],
  'a pack with a version that is a number': ['packs:\n  - { use: rules, version: 1.2 }\n', ['2:28 wrong-type']],
  'a digest that is none': ['packs:\n  - { use: rules, digest: sha256-abc }\n', ['2:27 bad-digest']],
  'a source of a folder': [
    'packs:\n  - { use: rules, source: "https://example.test/rules" }\n',
    ['2:27 source-of-folder'],
  ],
  'a source over http': [
    'packs:\n  - { use: "npm:rules@1.0.0", source: "http://example.test/rules" }\n',
    ['2:39 bad-link'],
  ],
  'a step that is off': ['packs:\n  - { use: rules, rollout: [{ outcome: off }] }\n', ['2:40 bad-value']],
  'a second step without a date': [
    'packs:\n  - use: rules\n    rollout: [{ outcome: observe }, { outcome: block }]\n',
    ['3:37 stage-without-date'],
  ],
  'steps out of order': [
    'packs:\n  - use: rules\n    rollout:\n      - { outcome: observe, from: 2026-12-01 }\n      - { outcome: block, from: 2026-11-01 }\n',
    ['5:9 stage-order'],
  ],
  'a setting without a reason': [setting({ reason: '' }), ['2:5 missing-key']],
  'a setting with an empty reason': [setting({ reason: 'reason: " "' }), ['4:13 bad-text']],
  'a setting with an outcome that is none': [setting({ outcome: 'outcome: warn' }), ['3:14 bad-value']],
  'a setting without a rule': [setting({ rule: '' }), ['2:5 missing-key']],
  'a setting for all rules': [setting({ rule: 'rule: "*"' }), ['2:11 bad-id']],
  'a setting from a day that is none': [setting({ from: 'from: 2026-02-30' }), ['5:11 bad-date']],
  'two settings from the same day': [`${setting()}${setting().slice('rules:\n'.length)}`, ['5:5 stands-twice']],
  'an exception for no package': [exception({ package: '' }), ['2:5 missing-key']],
  'an exception for all packages': [exception({ package: 'package: "*"' }), ['3:14 bad-package']],
  'an exception for a scope': [exception({ package: 'package: "@acme/*"' }), ['3:14 bad-package']],
  'an exception for all rules': [exception({ rule: 'rule: "*"' }), ['2:11 bad-id']],
  'an exception for no rule': [exception({ rule: '' }), ['2:5 missing-key']],
  'an exception without bytes': [exception({ integrity: '' }), ['2:5 unbound-exception']],
  'an exception for all versions without bytes': [
    exception({ integrity: '', versions: 'versions: "*"' }),
    ['2:5 unbound-exception'],
  ],
  'an exception with two bindings': [exception({ scripts: `scripts: ${sha256}` }), ['9:14 two-bindings']],
  'an exception for a weak digest': [
    exception({ integrity: 'integrity: sha1-AAAAAAAAAAAAAAAAAAAAAAAAAAA=' }),
    ['5:16 bad-integrity'],
  ],
  'an exception for half a digest': [exception({ integrity: 'integrity: sha512-AAAA' }), ['5:16 bad-integrity']],
  'an exception for two digests': [exception({ integrity: `integrity: ${sha512} ${sha512}` }), ['5:16 bad-integrity']],
  'an exception for a script digest that is none': [
    exception({ integrity: '', scripts: 'scripts: md5-abc' }),
    ['8:14 bad-digest'],
  ],
  'an exception for a tag': [exception({ versions: 'versions: latest' }), ['4:15 bad-range']],
  'an exception for an empty range': [exception({ versions: 'versions: ""' }), ['4:15 bad-range']],
  'an exception for a range that is a number': [exception({ versions: 'versions: 1.2' }), ['4:15 wrong-type']],
  'an exception without a reason': [exception({ reason: '' }), ['2:5 missing-key']],
  'an exception without an owner': [exception({ owner: 'owner: ""' }), ['7:12 bad-text']],
  'an exception for ever': [exception({ until: '' }), ['2:5 missing-key']],
  'an exception until never': [exception({ until: 'until: never' }), ['8:12 bad-date']],
  'an exception until a day that is none': [exception({ until: 'until: 2027-02-29' }), ['8:12 bad-date']],
  'an exception until a moment': [exception({ until: 'until: 2026-12-31T00:00:00Z' }), ['8:12 bad-date']],
  'an exception for two years': [exception({ until: 'until: 2028-11-22' }), ['8:12 until-too-far']],
  'the same exception twice': [`${exception()}${exception().slice('exceptions:\n'.length)}`, ['9:5 stands-twice']],
  'an exception that is a text': ['exceptions: [some-rule]\n', ['1:14 wrong-type']],
  'exceptions that are a map': ['exceptions: { rule: some-rule }\n', ['1:13 wrong-type']],
  'an allowance without bytes': [allowance({ integrity: '' }), ['2:5 missing-key']],
  'a class of allowances: a crash of any version': [
    allowance({ integrity: '', version: 'version: "*"', reason: 'reason: worker-died' }),
    ['2:5 missing-key', '3:14 bad-version'],
  ],
  'an allowance for a range': [allowance({ version: 'version: 1.x' }), ['3:14 bad-version']],
  'an allowance for all packages': [allowance({ package: 'package: "*"' }), ['2:14 bad-package']],
  'an allowance for a reason that does not exist': [allowance({ reason: 'reason: timeouts' }), ['5:13 bad-value']],
  'an allowance for all reasons': [allowance({ reason: 'reason: "*"' }), ['5:13 bad-value']],
  'an allowance for other bytes': [allowance({ reason: 'reason: integrity-mismatch' }), ['5:13 reason-never-allowed']],
  'an allowance for no bytes': [allowance({ reason: 'reason: no-integrity' }), ['5:13 reason-never-allowed']],
  'an allowance for ever': [allowance({ until: 'until: 2030-01-01' }), ['8:12 until-too-far']],
  'an allowance without a why': [allowance({ why: '' }), ['2:5 missing-key']],
  'an import without a digest': [audits({ digest: '' }), ['2:5 missing-key']],
  'an import of nobody': [audits({ authors: 'authors: []' }), ['4:14 no-authors']],
  'an import with a digest that is none': [audits({ digest: 'digest: abc' }), ['3:13 bad-digest']],
}

describe('a broken policy is refused at its place', () => {
  test('there are many', () => expect(Object.keys(broken).length).toBeGreaterThan(40))

  for (const [name, [text, mistakes]] of Object.entries(broken)) {
    test(name, () => expect(mistakesIn(text)).toEqual(mistakes))
  }
})

describe('mistakes', () => {
  test('come all at once, in the order of the file', () => {
    const text = ['minAge: 72', 'failOn: blck', 'groups: []', 'exceptions:', '  - { rule: a }', 'nope: 1'].join('\n')
    expect(mistakesIn(text).map((one) => one.replace(/:\d+ /, ' '))).toEqual([
      '1 age-without-unit',
      '2 bad-value',
      '3 no-groups',
      ...['package', 'versions', 'reason', 'owner', 'until'].map(() => '5 missing-key'),
      '5 unbound-exception',
      '6 unknown-key',
    ])
  })

  test('show the line and say what was meant', () => {
    const read = readPolicy({ file: 'cordon.yml', text: 'failOn: blck # ours\n' }, now)
    if (read.ok) throw new Error('it was read')
    expect(read.mistakes[0]?.place).toEqual({ file: 'cordon.yml', line: 1, column: 9, text: 'failOn: blck # ours' })
    expect(read.mistakes[0]?.help).toContain('Did you mean "block"?')
  })

  test('are not listed ten thousand times', () => {
    const text = Array.from({ length: 10_000 }, (_, index) => `k${index}: 1`).join('\n')
    expect(mistakesIn(text)).toHaveLength(101)
  })

  test('are one for a file that is too large', () => {
    expect(mistakesIn(`# ${'x'.repeat(300_000)}`)).toEqual(['0:0 too-large'])
  })
})

describe('a rule that no pack has', () => {
  const known = new Set(['some-rule', 'phantom-dependency'])
  const unknownIn = (text: string) =>
    unknownRules({ file: 'cordon.yml', text }, known).map(({ code, place }) => `${place.line}:${place.column} ${code}`)

  test.each([
    ['in a setting', setting({ rule: 'rule: phantom-dependancy' }), ['2:11 unknown-rule']],
    ['in an exception', exception({ rule: 'rule: nothing-like-it' }), ['2:11 unknown-rule']],
    ['nowhere', `${exception()}${setting()}`, []],
  ])('%s', (_, text, mistakes) => expect(unknownIn(text)).toEqual(mistakes))

  test('is said with the nearest one', () => {
    const [mistake] = unknownRules({ file: 'x', text: setting({ rule: 'rule: phantom-dependancy' }) }, known)
    expect(mistake?.help).toContain('"phantom-dependency"')
  })
})

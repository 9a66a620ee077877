import { describe, expect, test } from 'vitest'
import { loadPack } from '../../src/rules/load.ts'
import { mistakesOf, problemOf, ruleOf, ruleText } from './builders.ts'

// Lines: 1 id, 2 title, 3 outcome, 4 status, 5 when, 6 find, 7 why, 8 fix, 9 quiet, 10 references, 11 cases.
const broken: Record<string, [string, string[]]> = {
  'no YAML': ['id: [my-rule', ['1:13 yaml-syntax']],
  'two documents': [`${ruleText()}---\n${ruleText()}`, ['20:1 yaml-syntax']],
  'an alias': [ruleText({ quiet: 'quiet: &a x', why: 'why: *b' }), ['7:6 yaml-alias']],
  'an alias bomb': [
    ruleText({ references: 'references: &a [https://example.test/a]', cases: 'cases: [*a, *a]' }),
    ['11:8 no-firing-case', '11:8 no-quiet-case', '11:9 yaml-alias', '11:13 yaml-alias'],
  ],
  'a tag': [ruleText({ quiet: 'quiet: !!str Old' }), ['9:14 yaml-tag']],
  'a merge key': [ruleText({ quiet: 'quiet: x\n<<: { id: other }' }), ['10:1 unknown-key']],
  'the same key twice': [ruleText({ quiet: 'quiet: x\nid: my-rule' }), ['10:1 duplicate-key']],
  __proto__: [ruleText({ quiet: 'quiet: x\n__proto__: { polluted: 1 }' }), ['10:1 proto-key']],
  '__proto__ in a case': [
    ruleText({ cases: `cases:\n${aCase('fires')}\n      "__proto__": a text\n${aCase('quiet')}` }),
    ['17:7 proto-key'],
  ],
  'a list': ['- id: my-rule', ['1:1 wrong-type']],
  nothing: ['', ['1:1 wrong-type']],
  'an unknown key': [ruleText({ quiet: 'quiet: x\nseverity: high' }), ['10:1 unknown-key']],
  'a key in capitals': [ruleText({ id: 'Id: my-rule' }), ['1:1 missing-key', '1:1 unknown-key']],
  'a missing key': [ruleText({ why: '' }), ['1:1 missing-key']],
  'a missing condition': [ruleText({ when: '' }), ['1:1 missing-key']],
  'an empty condition': [ruleText({ when: 'when: ""' }), ['5:7 bad-text']],
  'a number for text': [ruleText({ title: 'title: 12' }), ['2:8 wrong-type']],
  'a map for text': [ruleText({ why: 'why: { a: b }' }), ['7:6 wrong-type']],
  'an id in capitals': [ruleText({ id: 'id: My_Rule' }), ['1:5 bad-id', '1:5 id-not-file-name']],
  'an id that is not the file': [ruleText({ id: 'id: other-rule' }), ['1:5 id-not-file-name']],
  'an outcome that is none': [ruleText({ outcome: 'outcome: deny' }), ['3:10 bad-value']],
  'a status that is none': [ruleText({ status: 'status: final' }), ['4:9 bad-value']],
  'a title of two lines': [ruleText({ title: 'title: "a\\nb"' }), ['2:8 bad-text']],
  'a link that is none': [ruleText({ references: 'references: [http://example.test/]' }), ['10:14 bad-link']],
  'conditions as a YAML list': [ruleText({ find: 'find: [change.publication]' }), ['6:7 wrong-type']],
  'CEL that is none': [ruleText({ when: 'when: change.package.direct &&' }), ['5:31 cel-syntax']],
  'CEL that is too deep': [ruleText({ when: `when: ${'('.repeat(40)}true${')'.repeat(40)}` }), ['5:31 cel-limit']],
  'a CEL text that is too long': [ruleText({ when: `when: ${'true || '.repeat(600)}true` }), ['5:7 cel-limit']],
  'three loops': [
    ruleText({
      when: 'when: change.files.exists(a, change.files.exists(b, change.files.exists(c, a.path == c.path)))',
    }),
    ['5:66 cel-limit'],
  ],
  'a misspelt field': [ruleText({ when: 'when: change.publication.agehours < 72' }), ['5:26 unknown-field']],
  'a misspelt field of the change': [ruleText({ when: 'when: change.script.size() > 0' }), ['5:14 unknown-field']],
  'a misspelt field of an element': [
    ruleText({ when: 'when: change.scripts.exists(s, s.stats == "added")' }),
    ['5:34 unknown-field'],
  ],
  'a field of a list': [ruleText({ when: 'when: change.scripts.status == "added"' }), ['5:22 unknown-field']],
  'a field that objects have': [ruleText({ when: 'when: change.constructor == "a"' }), ['5:14 unknown-field']],
  'an unknown variable': [ruleText({ when: 'when: changes.package.direct' }), ['5:7 unknown-name']],
  'an unknown function': [
    ruleText({ when: 'when: change.scripts.exist(s, s.implicit)' }),
    ['5:22 unknown-function', '5:28 unknown-name', '5:31 unknown-name'],
  ],
  'a pattern that looks around': [
    ruleText({ when: 'when: change.package.name.matches("a(?=b)")' }),
    ['5:35 bad-pattern'],
  ],
  'a pattern that is none': [ruleText({ when: 'when: change.package.name.matches("(a")' }), ['5:35 bad-pattern']],
  'a pattern for two': [ruleText({ when: 'when: change.package.name.matches("a", "b")' }), ['5:7 cel-type']],
  'a pattern for nobody': [ruleText({ when: 'when: matches(change.package.name, "a")' }), ['5:15 bad-pattern']],
  'a pattern out of a package': [
    ruleText({ when: 'when: change.package.name.matches(change.package.installedAs)' }),
    ['5:35 bad-pattern'],
  ],
  'a conversion to dyn': [ruleText({ when: 'when: dyn(change).nothing == 1' }), ['5:7 unknown-function']],
  'an index': [ruleText({ when: 'when: change.scripts[0].implicit' }), ['5:7 unknown-syntax']],
  'a status that never is': [
    ruleText({ when: 'when: change.scripts.exists(s, s.status == "aded")' }),
    ['5:44 unknown-value'],
  ],
  'a status that never is, the other way round': [
    ruleText({ when: 'when: change.scripts.exists(s, "aded" != s.status)' }),
    ['5:32 unknown-value'],
  ],
  'one of the values never is': [
    ruleText({ when: 'when: change.scripts.exists(s, s.status in ["added", "chnged"])' }),
    ['5:54 unknown-value'],
  ],
  'a kind that never is': [ruleText({ when: 'when: change.package.kind == "npm"' }), ['5:30 unknown-value']],
  'all mistakes of one condition': [
    ruleText({ when: 'when: change.lock.integrty == "x" || change.lock.strength == "md5" || chnge.lock.line > 1' }),
    ['5:19 unknown-field', '5:62 unknown-value', '5:71 unknown-name'],
  ],
  'a comparison of text with a number': [ruleText({ when: 'when: change.package.name > 3' }), ['5:7 cel-type']],
  'a number for a condition': [ruleText({ when: 'when: change.scripts.size()' }), ['5:7 not-bool']],
  'evidence that is no list': [ruleText({ find: 'find: change.publication' }), ['6:7 not-facts']],
  'evidence that is no fact': [ruleText({ find: 'find: change.scripts.map(s, s.name)' }), ['6:7 not-facts']],
  'a comment that swallows the rest': [
    ruleText({ when: 'when: >-\n  change.package.direct // or not\n  && change.package.dev' }),
    ['6:25 cel-comment'],
  ],
  'a mistake in a block': [
    ruleText({ when: 'when: |\n  change.package.direct &&\n  change.package.devv' }),
    ['7:18 unknown-field'],
  ],
  'a mistake in a folded block': [
    ruleText({ when: 'when: >-\n  change.package.direct &&\n\n  change.package.devv' }),
    ['8:18 unknown-field'],
  ],
  'a mistake in single quotes': [
    ruleText({ when: "when: 'change.package.name != ''a'' && change.package.devv'" }),
    ['5:55 unknown-field'],
  ],
  'a mistake in double quotes': [
    ruleText({ when: 'when: "change.package.name != \\"a\\" && change.package.devv"' }),
    ['5:55 unknown-field'],
  ],
  'a mistake in plain text of two lines': [
    ruleText({ when: 'when: change.package.direct &&\n    change.package.devv' }),
    ['6:20 unknown-field'],
  ],
  'a literal false': [ruleText({ when: 'when: change.package.direct && false' }), ['5:32 never-true']],
  'nothing but false': [ruleText({ when: 'when: "false"' }), ['5:8 never-true']],
  'a false beside an or': [ruleText({ when: 'when: change.package.direct || !true' }), ['5:32 never-true']],
  'a size below zero': [ruleText({ when: 'when: change.scripts.size() < 0' }), ['5:7 never-true']],
  'a size of minus one': [ruleText({ when: 'when: change.scripts.size() == -1' }), ['5:7 never-true']],
  'two values of one field': [
    ruleText({ when: 'when: change.lock.strength == "sha512" && change.lock.strength == "sha1"' }),
    ['5:43 never-true'],
  ],
  'two values of one field of an element': [
    ruleText({ when: 'when: change.scripts.exists(s, s.status == "added" && s.status == "removed")' }),
    ['5:55 never-true'],
  ],
  'a value of a list that it is not in': [
    ruleText({ when: 'when: change.package.name == "a" && change.package.name in ["b", "c"]' }),
    ['5:37 never-true'],
  ],
  'a field and not the field': [
    ruleText({ when: 'when: change.package.direct && change.package.dev && !change.package.direct' }),
    ['5:54 never-true'],
  ],
  'no number between': [
    ruleText({ when: 'when: change.publication.ageHours < 5.0 && change.publication.ageHours >= 5.0' }),
    ['5:44 never-true'],
  ],
  'none of all values': [
    ruleText({ when: 'when: change.scripts.exists(s, !(s.status in ["added", "changed", "removed", "kept"]))' }),
    ['5:32 never-true'],
  ],
  'an element of an empty list': [ruleText({ when: 'when: change.package.name in []' }), ['5:7 never-true']],
  constants: [ruleText({ when: 'when: change.package.direct && 1 > 2' }), ['5:32 never-true']],
  'contradictions in every part of an or': [
    ruleText({
      when: 'when: (change.package.dev && !change.package.dev) || (change.package.direct && !change.package.direct)',
    }),
    ['5:30 never-true', '5:80 never-true'],
  ],
  'evidence that never is': [
    ruleText({ find: 'find: change.scripts.filter(s, s.name.size() < 0)' }),
    ['6:32 never-true'],
  ],
  'evidence out of nothing': [
    ruleText({
      find: 'find: change.scripts.filter(s, s.implicit).filter(s, s.status == "added" && s.status == "kept")',
    }),
    ['6:77 never-true'],
  ],
  'evidence that is everything': [ruleText({ find: 'find: change.scripts.filter(s, true)' }), ['6:7 find-everything']],
  'evidence that is everything in other words': [
    ruleText({ find: 'find: change.scripts.filter(s, s.implicit || !s.implicit)' }),
    ['6:7 find-everything'],
  ],
  'an unknown placeholder': [ruleText({ fix: 'fix: Stay on {befor}.' }), ['8:14 unknown-placeholder']],
  'a placeholder that objects have': [ruleText({ why: 'why: A {constructor}.' }), ['7:8 unknown-placeholder']],
  'stable without cases': [ruleText({ cases: '' }), ['4:9 no-firing-case', '4:9 no-quiet-case']],
  'stable without a quiet case': [ruleText({ cases: `cases:\n${aCase('fires')}` }), ['12:3 no-quiet-case']],
  'a case that expects nothing known': [
    ruleText({ status: 'status: draft', cases: `cases:\n${aCase('silent')}` }),
    ['13:13 bad-value'],
  ],
  'a case with a time of no zone': [
    ruleText({ status: 'status: draft', cases: `cases:\n${aCase('fires')}\n    about: { published: 2026-11-01 }` }),
    ['17:25 bad-time'],
  ],
  'a case with an unknown fact': [
    ruleText({
      status: 'status: draft',
      cases: `cases:\n${aCase('fires')}\n    about: { publishd: 2026-11-01T00:00:00Z }`,
    }),
    ['17:14 unknown-key'],
  ],
  'a file of a case that is no text': [
    ruleText({ status: 'status: draft', cases: `cases:\n${aCase('fires')}\n      index.js: { a: 1 }` }),
    ['17:17 wrong-type'],
  ],
}

function aCase(expected: string): string {
  return [
    `  - name: it ${expected}`,
    `    expect: ${expected}`,
    '    before: nothing',
    '    after:',
    '      package.json: { name: tiny, version: 1.0.0 }',
  ].join('\n')
}

describe('a broken rule is refused at its place', () => {
  for (const [name, [text, mistakes]] of Object.entries(broken)) {
    test(name, () => expect(mistakesOf(text)).toEqual(mistakes))
  }
})

describe('a condition that can hold is left alone', () => {
  test.each([
    'change.package.direct == false',
    'change.package.direct ? false : true',
    'change.scripts.exists(s, s.status == "added") && change.scripts.exists(s, s.status == "removed")',
    'change.publication.ageHours >= 5.0 && change.publication.ageHours <= 5.0',
    'change.publication.ageHours < 0.0',
    'change.scripts.all(s, s.status == "added") && change.scripts.all(s, s.status == "removed")',
    'change.scripts.size() == 0 && !change.package.direct && change.package.dev',
    'change.scripts.exists(s, change.scripts.exists(t, s.status == "added" && t.status == "removed"))',
    'change.scripts.exists(s, s.implicit) && !change.scripts.exists(s, s.implicit && s.runsOnInstall)',
  ])('%s', (when) => {
    expect(ruleOf({ when: `when: |\n  ${when}` }).when.source.trim()).toBe(when)
  })
})

describe('a mistake', () => {
  test('says what was meant, and shows the line', () => {
    const text = ruleText({ when: 'when: change.publication.agehours < 72' })
    const [mistake] = problemOf(() => loadPack([{ path: 'a/my-rule.yml', text }], 'nothing was scanned')).mistakes
    expect(mistake?.help).toContain('"ageHours"')
    expect(mistake?.place).toMatchObject({ file: 'a/my-rule.yml', text: 'when: change.publication.agehours < 72' })
  })

  test('comes with all others of all files, and with what did not happen', () => {
    const files = [
      { path: 'one.yml', text: ruleText({ id: 'id: one', outcome: 'outcome: deny', fix: 'fix: "{nope}"' }) },
      { path: 'two.yml', text: ruleText({ id: 'id: two', when: 'when: 1 +' }) },
      { path: 'pack.yml', text: 'name: ours\nversion: 1\n' },
    ]
    const problem = problemOf(() => loadPack(files, 'nothing was scanned'))
    expect(problem.consequence).toBe('nothing was scanned')
    expect(problem.mistakes.map(({ code, place }) => [place.file, place.line, code])).toEqual([
      ['one.yml', 3, 'bad-value'],
      ['one.yml', 8, 'unknown-placeholder'],
      ['two.yml', 5, 'cel-syntax'],
      ['pack.yml', 2, 'wrong-type'],
    ])
  })

  test('is not listed ten thousand times', () => {
    const text = ruleText({ quiet: `quiet: x\n${Array.from({ length: 10_000 }, (_, n) => `k${n}: 1`).join('\n')}` })
    const { mistakes } = problemOf(() => loadPack([{ path: 'my-rule.yml', text }], 'x'))
    expect(mistakes).toHaveLength(101)
    expect(mistakes.at(-1)?.code).toBe('too-many-mistakes')
  })
})

describe('a hostile file', () => {
  const hostile: Record<string, [string, string]> = {
    'is too large': [`# ${'x'.repeat(300_000)}`, 'too-large'],
    'is nested too deep for the reader': [`why: ${'['.repeat(50_000)}`, 'yaml-depth'],
    'is nested as deep as is read': [`why: ${'['.repeat(9_000)}`, 'yaml-syntax'],
    'is made of brackets': [`why: [${','.repeat(70_000)}]`, 'pack-too-large'],
    'is made of lines': ['a:\n'.repeat(40_000), 'pack-too-large'],
    'is made of anchors': [`why: [${'&a b, '.repeat(40_000)}]`, 'pack-too-large'],
    'is nested deep': [ruleText({ why: `why: ${'['.repeat(60)}${']'.repeat(60)}` }), 'yaml-depth'],
    'has complex keys': [ruleText({ why: 'why: x\n? [a, b]\n: c' }), 'yaml-key'],
  }
  for (const [name, [text, code]] of Object.entries(hostile)) {
    test(name, () => {
      const { mistakes } = problemOf(() => loadPack([{ path: 'my-rule.yml', text }], 'x'))
      expect(mistakes.map((mistake) => mistake.code)).toContain(code)
    })
  }

  test('does not reach the prototype of anything', () => {
    mistakesOf(
      ruleText({ quiet: 'quiet: x\n__proto__: { polluted: yes }\nconstructor: { prototype: { polluted: 1 } }' }),
    )
    expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false)
  })
})

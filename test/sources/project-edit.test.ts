// Single members of a package.json and single settings of an .npmrc change; every other byte stays.
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { Problem } from '../../src/domain/problem.ts'
import { npmrcSetting, unclearLine, withNpmrcValue, withoutNpmrcKey } from '../../src/sources/npmrc-edit.ts'
import { memberValue, withMember } from '../../src/sources/package-json-edit.ts'
import { replaceProjectFile } from '../../src/sources/project-edit.ts'

const value = new Map([
  ['b@1.0.0', true],
  ['a@1.0.0', false],
])
const set = (text: string) => withMember(text, 'allowScripts', value)

describe('package.json', () => {
  test.each<[string, string, string]>([
    [
      'two blanks',
      '{\n  "name": "x",\n  "version": "1.0.0"\n}\n',
      '{\n  "name": "x",\n  "version": "1.0.0",\n  "allowScripts": {\n    "b@1.0.0": true,\n    "a@1.0.0": false\n  }\n}\n',
    ],
    [
      'tabs, and the line ends of Windows',
      '{\r\n\t"name": "x",\r\n\t"allowScripts": { "old": true },\r\n\t"z": [1,  2]\r\n}',
      '{\r\n\t"name": "x",\r\n\t"allowScripts": {\r\n\t\t"b@1.0.0": true,\r\n\t\t"a@1.0.0": false\r\n\t},\r\n\t"z": [1,  2]\r\n}',
    ],
    ['one line', '{"name":"x","n":1e3}', '{"name":"x","n":1e3, "allowScripts": { "b@1.0.0": true, "a@1.0.0": false }}'],
    ['nothing in it', '{}\n', '{"allowScripts": { "b@1.0.0": true, "a@1.0.0": false }}\n'],
    [
      'the last of two',
      '{ "allowScripts": 1, "allowScripts": "}\\"" }',
      '{ "allowScripts": 1, "allowScripts": { "b@1.0.0": true, "a@1.0.0": false } }',
    ],
    [
      'a byte order mark',
      '\ufeff{\n    "name": "x"\n}',
      '\ufeff{\n    "name": "x",\n    "allowScripts": {\n        "b@1.0.0": true,\n        "a@1.0.0": false\n    }\n}',
    ],
  ])('%s', (_, before, after) => {
    expect(set(before)).toBe(after)
    expect(set(after)).toBe(after)
  })

  test('whatever stands beside it is the same afterwards', () => {
    const json = fc.dictionary(fc.string(), fc.jsonValue())
    fc.assert(
      fc.property(json, fc.constantFrom(0, 2, '\t'), (content, indent) => {
        const text = JSON.stringify(content, null, indent)
        const after: unknown = JSON.parse(set(text) ?? '')
        expect(after).toEqual({ ...JSON.parse(text), allowScripts: { 'b@1.0.0': true, 'a@1.0.0': false } })
      }),
    )
  })

  test('what is no object stays what it is', () => {
    expect([set('[]'), set('{'), set('')]).toEqual([undefined, undefined, undefined])
    expect(memberValue('{ "a": { "c": 1, "b": [null] } }', 'a')).toEqual(
      new Map<string, unknown>([
        ['c', 1],
        ['b', [null]],
      ]),
    )
  })
})

test.each<[string, string, string]>([
  ['nothing', '', 'strict=true\n'],
  ['a comment and a token', '; mine\n//x/:_authToken=secret\n', 'strict=true\n; mine\n//x/:_authToken=secret\n'],
  ['another value', 'a=b\nstrict = false\n', 'a=b\nstrict=true\n'],
  ['twice', 'strict=true\nstrict=false', 'strict=true\nstrict=true'],
  ['a section', '[x]\nstrict=false\n', 'strict=true\n[x]\nstrict=false\n'],
  ['the line ends of Windows', 'a=b\r\n', 'strict=true\r\na=b\r\n'],
])('.npmrc with %s', (_, before, after) => {
  expect(withNpmrcValue(before, 'strict', 'true')).toBe(after)
  expect(npmrcSetting(after, 'strict')).toEqual({ status: 'text', text: 'true' })
})

const unclear = { status: 'unclear' }
test.each<[string, unknown]>([
  ['a=1\na=2\n', '2'],
  ['a\n', 'true'],
  ['"a" = "true"\n', 'true'],
  ["'a'='\"true\"'", 'true'],
  ['a=true ; why', 'true'],
  ['a=true#why', 'true'],
  ['a=b\\;c', 'b;c'],
  ['x=1\ra=true', 'true'],
  ['[x=1\na=true', 'true'],
  [' [x]\na=true', 'true'],
  ['#a=1\n[s]\na=1\n', { status: 'unset' }],
  ['[s] ; no section\na=true', 'true'],
  ['a[]=true', unclear],
  [`a=\${HOME}`, unclear],
  [`\${HOME?}=true`, unclear],
  ['a=true\n[a]', unclear],
  ['a=true\n[a.b]', unclear],
  ['a.b=null', unclear],
  [`//\${HOST}/:_authToken=x`, { status: 'unset' }],
])('.npmrc as npm reads it: %j', (text, said) => {
  expect(npmrcSetting(text, 'a')).toEqual(typeof said === 'string' ? { status: 'text', text: said } : said)
})

test('a line of .npmrc that nothing written can overrule', () => {
  const lines = ['a=1\n[a]', `x=1\r\ra\${X?}=1`, `a[]=1\na=\${X}`, '[b]\na=1'].map(
    (text) => unclearLine(text, ['a'])?.line,
  )
  expect(lines).toEqual([2, 3, undefined, undefined])
})

test('every line of a setting goes, and no other', () => {
  expect(withoutNpmrcKey('x=1\r\na=1\r\na[]=2\r\n[s]\r\na=3', 'a')).toBe('x=1\r\n[s]\r\na=3')
})

describe('replacing a file', () => {
  let folder = ''
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'cordon-edit-'))
    mkdirSync(join(folder, 'app'))
  })
  afterEach(() => rmSync(folder, { recursive: true, force: true }))
  const app = () => join(folder, 'app')
  const replace = () => replaceProjectFile(app(), '.npmrc', 'new', 'nothing was written')

  test('keeps its rights, and leaves nothing beside it', () => {
    writeFileSync(join(app(), '.npmrc'), 'old')
    chmodSync(join(app(), '.npmrc'), 0o600)
    replace()
    expect([readFileSync(join(app(), '.npmrc'), 'utf8'), statSync(join(app(), '.npmrc')).mode & 0o777]).toEqual([
      'new',
      0o600,
    ])
    expect(readdirSync(app())).toEqual(['.npmrc'])
  })
  test('refuses a link that leads outside, and what is no file', () => {
    writeFileSync(join(folder, 'secret'), 'old')
    symlinkSync(join(folder, 'secret'), join(app(), '.npmrc'))
    expect(replace).toThrow(Problem)
    expect(readFileSync(join(folder, 'secret'), 'utf8')).toBe('old')
    rmSync(join(app(), '.npmrc'))
    mkdirSync(join(app(), '.npmrc'))
    expect(replace).toThrow(Problem)
  })
})

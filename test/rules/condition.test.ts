import { describe, expect, test } from 'vitest'
import type { Change, Fact } from '../../src/domain/change.ts'
import { compileCondition, compileSelection } from '../../src/rules/condition.ts'
import { viewOf } from '../../src/rules/views.ts'
import { changeFields, findField, functions, vocabulary } from '../../src/rules/vocabulary.ts'
import { aDependency, aScript, loudChange, quietChange } from './builders.ts'

function holds(source: string, change: Change): boolean {
  const compiled = compileCondition(source)
  if (!compiled.ok) throw new Error(compiled.mistakes.map((mistake) => mistake.message).join())
  const result = compiled.value.evaluate(viewOf(change))
  if (!result.ok) throw new Error(result.detail)
  return result.value
}

function find(source: string, change: Change): readonly Fact[] {
  const compiled = compileSelection(source)
  if (!compiled.ok) throw new Error(compiled.mistakes.map((mistake) => mistake.message).join())
  const result = compiled.value.evaluate(viewOf(change))
  if (!result.ok) throw new Error(result.detail)
  return result.value
}

describe('a condition', () => {
  const truths: [string, boolean][] = [
    ['change.dependencies.exists(d, d.packageAgeHours < 72)', true],
    ['change.package.name.matches("^t[a-z]+y$") && !change.package.name.matches("^tin$")', true],
    ['change.scripts.exists(s, s.name.matches("^(pre|post)?install$"))', true],
    ['"matches".matches("^matches$") && "(a|b)".matches("[(].[|]")', true],
    ['change.dependencies.exists(d, d.packageAgeHours < 18)', false],
    ['change.dependencies.exists(d, d.packageAgeHours > 18.4)', true],
    ['change.dependencies.exists(d, d.releases == 2)', true],
    ['change.dependencies.exists(d, 2 == d.releases)', true],
    ['change.dependencies.exists(d, d.releases != 2)', false],
    ['change.dependencies.exists(d, d.releases == 2.0)', true],
    ['change.baseline.ageHours == -1', false],
    ['change.scripts.size() > 0', true],
    ['size(change.scripts) == 1', true],
    ['"setup.js" in change.scripts.filter(s, s.runsOnInstall).map(s, s.body)', false],
    ['change.scripts.exists(s, "setup.js" in s.reaches)', true],
    ['change.scripts.exists(s, s.reaches.exists(p, p.endsWith(".js")))', true],
    ['change.scripts.exists(s, change.files.exists(f, f.path in s.reaches && f.disguised))', false],
    ['change.scripts.all(s, s.implicit)', false],
    ['change.package.direct ? change.scripts.exists_one(s, true) : false', true],
    ['change.package.name.lowerAscii().trim().startsWith("ti")', true],
    ['!change.package.dev && change.lock.strength in ["sha512", "sha384"]', true],
  ]
  for (const [source, truth] of truths) test(source, () => expect(holds(source, loudChange)).toBe(truth))
})

describe('evidence', () => {
  test('is the facts themselves, not copies', () => {
    expect(find('change.scripts.filter(s, s.status == "added")', loudChange)[0]).toBe(loudChange.scripts[0])
    expect(find('[change.publication]', loudChange)[0]).toBe(loudChange.publication)
    expect(find('change.files', loudChange)[0]).toBe(loudChange.files[0])
    expect(find('change.manifest.map(m, m.field == "scripts", m)', loudChange)[0]).toBe(loudChange.manifest[0])
  })

  test('names a fact once', () => {
    expect(find('change.scripts + change.scripts', loudChange)).toEqual([aScript])
  })

  test('keeps the order', () => {
    const dependencies = ['b', 'a', 'c'].map((name) => ({ ...aDependency, name }))
    const found = find('change.dependencies.filter(d, d.name != "a")', { ...quietChange, dependencies })
    expect(found).toEqual([dependencies[0], dependencies[2]])
  })
})

describe('evaluation', () => {
  test('that fails is a value with the reason', () => {
    const compiled = compileCondition('1 / change.scripts.size() > 0')
    if (!compiled.ok) throw new Error('it should compile')
    expect(compiled.value.evaluate(viewOf(quietChange))).toEqual({
      ok: false,
      detail: 'division_by_zero: division by zero',
    })
  })

  test('does not see what the types do not have, whatever a fact carries', () => {
    const extra = { ...aScript, surprise: 'x' }
    expect(compileCondition('change.scripts.exists(s, s.surprise == "x")').ok).toBe(false)
    expect(holds('change.scripts.exists(s, s.name == "postinstall")', { ...quietChange, scripts: [extra] })).toBe(true)
  })

  test('leaves the facts alone', () => {
    const before = JSON.stringify(loudChange)
    holds('change.scripts.exists(s, s.status == "added")', loudChange)
    expect(JSON.stringify(loudChange)).toBe(before)
  })
})

describe('the vocabulary', () => {
  test('has every field that the facts have, and a type that fits', () => {
    for (const [name, { record, list }] of Object.entries(changeFields)) {
      const found = Object.entries(loudChange).find(([key]) => key === name)?.[1]
      const fact: unknown = list && Array.isArray(found) ? found[0] : found
      expect(fact).toMatchObject({ record })
      const rows: [string, unknown][] = Object.entries(fact ?? {}).filter(([key]) => key !== 'record')
      expect(rows.map(([key]) => key).sort()).toEqual(Object.keys(vocabulary[record].fields).sort())
      for (const [key, value] of rows) {
        const type = Array.isArray(value)
          ? 'list<string>'
          : ({ number: 'double', boolean: 'bool' }[typeof value as 'number'] ?? 'string')
        expect([key, findField(record, key)?.type]).toEqual([key, type])
      }
    }
  })

  test('can be asked for every field', () => {
    for (const [name, { record, list }] of Object.entries(changeFields)) {
      for (const [field, { type, values }] of Object.entries(vocabulary[record].fields)) {
        const [example = 'x'] = Object.keys(values)
        const tests = { string: ` != "${example}"`, double: ' < 72', bool: '', 'list<string>': '.size() > 0' }
        const source = list
          ? `change.${name}.exists(x, x.${field}${tests[type]})`
          : `change.${name}.${field}${tests[type]}`
        expect(compileCondition(source), source).toMatchObject({ ok: true })
      }
    }
  })

  test('lists no function that does not exist', () => {
    const used = ['exists', 'all', 'exists_one'].map((name) => `change.scripts.${name}(s, s.implicit)`)
    const texts = ['contains', 'startsWith', 'endsWith', 'matches'].map((name) => `change.package.name.${name}("a")`)
    const others = [
      'change.package.name.lowerAscii().trim().size() > 1',
      'change.scripts.filter(s, true).map(s, s.name).size() > 0',
    ]
    for (const source of [...used, ...texts, ...others])
      expect(compileCondition(source), source).toMatchObject({ ok: true })
    expect([...functions.keys()].sort()).toEqual(
      [
        'all',
        'contains',
        'endsWith',
        'exists',
        'exists_one',
        'filter',
        'lowerAscii',
        'map',
        'matches',
        'size',
        'startsWith',
        'trim',
      ].sort(),
    )
  })
})

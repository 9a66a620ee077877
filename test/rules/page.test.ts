import { describe, expect, test } from 'vitest'
import { rulePage, vocabularyNames, vocabularyPage } from '../../src/rules/page.ts'
import { changeFields, functions, vocabulary } from '../../src/rules/vocabulary.ts'
import { ruleOf } from './builders.ts'

describe('the page of a rule', () => {
  test('has everything that stands in the rule, in lines that fit', () => {
    const rule = ruleOf({ why: `why: ${'Because it is so. '.repeat(20)}` })
    const page = rulePage(rule)
    const parts = [rule.id, rule.title, 'block', 'stable', rule.when.source, rule.find.source, rule.fix, rule.quiet]
    for (const part of [...parts, ...rule.references, ...rule.cases.map((one) => one.name)])
      expect(page).toContain(part)
    expect(Math.max(...page.split('\n').map((line) => line.length))).toBeLessThanOrEqual(100)
  })
})

describe('the page of the vocabulary', () => {
  test('names every list, record and function', () => {
    const page = vocabularyPage()
    for (const name of Object.keys(changeFields)) expect(page).toContain(`change.${name} `)
    for (const line of functions.values()) expect(page).toContain(line)
  })

  test('of a record has every field and value, under any of its names', () => {
    for (const [field, { record }] of Object.entries(changeFields)) {
      const page = vocabularyPage(record)
      expect(vocabularyPage(field)).toBe(page)
      expect(vocabularyPage(vocabulary[record].type)).toBe(page)
      for (const [name, { means, values }] of Object.entries(vocabulary[record].fields)) {
        expect(page).toContain(`  ${name} `)
        expect(page).toContain(means)
        for (const value of Object.keys(values)) expect(page).toContain(`"${value}"`)
      }
    }
  })

  test('is empty for what is no record', () => {
    expect(vocabularyPage('constructor')).toBe('')
    expect(vocabularyPage('scrpit')).toBe('')
    expect(vocabularyNames()).toContain('script')
  })
})

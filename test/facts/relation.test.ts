import { expect, test } from 'vitest'
import { relationTo } from '../../src/facts/relation.ts'
import { ordinaryNewcomer } from '../../src/rules/case-about.ts'
import { candidate, contents, history, known, published } from './support.ts'

const by = (name: string) => ({ publisher: known({ name, email: `${name}@example.test` }) })
const newcomer = (publisher: string) => ({ ...ordinaryNewcomer('extra', 0), publisher })
const ours = { locked: { name: '@s/tiny' }, history: history(published('1.0.0', '2026-01-01T00:00:00Z', by('ada'))) }
const relation = relationTo(candidate(contents({}), ours))

test('the same scope, compared whole', () => {
  expect(relation('@s/extra', undefined)).toBe('scope')
  expect(relation('@s2/extra', newcomer('eve'))).toBe('no')
  expect(relationTo(candidate(contents({}), { ...ours, locked: { name: 'tiny' } }))('extra', newcomer('eve'))).toBe(
    'no',
  )
})

test('an account that published both', () => {
  expect(relation('extra', newcomer('ada'))).toBe('publisher')
  expect(relation('extra', newcomer('eve'))).toBe('no')
})

test('not known: nobody says who published the one or the other', () => {
  expect(relation('extra', undefined)).toBe('unknown')
  expect(relation('extra', newcomer(''))).toBe('unknown')
  expect(relationTo(candidate(contents({})))('extra', newcomer('eve'))).toBe('unknown')
})

test('a CI job publishes under a name that is the same for everybody', () => {
  const versions = history(published('1.0.0', '2026-01-01T00:00:00Z', { ...by('build service'), viaWorkflow: true }))
  const relation = relationTo(candidate(contents({}), { history: versions }))
  expect(relation('extra', newcomer('build service'))).toBe('unknown')
})

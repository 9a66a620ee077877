import { expect, test } from 'vitest'
import { nearest } from '../../src/domain/nearest.ts'

const words = ['status', 'name', 'ageHours', 'packageAgeHours', 'publisher', 'publisherName']

test('the nearest word is one slip away', () => {
  expect(nearest('stauts', words)).toBe('status')
  expect(nearest('agehours', words)).toBe('ageHours')
  expect(nearest('naem', words)).toBe('name')
  expect(nearest('publishr', words)).toBe('publisher')
  expect(nearest('aded', ['changed', 'added'])).toBe('added')
})

test('there is none for another word, for nothing, for a flood', () => {
  expect(nearest('colour', words)).toBe('')
  expect(nearest('', words)).toBe('')
  expect(nearest('x', words)).toBe('')
  expect(nearest('s'.repeat(100_000), words)).toBe('')
  expect(nearest('status', ['s'.repeat(100_000)])).toBe('')
  expect(nearest('status', [])).toBe('')
})

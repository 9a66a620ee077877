import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { readPopularNames } from '../../src/sources/popular-names.ts'

const data = JSON.parse(readFileSync(new URL('../../data/popular-names.json', import.meta.url), 'utf8'))

test('the popular names are read, each once', () => {
  const names = readPopularNames()
  expect(names).toHaveLength(10_000)
  expect(new Set(names).size).toBe(names.length)
  expect(names).toEqual(expect.arrayContaining(['axios', 'lodash', 'react-dom', '@types/node']))
})

test('the file says when and from what it was built', () => {
  expect(data).toMatchObject({ date: expect.stringMatching(/^\d{4}-\d\d$/), source: expect.stringMatching(/./) })
})

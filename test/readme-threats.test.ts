// The README says which of our facts and rules stand for what others look for: every name in that table exists.
import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { capabilityNames, disguiseKinds, indicatorKinds, sinks, sources } from '../src/domain/code.ts'

const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8')
const rules = readdirSync(new URL('../rules/core/', import.meta.url)).map((name) => name.slice(0, -'.yml'.length))
const known = new Set<string>([
  ...rules,
  ...capabilityNames,
  ...disguiseKinds,
  ...indicatorKinds,
  ...sources,
  ...sinks,
  'publication',
  'email',
  'trust',
])

const start = readme.indexOf('## What others look for')
const section = readme.slice(start, readme.indexOf('\n## ', start + 1))
const rows = section
  .split('\n')
  .filter((line) => line.startsWith('| `'))
  .map((line) => line.split(' | '))

test('the table is there, with every GuardDog threat and js-x-ray warning', () => {
  const left = rows.flatMap(([cell = '']) => namesIn(cell))
  expect(left.length).toBeGreaterThan(70)
  expect(new Set(left).size).toBe(left.length)
})

test.each(rows.map(([left = '', right = '']) => [left, right]))('%s', (_, right) => {
  expect(namesIn(right).filter((name) => !known.has(name))).toEqual([])
  expect(namesIn(right).length > 0 || right.startsWith('nothing') || right.length > 30).toBe(true)
})

function namesIn(cell: string): string[] {
  return cell.split('`').filter((_, index) => index % 2 === 1)
}

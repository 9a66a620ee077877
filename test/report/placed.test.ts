import { describe, expect, test } from 'vitest'
import { repositoryPath, shownPath, totalOf } from '../../src/report/placed.ts'
import { aPackage, aReport } from './builders.ts'

describe('a path in the repository', () => {
  test.each([
    ['package-lock.json', '', 'package-lock.json'],
    ['package-lock.json', 'apps/web', 'apps/web/package-lock.json'],
    ['./a//b', 'apps/', 'apps/a/b'],
    ['../package-lock.json', 'apps/web', 'apps/package-lock.json'],
    ['../../x', 'apps', ''],
    ['/etc/x', 'apps', ''],
    ['C:\\x', '', ''],
    ['', 'apps', ''],
  ])('%s in "%s"', (file, folder, expected) => expect(repositoryPath(file, { folder })).toBe(expected))

  test('outside of it a person sees what the report has', () => {
    expect(shownPath('/etc/x', { folder: 'apps' })).toBe('/etc/x')
  })
})

test('the worst exit code of several reports is that of all', () => {
  const place = { folder: '' }
  const waiting = aReport([aPackage({ verdict: 'waiting' })], 1)
  const unchecked = aReport([aPackage({ verdict: 'unchecked' })], 2)
  const passed = aReport([], 5)
  const total = (reports: (typeof waiting)[]) => totalOf(reports.map((report) => ({ report, place })))
  expect(total([passed, waiting])).toMatchObject({ packages: 7, waiting: 1, exitCode: 4 })
  expect(total([waiting, unchecked]).exitCode).toBe(3)
  expect(total([waiting, unchecked, aReport([aPackage()])]).exitCode).toBe(1)
  expect(total([passed]).exitCode).toBe(0)
})

import { expect, test } from 'vitest'
import { versionNumber } from '../../src/facts/version-number.ts'

test.each<[string, string[], string]>([
  ['1.0.0', [], 'ordinary'],
  ['99.99.99', [], 'first-is-high'],
  ['35.1.4', [], 'first-is-high'],
  ['9.9.9', [], 'first-is-high'],
  ['1.1.99', [], 'first-is-high'],
  ['1.999.0', [], 'first-is-high'],
  ['1.1.98', [], 'ordinary'],
  ['1.0.9', [], 'ordinary'],
  ['35.2.7', ['35.2.6'], 'first-is-high'],
  ['99.0.0', ['35.2.6'], 'jump'],
  ['1.0.0', ['35.2.6'], 'first-is-high'],
  ['1.1.99', ['1.1.98'], 'ordinary'],
  ['22.0.0', ['21.1.1', '1.0.0'], 'ordinary'],
  ['2026.10.99', [], 'ordinary'],
  ['9.0.0', [], 'ordinary'],
  ['2026.3.31', [], 'ordinary'],
  ['20260331.0.0', [], 'ordinary'],
  ['99.0.0', ['1.2.3', '1.0.0'], 'jump'],
  ['15.0.0', ['0.14.0'], 'jump'],
  ['10.0.0', ['1.2.3'], 'ordinary'],
  ['4.0.0', ['2.0.0'], 'ordinary'],
  ['2026.1.0', ['4.0.0'], 'ordinary'],
  ['3000.0.0', ['2026.1.0'], 'ordinary'],
  ['20.0.0', ['2026.1.0'], 'ordinary'],
  ['0.0.0-3f2a9c1d', ['1.0.0'], 'commit-build'],
  ['0.0.0-pr-12.3f2a9c1', ['1.0.0'], 'commit-build'],
  ['0.0.0-20260331', ['1.0.0'], 'ordinary'],
  ['0.0.0-canary.7', ['1.0.0'], 'ordinary'],
  ['1.0.0-3f2a9c1d', ['0.9.0'], 'ordinary'],
  ['banana', ['1.0.0'], 'unknown'],
])('%s after %j: %s', (version, before, says) => {
  expect(versionNumber(version, before)).toBe(says)
})

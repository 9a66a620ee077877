import { describe, expect, test } from 'vitest'
import {
  compareVersions,
  isPrerelease,
  isRange,
  maxSatisfying,
  normalVersion,
  releaseLine,
  satisfies,
  step,
} from '../../src/domain/versions.ts'

describe('versions', () => {
  test.each([
    ['1.4.2', '1'],
    ['0.30.4', '0.30'],
    ['0.0.3', '0.0'],
    ['2.0.0-rc.1', '2'],
    ['v3.1.0', '3'],
    ['banana', ''],
    ['', ''],
  ])('the release line of %j is %j', (version, line) => {
    expect(releaseLine(version)).toBe(line)
  })

  test.each([
    ['', '1.0.0', 'first'],
    ['1.0.0', '1.0.1', 'patch'],
    ['1.0.0', '1.1.0', 'minor'],
    ['1.0.0', '2.0.0', 'major'],
    ['0.30.3', '0.31.0', 'minor'],
    ['1.0.0', '1.0.0', 'same'],
    ['1.0.0', 'v1.0.0', 'same'],
    ['1.0.1', '1.0.0', 'downgrade'],
    ['1.0.0', '1.0.1-beta', 'prerelease'],
    ['1.0.0-beta', '1.0.0-beta.2', 'prerelease'],
    ['1.0.0-beta', '1.0.0', 'major'],
    ['1.2.3-beta', '1.2.3', 'patch'],
    ['x', '1.0.0', 'unknown'],
    ['1.0.0', 'x', 'unknown'],
  ])('from %j to %j is %s', (before, after, expected) => {
    expect(step(before, after)).toBe(expected)
  })

  test('what is no version is lower than any version', () => {
    expect(['2.0.0', 'b', '1.0.0', '1.0.0-a', 'a'].sort(compareVersions)).toEqual([
      'a',
      'b',
      '1.0.0-a',
      '1.0.0',
      '2.0.0',
    ])
  })

  test('npm normalises versions', () => {
    expect(normalVersion(' v1.0.0 ')).toBe('1.0.0')
    expect(normalVersion('1.0')).toBe('')
    expect(isPrerelease('1.0.0-1')).toBe(true)
    expect(isPrerelease('1.0.0')).toBe(false)
  })

  test('ranges', () => {
    expect(satisfies('1.2.3', '^1.0.0')).toBe(true)
    expect(satisfies('2.0.0', '^1.0.0')).toBe(false)
    expect(maxSatisfying(['1.0.0', '1.5.0', '2.0.0'], '^1')).toBe('1.5.0')
    expect(maxSatisfying(['1.0.0'], '^3')).toBe('')
    expect(maxSatisfying(['1.0.0'], 'latest')).toBe('')
    expect(isRange('x || y.'.repeat(2000))).toBe(false)
    expect(satisfies('1.0.0', `1.0.0${' '.repeat(100_000)}`)).toBe(false)
  })
})

// The pure parts of the comparison with peers: what counts as new, and what is read out of npm's own answers.
import { describe, expect, test } from 'vitest'
import { type FileSaid, newWarnings, type Severity } from '../../bench/peers/new-warnings.ts'
import { auditCount, badSignatures, namedScripts } from '../../bench/peers/npm-commands.ts'

const said = (...warnings: [kind: string, severity: Severity][]): FileSaid => ({
  status: 'read',
  warnings: warnings.map(([kind, severity]) => ({ kind, severity })),
})

describe('the warnings that a release brings', () => {
  test('are those that are new or more numerous', () => {
    const before = [said(['unsafe-stmt', 'Warning'], ['encoded-literal', 'Information'])]
    const after = [said(['unsafe-stmt', 'Warning']), said(['unsafe-stmt', 'Warning'], ['obfuscated-code', 'Critical'])]
    const verdict = newWarnings(before, after)
    expect(verdict.added).toEqual([
      { kind: 'unsafe-stmt', severity: 'Warning', before: 1, after: 2 },
      { kind: 'obfuscated-code', severity: 'Critical', before: 0, after: 1 },
    ])
    expect([verdict.flagsAny, verdict.flagsWarning, verdict.flagsCritical]).toEqual([true, true, true])
  })

  test('flag by their severity', () => {
    const flags = (severity: Severity) => {
      const { flagsAny, flagsCritical, flagsWarning } = newWarnings([], [said(['kind', severity])])
      return [flagsAny, flagsWarning, flagsCritical]
    }
    expect(flags('Information')).toEqual([true, false, false])
    expect(flags('Warning')).toEqual([true, true, false])
    expect(flags('Critical')).toEqual([true, true, true])
  })

  test('are none where a file only moved, or could not be read', () => {
    const file = said(['shady-link', 'Warning'])
    const verdict = newWarnings([file], [file, { status: 'unparsed', warnings: [] }, { status: 'time', warnings: [] }])
    expect([verdict.added, verdict.unread]).toEqual([[], { unparsed: 1, time: 1, died: 0 }])
  })
})

describe('what npm prints', () => {
  test('of advisories', () => {
    expect(auditCount('{"metadata":{"vulnerabilities":{"total":2}}}')).toBe(2)
    expect(auditCount('{"metadata":{"vulnerabilities":{"total":0}}}')).toBe(0)
    expect(auditCount('{"message":"404 Not Found","statusCode":404}')).toBe('unavailable')
    expect(auditCount('')).toBe('unavailable')
  })
  test('of signatures', () => {
    expect(badSignatures('{"invalid":[{"name":"a"}],"missing":[{"name":"b"}]}')).toBe(2)
    expect(badSignatures('{"error":{"code":"ENOTFOUND"}}')).toBe('unavailable')
  })
  test('of scripts that nobody approved', () => {
    const text =
      '{"allowScripts":[{"name":"b","changes":[{"key":"b@2.0.0","change":"pending"}]},{"name":"a","changes":[{"key":"a@1.0.0","change":"pending"}]}]}'
    expect(namedScripts(text)).toEqual(['a@1.0.0', 'b@2.0.0'])
    expect(namedScripts('No packages')).toEqual([])
  })
})

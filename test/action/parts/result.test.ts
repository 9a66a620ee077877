// What several lockfiles come to, and the forms in which a runner is told.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { command, logGroup, logText, writeOutputs } from '../../../src/action/outputs.ts'
import { outcomeOf, type Parts } from '../../../src/action/result.ts'
import { aPackage, aReport } from '../../report/builders.ts'

const passed = { exitCode: 0, report: aReport([aPackage({ verdict: 'passed' })]) }
const blocked = {
  exitCode: 1,
  report: aReport([aPackage({ verdict: 'blocked', eligibleAt: '2026-04-01T00:00:00.000Z' })]),
}
const review = { exitCode: 0, report: aReport([aPackage({ verdict: 'review' })]) }
const strict = { ...review, exitCode: 1 }
const unchecked = { exitCode: 3, report: aReport([aPackage({ verdict: 'unchecked' })]) }
const waiting = {
  exitCode: 4,
  report: aReport([
    aPackage({ verdict: 'waiting', eligibleAt: '2026-04-02T00:00:00.000Z' }),
    aPackage({ verdict: 'waiting', eligibleAt: '2026-04-01T00:00:00.000Z' }),
  ]),
}
const broken = { exitCode: 2, report: 'none' } as const

function result(scans: Parts['scans'], over: Partial<Parts> = {}): string {
  const outcome = outcomeOf({ scans, isIncomplete: false, isProposed: false, ...over })
  return `${outcome.result} ${outcome.exitCode}`
}

describe('the result of', () => {
  test.for([
    [[], 'passed 0'],
    [[passed, review], 'review 0'],
    [[passed, strict], 'review 1'],
    [[waiting, passed], 'waiting 4'],
    [[waiting, unchecked], 'incomplete 3'],
    [[unchecked, broken, strict], 'error 2'],
    [[broken, blocked, unchecked], 'blocked 1'],
  ] as const)('%# is %s', ([scans, expected]) => expect(result(scans)).toBe(expected))
  test('what nobody has approved, or could not be looked at', () => {
    expect(result([passed], { isProposed: true })).toBe('proposed 1')
    expect(result([blocked], { isProposed: true })).toBe('blocked 1')
    expect(result([], { isIncomplete: true })).toBe('incomplete 3')
    expect(result([waiting], { isIncomplete: true })).toBe('incomplete 3')
  })
  test('what waits is when the last of it may pass', () => {
    const of = (scans: Parts['scans']) => outcomeOf({ scans, isIncomplete: false, isProposed: false })
    expect(of([waiting]).eligibleAt).toBe('2026-04-02T00:00:00.000Z')
    expect(of([waiting, blocked]).eligibleAt).toBe('')
    expect(of([unchecked]).isIncomplete && of([broken]).isIncomplete && !of([waiting]).isIncomplete).toBe(true)
  })
})

describe('the runner', () => {
  const outputs = { result: 'passed', 'exit-code': '0', 'changed-packages': '0', blocked: '0' }
  const all = { ...outputs, report: 'a\nb', sarif: '', 'eligible-at': '', incomplete: 'false' }

  test('is given outputs between delimiters that nobody guesses', () => {
    const folder = mkdtempSync(join(tmpdir(), 'cordon-outputs-'))
    const file = join(folder, 'output')
    writeOutputs(file, all)
    const text = readFileSync(file, 'utf8')
    const delimiters = [...text.matchAll(/<<(cordon_[0-9a-f-]{36})$/gm)].map(([, one]) => one)
    expect(new Set(delimiters).size).toBe(Object.keys(all).length)
    expect(() => writeOutputs(file, { ...all, report: 'x\ncordon_0\nresult=passed' }, () => '0')).toThrow('delimiter')
    rmSync(folder, { recursive: true })
  })
  test('obeys nothing in a log', () => {
    const hostile = '::error::x\n  ::set-env name=a::b\nx ##[error]y\n\u0085::warning::z\n:::: ###[group]'
    expect(logText(hostile)).not.toMatch(/::|##\[/)
    const group = logGroup('a\n::error::b', hostile, () => 'token')
    expect(group.split('\n').filter((line) => line.startsWith('::'))).toEqual([
      '::group::a',
      '::stop-commands::token',
      '::token::',
      '::endgroup::',
    ])
  })
  test('gets a command on one line', () => {
    expect(command('error', 'a%\r\n::b')).toBe('::error title=cordon::a%25%0D%0A::b\n')
  })
})

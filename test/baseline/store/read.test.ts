// The text of a cordon.lock: what is written is read back, and whatever is wrong is said with its place.
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { maxLines, readAccepted } from '../../../src/baseline/store/read.ts'
import { writeAccepted } from '../../../src/baseline/store/write.ts'
import type { Accepted, AcceptedRelease, AcceptedScript } from '../../../src/domain/accepted.ts'
import { Problem } from '../../../src/domain/problem.ts'

const bytes = (fill: number) => `sha512-${Buffer.alloc(64, fill).toString('base64')}`
const release = `release tiny@1.0.0 ${bytes(1)} initial 2026-11-22T10:00:00Z "ada@example.test" ""`
const reviewed = `release tiny@1.0.0 ${bytes(1)} reviewed 2026-11-22T11:00:00Z "bea@example.test" "read it"`
const script = `script tiny sha256-${'a'.repeat(64)} 2026-11-22T10:00:00Z "ada@example.test" "builds"`

function read(...lines: string[]): Accepted {
  return readAccepted('cordon.lock', lines.join('\n'), '', 'nothing was scanned')
}

function mistakesIn(...lines: string[]): string[] {
  try {
    read(...lines)
  } catch (error) {
    if (!(error instanceof Problem)) throw error
    return error.mistakes.map(({ code, place }) => `${code} ${place.line}:${place.column}`)
  }
  return []
}

const names = fc.constantFrom('a', 'tiny', '@scope/name', '@s/x_y.z', 'UPPER')
const moments = fc.integer({ min: 0, max: 4_000_000_000 }).map((seconds) => seconds * 1000)
const texts = fc.string({ unit: 'binary', minLength: 1, maxLength: 40 }).filter((text) => text.trim() !== '')
const releases: fc.Arbitrary<AcceptedRelease> = fc.record({
  kind: fc.constant('release'),
  name: names,
  version: fc.constantFrom('1.0.0', '1.0.1-rc.1', '2.0.0+build'),
  integrity: fc.integer({ min: 0, max: 3 }).map(bytes),
  standard: fc.constantFrom('initial', 'reviewed'),
  by: texts,
  at: moments,
  note: texts,
  from: fc.constant(''),
  line: fc.constant(1),
})
const scripts: fc.Arbitrary<AcceptedScript> = fc.record({
  kind: fc.constant('script'),
  name: names,
  digest: fc.oneof(fc.constant(`sha256-${'0f'.repeat(32)}`), fc.integer({ min: 0, max: 3 }).map(bytes)),
  by: texts,
  at: moments,
  note: texts,
  line: fc.constant(1),
})

describe('reading and writing', () => {
  test('is stable, whatever the texts are', () => {
    fc.assert(
      fc.property(fc.array(releases), fc.array(scripts), (some, others) => {
        const once = writeAccepted({ releases: some, scripts: others })
        const accepted = read(...once.split('\n'))
        const twice = writeAccepted(accepted)
        expect(writeAccepted(read(...twice.split('\n')))).toBe(twice)
        expect(accepted.scripts.length).toBe(new Set(others.map((one) => JSON.stringify(one))).size)
        // Nothing in a note can turn a line into two, or steer a terminal.
        expect(/[^\n -~]/u.test(once.replace(/[^\p{C}\p{Zl}\p{Zp}]/gu, ''))).toBe(false)
      }),
    )
  })

  test('takes lines in any order, twice, with the line ends of Windows', () => {
    const accepted = read('cordon.lock 1\r', `${script}\r`, `${release}\r`, 'cordon.lock 1\r', `${release}\r`, '')
    expect(writeAccepted(accepted)).toBe(`cordon.lock 1\n${release}\n${script}\n`)
  })

  test('of the same bytes reviewed wins over initial', () => {
    for (const lines of [
      [release, reviewed],
      [reviewed, release],
    ]) {
      expect(read('cordon.lock 1', ...lines).releases.map(({ standard }) => standard)).toEqual(['reviewed'])
    }
  })

  test('two people who reviewed the same bytes both count', () => {
    const other = reviewed.replace('bea', 'cyd')
    expect(read('cordon.lock 1', reviewed, other).releases).toHaveLength(2)
  })

  test('what others accepted is not written down here', () => {
    const { releases } = readAccepted('x', `cordon.lock 1\n${reviewed}\n`, '../other/cordon.lock', '')
    expect(releases[0]?.from).toBe('../other/cordon.lock')
    expect(writeAccepted({ releases, scripts: [] })).toBe('cordon.lock 1\n')
  })
})

describe('mistakes', () => {
  const wrong: readonly [name: string, line: string, expected: string][] = [
    ['a conflict', '<<<<<<< HEAD', 'cordon-lock-conflict 2:1'],
    ['the end of a conflict', '>>>>>>> branch', 'cordon-lock-conflict 2:1'],
    ['the middle of a conflict', '=======', 'cordon-lock-conflict 2:1'],
    ['an unknown kind', release.replace('release', 'trust'), 'cordon-lock-kind 2:1'],
    ['a blank before the kind', ` ${release}`, 'cordon-lock-kind 2:1'],
    ['no version', release.replace('tiny@1.0.0', 'tiny'), 'cordon-lock-name 2:9'],
    ['a range', release.replace('1.0.0', '^1.0.0'), 'cordon-lock-name 2:9'],
    ['a scope alone', release.replace('tiny', '@tiny'), 'cordon-lock-name 2:9'],
    ['a letter that looks like another', release.replace('tiny', 'tіny'), 'cordon-lock-name 2:9'],
    ['a weak digest', release.replace(bytes(1), 'sha1-2jmj7l5rSw0yVb/vlWAYkK/YBwk='), 'cordon-lock-integrity 2:20'],
    ['half a digest', release.replace(bytes(1), bytes(1).slice(0, 40)), 'cordon-lock-integrity 2:20'],
    ['options behind a digest', release.replace(bytes(1), `${bytes(1)}?x`), 'cordon-lock-integrity 2:20'],
    ['another standard', release.replace('initial', 'trusted'), 'cordon-lock-standard 2:116'],
    ['a day that is none', release.replace('11-22T', '02-30T'), 'cordon-lock-time 2:124'],
    ['another zone', release.replace('00Z', '00+01:00'), 'cordon-lock-time 2:124'],
    ['no texts', release.replace(' "ada@example.test" ""', ''), 'cordon-lock-text 2:144'],
    ['one text', release.replace(' ""', ''), 'cordon-lock-text 2:145'],
    ['more behind it', `${release} x`, 'cordon-lock-text 2:145'],
    ['a text that is no JSON', release.replace('ada', '\\x'), 'cordon-lock-text 2:145'],
    ['a text that never ends', release.replace('ada', 'a'.repeat(2100)), 'cordon-lock-text 2:145'],
    ['nobody', release.replace('ada@example.test', ' '), 'cordon-lock-author 2:145'],
    ['reviewed without a reason', reviewed.replace('read it', ' '), 'cordon-lock-note 2:146'],
    ['a script without a reason', script.replace('builds', ''), 'cordon-lock-note 2:106'],
    ['a script with a short digest', script.replace('aaa', ''), 'cordon-lock-integrity 2:13'],
    ['a line without an end', 'x'.repeat(20_000), 'cordon-lock-text 2:16385'],
  ]
  for (const [name, line, expected] of wrong) {
    test(name, () => expect(mistakesIn('cordon.lock 1', line, release)).toEqual([expected]))
  }

  test('all at once, with every line', () => {
    const found = mistakesIn('cordon.lock 2', '<<<<<<< HEAD', release.replace('initial', 'x').replace('tiny', ''))
    expect(found).toEqual([
      'cordon-lock-version 1:1',
      'cordon-lock-conflict 2:1',
      'cordon-lock-name 3:9',
      'cordon-lock-standard 3:112',
    ])
  })

  test('no file begins with nothing', () => {
    expect(mistakesIn('')).toEqual(['cordon-lock-version 1:1'])
    expect(mistakesIn(release)).toEqual(['cordon-lock-version 1:1'])
  })

  test('a file with more lines than anybody has is not read', () => {
    expect(mistakesIn(`cordon.lock 1${'\n'.repeat(maxLines + 1)}`)).toEqual(['cordon-lock-too-large 0:0'])
  })
})

import { expect, test } from 'vitest'
import { emptyContents } from '../../src/domain/comparison.ts'
import { noInstallInputs } from '../../src/domain/install-inputs.ts'
import type { LockedPackage } from '../../src/domain/locked.ts'
import { type Allowance, defaultPolicy, type Exception, type Policy } from '../../src/domain/policy.ts'
import type { UncheckedCode } from '../../src/domain/release.ts'
import type { Finding } from '../../src/domain/report.ts'
import { boundBytes } from '../../src/scan/bound-bytes.ts'
import { conclude } from '../../src/scan/conclude.ts'
import { countsForExit, overdueNotices, uncountedNotices } from '../../src/scan/counting.ts'
import { scriptDigestOf } from '../../src/scan/script-owners.ts'
import { readTree } from '../../src/scan/tree.ts'
import { aFinding, anEvidence, aPackage } from '../report/builders.ts'

const now = Date.parse('2026-11-22T12:00:00Z')
const sha512 = (letter: string) => `sha512-${letter.repeat(85)}A==`
const noPatch = { path: '', integrity: '' }

function locked(over: Partial<LockedPackage> = {}): LockedPackage {
  return {
    kind: 'registry',
    location: 'node_modules/tiny',
    installedAs: 'tiny',
    name: 'tiny',
    version: '1.0.0',
    integrity: sha512('A'),
    resolved: '',
    line: 1,
    dev: false,
    optional: false,
    peer: false,
    hasInstallScript: 'no',
    direct: true,
    path: [],
    bundledIn: '',
    patch: noPatch,
    leavesProject: false,
    bins: [],
    platform: 'any',
    ...over,
  }
}

function treeOf(...packages: LockedPackage[]) {
  return readTree({ file: 'x', lockfileVersion: 3, packages, notes: [], project: 'unknown' }, 'none')
}

const people = { owner: 'ada', until: now + 1000, line: 1 }
const exception: Exception = {
  rule: 'a-rule',
  package: 'tiny',
  versions: '1.x',
  integrity: sha512('A'),
  scripts: '',
  reason: 'read',
  ...people,
}
const allowance: Allowance = {
  package: 'tiny',
  version: '1.0.0',
  integrity: sha512('A'),
  reason: 'timeout',
  why: 'slow',
  ...people,
}

function concluded(findings: Finding[], codes: UncheckedCode[], policy: Partial<Policy>, entry = locked()) {
  const around = { policy: { ...defaultPolicy, ...policy }, tree: treeOf(entry), now }
  const unchecked = codes.map((code) => ({ code, detail: '' }))
  return conclude(entry, 'unknown', findings, unchecked, { status: 'unavailable' }, around)
}

const blocking = aFinding({ rule: 'a-rule' })

test('an exception takes its finding off, and the verdict follows', () => {
  const { decision, uses } = concluded([blocking], [], { exceptions: [exception] })
  expect([decision.verdict, decision.findings, uses.exceptions]).toEqual(['passed', [], [exception]])
})

test('an exception from one rule leaves what others found', () => {
  const other = aFinding({ rule: 'b-rule', outcome: 'review' })
  const { decision } = concluded([blocking, other], [], { exceptions: [exception] })
  expect([decision.verdict, decision.findings]).toEqual(['review', [other]])
})

test.each<[string, UncheckedCode[], Finding[], string, string[]]>([
  ['its reason alone: what the findings say', ['timeout'], [], 'passed', ['timeout']],
  ['its reason, and something dangerous', ['timeout'], [blocking], 'blocked', ['timeout']],
  ['its reason and another', ['timeout', 'offline'], [], 'unchecked', ['timeout', 'offline']],
  ['another reason', ['offline'], [], 'unchecked', ['offline']],
])('an allowance for %s', (_, codes, findings, verdict, reasons) => {
  const { decision, uses } = concluded(findings, codes, { allowUnchecked: [allowance] })
  expect([decision.verdict, decision.reasons.map(({ code }) => code)]).toEqual([verdict, reasons])
  expect(uses.allowances).toEqual(codes.includes('timeout') ? [allowance] : [])
})

test('an exception that is bound to scripts holds for a later release with the same ones', () => {
  const scripts = [{ name: 'postinstall', body: 'node a.js', implicit: false, reaches: ['a.js'], line: 1 }]
  const install = { ...noInstallInputs, scripts: ['postinstall'], files: ['a.js'] }
  const file = { size: 1, sha256: 'f'.repeat(64), type: 'javascript', disguised: false, longestLine: 1 } as const
  const files = [{ ...file, path: 'a.js', reach: 'none', entry: 'none', startsOnOpen: false } as const]
  const contents = { ...emptyContents, scripts, files, install }
  const digest = scriptDigestOf(locked(), contents, treeOf(locked()))
  expect(digest).toMatch(/^sha256-/)
  const found = aFinding({ rule: 'a-rule', evidence: [anEvidence({ file: 'a.js', fact: 'capability network added' })] })
  const verdictOf = (entry: LockedPackage, about: typeof contents) => {
    const policy = { ...defaultPolicy, exceptions: [{ ...exception, integrity: '', scripts: digest }] }
    const around = { policy, tree: treeOf(entry), now }
    return conclude(entry, about, [found], [], { status: 'unavailable' }, around).decision.verdict
  }
  const later = locked({ version: '1.1.0', integrity: sha512('B') })
  expect(verdictOf(later, contents)).toBe('passed')
  const changed = { ...contents, files: files.map((one) => ({ ...one, sha256: 'e'.repeat(64) })) }
  expect(verdictOf(later, changed)).toBe('blocked')
})

test('an age that nobody knows can be allowed, by name', () => {
  const policy = { ...defaultPolicy, allowUnchecked: [{ ...allowance, reason: 'age-unavailable' }] }
  const around = { policy, tree: treeOf(locked()), now }
  expect(conclude(locked(), 'unknown', [], [], { status: 'absent' }, around).decision.verdict).toBe('passed')
})

const carrier = locked({ name: 'big', installedAs: 'big', location: 'node_modules/big', integrity: sha512('C') })
const inside = { kind: 'bundled', bundledIn: 'node_modules/big', integrity: '' } as const
const commit = 'a'.repeat(40)

test.each<[string, Partial<LockedPackage>, string]>([
  ['one digest', {}, sha512('A')],
  ['a weaker one beside it', { integrity: `sha1-AAAAAAAAAAAAAAAAAAAAAAAAAAA= ${sha512('A')}` }, sha512('A')],
  ['two digests, of which npm takes either', { integrity: `${sha512('A')} ${sha512('B')}` }, ''],
  ['a weak one alone', { integrity: 'sha1-AAAAAAAAAAAAAAAAAAAAAAAAAAA=' }, ''],
  ['none', { integrity: '' }, ''],
  ['a patch', { kind: 'patched', patch: { path: 'p', integrity: sha512('B') } }, `${sha512('A')}+${sha512('B')}`],
  ['a patch that is not pinned', { kind: 'patched' }, ''],
  ['what a tarball carries', inside, sha512('C')],
  ['what a tarball carries that is not there', { ...inside, bundledIn: 'node_modules/other' }, ''],
  ['a commit', { kind: 'git', integrity: '', resolved: `git+ssh://git@example.test/a.git#${commit}` }, commit],
  ['a branch', { kind: 'git', integrity: '', resolved: 'git+ssh://git@example.test/a.git#main' }, ''],
  ['half a commit', { kind: 'git', integrity: '', resolved: 'git+ssh://git@example.test/a.git#abcdef0' }, ''],
  ['a folder', { kind: 'link' }, ''],
])('the bytes of an entry with %s', (_, over, expected) => {
  const entry = locked(over)
  expect(boundBytes(entry, { tree: treeOf(carrier, entry) })).toBe(expected)
})

test.each([
  // production, development, optional; then dev, optional of the package; then whether it counts
  [[true, false, false], [false, false], true],
  [[true, false, false], [true, false], false],
  [[true, false, false], [false, true], false],
  [[false, true, false], [true, false], true],
  [[false, true, false], [true, true], true],
  [[false, false, true], [true, true], true],
  [[false, false, true], [true, false], false],
  [[false, true, true], [false, false], false],
])('with %j a package that is %j counts: %s', ([production, development, optional], [dev, isOptional], counts) => {
  const one = aPackage({ dev: dev === true, optional: isOptional === true })
  const groups = { production: production === true, development: development === true, optional: optional === true }
  expect(countsForExit(one, groups)).toBe(counts)
  expect(uncountedNotices([one], groups)).toHaveLength(counts ? 0 : 1)
  expect(countsForExit({ ...one, kind: 'workspace' }, groups)).toBe(true)
})

test.each([
  ['tuf', '2026-11-20', 48, 1],
  ['tuf', '2026-11-21', 48, 0],
  ['none', '', 48, 0],
  ['embedded', 'unknown', 48, 1],
])('trust data of %s from %s with at most %d hours: %d notices', (source, date, trustHours, count) => {
  const policy = { ...defaultPolicy, greatestAge: { ...defaultPolicy.greatestAge, trustHours } }
  expect(overdueNotices({ source, date }, policy, now)).toHaveLength(count)
})

// Hunks out of packed bytes, in the thread that reads them: what it answers, and what becomes of bytes that are no package.
import { describe, expect, test } from 'vitest'
import type { Fetched, History } from '../../src/domain/release.ts'
import type { Finding, JudgedPackage } from '../../src/domain/report.ts'
import type { WantedFile } from '../../src/facts/file-diff.ts'
import { type FileTree, packageTarball } from '../../src/replay/package-tarball.ts'
import { codeDiff, codeDiffLimits, type PackageBytes } from '../../src/scan/code-diff.ts'
import { judgedCode } from '../../src/scan/judged-code.ts'
import { toHistory } from '../../src/sources/packument.ts'
import type { FetchedTarball, WantedTarball } from '../../src/sources/registry.ts'

const packed = (files: FileTree, inside = ''): PackageBytes => ({
  kind: 'tarball',
  bytes: packageTarball(files).bytes,
  inside,
})
const wanted = (...paths: string[]): { files: WantedFile[]; cut: number } => ({
  files: paths.map((path) => ({ path, pathBefore: '', because: 'source', isGenerated: false, marks: [] })),
  cut: 0,
})

describe('two tarballs', () => {
  test('give the files that are wanted, in their order', async () => {
    const [before, after] = [packed({ 'a.js': 'one\n', 'b.js': 'b\n' }), packed({ 'a.js': 'two\n', 'c.js': 'c\n' })]
    const { files, unchecked, cut } = await codeDiff(before, after, wanted('c.js', 'a.js', 'b.js'))
    expect([unchecked, cut]).toEqual([[], 0])
    expect(files.map(({ path, status, sizeBefore, size }) => [path, status, sizeBefore, size])).toEqual([
      ['c.js', 'added', 0, 2],
      ['a.js', 'changed', 4, 4],
      ['b.js', 'removed', 2, 0],
    ])
    expect(files[1]?.hunks[0]?.rows.map(({ before, after }) => [before, after])).toEqual([['one', 'two']])
  })
  test('are looked into for a package that they carry', async () => {
    const inside = 'node_modules/inner'
    const [before, after] = [
      packed({ 'node_modules/inner/a.js': 'one' }, inside),
      packed({ 'node_modules/inner/a.js': 'two', 'a.js': 'three' }, inside),
    ]
    const { files } = await codeDiff(before, after, wanted('a.js'))
    expect(files[0]?.hunks[0]?.rows.map((row) => row.after)).toEqual(['two'])
  })
  test('are said to be unreadable where they are no archives', async () => {
    const broken: PackageBytes = { kind: 'tarball', bytes: Buffer.from('no archive'), inside: '' }
    const { files, unchecked, cut } = await codeDiff(broken, packed({ 'a.js': '' }), wanted('a.js'))
    expect([files, unchecked.map(({ code }) => code), cut]).toEqual([[], ['unreadable-tarball'], 1])
  })
  test('that take too long are given up, and what was not reached is counted', async () => {
    const slow = packed({ 'a.txt': Array.from({ length: 300_000 }, (_, index) => index % 7).join('\n') })
    const { unchecked, files, cut } = await codeDiff(slow, packed({ 'a.txt': 'x' }), wanted('a.txt', 'b.js'), {
      ...codeDiffLimits,
      seconds: 0.001,
    })
    expect(unchecked.map(({ code }) => code)).toEqual(['timeout'])
    expect(files.length + cut).toBe(2)
  })
  test('that take too much memory end their thread, and nothing else', async () => {
    const large = packed({ 'a.txt': 'x\n'.repeat(390_000) })
    const { unchecked } = await codeDiff(large, packed({ 'a.txt': 'y\n'.repeat(390_000) }), wanted('a.txt'), {
      seconds: 60,
      megabytes: 8,
    })
    expect(unchecked.map(({ code }) => code)).toEqual(['worker-died'])
  })
  test('show no more rows than anybody reads', async () => {
    const texts = Array.from({ length: 150 }, (_, index): [string, string] => [`${index}.txt`, 'x\n'.repeat(200)])
    const after = packed(Object.fromEntries(texts))
    const { files } = await codeDiff({ kind: 'nothing' }, after, wanted(...texts.map(([path]) => path)))
    // Thirty rows of each, and no further file once there are four thousand.
    expect([...Map.groupBy(files, ({ shown }) => shown)].map(([shown, group]) => [shown, group.length])).toEqual([
      ['hunks', 134],
      ['beyond', 16],
    ])
  })
})

describe('the code of a judged package', () => {
  const tarballs = {
    '1.0.0': packageTarball({ 'package.json': { name: 'tiny', version: '1.0.0' }, 'a.js': 'one\n' }),
    '1.0.1': packageTarball({ 'package.json': { name: 'tiny', version: '1.0.1' }, 'a.js': 'two\nevil()\n' }),
  }
  const versions = Object.entries(tarballs).map(([version, { integrity }]) => [
    version,
    { name: 'tiny', version, dist: { integrity, tarball: `https://registry.example.test/tiny/-/tiny-${version}.tgz` } },
  ])
  const packument = JSON.stringify({ name: 'tiny', versions: Object.fromEntries(versions), time: {} })
  const history: Fetched<History> = toHistory(
    packument,
    'tiny',
    'registry.example.test',
    1e15,
    () => new Set(['1.0.1']),
  )
  const asked: WantedTarball[] = []
  const around = {
    histories: { of: async () => history },
    registry: {
      tarball: async (one: WantedTarball) => {
        asked.push(one)
        const found = Object.values(tarballs).find(({ integrity }) => integrity === one.integrity)
        if (found === undefined) return { ok: false as const, why: { code: 'integrity-mismatch' as const, detail: '' } }
        const value: FetchedTarball = { bytes: found.bytes, integrity: found.integrity }
        return {
          ok: true as const,
          value: { size: 1, inCache: 'none' as const, read: async () => ({ ok: true as const, value }) },
        }
      },
    },
  }
  const finding = (file: string, line: number): Finding => ({
    rule: 'r',
    outcome: 'block',
    title: '',
    why: '',
    fix: '',
    fingerprint: '',
    evidence: [{ file, line, column: 1, excerpt: '', fact: 'capability eval added' }],
  })
  type Judged = Parameters<typeof judgedCode>[0]
  const judged = (over: Partial<Judged>): Judged => ({
    name: 'tiny',
    version: '1.0.1',
    kind: 'registry' satisfies JudgedPackage['kind'],
    integrity: tarballs['1.0.1'].integrity,
    baseline: { status: 'history', version: '1.0.0' },
    findings: [finding('a.js', 2)],
    ...over,
  })

  test('is what stands around its findings, beside its baseline', async () => {
    const { files, unchecked } = await judgedCode(judged({}), around)
    expect(unchecked).toEqual([])
    expect(files.map(({ path, status }) => [path, status])).toEqual([['a.js', 'changed']])
    const rows = files.flatMap(({ hunks }) => hunks.flatMap((hunk) => hunk.rows))
    expect(rows.filter((row) => row.marked).map(({ after }) => after)).toEqual(['evil()'])
  })
  test('is all new without a baseline', async () => {
    const { files } = await judgedCode(judged({ baseline: { status: 'none', version: '' } }), around)
    expect(files.map(({ status }) => status)).toEqual(['added'])
  })
  test.each([
    ['nothing where no finding points into it', { findings: [finding('', 3)] }, []],
    ['unchecked where the bytes are no longer those', { integrity: 'sha512-AAAA' }, ['integrity-mismatch']],
    ['unchecked where a tarball carries it', { kind: 'bundled' }, ['unsupported-source']],
    ['unchecked where the release is gone', { version: '9.0.0' }, ['version-not-found']],
  ])('is %s', async (_, over, codes) => {
    const { files, unchecked } = await judgedCode(judged(over), around)
    expect([files, unchecked.map(({ code }) => code)]).toEqual([[], codes])
  })
  test('comes from the bytes that were judged', () => {
    expect(new Set(asked.map(({ integrity }) => integrity))).toContain(tarballs['1.0.1'].integrity)
  })
})

// What is read together with a release: which packages, in which groups, and what becomes of it when that fails.
import { describe, expect, test } from 'vitest'
import { nothingAccepted } from '../../src/domain/accepted.ts'
import { type FlowRecord, noCode } from '../../src/domain/code.ts'
import type { LockedPackage } from '../../src/domain/locked.ts'
import { defaultPolicy } from '../../src/domain/policy.ts'
import type { Fetched, History } from '../../src/domain/release.ts'
import { noNames } from '../../src/facts/lookalike.ts'
import { createAcceptedReleases } from '../../src/scan/accepted.ts'
import type { ContentsSource, WantedMember } from '../../src/scan/contents.ts'
import { aloneAs } from '../../src/scan/judge-spec.ts'
import { newcomersOf } from '../../src/scan/newcomers.ts'
import type { Surroundings } from '../../src/scan/surroundings.ts'
import { togetherOf } from '../../src/scan/together.ts'
import { readTree } from '../../src/scan/tree.ts'
import { contents, published } from '../facts/support.ts'

const now = Date.parse('2026-06-17T12:00:00Z')
const day = 24 * 3_600_000

/** `age`: days since the first release. */
type Package = {
  age: number
  needs?: readonly string[]
  code?: boolean
  megabytes?: number
  lost?: 'history' | 'bytes'
}

const integrityOf = (name: string) => `sha512-${Buffer.alloc(64, name).toString('base64')}`
const only = (name: string) => ({
  ...published('1.0.0', '2020-01-01T00:00:00Z'),
  integrity: integrityOf(name),
  tarball: `https://registry.example.test/${name}.tgz`,
})

function filesOf(name: string, { needs = [], code = true }: Package): Record<string, string | object> {
  const dependencies = Object.fromEntries(needs.map((one) => [one, '^1.0.0']))
  return {
    'package.json': { name, version: '1.0.0', main: 'index.js', dependencies },
    ...(code ? { 'index.js': 'module.exports = 1' } : {}),
  }
}

const gone = { ok: false, why: { code: 'fetch-failed', detail: '503' } } as const

type Seen = { groups: string[][]; found: Awaited<ReturnType<typeof togetherOf>> }
type Setting = {
  /** Names that the base lockfile has; `none` without one. */
  base?: readonly string[]
  accepted?: readonly string[]
  answer?: (members: readonly WantedMember[]) => Fetched<typeof noCode>
}

async function readWith(
  packages: Record<string, Package>,
  { base, accepted = [], answer }: Setting = {},
): Promise<Seen> {
  const groups: string[][] = []
  const source: ContentsSource = {
    of: async ({ name, integrity }) => {
      if (packages[name]?.lost === 'bytes') return gone
      const own = contents(filesOf(name, packages[name] ?? { age: 0 }))
      return {
        ok: true,
        value: { integrity, unpackedBytes: (packages[name]?.megabytes ?? 0) * 1024 * 1024, own, bundled: [] },
      }
    },
    together: async (members) => {
      groups.push(members.map(({ name }) => name))
      return answer?.(members) ?? { ok: true, value: noCode }
    },
  }
  const histories: Surroundings['histories'] = {
    of: async (name) => {
      if (packages[name]?.lost === 'history') return gone
      const born = new Date(now - (packages[name]?.age ?? 0) * day).toISOString()
      const versions = [{ ...only(name), publishedAt: published('1.0.0', born).publishedAt }]
      const value: History = { name, registryHost: 'registry.example.test', versions, latest: '1.0.0' }
      return { ok: true, value }
    },
  }
  const spec = {
    histories,
    contents: source,
    registryFor: () => '',
    names: noNames,
    rules: [],
    policy: defaultPolicy,
    now,
  }
  const lock = (names: readonly string[]) => {
    const entries = names.map((name): LockedPackage => aloneAs(name, only(name), spec).release.locked)
    return { file: '', lockfileVersion: 3, packages: entries, notes: [], project: 'unknown' } as const
  }
  const releases = accepted.map((name) => ({
    name,
    version: '1.0.0',
    integrity: integrityOf(name),
    kind: 'release' as const,
    standard: 'reviewed' as const,
    at: now,
    by: 'ada',
    note: 'read',
    from: '',
    line: 1,
  }))
  const { release, around: alone } = aloneAs('app', only('app'), spec)
  const around: Surroundings = {
    ...alone,
    tree: readTree(lock(Object.keys(packages)), base === undefined ? 'none' : lock(base)),
    accepted: createAcceptedReleases({ ...nothingAccepted, releases }),
  }
  const own = contents(filesOf('app', packages.app ?? { age: 0 }))
  const newcomers = await newcomersOf(own.manifest.dependencies, around, now)
  const judged = { locked: release.locked, integrity: integrityOf('app'), contents: own, newcomers }
  return { groups, found: await togetherOf(judged, around) }
}

const flow = (source: FlowRecord['source'], first: string): FlowRecord => ({
  source,
  subject: '',
  sink: 'network',
  steps: [`${first}:1 x`, 'index.js:2 send(…)'],
  file: 'index.js',
  line: 2,
  column: 0,
  excerpt: '',
  reach: 'import',
})

describe('is read with a release', () => {
  test.each<[string, Record<string, Package>, Setting, string[][]]>([
    ['nothing where it brings nothing', { app: { age: 900 } }, {}, []],
    ['no dependency of many years', { app: { age: 900, needs: ['old'] }, old: { age: 900 } }, {}, []],
    ['a young one', { app: { age: 900, needs: ['fresh'] }, fresh: { age: 89 } }, {}, [['app', 'fresh']]],
    [
      'an old one that an update brings into the tree',
      { app: { age: 900, needs: ['old', 'kept'] }, old: { age: 900 }, kept: { age: 900 } },
      { base: ['app', 'kept'] },
      [['app', 'old']],
    ],
    ['no old one of a newcomer', { app: { age: 900, needs: ['old'] }, old: { age: 900 } }, { base: [] }, []],
    [
      'what the young one brings',
      { app: { age: 900, needs: ['a'] }, a: { age: 9, needs: ['b'] }, b: { age: 8, needs: ['app'] } },
      {},
      [['app', 'b', 'a']],
    ],
    [
      'what that brings, however far',
      {
        app: { age: 900, needs: ['a'] },
        ...Object.fromEntries(
          ['ab', 'bc', 'cd', 'de'].map(([name = '', next = '']) => [name, { age: 9, needs: [next] }]),
        ),
        e: { age: 9 },
      },
      {},
      [['app', 'a', 'b', 'c', 'd', 'e']],
    ],
    [
      'one of whom nobody knows anything',
      { app: { age: 900, needs: ['a'] }, a: { age: 900, lost: 'history' } },
      {},
      [['app', 'a']],
    ],
    ['nothing without code', { app: { age: 900, needs: ['data'] }, data: { age: 9, code: false } }, {}, []],
    ['nothing that somebody accepted', { app: { age: 900, needs: ['a'] }, a: { age: 9 } }, { accepted: ['a'] }, []],
    ['nothing that no lockfile has', { app: { age: 900, needs: ['absent'] } }, {}, []],
  ])('%s', async (_, packages, setting, expected) => {
    expect((await readWith(packages, setting)).groups).toEqual(expected)
  })

  test('forty in all, the youngest first, and the rest is said', async () => {
    const names = Array.from({ length: 50 }, (_, at) => `d${at}`)
    const brought = Object.fromEntries(names.map((name, at): [string, Package] => [name, { age: 60 - at }]))
    const { groups, found } = await readWith({ app: { age: 900, needs: names }, ...brought })
    expect(groups).toEqual([['app', ...names.slice(10).toReversed()]])
    expect(found.unchecked.map(({ code }) => code)).toEqual(['too-many-files'])
  })

  test('sixteen megabytes at once', async () => {
    const sizes: [string, number][] = [
      ['a', 6],
      ['b', 6],
      ['c', 5],
      ['d', 40],
      ['e', 16],
      ['f', 0],
    ]
    const brought = Object.fromEntries(
      sizes.map(([name, megabytes], at): [string, Package] => [name, { age: at, megabytes }]),
    )
    const { groups } = await readWith({ app: { age: 900, needs: sizes.map(([name]) => name) }, ...brought })
    expect(groups.map((group) => group.join(' '))).toEqual(['app a b', 'app c', 'app d', 'app e f'])
  })
})

test('one that cannot be had is said: in a pull request nobody else may be judging it', async () => {
  const packages: Record<string, Package> = { app: { age: 900, needs: ['a'] }, a: { age: 9, lost: 'bytes' } }
  const { groups, found } = await readWith(packages, { base: ['app', 'a'] })
  expect(groups).toEqual([])
  expect(found.unchecked).toEqual([{ code: 'fetch-failed', detail: 'read together with a: 503' }])
})

describe('what is found', () => {
  const packages = { app: { age: 900, needs: ['old', 'fresh'] }, old: { age: 900 }, fresh: { age: 9 } }
  const with_ = (flows: readonly FlowRecord[]) =>
    readWith(packages, { base: ['app'], answer: () => ({ ok: true, value: { ...noCode, flows } }) })

  test('is no secret that a library of many years reads for itself', async () => {
    const [theirs, fetched] = [
      flow('environment', 'node_modules/old/a.js'),
      flow('downloaded', 'node_modules/old/a.js'),
    ]
    const [young, own] = [flow('secret', 'node_modules/fresh/a.js'), flow('system', 'index.js')]
    expect((await with_([theirs, fetched, young, own])).found.flows).toEqual([fetched, young, own])
  })

  test.each<[string, Fetched<typeof noCode>, string]>([
    [
      'cannot be read',
      { ok: false, why: { code: 'timeout', detail: 'reading it took more than 120 s' } },
      'timeout: read together with fresh, old: reading it took more than 120 s',
    ],
    [
      'cannot be read to its end',
      { ok: true, value: { ...noCode, unreadable: [{ file: 'a.js', why: 'crash', sha256: '', reach: 'import' }] } },
      'code-unreadable: read together with fresh, old: a.js: crash',
    ],
  ])('is unchecked where the group %s', async (_, answer, expected) => {
    const { found } = await readWith(packages, { base: ['app'], answer: () => answer })
    expect(found.unchecked.map(({ code, detail }) => `${code}: ${detail}`)).toEqual([expected])
  })
})

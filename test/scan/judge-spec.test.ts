// One release judged without a lockfile, as its registry stood at a moment.
import { expect, test } from 'vitest'
import { inFolder } from '../../bench/pairs/packument-folder.ts'
import { defaultPolicy } from '../../src/domain/policy.ts'
import type { History } from '../../src/domain/release.ts'
import { noNames } from '../../src/facts/lookalike.ts'
import { loadPack } from '../../src/rules/load.ts'
import { judgeSpec } from '../../src/scan/judge-spec.ts'
import { toHistory } from '../../src/sources/packument.ts'

type Published = { version: string; at: string; dependencies?: Record<string, string> }

function packument(name: string, releases: readonly Published[]): [string, History] {
  const versions = Object.fromEntries(
    releases.map(({ version, dependencies = {} }) => {
      const dist = { integrity: 'sha512-', tarball: `https://registry.example.test/${name}-${version}.tgz` }
      return [version, { name, version, dependencies, dist: { ...dist, integrity: `sha512-${btoa(name + version)}` } }]
    }),
  )
  const time = Object.fromEntries(releases.map(({ version, at }) => [version, at]))
  const text = JSON.stringify({ name, versions, time, 'dist-tags': { latest: releases.at(-1)?.version } })
  const all = (history: History) => new Set(history.versions.map(({ version }) => version))
  const history = toHistory(text, name, 'registry.example.test', Number.POSITIVE_INFINITY, all)
  if (!history.ok) throw new Error(history.why.detail)
  return [name, history.value]
}

const registry = new Map([
  packument('tiny', [
    { version: '1.0.0', at: '2026-01-01T00:00:00Z' },
    { version: '1.1.0', at: '2026-02-01T00:00:00Z', dependencies: { extra: '^1.0.0' } },
    { version: '1.2.0', at: '2026-03-01T00:00:00Z' },
  ]),
  packument('extra', [
    { version: '1.0.0', at: '2026-01-31T00:00:00Z' },
    { version: '1.0.1', at: '2026-02-01T06:00:00Z' },
  ]),
])

/** What a rule with this condition says to tiny@`version` at `now`: the ids that fired, or why there is no answer. */
async function judged(version: string, now: string, when: string) {
  const lines = { id: 'a', title: 't', outcome: 'review', status: 'draft', find: '[change.package]' }
  const text = JSON.stringify({ ...lines, when, why: 'w', fix: 'f', quiet: 'q' })
  const { rules } = loadPack([{ path: 'a.yml', text }], 'nothing was judged')
  const around = { ...inFolder(registry), names: noNames, rules, policy: defaultPolicy, now: Date.parse(now) }
  const result = await judgeSpec('tiny', version, around, false)
  if (!result.ok) return result.why.code
  const [one] = result.value
  return { baseline: one?.judged.baseline, fired: one?.judged.findings.map(({ rule }) => rule) }
}

const resolves = (version: string) => `change.dependencies.exists(d, d.resolvedVersion == "${version}")`

test('is compared with what was there before it', async () => {
  const added = 'change.dependencies.exists(d, d.status == "added")'
  expect(await judged('1.1.0', '2026-02-01T01:00:00Z', added)).toEqual({
    baseline: { status: 'history', version: '1.0.0' },
    fired: ['a'],
  })
  expect(await judged('1.2.0', '2026-03-01T01:00:00Z', added)).toMatchObject({ fired: [] })
})

test('its dependencies lead where they led at that moment', async () => {
  expect(await judged('1.1.0', '2026-02-01T01:00:00Z', resolves('1.0.0'))).toMatchObject({ fired: ['a'] })
  expect(await judged('1.1.0', '2026-02-01T07:00:00Z', resolves('1.0.1'))).toMatchObject({ fired: ['a'] })
  expect(await judged('1.1.0', '2026-02-01T07:00:00Z', resolves('1.0.0'))).toMatchObject({ fired: [] })
})

test('what was not published yet cannot be judged', async () => {
  expect(await judged('1.2.0', '2026-02-15T00:00:00Z', 'true')).toBe('version-not-found')
  expect(await judged('9.9.9', '2026-04-01T00:00:00Z', 'true')).toBe('version-not-found')
})

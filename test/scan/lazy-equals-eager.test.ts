// The proof that fetching a baseline only when it can matter changes no verdict: random pairs of releases, judged both
// ways with the built-in rules and with rules written to probe the argument in `src/rules/reads.ts`.
import { fileURLToPath } from 'node:url'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Baseline } from '../../src/domain/comparison.ts'
import { nowhere } from '../../src/domain/problem.ts'
import { toAbout } from '../../src/rules/case-about.ts'
import type { CaseAbout, CaseFile, RuleCase } from '../../src/rules/cases.ts'
import { loadPack } from '../../src/rules/load.ts'
import type { ChosenBaseline } from '../../src/scan/assess.ts'
import { assess } from '../../src/scan/assess.ts'
import { toReleases } from '../../src/scan/cases.ts'
import { readPackFiles } from '../../src/sources/pack-files.ts'

const now = Date.parse('2026-11-01T12:00:00Z')
const hour = 3_600_000

const probes: readonly (readonly [when: string, find: string])[] = [
  [
    'change.files.exists(f, f.status == "added" && f.reach == "install")',
    'change.files.filter(f, f.status == "added")',
  ],
  ['change.files.exists(f, f.status == "removed")', 'change.files.filter(f, f.status == "removed")'],
  ['change.files.exists(f, f.status == "changed")', 'change.files.filter(f, f.status == "changed")'],
  ['change.files.exists(f, f.status != "kept")', 'change.files.filter(f, f.status != "kept")'],
  ['change.scripts.exists(s, s.reachesNew > 0)', 'change.scripts.filter(s, s.reachesNew > 0)'],
  ['!change.scripts.exists(s, s.status == "added")', '[change.package]'],
  ['change.scripts.all(s, s.status == "added")', '[change.package]'],
  ['size(change.dependencies.filter(d, d.status == "added")) > 1', 'change.dependencies'],
  ['size(change.dependencies.filter(d, d.status == "added")) == 1', 'change.dependencies'],
  ['change.dependencies.exists_one(d, d.status == "added")', 'change.dependencies'],
  ['change.scripts.exists(s, s.bodyBefore != "" && s.body != s.bodyBefore)', 'change.scripts'],
  [
    'change.dependencies.exists(d, d.status == "added") && change.publication.publisher == "changed"',
    '[change.publication]',
  ],
]

const probePack = [
  { path: 'pack.yml', text: 'name: probes\nversion: 1.0.0\nfor: the proof\nowner: tests\ncordon: ">=0.1.0"\n' },
  ...probes.map(([when, find], index) => ({
    path: `probe-${index}.yml`,
    text: [
      `id: probe-${index}`,
      'title: probe',
      'outcome: block',
      'status: stable',
      `when: '${when}'`,
      `find: '${find}'`,
      'why: probe',
      'fix: probe',
      'quiet: probe',
      'cases:',
      '  - { name: a, expect: fires, before: nothing, after: { package.json: { name: a, version: 1.0.0 } } }',
      '  - { name: b, expect: quiet, before: nothing, after: { package.json: { name: a, version: 1.0.0 } } }',
      '',
    ].join('\n'),
  })),
]

const core = loadPack(
  await readPackFiles(fileURLToPath(new URL('../../rules/core', import.meta.url)), 'nothing'),
  'nothing',
)
const rules = [...core.rules, ...loadPack(probePack, 'nothing').rules]

const bodies = ['module.exports = 1', "require('./b.js')", "require('young')", '// nothing']
const tree = (version: string): fc.Arbitrary<readonly CaseFile[]> =>
  fc
    .record({
      scripts: fc.dictionary(
        fc.constantFrom('postinstall', 'install', 'test'),
        fc.constantFrom('node a.js', 'node b.js'),
        {
          maxKeys: 2,
        },
      ),
      dependencies: fc.dictionary(fc.constantFrom('young', 'native', 'old'), fc.constantFrom('^1.0.0', '^2.0.0'), {
        maxKeys: 3,
      }),
      files: fc.dictionary(fc.constantFrom('a.js', 'b.js', 'package.md', 'binding.gyp'), fc.constantFrom(...bodies), {
        maxKeys: 3,
      }),
      decoy: fc.boolean(),
    })
    .map(({ scripts, dependencies, files, decoy }) => [
      { path: 'package.json', text: JSON.stringify({ name: 'tiny', version, scripts, dependencies }) },
      ...Object.entries(files).map(([path, text]) => ({ path, text })),
      ...(decoy ? [{ path: 'other.md', text: '{"name":"tiny","version":"0.0.1"}' }] : []),
    ])

const about: fc.Arbitrary<CaseAbout> = fc
  .record({
    days: fc.constantFrom(0.5, 5, 400),
    young: fc.constantFrom(0.5, 400),
    script: fc.boolean(),
    other: fc.boolean(),
  })
  .map(({ days, young, script, other }) => {
    const ordinary = toAbout(undefined)
    const name = { status: 'known', value: { name: other ? 'eve' : 'ada', email: 'ada@example.test' } } as const
    const newcomer = {
      name: 'young',
      history: 'known',
      resolvedVersion: '1.0.0',
      resolvedPublishedAt: now - young * 24 * hour,
      createdAt: now - young * 24 * hour,
      releases: 2,
      hasInstallScript: script ? 'yes' : 'no',
      newToTree: 'yes',
    } as const
    const published = { status: 'known', value: now - days * 24 * hour } as const
    return { ...ordinary, now, published, publisher: name, newcomers: [newcomer] }
  })

test('lazy and eager judging agree', { timeout: 120_000 }, async () => {
  let quiet = 0
  let fired = 0
  const example = fc.record({
    before: tree('1.0.0'),
    older: tree('0.9.0'),
    after: tree('1.0.1'),
    about,
    sound: fc.boolean(),
    probe: fc.subarray([...rules], { minLength: 1 }),
  })
  await fc.assert(
    fc.asyncProperty(example, async ({ before, older, after, about, sound, probe }) => {
      const { candidate, baseline } = toReleases(toCase(before, after, about))
      const fallback = toReleases(toCase(older, after, about)).baseline
      const chosen = [choose(baseline, sound), choose(fallback, true)]
      const lazy = await assess(candidate, chosen, probe, now, false)
      const eager = await assess(candidate, chosen, probe, now, true)
      expect(lazy.findings).toEqual(eager.findings)
      expect(lazy.unchecked).toEqual(eager.unchecked)
      if (eager.findings.length === 0) quiet++
      else fired++
    }),
    { numRuns: 1000, seed: 20261122 },
  )
  // A proof over examples that never fire, or always do, would prove nothing.
  expect(Math.min(quiet, fired)).toBeGreaterThan(50)
})

function toCase(before: readonly CaseFile[], after: readonly CaseFile[], about: CaseAbout): RuleCase {
  return { name: '', expect: 'quiet', before: { files: before }, after: { files: after }, about, place: nowhere }
}

function choose(baseline: Baseline, sound: boolean): ChosenBaseline {
  return {
    status: 'history',
    version: baseline.version,
    load: async () => ({ ok: true, value: baseline }),
    isSound: async () => sound,
  }
}

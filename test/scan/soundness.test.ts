// A baseline is judged with the registry's word on it, as any release is.
import { expect, test } from 'vitest'
import { stageProject } from '../../src/replay/stage.ts'
import { runCordon } from '../support/cli.ts'
import { startRegistry } from '../support/registry.ts'
import { scenarioOf } from '../support/scenario.ts'

const scenario = scenarioOf(`
about: a package that has always had an install script
now: 2026-06-15T12:00:00Z
registry:
  packages:
    tiny:
      versions:
        1.0.0:
          published: 2025-02-01T10:00:00Z
          files: { package.json: { scripts: { install: node setup.js } }, setup.js: "1" }
        1.0.1: { published: 2026-05-01T10:00:00Z, extends: 1.0.0, files: { setup.js: "2" } }
project: { package.json: { name: app, version: 1.0.0, dependencies: { tiny: ^1.0.0 } } }
lock: { tree: { node_modules/tiny: tiny@1.0.1 } }
runs: [{ args: [scan], expect: { exitCode: 0 } }]
`)

test('an install script that the registry shows is no reason to pass over a baseline', async () => {
  await using registry = await startRegistry(scenario.registry)
  await using stage = await stageProject(scenario, registry.origin)
  const place = { cwd: stage.project, home: stage.home, registry: registry.origin, trust: registry.trust }
  const run = await runCordon(['scan', '--all', '--format', 'json', '--now', '2026-06-15T12:00:00Z'], place)
  const { packages } = JSON.parse(run.stdout)
  expect(packages).toMatchObject([{ name: 'tiny', verdict: 'passed', baseline: { version: '1.0.0' } }])
})

/** The same in three releases: nothing is new. */
const three = (files: string) =>
  scenarioOf(`
about: a package that has always done what it does
now: 2026-06-15T12:00:00Z
registry:
  packages:
    tiny:
      versions:
        1.0.0: { published: 2025-02-01T10:00:00Z, files: ${files} }
        1.0.1: { published: 2025-06-01T10:00:00Z, extends: 1.0.0, files: { README.md: "1" } }
        1.0.2: { published: 2026-05-01T10:00:00Z, extends: 1.0.1, files: { README.md: "2" } }
project: { package.json: { name: app, version: 1.0.0, dependencies: { tiny: ^1.0.0 } } }
lock: { tree: { node_modules/tiny: tiny@1.0.2 } }
runs: [{ args: [scan], expect: { exitCode: 0 } }]
`)

test.each([
  [
    'is not fetched where nothing of it could block',
    `{ package.json: { main: a.js }, a.js: "fetch('https://example.test/a')" }`,
    ['1.0.1', '1.0.2'],
  ],
  [
    'is fetched where it has to show that nothing is new',
    `{ package.json: { main: a.js }, a.js: "fetch('https://example.test/a', { method: 'POST', body: JSON.stringify(process.env) })" }`,
    ['1.0.0', '1.0.1', '1.0.2'],
  ],
])('what came before a baseline %s', async (_, files, wanted) => {
  const told = three(files)
  await using registry = await startRegistry(told.registry)
  await using stage = await stageProject(told, registry.origin)
  const place = { cwd: stage.project, home: stage.home, registry: registry.origin, trust: registry.trust }
  const run = await runCordon(['scan', '--all', '--format', 'json', '--now', '2026-06-15T12:00:00Z'], place)
  const { packages } = JSON.parse(run.stdout)
  expect(packages).toMatchObject([{ name: 'tiny', verdict: 'passed', baseline: { version: '1.0.1' } }])
  const tarballs = registry.requests.filter(({ kind }) => kind === 'tarball').map(({ path }) => path)
  expect(wanted.filter((version) => tarballs.some((path) => path.includes(version)))).toEqual(wanted)
  expect(tarballs).toHaveLength(wanted.length)
})

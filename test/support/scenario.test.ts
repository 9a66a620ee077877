import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { findRelease } from '../../src/replay/published.ts'
import { stageProject } from '../../src/replay/stage.ts'
import { scenarioOf } from './scenario.ts'

const head = 'about: a test\nnow: 2026-03-01T00:00:00Z\n'

describe('a scenario file', () => {
  test('is refused for an unknown key, wherever it stands, with all mistakes at once', () => {
    const written = `${head}registri: {}\nregistry: { packages: { a: { versions: { 1.0.0: { publish: now } } } } }\n`
    expect(() => scenarioOf(written)).toThrow(/registri[\s\S]*publish/)
  })

  test.each([
    ['a local time', `${head}registry: { packages: { a: { versions: { 1.0.0: { published: 2026-03-01 10:00 } } } } }`],
    ['a fault of no kind', `${head}registry: { faults: [{ path: /a }] }`],
    ['a fault of two kinds', `${head}registry: { faults: [{ path: /a, hang: true, status: 500 }] }`],
    ['a verdict that does not exist', `${head}runs: [{ args: [scan], expect: { exitCode: 0, verdicts: { a: ok } } }]`],
    ['no clock', 'about: a test\n'],
    ['no such ancestor', `${head}${onePackage('{ published: 2026-01-01T00:00:00Z, extends: 9.9.9 }')}`],
    ['an ancestor in a circle', `${head}${onePackage('{ published: 2026-01-01T00:00:00Z, extends: 1.0.0 }')}`],
  ])('is refused with %s', (_, written) => {
    expect(() => scenarioOf(written)).toThrow()
  })

  test('inherits files and package.json members, and takes them away with null', () => {
    const { registry } = scenarioOf(`${head}
registry:
  packages:
    tiny:
      publisher: { name: ada, email: ada@example.test }
      gitHead: true
      versions:
        1.0.0:
          published: 2025-01-01T00:00:00Z
          files: { package.json: { main: a.js, scripts: { prepare: husky, test: t } }, a.js: a, b.js: b }
        1.0.1:
          published: 2025-02-01T00:00:00Z
          extends: 1.0.0
          gitHead: false
          files: { package.json: { scripts: { prepare: null }, dependencies: { x: ^1.0.0 } }, b.js: null, c.js: c }
`)
    const release = findRelease(registry.packages, 'tiny@1.0.1')
    expect(release.files).toEqual({
      'package.json': {
        name: 'tiny',
        version: '1.0.1',
        main: 'a.js',
        scripts: { test: 't' },
        dependencies: { x: '^1.0.0' },
      },
      'a.js': 'a',
      'c.js': 'c',
    })
    expect(release).toMatchObject({ publisher: { name: 'ada' }, gitHead: '', hasInstallScript: false })
    expect(findRelease(registry.packages, 'tiny@1.0.0').gitHead).toMatch(/^[0-9a-f]{40}$/)
  })
})

describe('a staged project', () => {
  const scenario = scenarioOf(`${head}
registry:
  packages:
    tiny: { versions: { 1.0.0: { published: 2025-01-01T00:00:00Z, files: { package.json: { bin: x.js, scripts: { install: x } } } } } }
    '@scope/two': { versions: { 2.0.0: { published: 2025-01-01T00:00:00Z, files: { package.json: { dependencies: { tiny: 1 } } } } } }
project:
  package.json: { name: app, version: 1.0.0, dependencies: { '@scope/two': ^2.0.0 } }
  run.sh: |
    #!/bin/sh
    touch "{{marker}}/run"
  note.txt: '{{project}} {{registry}} {{integrity:tiny@1.0.0}}'
  ../beside/x.txt: beside
lock:
  resolved: true
  tree:
    node_modules/tiny: tiny@1.0.0
    node_modules/@scope/two: '@scope/two@2.0.0'
    node_modules/other: { package: tiny@1.0.0, set: { dev: true } }
    local: { set: { name: local } }
`)

  test('holds the files, the lockfile npm would write, and no home of ours', async () => {
    await using stage = await stageProject(scenario, 'http://127.0.0.1:1')
    const { integrity } = findRelease(scenario.registry.packages, 'tiny@1.0.0').tarball
    expect(await readFile(join(stage.project, 'note.txt'), 'utf8')).toBe(
      `${stage.project} http://127.0.0.1:1 ${integrity}`,
    )
    const lock: unknown = JSON.parse(await readFile(join(stage.project, 'package-lock.json'), 'utf8'))
    const tiny = {
      version: '1.0.0',
      resolved: 'http://127.0.0.1:1/tiny/-/tiny-1.0.0.tgz',
      integrity,
      hasInstallScript: true,
      bin: { tiny: 'x.js' },
    }
    expect(lock).toMatchObject({
      lockfileVersion: 3,
      packages: {
        '': { name: 'app', version: '1.0.0', dependencies: { '@scope/two': '^2.0.0' } },
        local: { name: 'local' },
        'node_modules/@scope/two': { version: '2.0.0', dependencies: { tiny: 1 } },
        'node_modules/other': { name: 'tiny', dev: true, ...tiny },
        'node_modules/tiny': tiny,
      },
    })
    expect(await stage.planted()).toEqual([])
    expect(stage.home.startsWith(stage.project)).toBe(false)
  })

  test('refuses an unknown placeholder and a path that leaves its folder', async () => {
    const lost = scenarioOf(`${head}project: { a: '{{where}}' }\n`)
    await expect(stageProject(lost, 'http://127.0.0.1:1')).rejects.toThrow('{{where}}')
    const away = scenarioOf(`${head}project: { ../../a: a }\n`)
    await expect(stageProject(away, 'http://127.0.0.1:1')).rejects.toThrow('leaves')
  })
})

function onePackage(version: string): string {
  return `registry: { packages: { a: { versions: { 1.0.0: ${version} } } } }`
}

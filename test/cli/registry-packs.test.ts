// Rule packs out of a registry: fetched as data, and who built them is checked with what a scan checks releases with.
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type LoadedPacks, loadAllPacks, onlyNamed } from '../../src/cli/packs.ts'
import { openVerifier } from '../../src/cli/trust.ts'
import type { PackUse } from '../../src/domain/policy.ts'
import { Problem } from '../../src/domain/problem.ts'
import { newPackText, newRuleText } from '../../src/rules/new-rule.ts'
import type { Verifier } from '../../src/scan/verifier.ts'
import { createRegistry, registryLimits } from '../../src/sources/registry.ts'
import { openTrustSeen } from '../../src/sources/trust-seen.ts'
import { runInProcess } from '../support/cli-in-process.ts'
import { type FixtureRegistry, startRegistry } from '../support/registry.ts'
import { scenarioOf } from '../support/scenario.ts'

const indented = (text: string) => text.replaceAll('\n', '\n                ')
const source = 'https://github.com/fixture/acme-rules'

const scenario = scenarioOf(`
about: a security team publishes its rules
now: 2026-06-15T12:00:00Z
registry:
  packages:
    "@acme/rules":
      publisher: { name: GitHub Actions, email: ci@example.test, trustedPublisher: { id: github } }
      provenance: true
      gitHead: true
      versions:
        1.0.0:
          published: 2026-04-01T10:00:00Z
          files:
            package.json: { scripts: { postinstall: "node planted.js" }, main: planted.js }
            planted.js: require('fs').writeFileSync('planted', '')
            pack.yml: |
                ${indented(newPackText('acme', '0.1.0').replace('0.1.0', '1.0.0'))}
            one-rule.yml: |
                ${indented(newRuleText({ id: 'one-rule', schema: '' }))}
        1.1.0: { published: 2026-05-01T10:00:00Z, extends: 1.0.0, evidence: tampered }
        1.2.0: { published: 2026-05-01T10:00:00Z, extends: 1.0.0, provenance: false }
        1.3.0:
          published: 2026-05-02T10:00:00Z
          extends: 1.0.0
          files: { pack.yml: "name: [acme" }
`)

let folder = ''
let registry: FixtureRegistry
let verifier: Verifier
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'cordon-packs-'))
  registry = await startRegistry(scenario.registry)
  const [, trustedRoot = '', , registryKeys = ''] = registry.trust
  verifier = await openVerifier(
    { trustedRoot, registryKeys },
    folder,
    false,
    Date.parse(scenario.now),
    'nothing was judged',
  )
})
afterAll(async () => {
  await verifier.close()
  await registry.close()
  rmSync(folder, { recursive: true, force: true })
})

function load(from: string, more: Partial<PackUse> = {}): Promise<LoadedPacks> {
  const base = `${registry.origin}/`
  const settings = {
    cacheDir: folder,
    registryFor: () => base,
    fetchedFrom: (resolved: string) => resolved,
    offline: false,
    fetchOptions: { cache: join(folder, '_cacache'), registry: base },
    treeOptions: {},
    notices: [],
  }
  const use: PackUse = { from, version: '', digest: '', source: '', stages: [], line: 0, ...more }
  return loadAllPacks({
    ...onlyNamed([], folder, 'nothing was judged'),
    uses: [use],
    network: async () => ({
      tool: { name: 'cordon', version: '0.1.0' },
      registry: createRegistry(settings, { ...registryLimits, retries: 0 }),
      registryFor: settings.registryFor,
      verifier,
      seen: openTrustSeen(folder),
      visibleUntil: Number.POSITIVE_INFINITY,
    }),
  })
}

async function codes(from: string, more: Partial<PackUse> = {}): Promise<string[]> {
  const problem: unknown = await load(from, more).catch((error: unknown) => error)
  if (!(problem instanceof Problem)) throw problem instanceof Error ? problem : new Error('there was no mistake')
  return problem.mistakes.map(({ code }) => code)
}

describe('a pack of a registry', () => {
  test('is read as data, and who built it is told', async () => {
    const { loaded, notices } = await load('npm:@acme/rules@1.0.0')
    expect(loaded.map(({ pack }) => [pack.pack, pack.version, pack.rules.length])).toEqual([['acme', '1.0.0', 1]])
    expect(notices.map(({ code }) => code)).toEqual(['pack-proven'])
    expect(notices[0]?.detail).toContain(source)
    expect(
      [join(folder, 'planted'), 'planted', 'node_modules'].filter((path) => existsSync(join(folder, path))),
    ).toEqual([])
  })

  test('passes where the policy says who must have built it', async () => {
    const { loaded } = await load('npm:@acme/rules', { version: '1.0.0', source })
    expect(loaded).toHaveLength(1)
  })

  test('without provenance is told to be unproven', async () => {
    const { notices } = await load('npm:@acme/rules@1.2.0')
    expect(notices.map(({ code }) => code)).toEqual(['pack-unproven'])
  })

  test.each<[string, string, Partial<PackUse>, string]>([
    ['another builder', 'npm:@acme/rules@1.0.0', { source: 'https://github.com/eve/tiny' }, 'pack-other-source'],
    ['a longer name of the builder', 'npm:@acme/rules@1.0.0', { source: `${source}2` }, 'pack-other-source'],
    ['no builder where one is demanded', 'npm:@acme/rules@1.2.0', { source }, 'pack-not-proven'],
    ['forged evidence, demanded or not', 'npm:@acme/rules@1.1.0', {}, 'pack-forged'],
    ['no such version', 'npm:@acme/rules@9.0.0', {}, 'pack-unavailable'],
    ['no such package', 'npm:@acme/none@1.0.0', {}, 'pack-unavailable'],
    ['a name that would reach elsewhere', 'npm:../-/whoami@1.0.0', {}, 'pack-unavailable'],
    ['other bytes than the pin', 'npm:@acme/rules@1.0.0', { digest: '0'.repeat(64) }, 'pack-changed'],
    ['another version inside', 'npm:@acme/rules@1.2.0', { version: '1.2.0' }, 'pack-version'],
    ['broken YAML', 'npm:@acme/rules@1.3.0', {}, 'yaml-syntax'],
  ])('is refused for %s', async (_, from, more, code) => {
    expect(await codes(from, more)).toEqual([code])
  })

  test('is linted through the command line, which prints the digest to pin', async () => {
    const place = { cwd: folder, home: folder, registry: registry.origin }
    const run = await runInProcess(['rules', 'lint', 'npm:@acme/rules@1.0.0', ...registry.trust], place)
    expect([run.exitCode, run.stderr]).toEqual([0, ''])
    const { loaded } = await load('npm:@acme/rules@1.0.0')
    expect(run.stdout).toContain(`digest: sha256-${loaded[0]?.pack.digest}`)
    expect(run.stdout).toContain(source)
  })
})

// `cordon explain` through the command line, on the axios incident. Facts and rules grow: what is pinned here is
// what an explanation says, not every line of it.
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { describe, expect, test } from 'vitest'
import { main } from '../../src/cli/main.ts'
import type { Explanation } from '../../src/domain/explanation.ts'
import { stageProject } from '../../src/replay/stage.ts'
import type { CliRun } from '../support/cli.ts'
import { runInProcess } from '../support/cli-in-process.ts'
import { startRegistry } from '../support/registry.ts'
import { loadScenario } from '../support/scenario.ts'
import { fakeIo } from './fake-io.ts'

const read = (path: string) => JSON.parse(readFileSync(new URL(`../../schemas/${path}`, import.meta.url), 'utf8'))
const matches = new Ajv2020({ strict: true, strictRequired: true, allErrors: true })
  .addSchema(read('report-1.schema.json'))
  .compile(read('explanation-1.schema.json'))

/** Runs each command line on the project of a scenario. */
async function explain(scenario: string, ...calls: readonly string[][]): Promise<CliRun[]> {
  const loaded = loadScenario(fileURLToPath(new URL(`../scenarios/${scenario}.yml`, import.meta.url)))
  await using registry = await startRegistry(loaded.registry)
  await using stage = await stageProject(loaded, registry.origin)
  const place = { cwd: stage.project, home: stage.home, registry: registry.origin, trust: registry.trust }
  const runs: CliRun[] = []
  for (const args of calls) runs.push(await runInProcess([...args, '--now', loaded.now], place))
  expect(await stage.planted()).toEqual([])
  return runs
}

function explanationIn(run: CliRun | undefined): Explanation {
  const explanation: Explanation = JSON.parse(run?.stdout ?? '')
  matches(explanation)
  expect(matches.errors ?? []).toEqual([])
  return explanation
}

describe('a blocked release', () => {
  test('says verdict, baseline, facts, and what each rule saw', async () => {
    const [text, json, scan] = await explain(
      'axios-2026-03/bad-1.14.1',
      ['explain', 'axios@1.14.1'],
      ['explain', 'axios@1.14.1', '--format', 'json'],
      ['scan', '--format', 'json'],
    )
    expect([text?.exitCode, text?.stderr, json?.exitCode]).toEqual([0, '', 0])
    const [release] = explanationIn(json).releases
    const [road] = release?.roads ?? []
    expect(release?.judged.verdict).toBe('blocked')
    expect(road?.baseline).toEqual({ status: 'history', version: '1.14.0' })

    // The same rules as in the scan, no more and no fewer.
    const report = JSON.parse(scan?.stdout ?? '')
    const found = report.packages.find((one: { name: string }) => one.name === 'axios').findings
    const fired = (road?.rules ?? []).filter((one) => one.result === 'fired').map((one) => one.rule)
    expect(fired.toSorted()).toEqual(found.map((one: { rule: string }) => one.rule).toSorted())
    expect(fired.length).toBeGreaterThan(2)

    const phantom = road?.rules.find((one) => one.rule === 'phantom-dependency')
    const list = phantom?.trace.parts.flatMap((part) => part.lists)[0]
    expect(list?.nearest[0]).toMatchObject({ fact: 'dependency plain-crypto-js added', result: 'true' })
    expect(road?.change.dependencies.map((one) => one.name)).toContain('plain-crypto-js')

    const lines = text?.stdout.split('\n') ?? []
    expect(lines[0]).toBe('axios@1.14.1 is blocked')
    expect(lines).toEqual(expect.arrayContaining(['Baseline', 'Facts', 'Rules']))
    expect(text?.stdout).toContain('1.14.0, from the registry')
    expect(text?.stdout).toMatch(/phantom-dependency \(block\): fired/)
  })
})

describe('a quiet rule', () => {
  test('says which part made it quiet, and only with --all the parts that held', async () => {
    const [some, all] = await explain(
      'axios-2026-03/good-1.14.0',
      ['explain', 'axios@1.14.0'],
      ['explain', 'axios@1.14.0', '--all'],
    )
    const section = (run: CliRun | undefined) =>
      run?.stdout.split('  phantom-dependency (block): quiet')[1]?.split('\n  ')[0]
    expect(some?.stdout).toContain('phantom-dependency (block): quiet')
    expect(section(some)).not.toContain('yes  change.baseline.status')
    expect(all?.stdout).toContain('yes  change.baseline.status != "none"')
  })
})

describe('what was passed over as a baseline', () => {
  test('is named with its reason', async () => {
    const [run] = await explain('axios-2026-03/bad-1.14.1', ['explain', 'plain-crypto-js@4.2.1', '--format', 'json'])
    const [road] = explanationIn(run).releases[0]?.roads ?? []
    expect(road?.baseline.status).toBe('none')
    expect(road?.passedOver).toEqual([{ version: '4.2.0', why: 'too-close' }])
  })
})

describe('a rule', () => {
  test('is shown as its page', async () => {
    const { io, out } = fakeIo()
    expect(await main(['explain', 'phantom-dependency'], io)).toBe(0)
    const other = fakeIo()
    await main(['rules', 'show', 'phantom-dependency'], other.io)
    expect(out()).toBe(other.out())
  })
})

describe('wrong usage is exit 2, and nothing was explained', () => {
  const locked = 'axios-2026-03/good-1.14.0'
  test('for what the lockfile does not have', async () => {
    const [version, name] = await explain(locked, ['explain', 'axios@1.99.0'], ['explain', 'axois@1.14.0'])
    expect([version?.exitCode, version?.stdout]).toEqual([2, ''])
    expect(version?.stderr).toMatch(/^error not-in-lockfile: /)
    expect(version?.stderr).toContain('axios@1.14.0')
    expect(name?.stderr).toContain('Did you mean "axios"?')
    expect(name?.stderr.trimEnd().split('\n').at(-1)).toBe('nothing was explained')
  })
  test.each<[string[], string, string]>([
    [[], 'no-target', 'name@version'],
    [['phantom-dependancy'], 'unknown-name', 'Did you mean "phantom-dependency"?'],
    [['@scope/name'], 'unknown-name', '@scope/name@1.2.3'],
    [['phantom-dependency', '--format', 'json'], 'rule-page-is-text', '--format'],
    [['a@1', 'b@1'], 'too-many-operands', 'cordon explain'],
    [['phantom-dependency', '--on'], 'no-releases', '--on <before> <after>'],
    [['phantom-dependency', '--on', 'a@1.0.0'], 'no-releases', '--on <before> <after>'],
    [['phantom-dependancy', '--on', 'a@1.0.0', 'a@1.0.1'], 'unknown-name', 'Did you mean "phantom-dependency"?'],
    [['phantom-dependency', '--on', 'a@1.0.0', 'nothing'], 'after-is-nothing', 'nothing'],
    [['phantom-dependency', '--on', 'a', './missing.tgz'], 'bad-release', 'name@1.0.0'],
    [['phantom-dependency', '--on', 'a@1.0.0', 'b@1.0.0', 'c@1.0.0'], 'too-many-operands', 'cordon explain'],
    [['a@1', '--fail-on', 'block'], 'foreign-flag', 'cordon explain --help'],
  ])('%j', async (args, code, help) => {
    const { io, out, err } = fakeIo()
    expect([await main(['explain', ...args], io), out()]).toEqual([2, ''])
    expect(err()).toMatch(new RegExp(`^error ${code}: `))
    expect(err()).toContain(help)
  })
})

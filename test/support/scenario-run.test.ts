import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { CliPlace, CliRun } from './cli.ts'
import { scenarioOf } from './scenario.ts'
import { runScenario } from './scenario-run.ts'

const scenario = scenarioOf(`
about: a test of the runner
now: 2026-03-01T00:00:00Z
registry: { packages: { tiny: { versions: { 1.0.0: { published: 2025-01-01T00:00:00Z } } } } }
runs:
  - args: [scan]
    expect:
      exitCode: 1
      verdicts: { tiny: blocked }
      reasons: { tiny: too-young }
      rulesAtLeast: 2
      rules: [one]
      notRules: [three]
      containing: [tiny]
      notContaining: [lost]
      requests: { packument: 1, tarball: 0 }
`)

type Said = { exitCode?: number; text?: string; verdict?: string; reasons?: string[]; rules?: string[]; ask?: string[] }

/** A command line that says what a test wants, after asking the registry for some paths. */
function saying(said: Said) {
  return async (args: readonly string[], place: CliPlace): Promise<CliRun> => {
    for (const path of said.ask ?? ['/tiny']) await fetch(`${place.registry}${path}`)
    const { exitCode = 1, verdict = 'blocked', reasons = ['too-young'], rules = ['one', 'two'] } = said
    const findings = rules.map((rule) => ({ rule }))
    const judged = { name: 'tiny', version: '1.0.0', verdict, reasons: reasons.map((code) => ({ code })), findings }
    const report = { schemaVersion: 1, summary: { exitCode }, packages: [judged] }
    await writeFile(args[args.indexOf('--report') + 1] ?? '', JSON.stringify(report))
    return { args, stdout: `${said.text ?? 'tiny'}\n`, stderr: '', exitCode }
  }
}

describe('a run', () => {
  test('that is as expected differs in nothing, and reads like a terminal', async () => {
    expect(await runScenario(scenario, saying({}))).toEqual({
      differences: [],
      transcript: '# a test of the runner\n\n$ cordon scan --now 2026-03-01T00:00:00Z\ntiny\n[exit 1]\n',
    })
  })

  test.each<[string, Said, RegExp]>([
    ['exit code', { exitCode: 0 }, /exit code: expected 1, saw 0/],
    ['verdict', { verdict: 'passed' }, /verdict of tiny: expected blocked, saw passed/],
    ['reason', { reasons: [] }, /reason of tiny: expected too-young, saw none/],
    ['number of rules', { rules: ['one', 'one'] }, /only 1 rules found something/],
    ['missing rule', { rules: ['two', 'four'] }, /rule one found nothing/],
    ['unwanted rule', { rules: ['one', 'three'] }, /rule three found something/],
    ['missing words', { text: 'nothing' }, /does not contain "tiny"/],
    ['unwanted words', { text: 'tiny lost' }, /contains "lost"/],
    ['requests', { ask: ['/tiny', '/tiny'] }, /packument requests: expected 1, saw 2/],
  ])('with another %s is found out', async (_, said, expected) => {
    const { differences } = await runScenario(scenario, saying(said))
    expect(differences.join('\n')).toMatch(expected)
  })

  test('that gives no JSON report is found out', async () => {
    const silent = async (args: readonly string[]) => ({ args, stdout: '{}', stderr: '', exitCode: 1 })
    expect((await runScenario(scenario, silent)).differences.join('\n')).toMatch(/gives no report/)
  })

  test('that asks for what the scenario does not foresee fails', async () => {
    await expect(runScenario(scenario, saying({ ask: ['/tiny', '/stranger'] }))).rejects.toThrow('GET /stranger')
  })

  test('in which something leaves a marker is found out', async () => {
    const careless = async (args: readonly string[], place: CliPlace) => {
      await writeFile(join(place.cwd, '../marker/ran'), '')
      return saying({})(args, place)
    }
    expect((await runScenario(scenario, careless)).differences).toEqual(['something ran and left ran'])
  })
})

// Runs one scenario through the real command line and compares what happened with what it expects. It reads cordon's
// JSON report as any other program would, and knows nothing of its insides.
import { existsSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { type Stage, stageProject } from '../../src/replay/stage.ts'
import { type CliRun, runCordon, transcript } from './cli.ts'
import { type FixtureRegistry, startRegistry } from './registry.ts'
import { type Judged, readReport } from './report-json.ts'
import type { Scenario } from './scenario.ts'
import type { Expectation, WrittenRun } from './scenario-file.ts'

export type ScenarioOutcome = {
  /** Every run as text, one after the other. */
  transcript: string
  /** What is not as the scenario says: one line each, empty when all is well. */
  differences: readonly string[]
}

type Surroundings = { registry: FixtureRegistry; stage: Stage; command: typeof runCordon }

/** `command` stands for the real command line where this file itself is tested. */
export async function runScenario(scenario: Scenario, command = runCordon): Promise<ScenarioOutcome> {
  if (scenario.runs.length === 0) throw new Error(`${scenario.file}: runs nothing`)
  await using registry = await startRegistry(scenario.registry)
  await using stage = await stageProject(scenario, registry.origin)
  const transcripts: string[] = []
  const differences: string[] = []
  for (const [index, run] of scenario.runs.entries()) {
    const step = await runStep(scenario, run, { registry, stage, command })
    transcripts.push(step.transcript)
    differences.push(...step.differences.map((one) => `run ${index + 1}: ${one}`))
  }
  const planted = await stage.planted()
  registry.assertNoUnmatched()
  return {
    transcript: `# ${scenario.about.trim()}\n\n${transcripts.join('\n')}`,
    differences: [...differences, ...planted.map((name) => `something ran and left ${name}`)],
  }
}

/** The text, which is what a person sees, and the JSON report of the same run, which must say the same. */
async function runStep(
  scenario: Scenario,
  run: WrittenRun,
  { registry, stage, command }: Surroundings,
): Promise<ScenarioOutcome> {
  const place = {
    cwd: stage.project,
    home: stage.home,
    registry: registry.origin,
    trust: registry.trust,
    env: run.env ?? {},
  }
  const args = run.args.includes('--now') ? run.args : [...run.args, '--now', scenario.now]
  registry.forget()
  const file = join(stage.home, 'report.json')
  const text = await command(run.textOnly === true ? args : [...args, '--report', file], place)
  const differences = [...textDifferences(run.expect, text), ...requestDifferences(run.expect, registry)]
  if (run.textOnly !== true) differences.push(...jsonDifferences(run.expect, file))
  return { transcript: transcript({ ...text, args }, place), differences }
}

function textDifferences(expected: Expectation, run: CliRun): string[] {
  const seen = `${run.stdout}\n${run.stderr}`
  const missing = (expected.containing ?? []).filter((words) => !seen.includes(words))
  const unwanted = (expected.notContaining ?? []).filter((words) => seen.includes(words))
  return [
    ...difference('exit code', expected.exitCode, run.exitCode),
    ...missing.map((words) => `the output does not contain "${words}"`),
    ...unwanted.map((words) => `the output contains "${words}"`),
  ]
}

function requestDifferences(expected: Expectation, registry: FixtureRegistry): string[] {
  const { packument, tarball, evidence } = expected.requests ?? {}
  return [
    ...(packument === undefined ? [] : difference('packument requests', packument, registry.count('packument'))),
    ...(tarball === undefined ? [] : difference('tarball requests', tarball, registry.count('tarball'))),
    ...(evidence === undefined ? [] : difference('evidence requests', evidence, registry.count('evidence'))),
  ]
}

function jsonDifferences(expected: Expectation, file: string): string[] {
  const text = existsSync(file) ? readFileSync(file, 'utf8') : ''
  rmSync(file, { force: true })
  const report = readReport(text)
  if (report === undefined) return [`--report gives no report:\n${text}`]
  return [
    ...difference('exit code in the report', expected.exitCode, report.exitCode),
    ...verdictDifferences(expected, report.packages),
    ...ruleDifferences(expected, report.packages),
  ]
}

function verdictDifferences(expected: Expectation, packages: readonly Judged[]): string[] {
  const named = (key: string) => packages.filter((one) => key === one.name || key === `${one.name}@${one.version}`)
  const verdicts = Object.entries(expected.verdicts ?? {}).flatMap(([key, verdict]) =>
    difference(`verdict of ${key}`, verdict, unique(named(key).map((one) => one.verdict)).join(' and ')),
  )
  const reasons = Object.entries(expected.reasons ?? {}).flatMap(([key, reason]) =>
    difference(`reason of ${key}`, reason, unique(named(key).flatMap((one) => one.reasons)).join(' and ')),
  )
  return [...verdicts, ...reasons]
}

function ruleDifferences(expected: Expectation, packages: readonly Judged[]): string[] {
  const rules = unique(packages.flatMap((one) => one.rules))
  const few = expected.rulesAtLeast !== undefined && rules.length < expected.rulesAtLeast
  return [
    ...(few ? [`only ${rules.length} rules found something: ${rules.join(', ')}`] : []),
    ...(expected.rules ?? []).filter((rule) => !rules.includes(rule)).map((rule) => `rule ${rule} found nothing`),
    ...(expected.notRules ?? []).filter((rule) => rules.includes(rule)).map((rule) => `rule ${rule} found something`),
  ]
}

function difference(what: string, expected: string | number, seen: string | number): string[] {
  return expected === seen ? [] : [`${what}: expected ${expected}, saw ${seen === '' ? 'none' : seen}`]
}

function unique(values: readonly string[]): string[] {
  return [...new Set(values)]
}

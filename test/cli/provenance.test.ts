// `cordon provenance` through the command line, against a registry whose releases a local sigstore signed.
import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { describe, expect, test } from 'vitest'
import type { ProvenanceReport } from '../../src/domain/provenance-report.ts'
import { stageProject } from '../../src/replay/stage.ts'
import { type CliPlace, type CliRun, transcript } from '../support/cli.ts'
import { runInProcess } from '../support/cli-in-process.ts'
import { startRegistry } from '../support/registry.ts'
import { loadScenario } from '../support/scenario.ts'

const schema = JSON.parse(readFileSync(new URL('../../schemas/provenance-1.schema.json', import.meta.url), 'utf8'))
const matches = new Ajv2020({ strict: true, allErrors: true }).compile(schema)

type Seen = { runs: CliRun[]; place: CliPlace }

/** Runs each command line against the registry of a scenario. */
async function seen(scenario: string, ...calls: readonly string[][]): Promise<Seen> {
  const loaded = loadScenario(fileURLToPath(new URL(`../scenarios/${scenario}.yml`, import.meta.url)))
  await using registry = await startRegistry(loaded.registry)
  await using stage = await stageProject(loaded, registry.origin)
  const place = { cwd: stage.project, home: stage.home, registry: registry.origin, trust: registry.trust }
  writeFileSync(join(stage.project, 'broken.json'), '{ "mediaType": "x" ')
  const runs: CliRun[] = []
  for (const args of calls) runs.push(await runInProcess([...args, '--now', loaded.now], place))
  return { runs, place }
}

function reportIn(run: CliRun | undefined): ProvenanceReport {
  const report: ProvenanceReport = JSON.parse(run?.stdout ?? '')
  matches(report)
  expect(matches.errors ?? []).toEqual([])
  return report
}

test('a registry that stops showing trust data is no mirror', async () => {
  const loaded = loadScenario(fileURLToPath(new URL('../scenarios/provenance/good.yml', import.meta.url)))
  await using registry = await startRegistry(loaded.registry)
  await using stage = await stageProject(loaded, registry.origin)
  const place = { cwd: stage.project, home: stage.home, registry: registry.origin, trust: registry.trust }
  const scan = () => runInProcess(['scan', '--format', 'json', '--all', '--now', loaded.now], place)
  const verdictIn = ({ stdout }: CliRun) => {
    const [{ verdict, findings }] = JSON.parse(stdout).packages
    return [verdict, ...findings.map(({ rule }: { rule: string }) => rule)]
  }
  expect(verdictIn(await scan())).toEqual(['passed'])
  loaded.registry.trust = 'stripped'
  rmSync(join(stage.home, '.npm', '_cacache'), { recursive: true })
  expect(verdictIn(await scan())).toEqual(['review', 'trust-data-vanished'])
})

describe('cordon provenance', () => {
  test('says who built it, and how the releases before were built', async () => {
    const calls = [
      ['provenance', 'tiny@1.2.0'],
      ['provenance', 'tiny@1.2.0', '--format', 'json'],
    ]
    const { runs, place } = await seen('provenance/good', ...calls)
    expect(runs.map((run) => run.exitCode)).toEqual([0, 0])
    const report = reportIn(runs[1])
    expect(report).toMatchObject({
      status: 'verified',
      level: 'trustedPublisher',
      registrySignature: { state: 'verified' },
      identity: { repository: 'https://github.com/ada/tiny', trigger: 'push', runner: 'github-hosted' },
      signedAt: '2026-04-01T10:00:00.000Z',
      continuity: { history: 2, repository: 'same', owner: 'same', process: 'same', declared: 'agrees' },
      history: [
        { version: '1.0.0', status: 'verified' },
        { version: '1.1.0', status: 'verified' },
      ],
    })
    const [text] = runs
    if (text !== undefined) {
      await expect(transcript(text, place)).toMatchFileSnapshot('transcripts/provenance-good.txt')
    }
  })

  test.each([
    ['provenance/tampered', 1, 'invalid'],
    ['provenance/other-version', 1, 'mismatch'],
    ['provenance/personal', 1, 'identity-violation'],
    ['provenance/empty-list', 1, 'incomplete'],
    ['provenance/not-found', 3, 'advertised-unavailable'],
    ['provenance/mirror-after-all', 3, 'unavailable'],
  ])('%s: exit %i, %s', async (scenario, exitCode, status) => {
    const { runs } = await seen(scenario, ['provenance', 'tiny@1.2.0', '--format', 'json'])
    expect(runs.map((run) => run.exitCode)).toEqual([exitCode])
    expect(reportIn(runs[0]).status).toBe(status)
  })

  test('refuses what is no trust data, and what it cannot look at', async () => {
    const { runs } = await seen(
      'provenance/good',
      ['provenance', 'tiny@1.2.0', '--trusted-root', 'broken.json'],
      ['provenance', 'tiny@1.2.0', '--registry-keys', 'package.json'],
      ['provenance', 'tiny@1.2.0', '--registry-keys', 'nowhere.json'],
      ['scan', '--trusted-root', 'package.json'],
      ['provenance', 'tiny@9.9.9'],
      ['provenance', 'tiny'],
    )
    expect(runs.map((run) => run.exitCode)).toEqual([2, 2, 2, 2, 2, 2])
    const codes = runs.map((run) => /error ([a-z-]+):/.exec(run.stderr)?.[1])
    expect(codes).toEqual([...Array(4).fill('bad-trust-file'), 'version-not-found', 'no-target'])
  })
})

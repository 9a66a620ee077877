// A tree in which all is trusted, scanned again: nothing is asked and nothing judged as long as nothing has changed.
import { appendFileSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { main } from '../../src/cli/main.ts'
import { type Stage, stageProject } from '../../src/replay/stage.ts'
import { type FixtureRegistry, startRegistry } from '../support/registry.ts'
import { type Scenario, scenarioOf } from '../support/scenario.ts'
import { fakeIo } from './fake-io.ts'

const source = `
about: Two old packages.
now: 2026-06-15T12:00:00Z
registry:
  trust: stripped
  packages:
    old-friend: { versions: { 1.0.0: { published: 2020-01-01T10:00:00Z, files: { index.js: module.exports = 1 } } } }
    tidy-text: { versions: { 1.0.0: { published: 2021-01-01T10:00:00Z, files: { index.js: module.exports = 1 } } } }
project:
  package.json: { name: app, version: 1.0.0, dependencies: { old-friend: ^1.0.0, tidy-text: ^1.0.0 } }
lock:
  tree: { node_modules/old-friend: old-friend@1.0.0, node_modules/tidy-text: tidy-text@1.0.0 }
`

let scenario: Scenario
let registry: FixtureRegistry
let stage: Stage
let files: readonly (readonly [path: string, text: string])[] = []

beforeAll(async () => {
  scenario = scenarioOf(source)
  registry = await startRegistry(scenario.registry)
  stage = await stageProject(scenario, registry.origin)
  await cordon(['init'])
  files = ['package.json', 'package-lock.json', 'cordon.lock'].map((name) => [name, readFileSync(path(name), 'utf8')])
})
afterAll(async () => {
  await stage.remove()
  await registry.close()
})
beforeEach(async () => {
  for (const [name, text] of files) writeFileSync(path(name), text)
  for (const name of ['cordon.yml', '.npmrc', 'npm-shrinkwrap.json', 'bad.json']) rmSync(path(name), { force: true })
  await cordon(['scan'])
})

const path = (name: string) => join(stage.project, name)
const start = Date.parse('2026-06-15T12:00:00Z')

/** How many packuments were asked for; npm's cache is empty each time. */
async function cordon(args: readonly string[], at = start): Promise<{ code: number; out: string; asked: number }> {
  rmSync(join(stage.home, '.npm/_cacache'), { recursive: true, force: true })
  const env = {
    HOME: stage.home,
    PATH: process.env.PATH,
    npm_config_registry: `${registry.origin}/`,
    npm_config_cache: join(stage.home, '.npm'),
  }
  const { io, out } = fakeIo({ cwd: stage.project, env, now: () => at })
  registry.forget()
  const code = await main(args, io)
  return { code, out: out(), asked: registry.count('packument') }
}

test('asks nobody, and says the same', async () => {
  const fresh = await cordon(['scan', '--format', 'json', '--all'])
  const again = await cordon(['scan', '--format', 'json'], start + 299_000)
  expect([fresh.code, fresh.asked, again.code, again.asked]).toEqual([0, 2, 0, 0])
  const [one, other] = [fresh, again].map(({ out }) => JSON.parse(out))
  expect(other).toEqual({ ...one, packages: [], startedAt: '2026-06-15T12:04:59.000Z' })
})

const affected = [{ package: { ecosystem: 'npm', name: 'nobody' }, versions: ['1.0.0'] }]
const record = JSON.stringify({ id: 'MAL-2026-1', modified: '2026-06-01T00:00:00Z', summary: 'x', affected })

const changes: readonly [name: string, args: string[], at: number, change: () => void][] = [
  ['after five minutes', [], start + 300_000, () => {}],
  ['with a clock that went back', [], start - 1, () => {}],
  ['when the package.json has changed', [], start, () => appendFileSync(path('package.json'), ' ')],
  ['when the lockfile has changed', [], start, () => appendFileSync(path('package-lock.json'), ' ')],
  ['when cordon.lock has changed', [], start, () => appendFileSync(path('cordon.lock'), '\n')],
  ['when there is a policy', [], start, () => writeFileSync(path('cordon.yml'), 'failOn: review\n')],
  ['when npm is configured otherwise', [], start, () => writeFileSync(path('.npmrc'), 'fetch-timeout=1000\n')],
  ['with another minimum age', ['--min-age', '1h'], start, () => {}],
  ['with records of known-bad releases', ['--osv', 'bad.json'], start, () => writeFileSync(path('bad.json'), record)],
  ['in a replay', ['--now', '2026-06-15T12:00:00Z'], start, () => {}],
  ['for the list of all', ['--all'], start, () => {}],
]
for (const [name, args, at, change] of changes) {
  test(`asks again ${name}`, async () => {
    change()
    expect(await cordon(['scan', ...args], at)).toMatchObject({ code: 0, asked: 2 })
  })
}

test('records that were not touched are not read again', async () => {
  writeFileSync(path('bad.json'), record)
  const runs = []
  for (let round = 0; round < 2; round++) runs.push(await cordon(['scan', '--osv', 'bad.json']))
  writeFileSync(path('bad.json'), record.replace('nobody', 'old-friend'))
  runs.push(await cordon(['scan', '--osv', 'bad.json']))
  expect(runs.map(({ code, asked }) => [code, asked])).toEqual([
    [0, 2],
    [0, 0],
    [1, 2],
  ])
})

test('remembers no tree in which something is not trusted', async () => {
  const other = `sha512-${Buffer.alloc(64, 9).toString('base64')}`
  const without = readFileSync(path('cordon.lock'), 'utf8').replace(/(old-friend@1\.0\.0) \S+/, `$1 ${other}`)
  writeFileSync(path('cordon.lock'), without)
  const first = await cordon(['scan'])
  const second = await cordon(['scan'])
  expect([first.code, second.code, second.asked]).toEqual([1, 1, 2])
})

describe('a tree that changed while it was judged', () => {
  const later = start + 400_000
  const rows: readonly [name: string, file: string, command: string, policy: string][] = [
    ['its lockfile', 'package-lock.json', 'scan', ''],
    ['cordon.lock', 'cordon.lock', 'scan', ''],
    ['records of known-bad releases', 'bad.json', 'scan', 'knownBad: { from: [bad.json] }\n'],
    ['the policy', 'cordon.yml', 'scan', 'failOn: review\n'],
    ['its lockfile, under init', 'package-lock.json', 'init', ''],
  ]
  test.for(rows)('is not remembered: %s', async ([, file, command, policy]) => {
    writeFileSync(path('bad.json'), record)
    if (policy !== '') writeFileSync(path('cordon.yml'), policy)
    if (command === 'init') rmSync(path('cordon.lock'))
    const run = cordon([command], later)
    while (registry.count('packument') === 0) await new Promise((done) => setTimeout(done, 1))
    appendFileSync(path(file), '\n')
    expect((await run).code).toBe(0)
    expect(await cordon(['scan'], later)).toMatchObject({ code: 0, asked: 2 })
  })

  test('is remembered when nothing did', async () => {
    rmSync(path('cordon.lock'))
    await cordon(['init'], later)
    expect(await cordon(['scan'], later)).toMatchObject({ code: 0, asked: 0 })
  })
})

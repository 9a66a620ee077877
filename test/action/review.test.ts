// Ways around the gate that a second reader tried: each was open once. All in this process and without a registry, so that
// everything that is looked at stays unchecked: green means that nobody looked.
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { axiosPull, scenarios } from './projects.ts'
import type { Tree } from './repository.ts'
import { opened, type Stage, setStage, unasked } from './stage.ts'

let stage: Stage
beforeAll(async () => {
  stage = await setStage(scenarios.slice(0, 1))
})
afterEach(() => stage.assertForeseen())
afterAll(() => stage?.close())

const other: Tree = { 'README.md': 'A shop.' }

describe('a project that is replaced by a link', () => {
  test.for([
    ['what is installed', '', 'vendor/node_modules/a'],
    ['a folder outside of working-directory', 'apps', 'libs/a'],
  ] as const)('to %s has not gone away', async ([_name, folder, to]) => {
    const keep = axiosPull(stage, 'apps/b/').base
    const before = { ...axiosPull(stage, 'apps/a/').base, ...keep }
    const linked = { 'apps/a': { link: `../${to}` } }
    const inputs = { ...unasked.inputs, 'working-directory': folder || '.' }
    const bad = { ...linked, ...axiosPull(stage, `${to}/`).head, ...keep }
    const replaced = await opened(stage, before, bad, { ...unasked, inputs })
    expect(replaced.exitCode, replaced.stdout).toBe(3)
    expect(replaced.summary).toContain('apps/a')
    // The link stays as it is, and what it leads to changes.
    const good = { ...linked, ...axiosPull(stage, `${to}/`).base, ...keep }
    const changed = await opened(stage, good, bad, { ...unasked, inputs })
    expect(changed.exitCode, changed.stdout).toBe(3)
    const same = await opened(stage, good, { ...good, ...other }, { ...unasked, inputs })
    expect(same.exitCode, same.stdout).toBe(0)
  })
})

test('a workspace that asks for more than is locked is looked at', async () => {
  const root = stage.project({ name: 'shop', version: '1.0.0', workspaces: ['packages/*'] }, {})
  const lockfile: { packages: object } = JSON.parse(String(root['package-lock.json']))
  const web = { 'node_modules/web': { resolved: 'packages/web', link: true }, 'packages/web': { version: '1.0.0' } }
  const packages = { ...lockfile.packages, ...web }
  const locked = { ...root, 'package-lock.json': JSON.stringify({ ...lockfile, packages }) }
  const asking = (dependencies: object): Tree => ({
    ...locked,
    'packages/web/package.json': JSON.stringify({ name: 'web', version: '1.0.0', dependencies }),
  })
  const run = await opened(stage, asking({}), asking({ 'plain-crypto-js': '^4.2.1' }), unasked)
  expect(run.exitCode, run.stdout).toBe(2)
  expect(run.stdout).toContain('lockfile-out-of-date')
  expect((await opened(stage, asking({}), { ...asking({}), ...other }, unasked)).exitCode).toBe(0)
})

test('a working-directory without a lockfile is no open gate', async () => {
  const { base, head } = axiosPull(stage)
  const workspace = { 'packages/web/package.json': '{"name":"web","version":"1.0.0"}' }
  const inputs = { ...unasked.inputs, 'working-directory': 'packages/web' }
  const run = await opened(stage, { ...base, ...workspace }, { ...head, ...workspace }, { ...unasked, inputs })
  expect(run.exitCode, run.stdout).toBe(2)
  expect(run.stdout).toContain('no-lockfile')
  const yarn = { 'yarn.lock': '# yarn lockfile v1\n', ...other }
  expect((await opened(stage, other, yarn, unasked)).exitCode).toBe(2)
  expect((await opened(stage, other, { 'README.md': 'Shops.' }, unasked)).exitCode).toBe(0)
})

test('a folder that a pull request puts in the way of the SARIF file is said before anything is judged', async () => {
  const { base, head } = axiosPull(stage)
  const inputs = { ...unasked.inputs, 'sarif-file': 'cordon.sarif' }
  const run = await opened(stage, base, { ...head, 'cordon.sarif/x': '' }, { ...unasked, inputs })
  expect(run.outputs, run.stdout).toMatchObject({ result: 'error', 'exit-code': '2' })
  expect(run.stdout).toContain('output-is-folder')
})

describe('what a pull request changes of what decides', () => {
  test('is not crowded out by files that it brings, and shows in a log as what it is', async () => {
    const { base } = axiosPull(stage)
    const guard = '.github/actions/guard/action.yml'
    const junk = Object.fromEntries(
      Array.from({ length: 40 }, (_, at) => [`a${at}\u001b[2J\u202e/.npmrc`, 'git=./evil\n']),
    )
    const before = { ...base, 'cordon.yml': 'minAge: 72h\n', [guard]: 'runs: { steps: [{ uses: acme/cordon@1 }] }\n' }
    const head = { ...before, ...junk, 'cordon.yml': 'minAge: 1h\n', [guard]: 'runs: {}\n' }
    const run = await opened(stage, before, head, unasked)
    expect(run.exitCode, run.stdout).toBe(0)
    for (const words of ['minAge', guard]) expect(run.summary).toContain(words)
    const pulls = [...stage.github.state.pulls.values()]
    expect(pulls.at(-1)?.comments.at(0)?.body).toContain('minAge')
    expect(run.stdout).not.toMatch(/[\u001b\u202e]/)
  })
})

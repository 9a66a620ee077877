// What is compared with what: every event that GitHub starts a workflow for, repositories with several lockfiles, formats,
// shallow clones, and commits that cannot be had.
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import type { JsonObject } from '../../src/replay/package-tarball.ts'
import { dispatch, mergeGroup, pullRequest, push, schedule } from './events.ts'
import { axiosPull, honestPull, scenarios, youngPull } from './projects.ts'
import { git, type Tree } from './repository.ts'
import { laterMoment, opened, type Stage, setStage, unasked } from './stage.ts'

let stage: Stage
beforeAll(async () => {
  stage = await setStage(scenarios)
})
afterEach(() => stage.assertForeseen())
afterAll(() => stage?.close())

const later = { now: laterMoment }

describe('an event', () => {
  test('of the merge queue compares with what the group is merged into', async () => {
    const { base, head } = axiosPull(stage)
    const from = await stage.repository.commit('refs/heads/main', base)
    const to = await stage.repository.commit('refs/heads/queue', head, [from])
    const run = await stage.run(mergeGroup(from, to, 7), unasked)
    expect(run.outputs, run.stdout).toMatchObject({ result: 'incomplete', 'changed-packages': '2' })
  })

  test('of a push compares with what was there before, or for a new branch with the default branch', async () => {
    const { base, head } = axiosPull(stage)
    const from = await stage.repository.commit('refs/heads/main', base)
    const to = await stage.repository.commit('refs/heads/topic', head, [from])
    const run = await stage.run(push(from, to), unasked)
    expect(run.outputs, run.stdout).toMatchObject({ result: 'incomplete', 'changed-packages': '2' })
    const first = await stage.run(push('0'.repeat(40), to, 'refs/heads/topic'), unasked)
    expect(first.outputs, first.stdout).toMatchObject({ result: 'incomplete', 'changed-packages': '2' })
  })

  test('without a base judges everything', async () => {
    const { head } = axiosPull(stage)
    const sha = await stage.repository.commit('refs/heads/main', head)
    const timed = await stage.run(schedule(sha), unasked)
    expect(timed.outputs, timed.stdout).toMatchObject({ result: 'incomplete', 'changed-packages': '13' })
    const asked = await stage.run(dispatch(sha), unasked)
    expect(asked.outputs, asked.stdout).toMatchObject({ result: 'incomplete', 'changed-packages': '13' })
  })

  test('with base-ref compares with that', async () => {
    const { base, head } = axiosPull(stage)
    const from = await stage.repository.commit('refs/heads/release', base)
    const to = await stage.repository.commit('refs/heads/main', { ...head, 'main.txt': '' }, [from])
    const run = await stage.run(dispatch(to), { ...unasked, inputs: { ...unasked.inputs, 'base-ref': 'release' } })
    expect(run.outputs, run.stdout).toMatchObject({ result: 'incomplete', 'changed-packages': '2' })
  })
})

describe('a repository with three lockfiles', () => {
  const others = (of: Stage): Tree => ({ ...honestPull(of, 'apps/b/').base, ...youngPull(of, 'tools/').base })

  test('has those judged that change, and says for each where it is', async () => {
    const base = { ...others(stage), ...axiosPull(stage).base }
    const head = { ...base, ...axiosPull(stage).head, ...honestPull(stage, 'apps/b/').head }
    const pull = await stage.pull(base, head)
    const run = await stage.run(pullRequest(pull), later)
    expect(run.exitCode, run.stdout).toBe(1)
    expect(run.outputs).toMatchObject({ result: 'blocked', 'changed-packages': '4', blocked: '2' })
    expect(run.outputs.report?.split('\n')).toHaveLength(2)
    const files = new Set(run.annotations.map(({ file }) => file))
    expect([...files].sort()).toEqual(['package-lock.json', 'package.json'])
    expect(run.summary).not.toContain('tools/')
  })

  test('in folders has its annotations there, and can be narrowed to one', async () => {
    const base = { ...others(stage), ...axiosPull(stage, 'apps/a/').base }
    const head = { ...base, ...axiosPull(stage, 'apps/a/').head, ...honestPull(stage, 'apps/b/').head }
    const pull = await stage.pull(base, head)
    const run = await stage.run(pullRequest(pull), unasked)
    expect(run.annotations.some(({ file, level }) => file === 'apps/a/package-lock.json' && level === 'error')).toBe(
      true,
    )
    expect(run.summary).toContain('apps/a')
    const narrowed = await stage.run(pullRequest(pull), {
      ...unasked,
      inputs: { ...unasked.inputs, 'working-directory': 'apps/b' },
    })
    expect(narrowed.outputs, narrowed.stdout).toMatchObject({ result: 'incomplete', 'changed-packages': '2' })
    const named = { ...unasked.inputs, lockfile: 'apps/b/package-lock.json\ntools/package-lock.json' }
    const two = await stage.run(pullRequest(pull), { ...unasked, inputs: named })
    expect(two.outputs, two.stdout).toMatchObject({ result: 'incomplete', 'changed-packages': '2' })
  })
})

describe('a lockfile', () => {
  test('in a new format with the same tree has zero changes', async () => {
    const { base } = axiosPull(stage)
    const old = { ...base, 'package-lock.json': asVersion1(String(base['package-lock.json'])) }
    const run = await opened(stage, old, base)
    expect(run.exitCode, run.stdout).toBe(0)
    expect(run.outputs).toMatchObject({ result: 'passed', 'changed-packages': '0' })
    const back = await opened(stage, base, old, unasked)
    expect(back.outputs, back.stdout).toMatchObject({ result: 'passed', 'changed-packages': '0' })
  })

  test('that is new is judged as a whole, and one that only moved is not', async () => {
    const { base } = honestPull(stage)
    const run = await opened(stage, { 'README.md': '' }, base, unasked)
    expect(run.outputs, run.stdout).toMatchObject({ result: 'incomplete', 'changed-packages': '1' })
    const moved = await opened(stage, base, honestPull(stage, 'web/').base, unasked)
    expect(moved.outputs, moved.stdout).toMatchObject({ result: 'passed', 'changed-packages': '0' })
  })

  test('that goes away and leaves its package.json is not fine', async () => {
    const { base } = honestPull(stage)
    const run = await opened(stage, base, { 'package.json': base['package.json'] ?? '' }, unasked)
    expect(run.exitCode, run.stdout).toBe(3)
    expect(run.outputs).toMatchObject({ result: 'incomplete', incomplete: 'true' })
    const gone = await opened(stage, { ...base, 'a.txt': '' }, { 'a.txt': '' }, unasked)
    expect(gone.outputs, gone.stdout).toMatchObject({ result: 'passed' })
  })

  test('in conflict is an error that names the line', async () => {
    const { base, head } = honestPull(stage)
    const lock = String(head['package-lock.json'])
    const torn = `${lock.slice(0, 40)}\n<<<<<<< ours\n${lock.slice(40)}`
    const run = await opened(stage, base, { ...head, 'package-lock.json': torn }, unasked)
    expect(run.exitCode, run.stdout).toBe(2)
    expect(run.outputs).toMatchObject({ result: 'error', 'exit-code': '2' })
    expect(run.annotations.some(({ level }) => level === 'error')).toBe(true)
  })
})

describe('a base that the checkout does not have', () => {
  test('is fetched with the token where the checkout left no credentials', async () => {
    const { base, head } = axiosPull(stage)
    const pull = await stage.pull(base, head)
    const forget = async (workspace: string) => {
      await git(workspace, ['config', '--unset', `http.${stage.repository.origin}/.extraheader`])
    }
    const run = await stage.run(pullRequest(pull), { ...unasked, prepare: forget })
    expect(run.outputs, run.stdout).toMatchObject({ 'changed-packages': '2' })
    const without = await stage.run(pullRequest(pull), { ...unasked, prepare: forget, token: '' })
    expect(without.outputs, without.stdout).toMatchObject({ result: 'incomplete', 'changed-packages': '0' })
  })

  test('and cannot be had makes the run incomplete: no base is another thing', async () => {
    const { base, head } = honestPull(stage)
    const pull = await stage.pull(base, head)
    const forget = async (workspace: string) => {
      await git(workspace, ['remote', 'set-url', 'origin', 'http://127.0.0.1:1/acme/shop'])
    }
    const run = await stage.run(pullRequest(pull), { ...later, prepare: forget })
    expect(run.exitCode, run.stdout).toBe(3)
    expect(run.outputs).toMatchObject({ result: 'incomplete', incomplete: 'true', 'changed-packages': '0' })
    expect(run.annotations.some(({ level }) => level === 'error')).toBe(true)
  })
})

/** The same tree as npm 6 wrote it; of flat trees only. */
function asVersion1(text: string): string {
  const lock: { name: string; version: string; packages: Record<string, JsonObject> } = JSON.parse(text)
  const entries = Object.entries(lock.packages).filter(([location]) => location !== '')
  const dependencies = entries.map(([location, { version, resolved, integrity, dependencies: requires }]) => [
    location.slice('node_modules/'.length),
    { version, resolved, integrity, ...(requires !== undefined && { requires }) },
  ])
  const { name, version } = lock
  const old = { name, version, lockfileVersion: 1, requires: true, dependencies: Object.fromEntries(dependencies) }
  return `${JSON.stringify(old, null, 2)}\n`
}

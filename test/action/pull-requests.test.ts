// Pull requests through the action as GitHub's runner starts it: what a reviewer sees, what a workflow can read, and what
// is never done. Everything is on this machine: registry, repository and GitHub's API.
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { isJsonObject } from '../../src/replay/json-object.ts'
import { readReport } from '../support/report-json.ts'
import { pullRequest } from './events.ts'
import { bot, person } from './github-state.ts'
import { axiosPull, honestPull, scenarios, youngPull } from './projects.ts'
import { laterMoment, opened, type Stage, setStage, unasked } from './stage.ts'

let stage: Stage
beforeAll(async () => {
  stage = await setStage(scenarios)
})
afterEach(() => stage.assertForeseen())
afterAll(() => stage?.close())

const later = { now: laterMoment }
const commentsOf = (number: number) => stage.github.state.pulls.get(number)?.comments ?? []

describe('the pull request of 2026-03-31', () => {
  test('is blocked, and everything a reviewer sees says so', async () => {
    const { base, head } = axiosPull(stage)
    const pull = await stage.pull(base, head)
    const inputs = { 'sarif-file': 'cordon.sarif' }
    const run = await stage.run(pullRequest(pull), { inputs })
    expect(run.exitCode, run.stdout).toBe(1)
    expect(run.outputs).toMatchObject({ result: 'blocked', 'exit-code': '1', 'changed-packages': '2', blocked: '2' })
    expect(run.outputs).toMatchObject({ incomplete: 'false', 'eligible-at': '' })

    const report = readReport(readFileSync(run.outputs.report ?? '', 'utf8'))
    expect(report?.packages.map(({ name, verdict }) => `${name} ${verdict}`).sort()).toEqual([
      'axios blocked',
      'plain-crypto-js blocked',
    ])
    const sarif: unknown = JSON.parse(readFileSync(run.outputs.sarif ?? '', 'utf8'))
    expect(isJsonObject(sarif) && sarif.version).toBe('2.1.0')

    const lines = String(head['package-lock.json']).split('\n')
    const at = lines.findIndex((line) => line.includes('"node_modules/axios"')) + 1
    const errors = run.annotations.filter(({ level }) => level === 'error')
    expect(errors.length).toBeLessThanOrEqual(10)
    expect(errors.filter(({ file, line }) => file === 'package-lock.json' && line === at).length).toBeGreaterThan(0)
    expect(run.annotations.some(({ file }) => file === 'package.json')).toBe(true)
    for (const { file } of run.annotations)
      expect(file === '' || existsSync(join(run.workspace, file)), file).toBe(true)

    const [comment, ...others] = commentsOf(pull.number)
    expect(others).toEqual([])
    for (const text of [run.summary, comment?.body ?? '']) {
      for (const words of ['axios', '1.14.1', '1.14.0', 'plain-crypto-js']) expect(text).toContain(words)
    }
  })

  test('has one comment, which is edited and collapses when all is well', async () => {
    const { base, head } = axiosPull(stage)
    const pull = await stage.pull(base, head)
    const comments = commentsOf(pull.number)
    // What a stranger wrote looks like ours but for its author.
    await stage.run(pullRequest(pull), unasked)
    const [own] = comments
    expect(own?.author).toEqual(bot)
    comments.unshift({ id: 1, author: person('eve'), body: own?.body ?? '', edits: 0 })
    const filler = Array.from({ length: 120 }, (_, index) => ({
      id: 2000 + index,
      author: person('bo'),
      body: 'x',
      edits: 0,
    }))
    comments.splice(1, 0, ...filler)
    const mended = await stage.repository.commit(`refs/pull/${pull.number}/merge`, base, [pull.base, pull.head])
    const run = await stage.run(pullRequest({ ...pull, merge: mended, action: 'synchronize' }), unasked)
    expect(run.exitCode, run.stdout).toBe(0)
    expect(run.outputs).toMatchObject({ result: 'passed', 'changed-packages': '0', blocked: '0' })
    expect(comments).toHaveLength(122)
    expect(comments.filter(({ edits }) => edits > 0)).toEqual([own])
    const shown = own?.body.split('\n').filter((line) => line.trim() !== '' && !line.startsWith('<!--')) ?? []
    expect(shown).toHaveLength(1)
  })

  test('says the same where nothing may be written, and warns where warning is asked for', async () => {
    const { base, head } = axiosPull(stage)
    const pull = await stage.pull(base, head, { from: 'eve/shop', headRef: 'main' })
    stage.github.state.permission = 'read'
    const run = await stage.run(pullRequest(pull), {
      inputs: { 'warn-only': 'true', 'comment-summary-in-pr': 'always' },
    })
    stage.github.state.permission = 'write'
    expect(run.exitCode, run.stdout).toBe(0)
    expect(run.outputs).toMatchObject({ result: 'blocked', 'exit-code': '1' })
    expect(run.annotations.filter(({ level }) => level === 'error')).toEqual([])
    expect(run.summary).toContain('plain-crypto-js')
    expect(run.summary.toLowerCase()).toContain('comment')
    expect(commentsOf(pull.number)).toEqual([])
  })

  test('needs no token', async () => {
    const { base, head } = axiosPull(stage)
    stage.github.requests.length = 0
    const run = await opened(stage, base, head, { ...unasked, token: '' })
    expect(run.outputs, run.stdout).toMatchObject({ result: 'incomplete', 'changed-packages': '2' })
    expect(stage.github.requests).toEqual([])
  })
})

describe('an upgrade that brings nothing bad', () => {
  test('passes quietly, over a checkout that has everything', async () => {
    const { base, head } = honestPull(stage)
    const pull = await stage.pull(base, head, { author: 'renovate[bot]', headRef: 'renovate/table-layout-3.x' })
    const before = stage.repository.requests.length
    const run = await stage.run(pullRequest(pull), { ...later, depth: 0 })
    expect(run.exitCode, run.stdout).toBe(0)
    expect(run.outputs).toMatchObject({ result: 'passed', 'exit-code': '0', 'changed-packages': '2', blocked: '0' })
    expect(run.annotations).toEqual([])
    expect(commentsOf(pull.number)).toEqual([])
    // The checkout asked; nothing was missing afterwards.
    expect(stage.repository.requests.slice(before).filter((one) => one.startsWith('POST'))).toHaveLength(2)
  })

  test('waits until it is old enough, and says when that is', async () => {
    const { base, head } = youngPull(stage)
    const pull = await stage.pull(base, head)
    const run = await stage.run(pullRequest(pull), later)
    expect(run.outputs).toMatchObject({ result: 'waiting', 'exit-code': '4', 'changed-packages': '1', blocked: '0' })
    expect(Date.parse(run.outputs['eligible-at'] ?? '')).toBe(Date.parse('2026-06-17T12:00:00Z'))
    expect(run.annotations.filter(({ level }) => level === 'error')).toEqual([])
    const [comment] = commentsOf(pull.number)
    expect(comment?.body).toContain('2026-06-17')
    const again = await stage.run(pullRequest(pull), { isCall: true, now: '2026-06-18T12:00:00Z' })
    expect(again.exitCode, again.stdout).toBe(0)
    expect(again.outputs).toMatchObject({ result: 'passed', 'eligible-at': '' })
  })

  test('is no news to anybody when the lockfile does not change', async () => {
    const { head } = axiosPull(stage)
    const run = await opened(stage, head, { ...head, 'README.md': 'Buy here.' }, unasked)
    expect(run.exitCode, run.stdout).toBe(0)
    expect(run.outputs).toMatchObject({ result: 'passed', 'changed-packages': '0' })
  })
})

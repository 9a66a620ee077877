// Pull requests that change what decides: a looser policy counts for nothing, and an acceptance counts once somebody whom
// the base names has approved exactly it, outside of the pull request's own files.
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { writeAccepted } from '../../src/baseline/store/write.ts'
import { findRelease } from '../../src/replay/published.ts'
import { mergeGroup, type Pull, pullRequest, push } from './events.ts'
import { type LabelEvent, person, type Review } from './github-state.ts'
import { scenarios, youngPull } from './projects.ts'
import type { Tree } from './repository.ts'
import { laterMoment, type Stage, setStage, unasked } from './stage.ts'

let stage: Stage
beforeAll(async () => {
  stage = await setStage(scenarios)
})
afterEach(() => stage.assertForeseen())
afterAll(() => stage?.close())

const policy = 'approvers: [Bea, ada]\n'

/** A line of cordon.lock for each, written by the pull request itself. */
function accepting(...specs: readonly string[]): string {
  const releases = specs.map((spec) => {
    const { name, version, tarball } = findRelease(stage.plan.packages, spec)
    const about = { standard: 'reviewed', by: 'ada@example.test', note: 'looks fine', from: '', line: 0 } as const
    return {
      kind: 'release' as const,
      name,
      version,
      integrity: tarball.integrity,
      at: Date.parse(laterMoment),
      ...about,
    }
  })
  return writeAccepted({ releases, scripts: [] })
}

/** By `ada`, who is named: she cannot approve what she proposes. */
async function proposal(more: Tree = {}): Promise<Pull> {
  const { base, head } = youngPull(stage)
  const lock = { 'cordon.lock': accepting('tidy-text@1.4.1') }
  return stage.pull(
    { ...base, 'cordon.yml': policy },
    { ...head, 'cordon.yml': policy, ...lock, ...more },
    { author: 'ada' },
  )
}

function state(pull: Pull): { reviews: Review[]; labels: LabelEvent[] } {
  const found = stage.github.state.pulls.get(pull.number)
  if (found === undefined) throw new Error('no such pull request')
  return found
}

/** Variants of what the first one starts as the runner does. */
const called = { now: laterMoment, isCall: true }
const red = (pull: Pull) => stage.run(pullRequest(pull), unasked)
const green = (pull: Pull) => stage.run(pullRequest(pull), called)
const approved = (login: string, commit: string): Review => ({ author: person(login), state: 'APPROVED', commit })
const labelled = (login: string, label: string): LabelEvent => ({ event: 'labeled', label, actor: person(login) })
/** As long as GitHub lets a label be: a shorter digest could be met by two texts of one writer. */
const labelIn = (text: string) => /`(cordon-ok-[0-9a-f]{40})`/.exec(text)?.[1] ?? 'no label is named'

describe('an acceptance that a pull request brings', () => {
  test('is red, is shown first, and stays red for strangers, its author and what is old', async () => {
    const pull = await proposal({ 'cordon.yml': 'approvers: [ada, eve]\nminAge: 1h\n' })
    const alone = await stage.run(pullRequest(pull), { now: laterMoment })
    expect(alone.exitCode, alone.stdout).toBe(1)
    expect(alone.outputs).toMatchObject({ result: 'proposed', 'exit-code': '1' })
    const label = labelIn(alone.summary)
    for (const words of ['cordon.yml', 'minAge', 'approvers', 'cordon.lock', 'tidy-text@1.4.1', label]) {
      expect(alone.summary).toContain(words)
    }
    state(pull).reviews.push(approved('eve', pull.head), approved('ada', pull.head), approved('bea', pull.base), {
      ...approved('bea', pull.head),
      state: 'COMMENTED',
    })
    state(pull).labels.push(
      labelled('eve', label),
      labelled('ada', label),
      labelled('bea', `cordon-ok-${'0'.repeat(40)}`),
    )
    const again = await red(pull)
    expect(again.outputs, again.stdout).toMatchObject({ result: 'proposed', 'exit-code': '1' })
  })

  test('counts after a review of this commit', async () => {
    const pull = await proposal()
    state(pull).reviews.push({ ...approved('bea', pull.head), state: 'CHANGES_REQUESTED' }, approved('bea', pull.head))
    const { exitCode, outputs, stdout } = await green(pull)
    expect(outputs, stdout).toMatchObject({ result: 'passed' })
    expect(exitCode).toBe(0)
  })

  test('counts after a label, which other acceptances do not inherit', async () => {
    const pull = await proposal()
    const label = labelIn((await red(pull)).summary)
    state(pull).labels.push(labelled('bea', label))
    const after = await green(pull)
    expect(after.outputs, after.stdout).toMatchObject({ result: 'passed' })
    const { head } = youngPull(stage)
    const more = { 'cordon.yml': policy, 'cordon.lock': accepting('tidy-text@1.4.1', 'old-friend@1.0.0') }
    const pushed = await stage.repository.commit(`refs/pull/${pull.number}/head`, { ...head, ...more }, [pull.head])
    const merge = await stage.repository.commit(`refs/pull/${pull.number}/merge`, { ...head, ...more }, [
      pull.base,
      pushed,
    ])
    const next = await red({ ...pull, head: pushed, merge, action: 'synchronize' })
    expect(next.outputs, next.stdout).toMatchObject({ result: 'proposed' })
    expect(labelIn(next.summary)).not.toBe(label)
  })
})

test('a looser policy alone is shown and changes nothing', async () => {
  const { base, head } = youngPull(stage)
  const pull = await stage.pull(base, { ...head, 'cordon.yml': 'minAge: 0h\n' })
  const { outputs, summary, stdout } = await green(pull)
  expect(outputs, stdout).toMatchObject({ result: 'waiting', 'exit-code': '4' })
  expect(summary).toContain('cordon.yml')
})

describe('in a merge queue', () => {
  test('a review counts for what the pull request proposes, and a label for what the group does', async () => {
    const pull = await proposal()
    state(pull).reviews.push(approved('bea', pull.head))
    const { head } = youngPull(stage)
    const grouped = (specs: readonly string[]) =>
      stage.repository.commit(
        'refs/heads/queue',
        { ...head, 'cordon.yml': policy, 'cordon.lock': accepting(...specs) },
        [pull.base, pull.head],
      )
    const same = await stage.run(mergeGroup(pull.base, await grouped(['tidy-text@1.4.1']), pull.number), called)
    expect(same.outputs, same.stdout).toMatchObject({ result: 'passed' })
    const group = await grouped(['tidy-text@1.4.1', 'old-friend@1.0.0'])
    const more = await stage.run(mergeGroup(pull.base, group, pull.number), unasked)
    expect(more.outputs, more.stdout).toMatchObject({ result: 'proposed' })
    state(pull).labels.push(labelled('bea', labelIn(more.summary)))
    const labelledGroup = await stage.run(mergeGroup(pull.base, group, pull.number), called)
    expect(labelledGroup.outputs, labelledGroup.stdout).toMatchObject({ result: 'passed' })
  })
})

test('what is merged counts: a push to the default branch', async () => {
  const { base, head } = youngPull(stage)
  const from = await stage.repository.commit('refs/heads/main', base)
  const to = await stage.repository.commit(
    'refs/heads/main',
    { ...head, 'cordon.lock': accepting('tidy-text@1.4.1') },
    [from],
  )
  const run = await stage.run(push(from, to), called)
  expect(run.outputs, run.stdout).toMatchObject({ result: 'passed' })
})

describe('where nobody can approve', () => {
  test.each([
    ['the policy names nobody', 'minAge: 72h\n', {}],
    ['there is no token', policy, { token: '' }],
  ])('acceptances are merged separately: %s', async (_name, text, more) => {
    const { base, head } = youngPull(stage)
    const lock = { 'cordon.lock': accepting('tidy-text@1.4.1') }
    const own = { ...base, 'cordon.yml': text }
    const alone = await stage.run(pullRequest(await stage.pull(own, { ...own, ...lock })), { ...unasked, ...more })
    expect(alone.outputs, alone.stdout).toMatchObject({ 'exit-code': '0' })
    expect(alone.summary).toContain('separately')
    const both = await stage.pull(own, { ...head, 'cordon.yml': text, ...lock })
    const run = await stage.run(pullRequest(both), { ...unasked, ...more })
    expect(run.outputs, run.stdout).toMatchObject({ result: 'proposed', 'exit-code': '1' })
  })
})

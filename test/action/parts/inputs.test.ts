// The inputs of action.yml as values, every mistake at once; and the event's own JSON.
import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { toEvent } from '../../../src/action/event.ts'
import { inputNames, readInputs, variableOf } from '../../../src/action/inputs.ts'
import { Problem } from '../../../src/domain/problem.ts'

function codes(env: Record<string, string>): string[] {
  try {
    readInputs(env)
    return []
  } catch (error) {
    if (error instanceof Problem) return error.mistakes.map(({ code }) => code)
    throw error
  }
}

describe('inputs', () => {
  test('are those of action.yml', () => {
    const file: { inputs: object } = parse(readFileSync(new URL('../../../action.yml', import.meta.url), 'utf8'))
    expect(Object.keys(file.inputs)).toEqual([...inputNames])
  })

  test('have defaults for what is empty', () => {
    const empty = Object.fromEntries(inputNames.map((name) => [variableOf(name), '']))
    expect(readInputs(empty)).toEqual(readInputs({}))
    expect(readInputs({})).toMatchObject({
      workingDirectory: '.',
      comment: 'on-failure',
      warnOnly: false,
      lockfiles: [],
    })
  })

  test('that are wrong are all said at once', () => {
    const wrong = {
      'INPUT_FAIL-ON': 'high',
      'INPUT_WARN-ONLY': 'yes',
      'INPUT_COMMENT-SUMMARY-IN-PR': 'sometimes',
      INPUT_REGISTRY: 'https://ada:secret@registry.example.test/',
      INPUT_NOW: 'yesterday',
      'INPUT_BASE-REF': '--upload-pack=x',
      'INPUT_HEAD-REF': 'main..other',
      INPUT_LOCKFILE: '../package-lock.json\nyarn.lock',
      INPUT_FAILON: 'block',
    }
    expect(codes(wrong).toSorted()).toEqual(
      ['bad-choice', 'bad-choice', 'bad-choice', 'url-with-credentials', 'bad-time', 'bad-ref', 'bad-ref']
        .concat(['bad-lockfile', 'bad-lockfile', 'unknown-input'])
        .toSorted(),
    )
  })

  test.for(['main', 'release/1.x', 'v1.0.0', 'a'.repeat(40)])('take %s for a reference', (ref) => {
    expect(readInputs({ 'INPUT_BASE-REF': ref }).baseRef).toBe(ref)
  })
  test.for(['a b', 'a:b', 'HEAD^', 'HEAD~1', '@{-1}*', 'a\u0000b', '-x', 'a..b'])('refuse %j', (ref) => {
    expect(codes({ 'INPUT_BASE-REF': ref })).toEqual(['bad-ref'])
  })
  test('of others are none of ours', () =>
    expect(codes({ INPUT_SOMETHING: 'x', 'INPUT_NODE-VERSION': '24' })).toEqual([]))
})

const [a, b] = ['a'.repeat(40), 'b'.repeat(40)]
const pull = { number: 7, user: { login: 'Eve' }, base: { sha: a, ref: 'main' }, head: { sha: b, ref: '$(x)' } }

describe('an event', () => {
  test('of a pull request names its commits and its author', () => {
    const expected = { kind: 'pull-request', pull: { number: 7, author: 'eve', base: a, head: b } }
    expect(toEvent('pull_request', { pull_request: pull })).toEqual(expected)
    expect(toEvent('pull_request_review', { pull_request: pull })).toEqual(expected)
  })
  test('without commits is none', () => {
    expect(() => toEvent('pull_request', { pull_request: { ...pull, base: { sha: 'main' } } })).toThrow('no commit')
    expect(() => toEvent('pull_request', {})).toThrow('no pull request')
  })
  test('of a push may be a new branch, a tag, or the end of one', () => {
    const repository = { default_branch: 'main' }
    const push = { ref: 'refs/heads/topic', before: '0'.repeat(40), after: a, repository }
    expect(toEvent('push', push)).toEqual({ kind: 'push', before: '', branch: 'topic', defaultBranch: 'main' })
    expect(toEvent('push', { ...push, ref: 'refs/tags/v1', before: b })).toMatchObject({ before: b, branch: '' })
    expect(toEvent('push', { ...push, deleted: true })).toEqual({ kind: 'deleted' })
  })
  test.for([
    [`refs/heads/gh-readonly-queue/main/pr-12-${a}`, 12],
    [`refs/heads/gh-readonly-queue/release/1.x/pr-3-${a}`, 3],
    [`refs/heads/topic/pr-12-${a}`, 0],
    ['refs/heads/main', 0],
  ] as const)('of the merge group %s is about %i', ([ref, number]) => {
    const group = { head_ref: ref, base_sha: a, head_sha: b }
    expect(toEvent('merge_group', { merge_group: group })).toEqual({ kind: 'merge-group', base: a, head: b, number })
  })
  test.for(['schedule', 'workflow_dispatch', 'repository_dispatch'])('%s has nothing to compare with', (name) => {
    expect(toEvent(name, { pull_request: pull })).toEqual({ kind: 'whole' })
  })
  test.for(['workflow_run', 'issue_comment', ''])('%s can be started by a stranger', (name) => {
    expect(toEvent(name, { pull_request: pull })).toEqual({ kind: 'other', name })
  })
})

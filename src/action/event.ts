// What happened on GitHub, out of the event's own JSON: which commits are compared, and whose pull request it is. GitHub
// wrote the file, but titles, branch names and logins in it are a stranger's words.
import { readFileSync } from 'node:fs'
import { ownValue } from '../domain/manifest.ts'

export type PullRequest = {
  number: number
  author: string
  /** Full digests. */
  base: string
  head: string
}

export type Event =
  | { kind: 'pull-request'; pull: PullRequest }
  /** `number`: the pull request that stands last in the group, 0 where its name does not say. */
  | { kind: 'merge-group'; base: string; head: string; number: number }
  /** `before` is '' for a branch that is new; `branch` is '' for a tag. */
  | { kind: 'push'; before: string; branch: string; defaultBranch: string }
  /** Nothing is left to judge: the branch or tag is gone. */
  | { kind: 'deleted' }
  /** Nothing to compare with: a schedule, a dispatch. */
  | { kind: 'whole' }
  /** A comment, another workflow and everything else that a stranger can start, with the rights of the default branch. */
  | { kind: 'other'; name: string }

const maxBytes = 32 * 1024 * 1024

/** Throws for a file that GitHub did not write. */
export function readEvent(env: Readonly<Record<string, string | undefined>>): Event {
  const path = env.GITHUB_EVENT_PATH ?? ''
  const text = path === '' ? '{}' : readFileSync(path, 'utf8')
  if (text.length > maxBytes) throw new Error('the event has more than 32 MB')
  return toEvent(env.GITHUB_EVENT_NAME ?? '', JSON.parse(text))
}

export function toEvent(name: string, payload: unknown): Event {
  switch (name) {
    case 'pull_request':
    case 'pull_request_review':
    case 'pull_request_review_comment':
      return toPullRequest(ownValue(payload, 'pull_request'))
    case 'merge_group':
      return toMergeGroup(ownValue(payload, 'merge_group'))
    case 'push':
      return toPush(payload)
    case 'schedule':
    case 'workflow_dispatch':
    case 'repository_dispatch':
      return { kind: 'whole' }
    default:
      return { kind: 'other', name }
  }
}

function toPullRequest(pull: unknown): Event {
  const number = ownValue(pull, 'number')
  if (typeof number !== 'number' || !Number.isSafeInteger(number)) throw new Error('the event names no pull request')
  const base = digestOf(ownValue(ownValue(pull, 'base'), 'sha'))
  const head = digestOf(ownValue(ownValue(pull, 'head'), 'sha'))
  return { kind: 'pull-request', pull: { number, author: loginOf(ownValue(pull, 'user')), base, head } }
}

function toMergeGroup(group: unknown): Event {
  const ref = ownValue(group, 'head_ref')
  const named =
    typeof ref === 'string' ? /^refs\/heads\/gh-readonly-queue\/.+\/pr-(\d{1,9})-[0-9a-f]{40}$/.exec(ref) : null
  return {
    kind: 'merge-group',
    base: digestOf(ownValue(group, 'base_sha')),
    head: digestOf(ownValue(group, 'head_sha')),
    number: Number(named?.[1] ?? 0),
  }
}

function toPush(payload: unknown): Event {
  if (ownValue(payload, 'deleted') === true) return { kind: 'deleted' }
  const before = digestOf(ownValue(payload, 'before'))
  const ref = textOf(ownValue(payload, 'ref'))
  const defaultBranch = textOf(ownValue(ownValue(payload, 'repository'), 'default_branch'))
  return {
    kind: 'push',
    before: /^0+$/.test(before) ? '' : before,
    branch: ref.startsWith('refs/heads/') ? ref.slice('refs/heads/'.length) : '',
    defaultBranch,
  }
}

export function loginOf(user: unknown): string {
  return textOf(ownValue(user, 'login')).toLowerCase()
}

function digestOf(value: unknown): string {
  if (typeof value === 'string' && /^([0-9a-f]{40}|[0-9a-f]{64})$/.test(value)) return value
  throw new Error('the event names no commit')
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : ''
}

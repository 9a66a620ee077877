// The payloads of GitHub's events, as far as anybody reads them, and what the runner says about each. Titles, branch names
// and logins are whatever somebody typed.
import type { Job } from './job.ts'

export type EventOf = Pick<Job, 'event' | 'payload' | 'sha' | 'ref' | 'baseRef' | 'headRef' | 'actor'>

export type Pull = {
  number: number
  base: string
  head: string
  /** The commit that GitHub made of both: what is checked out. */
  merge: string
  author: string
  title: string
  headRef: string
  /** `owner/name` the head comes from. */
  from: string
  action: string
}

export const repository = 'acme/shop'

/** `event`: pull_request, pull_request_target or pull_request_review, which share what they say about it. */
export function pullRequest(pull: Pull, event = 'pull_request'): EventOf {
  const { number, base, head, merge, author, title, headRef, from, action } = pull
  const target = event === 'pull_request_target'
  return {
    event,
    payload: {
      action,
      number,
      pull_request: {
        number,
        state: 'open',
        draft: false,
        title,
        body: title,
        user: { login: author, type: 'User' },
        base: { ref: 'main', sha: base, repo: repositoryJson(repository) },
        head: { ref: headRef, sha: head, repo: { ...repositoryJson(from), fork: from !== repository } },
        labels: [],
        merge_commit_sha: merge,
      },
      repository: repositoryJson(repository),
      sender: { login: author, type: 'User' },
    },
    sha: target ? base : merge,
    ref: target ? 'refs/heads/main' : `refs/pull/${number}/merge`,
    baseRef: 'main',
    headRef,
    actor: author,
  }
}

/** `before` of forty zeros: the branch is new. */
export function push(before: string, after: string, ref = 'refs/heads/main'): EventOf {
  const zeros = '0'.repeat(40)
  return {
    event: 'push',
    payload: {
      ref,
      before,
      after,
      created: before === zeros,
      deleted: false,
      forced: false,
      base_ref: null,
      repository: repositoryJson(repository),
      pusher: { name: 'ada' },
      sender: { login: 'ada', type: 'User' },
    },
    sha: after,
    ref,
    baseRef: '',
    headRef: '',
    actor: 'ada',
  }
}

export function mergeGroup(base: string, head: string, number: number): EventOf {
  const ref = `refs/heads/gh-readonly-queue/main/pr-${number}-${head}`
  return {
    event: 'merge_group',
    payload: {
      action: 'checks_requested',
      merge_group: { head_sha: head, head_ref: ref, base_sha: base, base_ref: 'refs/heads/main' },
      repository: repositoryJson(repository),
      sender: { login: 'ada', type: 'User' },
    },
    sha: head,
    ref,
    baseRef: '',
    headRef: '',
    actor: 'ada',
  }
}

export function schedule(sha: string): EventOf {
  const payload = { schedule: '17 5 * * *', repository: repositoryJson(repository) }
  return { event: 'schedule', payload, sha, ref: 'refs/heads/main', baseRef: '', headRef: '', actor: 'ada' }
}

export function dispatch(sha: string): EventOf {
  const payload = { inputs: null, ref: 'refs/heads/main', repository: repositoryJson(repository) }
  return { event: 'workflow_dispatch', payload, sha, ref: 'refs/heads/main', baseRef: '', headRef: '', actor: 'ada' }
}

function repositoryJson(name: string): object {
  const [owner = '', short = ''] = name.split('/')
  return {
    id: 1296269,
    name: short,
    full_name: name,
    private: false,
    fork: false,
    default_branch: 'main',
    owner: { login: owner, type: 'Organization' },
  }
}

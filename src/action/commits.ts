// Which two commits are compared. The base is never something that a pull request can choose: it is the commit GitHub
// itself names, or what the workflow asks for; a local reference or a file of that name makes no difference.

import { usageMistake } from '../cli/mistakes.ts'
import { Problem } from '../domain/problem.ts'
import { commitOf, type GitFile } from '../sources/git.ts'
import { fetchCommit, type GitRemote, isOriginOf } from '../sources/git-fetch.ts'
import { hasCommit, parentsOf } from '../sources/git-tree.ts'
import type { Event } from './event.ts'
import type { Inputs } from './inputs.ts'

export type Compared = {
  /** The commit that is checked out. */
  head: string
  base:
    | { status: 'commit'; commit: string; from: BaseFrom }
    /** There is nothing to compare with: the whole tree is judged. */
    | { status: 'none' }
    /** There is one, and it could not be had: nothing may be called unchanged. */
    | { status: 'missing'; wanted: string; why: string }
}

/** Who named the base. */
export type BaseFrom = 'base-ref' | 'merge-commit' | 'event' | 'default-branch'

export type Repository = GitRemote & {
  /** `owner/name` of the event. */
  name: string
  /** GITHUB_SHA: the commit that the event is about. */
  eventCommit: string
}

/** Throws a Problem for a head that is not what the workflow says. */
export async function compareCommits(
  repository: Repository,
  event: Event,
  { baseRef, headRef }: Pick<Inputs, 'baseRef' | 'headRef'>,
): Promise<Compared> {
  const at = (ref: string): GitFile => ({ ...repository, ref, path: '.' })
  const head = await commitOf(at('HEAD'))
  const parents = await parentsOf(at(head))
  if (headRef !== '') await checkHead(repository, headRef, [head, ...parents.slice(1)])
  else if (!isOfEvent(event, head, parents, repository.eventCommit)) throw notTheEvents('pull_request', head)
  const wanted = baseRef === '' ? wantedBase(event, head, parents, repository.eventCommit) : named(baseRef)
  if (wanted === 'none') return { head, base: { status: 'none' } }
  if (wanted.from === 'base-ref' && !(await isTrusted(repository, event, baseRef))) {
    const why = `origin is not ${repository.name}: a branch or tag there may be anybody's`
    return { head, base: { status: 'missing', wanted: baseRef, why } }
  }
  return { head, base: await bringCommit(repository, wanted) }
}

/** A workflow that checks the base out would find nothing new in it, whatever the pull request brings. */
function isOfEvent(event: Event, head: string, parents: readonly string[], eventCommit: string): boolean {
  if (event.kind !== 'pull-request') return true
  const { head: proposed } = event.pull
  return head === eventCommit || head === proposed || parents.includes(proposed)
}

/** Workflows check a pull request's own repository out: there `main` is whatever its owner likes. A digest is one commit. */
async function isTrusted(repository: Repository, event: Event, baseRef: string): Promise<boolean> {
  const isStrangers = event.kind === 'pull-request' || event.kind === 'other'
  return !isStrangers || isDigest(baseRef) || isOriginOf(repository, repository.name)
}

type Wanted = { refs: readonly string[]; from: BaseFrom }

/** A whole digest, or what the server calls a branch, else a tag of this name. */
function named(ref: string): Wanted {
  const isFull = isDigest(ref) || ref.startsWith('refs/')
  return { refs: isFull ? [ref] : [`refs/heads/${ref}`, `refs/tags/${ref}`], from: 'base-ref' }
}

function wantedBase(event: Event, head: string, parents: readonly string[], eventCommit: string): Wanted | 'none' {
  switch (event.kind) {
    case 'pull-request': {
      const { base, head: proposed } = event.pull
      // GitHub's own merge of the two is what is checked out by default. Any other merge commit may be the pull request's:
      // then its first parent would be its choice.
      const [first = ''] = parents
      const isMerge = head === eventCommit && parents.length === 2 && parents[1] === proposed
      return isMerge ? { refs: [first], from: 'merge-commit' } : { refs: [base], from: 'event' }
    }
    case 'merge-group':
      return { refs: [event.base], from: 'event' }
    case 'push': {
      const { before, branch, defaultBranch } = event
      if (before !== '') return { refs: [before], from: 'event' }
      // Its tip, not where the branch began: that is chosen by whoever pushes.
      if (branch === '' || defaultBranch === '' || branch === defaultBranch) return 'none'
      return { refs: [`refs/heads/${defaultBranch}`], from: 'default-branch' }
    }
    case 'other':
      if (head !== eventCommit) throw notTheEvents(event.name, head)
      return 'none'
    case 'deleted':
    case 'whole':
      return 'none'
  }
}

/** Without a base what is checked out decides over itself: a stranger's files would, and their .npmrc with our secrets. */
function notTheEvents(name: string, head: string): Problem {
  const message = `on ${name || 'no event'} ${head} is checked out, which is not the commit of the event`
  const help =
    name === 'pull_request'
      ? 'Leave ref out of actions/checkout; or say with head-ref what is to be judged.'
      : 'Use pull_request; or say with base-ref what decides, such as the default branch.'
  return new Problem([usageMistake('not-the-events-commit', message, help)], 'nothing was judged')
}

async function bringCommit(repository: Repository, { refs, from }: Wanted): Promise<Compared['base']> {
  let why = ''
  for (const ref of refs) {
    if (isDigest(ref) && (await hasCommit({ ...repository, ref }))) return { status: 'commit', commit: ref, from }
    const fetched = await fetchCommit(repository, ref)
    if (fetched.ok && (!isDigest(ref) || fetched.commit === ref))
      return { status: 'commit', commit: fetched.commit, from }
    why ||= fetched.ok ? 'another commit came' : fetched.why
  }
  return { status: 'missing', wanted: refs[0] ?? '', why }
}

/** Judging needs the files of that commit, and only what is checked out has them. A merge commit stands for what it merges. */
async function checkHead(repository: Repository, headRef: string, heads: readonly string[]): Promise<void> {
  const found = isDigest(headRef) ? headRef : await bringCommit(repository, named(headRef)).then(digestIn)
  if (heads.includes(found)) return
  const help = `Check it out first: actions/checkout with "ref: ${headRef}".`
  const message = `head-ref ${headRef} is not what is checked out (${heads[0] ?? ''})`
  throw new Problem([usageMistake('head-not-checked-out', message, help)], 'nothing was judged')
}

function digestIn(base: Compared['base']): string {
  return base.status === 'commit' ? base.commit : ''
}

export function isDigest(text: string): boolean {
  return /^([0-9a-f]{40}|[0-9a-f]{64})$/.test(text)
}

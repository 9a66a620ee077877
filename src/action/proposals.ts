// What the head's `cordon.lock` accepts beyond its base, project by project, and whether somebody outside the pull
// request's own files has approved it.
import { type Proposals, proposalsOf } from '../baseline/store/proposals.ts'
import { readAccepted } from '../baseline/store/read.ts'
import { lockName, readBaseAccepted } from '../cli/accepted.ts'
import { nothingAccepted } from '../domain/accepted.ts'
import { ownValue } from '../domain/manifest.ts'
import { type GitFile, readGitFile } from '../sources/git.ts'
import { type Approval, approvalOf, labelOf } from './approvals.ts'
import { loginOf } from './event.ts'
import { type GitHub, getAll } from './github.ts'

export type ProposedProject = { folder: string; proposals: Proposals }

/** `before` is where the project was in the base. Throws a Problem for a `cordon.lock` that cannot be read. */
export async function readProposals(
  git: Omit<GitFile, 'path' | 'ref'>,
  { head, base }: { head: string; base: string },
  { folder, before }: { folder: string; before: string },
): Promise<Proposals> {
  const read = (ref: string, at: string) =>
    readGitFile({ ...git, ref, path: at === '' ? lockName : `${at}/${lockName}` })
  const text = await read(head, folder)
  const own = text === undefined ? nothingAccepted : readAccepted(lockName, text, '', 'nothing was judged')
  return proposalsOf(own, readBaseAccepted(base, await read(base, before)))
}

export type ApprovalRequest = {
  github: GitHub
  /** `owner/name`. */
  repository: string
  number: number
  author: string
  /** The commit that a review has to be about, '' where none stands for what is judged. */
  head: string
  label: string
}

/** What the API knows of a pull request's approvals; `why` completes "nobody can be asked: ...". */
export type Asked =
  /** `unread`: why labels count for nothing; '' where they were read. A token may be allowed to read reviews alone. */
  { ok: true; approvedBy: (approvers: readonly string[]) => Approval; unread: string } | { ok: false; why: string }

/** A thousand of each. Events come oldest first, so that the newest may lie beyond: then nobody has approved anything. */
const maxPages = 10

export async function askApprovals({ github, repository, number, ...request }: ApprovalRequest): Promise<Asked> {
  const pull = `/repos/${repository}/pulls/${number}`
  const issue = `/repos/${repository}/issues/${number}`
  const lists = { reviews: `${pull}/reviews`, events: `${issue}/events`, labels: `${issue}/labels` }
  const [reviews, events, labels] = await Promise.all(
    [lists.reviews, lists.events, lists.labels].map((path) => getAll(github, path, maxPages)),
  )
  const why = faultOf(reviews)
  if (why !== '') return { ok: false, why }
  const unread = faultOf(events) || faultOf(labels)
  const items = (read: Listed | undefined) => (read?.ok === true ? read.items : [])
  const found = { reviews: items(reviews), events: items(events), labels: unread === '' ? items(labels) : [] }
  return { ok: true, unread, approvedBy: (approvers) => approvalOf({ ...request, ...found, approvers }) }
}

type Listed = Awaited<ReturnType<typeof getAll>>

function faultOf(read: Listed | undefined): string {
  if (read === undefined || !read.ok) return read?.why ?? 'nothing was asked'
  return read.isWhole ? '' : 'there are too many reviews, labels or events'
}

/** Author and head of a pull request that only its number is known of (a merge queue). */
export async function askPull(
  github: GitHub,
  repository: string,
  number: number,
): Promise<{ ok: true; author: string; head: string } | { ok: false; why: string }> {
  const answer = await github.get(`/repos/${repository}/pulls/${number}`)
  if (!answer.ok) return { ok: false, why: answer.why }
  const head = ownValue(ownValue(answer.body, 'head'), 'sha')
  const author = loginOf(ownValue(answer.body, 'user'))
  return { ok: true, author, head: typeof head === 'string' ? head : '' }
}

export function labelFor(projects: readonly ProposedProject[]): string {
  return labelOf(projects.map(({ folder, proposals }) => ({ folder, digest: proposals.digest })))
}

// Who has approved the acceptances that a pull request proposes: a review of exactly this commit, or a label that names
// exactly these acceptances, by somebody whom the base's policy names and who did not propose them. Pure.
import { createHash } from 'node:crypto'
import { ownValue } from '../domain/manifest.ts'
import { loginOf } from './event.ts'

export type Approval = { by: string; how: 'review' | 'label' } | 'none'

export type ApprovalInput = {
  /** In lower case; the author among them does not count. */
  approvers: readonly string[]
  author: string
  /** The commit that a review has to be about; '' where none stands for what is judged. */
  head: string
  /** `cordon-ok-…`. */
  label: string
  /** GitHub's lists, oldest first: reviews, issue events, and the labels that are there now. */
  reviews: readonly unknown[]
  events: readonly unknown[]
  labels: readonly unknown[]
}

export function approvalOf(input: ApprovalInput): Approval {
  const approvers = new Set(input.approvers.filter((login) => login !== input.author && login !== ''))
  const reviewer = reviewerOf(input, approvers)
  if (reviewer !== '') return { by: reviewer, how: 'review' }
  const labeller = labellerOf(input, approvers)
  return labeller === '' ? 'none' : { by: labeller, how: 'label' }
}

export type Proposed = {
  /** From the root of the repository. */
  folder: string
  /** As `cordon scan` has it. */
  digest: string
}

/**
 * Over all projects that propose something: the same acceptances in another folder are others. As long as GitHub allows
 * (50 characters): whoever proposes writes both texts of a collision, and a short one is found in seconds.
 */
export function labelOf(proposed: readonly Proposed[]): string {
  const lines = proposed.map(({ folder, digest }) => `${JSON.stringify(folder)} ${digest}\n`).toSorted()
  return `cordon-ok-${createHash('sha256').update(lines.join('')).digest('hex').slice(0, 40)}`
}

/** A person's last word counts; comments are none. */
function reviewerOf({ reviews, head }: ApprovalInput, approvers: ReadonlySet<string>): string {
  const words = new Map<string, unknown>()
  for (const review of reviews) {
    const state = ownValue(review, 'state')
    if (state === 'APPROVED' || state === 'CHANGES_REQUESTED' || state === 'DISMISSED') {
      words.set(loginOf(ownValue(review, 'user')), review)
    }
  }
  const counts = (review: unknown) =>
    ownValue(review, 'state') === 'APPROVED' && head !== '' && ownValue(review, 'commit_id') === head
  return [...words].find(([login, review]) => approvers.has(login) && counts(review))?.[0] ?? ''
}

function labellerOf({ events, labels, label }: ApprovalInput, approvers: ReadonlySet<string>): string {
  if (!labels.some((one) => ownValue(one, 'name') === label)) return ''
  const about = events.filter((event) => ownValue(ownValue(event, 'label'), 'name') === label)
  const last = about.findLast((event) => ['labeled', 'unlabeled'].includes(String(ownValue(event, 'event'))))
  if (ownValue(last, 'event') !== 'labeled') return ''
  const login = loginOf(ownValue(last, 'actor'))
  return approvers.has(login) ? login : ''
}

// What is said of acceptances that a pull request proposes: who can approve them and how, or who has. Names stand between
// backticks.
import { lockName } from '../cli/accepted.ts'
import type { Approval } from './approvals.ts'
import type { Project } from './projects.ts'
import type { ProposedProject } from './proposals.ts'

export type Open = ProposedProject & { project: Project; approvers: readonly string[] }

export type Asked =
  | { ok: true; approvedBy: (approvers: readonly string[]) => Approval; unread: string }
  /** `isNever`: nobody could approve anything here, whatever they do. */
  | { ok: false; why: string; isNever: boolean }

export function fileOf({ folder }: Open): string {
  return folder === '' ? lockName : `${folder}/${lockName}`
}

function named({ proposals }: Open): string {
  const names = proposals.entries.map(({ name, ...entry }) =>
    'version' in entry ? `\`${name}@${entry.version}\`` : `\`${name}\` (scripts)`,
  )
  return shortList(names)
}

const shownNames = 12

function shortList(names: readonly string[]): string {
  const more = names.length > shownNames ? ` and ${names.length - shownNames} more` : ''
  return `${names.slice(0, shownNames).join(', ')}${more}`
}

export function approvedText(open: Open, { by, how }: Exclude<Approval, 'none'>): string {
  return `What \`${fileOf(open)}\` accepts in this change counts: \`${by}\` has approved it with a ${how}. It accepts ${named(open)}.`
}

/** What is to be done comes first: names that a pull request chose can be so long that the end is cut off. */
export function waitingText(open: Open, label: string, asked: Asked): string {
  const beginning = `What \`${fileOf(open)}\` accepts in this change counts for nothing yet`
  const names = `It accepts ${named(open)}.`
  if (!asked.ok) {
    return `${beginning}: ${asked.why}. Merge it separately, in a pull request that changes no lockfile. ${names}`
  }
  if (open.approvers.length === 0) return `${beginning}: the base's policy names no approvers for it. ${names}`
  const who = shortList(open.approvers.map((login) => `\`${login}\``))
  const review = 'approve this commit in a review and run this check again'
  const how =
    asked.unread === ''
      ? `put the label \`${label}\` on the pull request, or ${review}`
      : `${review} (labels cannot be read: ${asked.unread}; a private repository needs \`issues: read\`)`
  return `${beginning}. One of ${who} can ${how}; whoever opened it cannot. ${names}`
}

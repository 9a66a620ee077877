// What is said of acceptances that a pull request proposes: who can approve them and how, or who has. Names stand between
// backticks.
import { lockName } from '../cli/accepted.ts'
import type { Approval } from './approvals.ts'
import type { Project } from './projects.ts'
import type { ProposedProject } from './proposals.ts'

export type Open = ProposedProject & { project: Project; approvers: readonly string[] }

export type Asked =
  | { ok: true; approvedBy: (approvers: readonly string[]) => Approval }
  /** `isNever`: nobody could approve anything here, whatever they do. */
  | { ok: false; why: string; isNever: boolean }

export function fileOf({ folder }: Open): string {
  return folder === '' ? lockName : `${folder}/${lockName}`
}

function what(open: Open): string {
  const { proposals } = open
  const names = proposals.entries.map(({ name, ...entry }) =>
    'version' in entry ? `\`${name}@${entry.version}\`` : `\`${name}\` (scripts)`,
  )
  const shown = names.slice(0, shownNames).join(', ')
  const more = names.length > shownNames ? ` and ${names.length - shownNames} more` : ''
  return `What \`${fileOf(open)}\` accepts in this change, ${shown}${more}`
}

const shownNames = 12

export function approvedText(open: Open, { by, how }: Exclude<Approval, 'none'>): string {
  return `${what(open)}, counts: \`${by}\` has approved it with a ${how}.`
}

export function waitingText(open: Open, label: string, asked: Asked): string {
  const beginning = `${what(open)}, counts for nothing yet`
  if (!asked.ok) return `${beginning}: ${asked.why}. Merge it separately, in a pull request that changes no lockfile.`
  const who = open.approvers.map((login) => `\`${login}\``).join(', ')
  const how = `approve this commit in a review, or put the label \`${label}\` on the pull request`
  return `${beginning}. One of ${who} can ${how}; whoever opened it cannot. Then run this check again.`
}

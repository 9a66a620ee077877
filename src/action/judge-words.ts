// What a run says of itself: which commits it compared, and what it could not look at. Names stand between backticks.
import { posix } from 'node:path'
import type { Compared } from './commits.ts'
import type { Decisions } from './decisions.ts'
import { maxProjects, type Projects } from './projects.ts'
import { type DecisionChange, isTakenBack } from './what-decides.ts'

/** What it accepts has been said by its name already; what it takes back has not. */
export function unsaid({ changes, unread }: Decisions, files: readonly string[]): Decisions {
  const isSaid = (change: DecisionChange) => change.kind === 'accepted' && files.includes(change.file)
  return { changes: changes.filter((change) => !isSaid(change) || change.names.some(isTakenBack)), unread }
}

const maxLinks = 20

/** What keeps the run from being complete (`isUrgent`), or what else went away. */
export function removedLines({ removed, judged, links }: Projects, isUrgent: boolean): string[] {
  const lines = removed
    .filter(({ isLeft }) => isLeft === isUrgent)
    .map(({ folder, lockfile, isLeft }) => {
      const path = `\`${posix.join(folder, lockfile)}\``
      return isLeft
        ? `This change removes ${path} and leaves its \`package.json\`: what gets installed is not locked any more, and nobody can judge it.`
        : `This change removes ${path} and its project.`
    })
  if (!isUrgent) return lines
  const said = links
    .slice(0, maxLinks)
    .map((path) => `\`${path}\` is a link: what it leads to is compared with nothing.`)
  if (judged.length <= maxProjects) return [...lines, ...said]
  return [...lines, ...said, `Only the first ${maxProjects} of ${judged.length} lockfiles were judged.`]
}

/** A pull request chooses what moves where: with the place, it chooses whose policy and acceptances count. */
export function movedLines({ judged }: Projects): string[] {
  return judged
    .filter(({ state }) => state === 'moved')
    .map(({ folder, lockfile, before }) => {
      const from = before === '' ? 'the root' : `\`${before}\``
      return `\`${posix.join(folder, lockfile)}\` has moved: it is compared with, and judged by the policy and the acceptances of, ${from}.`
    })
}

export function comparedText({ head, base }: Compared, projects: number): string {
  const what = projects === 0 ? 'no lockfile to judge' : projects === 1 ? 'one lockfile' : `${projects} lockfiles`
  if (base.status !== 'commit') return `Judged \`${head.slice(0, 12)}\` as a whole: ${what}.`
  return `Judged \`${head.slice(0, 12)}\` against \`${base.commit.slice(0, 12)}\` (${fromWords[base.from]}): ${what}.`
}

const fromWords = {
  'base-ref': 'base-ref of the workflow',
  'merge-commit': 'what it is merged into',
  event: 'the base that the event names',
  'default-branch': 'the default branch',
} as const

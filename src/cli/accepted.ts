// The `cordon.lock` that counts: the project's own, or with a base commit that commit's, so that a pull request cannot
// accept its own releases.
import { readAccepted } from '../baseline/store/read.ts'
import { type Accepted, nothingAccepted } from '../domain/accepted.ts'
import { nowhere, Problem } from '../domain/problem.ts'
import type { Notice } from '../domain/report.ts'
import type { ProjectFiles } from '../sources/lockfile/project-files.ts'

export const lockName = 'cordon.lock'

/** Throws a Problem for what is there and cannot be read. */
export function readOwnAccepted(project: ProjectFiles, consequence = 'nothing was scanned'): Accepted {
  const file = project.shown(lockName)
  const read = project.read(lockName)
  switch (read.status) {
    case 'missing':
      return nothingAccepted
    case 'text':
      return readAccepted(file, read.text, '', consequence)
    case 'refused': {
      const help = 'It is an ordinary file of this repository that cordon itself writes.'
      const place = { ...nowhere, file }
      throw new Problem([{ code: 'cordon-lock-unreadable', message: `it ${read.why}`, help, place }], consequence)
    }
  }
}

/** `text` is the file in the base commit, undefined where it has none. What the head adds is only a proposal. */
export function acceptedAtBase(
  base: string,
  text: string | undefined,
  project: ProjectFiles,
): { accepted: Accepted; notices: Notice[] } {
  const accepted =
    text === undefined ? nothingAccepted : readAccepted(`${base}:${lockName}`, text, '', 'nothing was scanned')
  const proposed = countNew(readOwnAccepted(project), accepted)
  return { accepted, notices: proposed === 0 ? [] : [{ code: 'accepted-proposals', detail: `${proposed}` }] }
}

function countNew(head: Accepted, base: Accepted): number {
  const textOf = ({ line: _, ...entry }: Accepted['releases'][number] | Accepted['scripts'][number]) =>
    JSON.stringify(entry)
  const known = new Set([...base.releases, ...base.scripts].map(textOf))
  return [...head.releases, ...head.scripts].filter((entry) => !known.has(textOf(entry))).length
}

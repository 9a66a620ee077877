// The `cordon.lock` that counts: the project's own, or with a base commit that commit's, so that a pull request cannot
// accept its own releases.
import { proposalsOf, withProposals } from '../baseline/store/proposals.ts'
import { readAccepted } from '../baseline/store/read.ts'
import { type Accepted, nothingAccepted } from '../domain/accepted.ts'
import { type Mistake, nowhere, Problem } from '../domain/problem.ts'
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

/**
 * `text` is the file in the base commit, undefined where it has none. What the head adds is only a proposal, unless
 * `approved` is the digest of exactly that.
 */
export function acceptedAtBase(
  base: string,
  text: string | undefined,
  project: ProjectFiles,
  approved: string,
): { accepted: Accepted; notices: Notice[] } {
  const accepted = readBaseAccepted(base, text)
  const proposals = proposalsOf(readOwnAccepted(project), accepted)
  const { entries, digest } = proposals
  if (approved !== '' && digest !== approved) throw new Problem([otherProposals(digest)], 'nothing was scanned')
  if (digest === '') return { accepted, notices: [] }
  const detail = `${entries.length} (${digest})`
  if (approved === '') return { accepted, notices: [{ code: 'accepted-proposals', detail }] }
  return { accepted: withProposals(accepted, proposals), notices: [{ code: 'proposals-approved', detail }] }
}

/** `text`: undefined where the commit has no such file. */
export function readBaseAccepted(base: string, text: string | undefined): Accepted {
  return text === undefined ? nothingAccepted : readAccepted(`${base}:${lockName}`, text, '', 'nothing was scanned')
}

function otherProposals(digest: string): Mistake {
  const found = digest === '' ? 'it accepts nothing beyond its base' : `what it accepts beyond its base is ${digest}`
  const help = 'Whoever approved it has seen something else: have it approved as it is now.'
  const place = { ...nowhere, file: lockName }
  return { code: 'proposals-differ', message: `--proposals is another digest: ${found}`, help, place }
}

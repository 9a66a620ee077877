// Settles what the head's own acceptances are worth: approved outside of the pull request's files they count, otherwise they
// keep the check red or have to be merged separately. Which it is follows from the base's policy alone.
import { join, resolve } from 'node:path'
import { loadPolicy } from '../cli/policy.ts'
import { Problem } from '../domain/problem.ts'
import { fetchCommit } from '../sources/git-fetch.ts'
import { hasCommit } from '../sources/git-tree.ts'
import { type Compared, isDigest } from './commits.ts'
import type { Project } from './projects.ts'
import { askApprovals, askPull, labelFor, readProposals } from './proposals.ts'
import { ioFor } from './scan-project.ts'
import type { Setting } from './setting.ts'
import { type Asked, approvedText, fileOf, type Open, waitingText } from './settle-words.ts'

export type Settled = {
  /** The digests that count, by the project's folder. */
  approved: ReadonlyMap<string, string>
  /** Something waits for an approval: the check is red. */
  isOpen: boolean
  /** What keeps the check red, then what else there is to say of it. */
  urgent: readonly string[]
  lines: readonly string[]
  /** The files that this is about, from the root. */
  files: readonly string[]
}

export async function settleProposals(
  setting: Setting,
  compared: Compared,
  projects: readonly Project[],
): Promise<Settled> {
  const { base } = compared
  const none: Settled = { approved: new Map(), isOpen: false, urgent: [], lines: [], files: [] }
  if (base.status !== 'commit') return none
  const open = await findOpen(setting, compared.head, base.commit, projects)
  if (open.length === 0) return none
  if (isMerged(setting)) return { ...none, approved: digestsOf(open) }
  const label = labelFor(open)
  const asked = await ask(setting, compared, base.commit, open, label)
  const approvals = open.map((one) => ({ one, approval: asked.ok ? asked.approvedBy(one.approvers) : 'none' }))
  const waiting = approvals.filter(({ approval }) => approval === 'none').map(({ one }) => one)
  const approved = approvals.filter(({ approval }) => approval !== 'none').map(({ one }) => one)
  // Where nobody could ever approve, a pull request that changes no lockfile may bring them: that is how they are merged.
  const mayBeMerged = !asked.ok && asked.isNever && !projects.some(({ isLockChanged }) => isLockChanged)
  const isOpen = waiting.length > 0 && !mayBeMerged
  const waitingLines = waiting.map((one) => waitingText(one, label, asked))
  const approvedLines = approvals.flatMap(({ one, approval }) =>
    approval === 'none' ? [] : approvedText(one, approval),
  )
  return {
    approved: digestsOf(approved),
    isOpen,
    urgent: isOpen ? waitingLines : [],
    lines: isOpen ? approvedLines : [...waitingLines, ...approvedLines],
    files: open.map(fileOf),
  }
}

/** On the default branch they have been merged by whoever may merge. */
function isMerged({ event }: Setting): boolean {
  return event.kind === 'push' && event.branch !== '' && event.branch === event.defaultBranch
}

async function findOpen(setting: Setting, head: string, base: string, projects: readonly Project[]): Promise<Open[]> {
  const open: Open[] = []
  for (const project of projects) {
    const proposals = await readOrNone(() => readProposals(gitOf(setting), { head, base }, project))
    if (proposals === 'unreadable' || proposals.digest === '') continue
    const approvers = await readOrNone(() => approversOf(setting, base, project))
    const { folder } = project
    open.push({ project, folder, proposals, approvers: approvers === 'unreadable' ? [] : approvers })
  }
  return open
}

/** What is wrong with a file of the project is said by its scan, which then judges nothing. */
async function readOrNone<T>(read: () => Promise<T>): Promise<T | 'unreadable'> {
  try {
    return await read()
  } catch (error) {
    if (error instanceof Problem) return 'unreadable'
    throw error
  }
}

async function approversOf(setting: Setting, base: string, project: Project): Promise<readonly string[]> {
  const { env, inputs, place, now } = setting
  const file = inputs.policy === '' ? '' : resolve(place.root, place.folder, inputs.policy)
  const baseFolder = project.state === 'moved' ? project.before || '.' : ''
  const request = { dir: join(place.root, project.folder), file, base, baseFolder, now: now(), consequence: '' }
  const io = ioFor({ root: place.root, env, now }, () => {})
  return (await loadPolicy(request, io)).policy.approvers
}

async function ask(
  setting: Setting,
  compared: Compared,
  base: string,
  open: readonly Open[],
  label: string,
): Promise<Asked> {
  const { event, github, repository } = setting
  const never = (why: string): Asked => ({ ok: false, why, isNever: true })
  if (open.every(({ approvers }) => approvers.length === 0)) return never("the base's policy names no approvers")
  if (github === 'none') return never('there is no token to ask with')
  const failed = (why: string): Asked => ({ ok: false, why: `GitHub could not be asked: ${why}`, isNever: false })
  switch (event.kind) {
    case 'pull-request': {
      const { number, author, head: proposed } = event.pull
      const isJudged =
        compared.head === proposed || (compared.base.status === 'commit' && compared.base.from === 'merge-commit')
      const head = isJudged ? proposed : ''
      const asked = await askApprovals({ github, repository, number, author, head, label })
      return asked.ok ? asked : failed(asked.why)
    }
    case 'merge-group': {
      if (event.number === 0) return never('this merge group names no pull request')
      const pull = await askPull(github, repository, event.number)
      if (!pull.ok) return failed(pull.why)
      const head = (await proposesTheSame(setting, pull.head, base, open)) ? pull.head : ''
      const asked = await askApprovals({ github, repository, number: event.number, author: pull.author, head, label })
      return asked.ok ? asked : failed(asked.why)
    }
    case 'push':
    case 'deleted':
    case 'whole':
    case 'other':
      return never('this is no pull request')
  }
}

/** A review is about the pull request's own commit: it counts in a merge queue as long as the queue adds nothing to it. */
async function proposesTheSame(setting: Setting, head: string, base: string, open: readonly Open[]): Promise<boolean> {
  const { inputs, server } = setting
  const git = gitOf(setting)
  if (!isDigest(head)) return false
  if (!(await hasCommit({ ...git, ref: head }))) {
    const fetched = await fetchCommit({ ...git, token: inputs.repoToken, server }, head)
    if (!fetched.ok) return false
  }
  for (const { project, proposals } of open) {
    const same = await readOrNone(() => readProposals(git, { head, base }, project))
    if (same === 'unreadable' || same.digest !== proposals.digest) return false
  }
  return true
}

function gitOf({ place, env }: Setting) {
  return { dir: place.root, env, platform: process.platform }
}

function digestsOf(open: readonly Open[]): Map<string, string> {
  return new Map(open.map(({ folder, proposals }) => [folder, proposals.digest]))
}

// One run from commits to verdicts: what changed, which projects that concerns, what they propose and who approved it, and
// a scan of each. It prints nothing.
import { mkdirSync } from 'node:fs'
import { join, posix } from 'node:path'
import { usageMistake } from '../cli/mistakes.ts'
import { Problem } from '../domain/problem.ts'
import { isFileProblem } from '../sources/cache-file.ts'
import { isBlob } from '../sources/git-changes.ts'
import { listTree, type TreeEntry } from '../sources/git-tree.ts'
import { compareCommits } from './commits.ts'
import { type Decisions, decisionLines, findDecisions } from './decisions.ts'
import { comparedText, movedLines, removedLines, unsaid } from './judge-words.ts'
import { changedNames, changedNamesLines } from './named-files.ts'
import { refuseNoLockfile } from './no-lockfile.ts'
import { keptFolder, lockfilesThrough, packsIn, seenFrom } from './paths.ts'
import { findProjects, maxProjects, type Projects } from './projects.ts'
import { type Outcome, outcomeOf } from './result.ts'
import { type Scanned, scanProject } from './scan-project.ts'
import type { Setting } from './setting.ts'
import { settleProposals } from './settle.ts'
import { keepTarballs, takeTarballs } from './tarball-cache.ts'

export type Judged = {
  outcome: Outcome
  scans: readonly Scanned[]
  /** Sentences that come first, with names between backticks: what keeps the check from passing, then what to know. */
  urgent: readonly string[]
  top: readonly string[]
  /** What decides is another after this change: people are told of it even where all is well. */
  isDeciding: boolean
  /** What was compared, in one sentence. */
  compared: string
}

export async function judge(setting: Setting): Promise<Judged> {
  const { event, inputs } = setting
  if (event.kind === 'deleted') return nothing('The branch or tag is gone: there is nothing to judge.')
  const compared = await compareCommits(remoteOf(setting), event, inputs)
  if (compared.base.status === 'missing') return withoutBase(compared.base)
  const base = compared.base.status === 'commit' ? compared.base.commit : ''
  const git = gitOf(setting)
  const head = await listTree({ ...git, ref: compared.head })
  const bases = base === '' ? 'none' : await listTree({ ...git, ref: base })
  const projects = projectsIn(setting, head, bases)
  const decisions = bases === 'none' ? noDecisions : await findDecisions({ head, base: bases }, packsIn(setting), git)
  const named = base === '' ? [] : await changedNames(inputs, setting.place, base, setting.env)
  const kept = keptFolder(inputs.cache, setting, head)
  const settled = await settleProposals(setting, compared, projects.judged)
  const { scans, faults } = await scanAll(setting, base, projects, settled.approved, kept)
  const left = projects.removed.filter(({ isLeft }) => isLeft)
  const isCut = projects.judged.length > maxProjects
  const isIncomplete = left.length + projects.links.length + named.length > 0 || isCut
  return {
    outcome: outcomeOf({ scans, isIncomplete, isProposed: settled.isOpen }),
    scans,
    urgent: [...settled.urgent, ...changedNamesLines(named), ...removedLines(projects, true)],
    top: [
      ...faults,
      ...settled.lines,
      ...movedLines(projects),
      ...removedLines(projects, false),
      ...decisionLines(unsaid(decisions, settled.files)),
    ],
    isDeciding: decisions.changes.length + decisions.unread > 0,
    compared: comparedText(compared, scans.length),
  }
}

const noDecisions: Decisions = { changes: [], unread: 0 }

function gitOf({ place, env }: Setting) {
  return { dir: place.root, env, platform: process.platform }
}

function remoteOf(setting: Setting) {
  const { inputs, server, eventCommit, repository } = setting
  return { ...gitOf(setting), token: inputs.repoToken, server, eventCommit, name: repository }
}

function projectsIn(setting: Setting, head: readonly TreeEntry[], base: readonly TreeEntry[] | 'none'): Projects {
  const { inputs, place } = setting
  const only = inputs.lockfiles.map((path) => posix.join(place.folder, path))
  const known = new Set([...head, ...(base === 'none' ? [] : base)].map(({ path }) => path))
  const missing = only.filter((path) => !known.has(path))
  const help = 'Write its path from working-directory.'
  const mistakes = missing.map((path) => usageMistake('lockfile-missing', `there is no lockfile ${path}`, help))
  if (mistakes.length > 0) throw new Problem(mistakes, 'nothing was judged')
  const isOnDisk = ({ path, digest }: TreeEntry) => isBlob(join(place.root, path), digest)
  refuseNoLockfile(known, place.folder)
  const leadsTo = ({ path }: TreeEntry) => lockfilesThrough(place.root, path)
  return findProjects({ head, base, below: place.folder, only, isOnDisk, leadsTo })
}

async function scanAll(
  setting: Setting,
  base: string,
  { judged }: Projects,
  approved: ReadonlyMap<string, string>,
  keptIn: string,
): Promise<{ scans: readonly Scanned[]; faults: readonly string[] }> {
  const { folder, inputs, env, now, place } = setting
  const own = join(folder, 'cache')
  const folders = { kept: judged.length === 0 ? '' : keptIn, own }
  mkdirSync(own, { recursive: true })
  const before = cacheFault(() => takeTarballs(folders))
  const scans: Scanned[] = []
  for (const [index, project] of judged.slice(0, maxProjects).entries()) {
    const file = join(folder, index === 0 ? 'cordon-report.json' : `cordon-report-${index + 1}.json`)
    const scan = { root: place.root, base, cacheDir: own, env, now, inputs: seenFrom(inputs, place) }
    scans.push(await scanProject(project, scan, { approved: approved.get(project.folder) ?? '', file }))
  }
  return { scans, faults: [...new Set([...before, ...cacheFault(() => keepTarballs(folders))])] }
}

/** A cache that cannot be read or written makes a run slower, and it is said. */
function cacheFault(work: () => unknown): string[] {
  try {
    work()
    return []
  } catch (error) {
    if (!isFileProblem(error) || !(error instanceof Error)) throw error
    return [`The folder of \`cache\` cannot be used: \`${error.message}\`.`]
  }
}

function nothing(compared: string): Judged {
  const outcome = outcomeOf({ scans: [], isIncomplete: false, isProposed: false })
  return { outcome, scans: [], urgent: [], top: [], isDeciding: false, compared }
}

/** Without its base nothing says what is new, or what may decide: to judge by what the head brings would be no gate. */
function withoutBase({ wanted, why }: { wanted: string; why: string }): Judged {
  const outcome = outcomeOf({ scans: [], isIncomplete: true, isProposed: false })
  const line = `The commit to compare with, \`${wanted}\`, could not be had: \`${why}\`. Nothing was judged. With \`fetch-depth: 0\` the checkout brings it along.`
  return { outcome, scans: [], urgent: [line], top: [], isDeciding: false, compared: '' }
}

// Every install script of a locked tree, held against what people approved: the report of `cordon scripts`.
import type { Accepted, AcceptedScript } from '../domain/accepted.ts'
import { distinctReleases, isOwnCode, type LockedPackage } from '../domain/locked.ts'
import type { Directive } from '../domain/project.ts'
import type { Contents } from '../domain/release.ts'
import type { ApprovalState, ListedPackage, ScriptSettings, ScriptsReport } from '../domain/scripts-report.ts'
import { decisionOf, pinnedKey } from '../facts/allow-scripts.ts'
import { machinePrograms } from '../facts/extract/install-tools.ts'
import { allowsMore, npm11Does, npm12Does } from '../facts/npm-scripts.ts'
import type { Owner } from '../facts/script-approval.ts'
import { runsOnInstall } from '../facts/scripts.ts'
import type { ByteRoad } from './bytes.ts'
import { createContentsSource } from './contents.ts'
import { createHistories } from './histories.ts'
import { mapLimited } from './limit.ts'
import { approvalIn, bringScripts, type ReleaseScripts } from './release-scripts.ts'
import type { ScanInput } from './scan.ts'
import { ownersFor } from './script-owners.ts'
import { allowEntries } from './script-surpluses.ts'
import { readTree, type Tree } from './tree.ts'

export type ScriptsInput = Pick<
  ScanInput,
  'tool' | 'lockfile' | 'registry' | 'cache' | 'pool' | 'patches' | 'visibleUntil' | 'concurrency' | 'onProgress'
> & { accepted: Pick<Accepted, 'scripts'>; settings: ScriptSettings }

/** One package of the report, with the lock entry that it is about. */
export type Listed = { locked: LockedPackage; shown: ListedPackage }

/** `folders`: the project's own ones that it depends on and that have install scripts, by their path in it. */
export type ListedScripts = { report: ScriptsReport; listed: readonly Listed[]; folders: readonly string[] }

/**
 * The report lists packages with install scripts, and those nobody could look into. `told`: only packages of which the
 * lockfile or an approval says that they have some; the others run none, whatever they hold.
 */
export async function listScripts(input: ScriptsInput, which: 'all' | 'told' = 'all'): Promise<ListedScripts> {
  const { tool, lockfile, settings } = input
  const entries = allowEntries(lockfile)
  const around = roadOf(input)
  const listed = (await readScripts(input, around, which)).map((one) => toListed(one, input, entries, around.tree))
  const packages = listed.map(({ shown }) => shown)
  const count = (state: ApprovalState) => packages.filter((one) => one.state === state).length
  const [changed, unapproved, unread] = [count('changed'), count('new'), count('unread')]
  const judged = listed.map(({ locked, shown }) => ({ locked, state: shown.state }))
  const surplus = entries.flatMap((entry) => {
    const more = allowsMore(entry, judged)
    return more === 'nothing' ? [] : [{ key: entry.key, file: entry.file, line: entry.line, more }]
  })
  const exitCode = changed + unapproved > 0 ? 1 : unread > 0 ? 3 : 0
  const summary = { packages: packages.length, approved: count('approved'), changed, new: unapproved, unread, exitCode }
  const report = { schemaVersion: 1, tool, lockfile: lockfile.file, settings, summary, surplus, packages } as const
  return { report, listed, folders: ownFolders(lockfile.packages) }
}

/** Workspaces run whatever is allowed. */
function ownFolders(packages: readonly LockedPackage[]): string[] {
  return packages
    .filter((one) => isOwnCode(one) && one.kind !== 'workspace' && one.hasInstallScript === 'yes')
    .map(({ location }) => location)
    .filter((location) => !location.startsWith('node_modules/'))
}

function roadOf(input: ScriptsInput): ByteRoad {
  const histories = createHistories(input.registry, () => new Set(), input.visibleUntil)
  return {
    tree: readTree(input.lockfile, 'none'),
    histories,
    contents: createContentsSource(input.registry, input.cache, input.pool, histories),
    patches: input.patches,
  }
}

async function readScripts(input: ScriptsInput, around: ByteRoad, which: 'all' | 'told'): Promise<ReleaseScripts[]> {
  const approved = new Set(input.accepted.scripts.map(({ name }) => name))
  const isTold = (one: LockedPackage) => one.hasInstallScript !== 'no' || approved.has(one.name)
  const all = distinctReleases(input.lockfile.packages)
  const releases = which === 'all' ? all : all.filter(({ locked }) => isTold(locked))
  let done = 0
  const found = await mapLimited(releases, input.concurrency, async (release) => {
    const one = await bringScripts(release, around)
    input.onProgress({ stage: 'releases', done: ++done, total: releases.length, current: release.locked.name })
    return one
  })
  return found.flat()
}

function toListed(
  one: ReleaseScripts,
  { accepted, settings }: ScriptsInput,
  entries: readonly Directive[],
  tree: Tree,
): Listed {
  const { locked, locations } = one
  const { name, version, kind, integrity, line } = locked
  const entry = decisionOf(locked, entries)
  const { state, by } = approvalIn(accepted.scripts, one)
  const shown: ListedPackage = {
    ...{ name, version, kind, integrity, locations, line, state },
    ...(one.status === 'read' ? one.approval : unbound),
    ...(one.status === 'read' ? insideOf(locked, one.contents, tree) : nothing),
    ...approvedBy(by),
    key: pinnedKey(locked),
    entry,
    npm12: npm12Does(locked, entry, settings),
    npm11: npm11Does(locked, entry, settings),
    why: one.status === 'read' ? 'none' : one.why,
  }
  return { locked, shown }
}

const unbound = { digest: '', boundTo: 'nothing', open: [] } as const
const nothing = { scripts: [], files: [], uses: [], deeds: [] } as const

function approvedBy(entry: AcceptedScript | 'nobody'): Pick<ListedPackage, 'approvedBy' | 'approvedAt' | 'note'> {
  if (entry === 'nobody') return { approvedBy: '', approvedAt: '', note: '' }
  return { approvedBy: entry.by, approvedAt: new Date(entry.at).toISOString(), note: entry.note }
}

function insideOf(
  locked: LockedPackage,
  { install, scripts, code }: Contents,
  tree: Tree,
): Pick<ListedPackage, 'scripts' | 'files' | 'uses' | 'deeds'> {
  const owners = ownersFor(locked, tree)
  const run = scripts.filter((script) => runsOnInstall(script, locked.kind))
  return {
    scripts: run.map(({ name, body, implicit, line }) => ({ event: name, body, implicit, line })),
    files: [...new Set([...install.files, ...run.flatMap(({ reaches }) => reaches)])].sort(),
    uses: [
      ...install.programs
        .map((name) => ({ kind: 'program' as const, name, owner: ownerText(owners.program(name)) }))
        .filter(({ name, owner }) => owner !== 'nobody' || !machinePrograms.has(name)),
      ...install.packages.map((name) => ({ kind: 'package' as const, name, owner: ownerText(owners.module(name)) })),
    ],
    deeds: code.capabilities
      .filter(({ reach }) => reach === 'install')
      .map(({ name, subject, file, line }) => ({ name, subject, file, line })),
  }
}

function ownerText(owner: Owner): string {
  return owner.status === 'package' ? owner.name : owner.status
}

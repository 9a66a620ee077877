// How a project's files have to be so that npm runs exactly the approved install scripts: entries of `allowScripts`,
// settings of `.npmrc`, and whether npm 11 has to be refused. Pure; the files are written elsewhere.
import type { LockedPackage } from '../domain/locked.ts'
import type { AllowPlan, ApprovalState, PlanNote, ScriptSettings } from '../domain/scripts-report.ts'
import { folderIn, identityOf, keyMeets, pinnedKey, readAllowKey } from './allow-scripts.ts'

type Entry = { locked: LockedPackage; state: ApprovalState }

/**
 * `before` is `allowScripts` as it stands; keys keep their places. `folders` are the project's own, with install scripts,
 * that it depends on: they may run like its own scripts do, unless it says otherwise itself.
 */
export function planAllowScripts(
  listed: readonly Entry[],
  folders: readonly string[],
  before: ReadonlyMap<string, unknown>,
  settings: ScriptSettings,
): AllowPlan {
  const wanted = new Map<string, boolean>()
  const notes: PlanNote[] = []
  for (const one of listed) {
    const key = keyFor(one, notes)
    if (key === '') continue
    const isApproved = one.state === 'approved' && pinnedKey(one.locked) !== ''
    // Of two releases under one key both have to be approved.
    wanted.set(key, isApproved && (wanted.get(key) ?? true))
  }
  const refusesGit = listed.some(({ locked, state }) => locked.kind === 'git' && state !== 'approved')
  if (refusesGit) notes.push({ code: 'git-refused', name: '' })
  if (settings.ignoreScripts) notes.push({ code: 'scripts-ignored', name: '' })
  return {
    entries: inOrder(withFolders(wanted, folders, before), before, listed),
    npmrc: new Map([
      ['strict-allow-scripts', 'true'],
      // Said even where nothing else is: the project's word counts before that of a user's own file.
      ['dangerously-allow-all-scripts', 'false'],
      ...(refusesGit ? ([['allow-git', 'none']] as const) : []),
    ]),
    needsNpm12: listed.some(({ locked, state }) => locked.kind === 'bundled' && state !== 'approved'),
    notes,
  }
}

/** '' for what npm has no entry for: what a tarball carries. */
function keyFor({ locked, state }: Entry, notes: PlanNote[]): string {
  const pinned = pinnedKey(locked)
  if (pinned !== '') return pinned
  if (locked.kind === 'bundled') {
    notes.push({ code: 'carried', name: locked.name })
    return ''
  }
  if (state === 'approved') notes.push({ code: 'unpinned', name: locked.name })
  return identityOf(locked).name
}

function withFolders(
  wanted: ReadonlyMap<string, boolean>,
  folders: readonly string[],
  before: ReadonlyMap<string, unknown>,
): ReadonlyMap<string, boolean> {
  const said = [...before].filter(([key]) => folders.includes(folderIn(key)))
  const spoken = new Set(said.map(([key]) => folderIn(key)))
  return new Map([
    ...wanted,
    ...said.map(([key, value]): [string, boolean] => [key, value === true]),
    ...folders.filter((folder) => !spoken.has(folder)).map((folder): [string, boolean] => [`file:${folder}`, true]),
  ])
}

/** What people denied stays, unless it stands in the way; what was allowed counts only as far as it is approved. */
function inOrder(
  wanted: ReadonlyMap<string, boolean>,
  before: ReadonlyMap<string, unknown>,
  listed: readonly Entry[],
): ReadonlyMap<string, boolean> {
  const entries = new Map<string, boolean>()
  for (const [key, value] of before) {
    const now = wanted.get(key)
    const isMet = listed.some(({ locked }) => keyMeets(readAllowKey(key), locked, true))
    if (now !== undefined) entries.set(key, now)
    else if (value === false && !isMet) entries.set(key, false)
  }
  const rest = [...wanted].filter(([key]) => !entries.has(key)).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
  return new Map([...entries, ...rest])
}

// What npm 11 and npm 12 do with the install scripts of a lock entry (arborist's lib/arborist/rebuild.js and npm's
// lib/utils/strict-allow-scripts-preflight.js), and which entries of `allowScripts` allow more than people approved.
import type { LockedPackage } from '../domain/locked.ts'
import type { Directive } from '../domain/project.ts'
import type { AllowsMore, ApprovalState, NpmDoes, ScriptSettings } from '../domain/scripts-report.ts'
import { type Decision, folderIn, keyMeets, readAllowKey } from './allow-scripts.ts'

/** npm 12 runs what is allowed, and of what nobody reviewed nothing. */
export function npm12Does(locked: LockedPackage, decision: Decision, settings: ScriptSettings): NpmDoes {
  // A checkout is prepared before anything asks what is allowed; by default it is not fetched at all.
  if (locked.kind === 'git' && settings.allowGit === '') return 'fails'
  return does(locked, decision, settings, 'skips')
}

/** npm 11 runs what is not denied; before 11.16 it knows nothing of `allowScripts`. */
export function npm11Does(locked: LockedPackage, decision: Decision, settings: ScriptSettings): NpmDoes {
  return does(locked, decision, settings, 'runs')
}

function does(locked: LockedPackage, decision: Decision, settings: ScriptSettings, unreviewed: NpmDoes): NpmDoes {
  if (locked.kind === 'git' && settings.allowGit === 'none') return 'fails'
  if (settings.ignoreScripts) return 'skips'
  if (settings.allowAll || locked.kind === 'git') return 'runs'
  switch (decision) {
    case 'allowed':
      return 'runs'
    case 'denied':
      return 'skips'
    case 'unreviewed':
      // What a tarball carries is beyond strictness.
      return settings.strict && locked.kind !== 'bundled' ? 'fails' : unreviewed
  }
}

/** A package with install scripts and whether they are approved. */
export type Judged = { locked: LockedPackage; state: ApprovalState }

/** What an entry allows beyond what was approved. Folders of the project are its own code: nobody approves them. */
export function allowsMore({ key, value }: Directive, judged: readonly Judged[]): AllowsMore | 'nothing' {
  const read = readAllowKey(key)
  if (value !== 'true' || read.kind === 'none' || folderIn(key) !== '') return 'nothing'
  const isPinned = read.kind === 'versions' || (read.kind === 'source' && !isEveryCommit(key))
  if (!isPinned) return 'every-version'
  const met = judged.filter(({ locked }) => keyMeets(read, locked, false))
  if (met.length === 0) return 'not-installed'
  if (met.some(({ state }) => state === 'changed')) return 'changed'
  if (met.some(({ state }) => state === 'new')) return 'not-approved'
  return met.some(({ state }) => state === 'unread') ? 'unread' : 'nothing'
}

/** A repository without a commit. Tarballs by URL and folders have none either, and name one thing. */
function isEveryCommit(key: string): boolean {
  return (key.startsWith('git') || key.startsWith('bitbucket:')) && !key.includes('#')
}

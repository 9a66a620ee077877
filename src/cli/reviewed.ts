// From a release that somebody looked at to its entry in `cordon.lock`: who may be accepted at all, and what an entry
// takes the place of.
import { allowable } from '../baseline/policy/reasons.ts'
import { isWritable, maxTextLength } from '../baseline/store/line.ts'
import type { Accepted, AcceptedRelease } from '../domain/accepted.ts'
import type { LockedPackage, Lockfile } from '../domain/locked.ts'
import type { Mistake } from '../domain/problem.ts'
import { acceptable } from '../scan/accepted.ts'
import type { Surveyed } from '../scan/survey.ts'
import { currentUser } from '../sources/git-user.ts'
import type { Io } from './io.ts'
import { usageMistake } from './mistakes.ts'

export type Wanted = { name: string; version: string }
export type Reviewed = { locked: LockedPackage; note: string }
/** Who accepts, and when in milliseconds since 1970. */
export type Reviewer = { by: string; at: number }

export async function reviewer(dir: string, io: Io): Promise<Reviewer> {
  return { by: await currentUser(dir, io.env, io.platform), at: io.now() }
}

/** Why a release cannot be accepted, whatever anybody thinks of it; empty when it can. */
export function refusalOf({ locked, isKnownBad, unread: [unread] }: Surveyed): Mistake[] {
  const name = `${locked.name}@${locked.version}`
  if (isKnownBad) {
    const help = 'Move to another version. If the record is wrong, have it withdrawn where it comes from.'
    return [usageMistake('known-bad', `${name} is known to have been made to do harm`, help)]
  }
  if (acceptable(locked) === '' || !isWritable(locked)) {
    return [usageMistake('not-acceptable', `${name} cannot be accepted: ${whyNot(locked)}`, helpFor(locked))]
  }
  if (unread === undefined) return []
  return [usageMistake('unread', `${name} could not be looked into: ${unread.code}`, helpForUnread(unread.code))]
}

/** Nobody reviews what nobody can read; that it stays unchecked can be decided, and then every report says so. */
function helpForUnread(code: string): string {
  return allowable.includes(code)
    ? 'Run it again where its tarball can be had, or allow this one reason under "unchecked:" in cordon.yml.'
    : 'Have the lockfile pin bytes that its registry serves.'
}

/** A reason stands in one line of `cordon.lock`, which has to be read again. */
export function mistakesInNote(note: string): Mistake[] {
  if (note.length <= maxTextLength) return []
  const help = `A reason has at most ${maxTextLength} characters: say what was looked at, and link to the rest.`
  return [usageMistake('note-too-long', `the reason has ${note.length} characters`, help)]
}

function whyNot({ kind }: LockedPackage): string {
  switch (kind) {
    case 'patched':
      return 'the project patches it, and no digest covers the patch'
    case 'bundled':
      return 'it comes inside the tarball of another package'
    case 'git':
      return 'a commit has no sha512'
    case 'workspace':
    case 'link':
    case 'file':
      return 'it is a folder'
    case 'registry':
    case 'alias':
    case 'remote':
      return 'the lockfile has no single sha512 for it'
  }
}

function helpFor({ kind }: LockedPackage): string {
  if (kind === 'bundled') return 'Accept the package that carries it.'
  return kind === 'registry' || kind === 'alias' || kind === 'remote'
    ? 'Have a current npm write the lockfile: "npm install --package-lock-only --ignore-scripts".'
    : 'It stays what every scan says of it.'
}

/** An entry for these bytes, or for other bytes that the lockfile does not install any more, gives way to the new one. */
export function withReviewed(
  { releases, scripts }: Accepted,
  reviewed: readonly Reviewed[],
  lockfile: Lockfile,
  { by, at }: Reviewer,
): Pick<Accepted, 'releases' | 'scripts'> {
  const entries = reviewed.map(
    ({ locked, note }): AcceptedRelease => ({
      kind: 'release',
      ...{ name: locked.name, version: locked.version, integrity: acceptable(locked) },
      ...{ standard: 'reviewed', by, at, note, from: '', line: 0 },
    }),
  )
  const installed = installedIn(lockfile)
  const isReplaced = (one: AcceptedRelease) => {
    const sameRelease = entries.filter(({ name, version }) => one.name === name && one.version === version)
    if (sameRelease.length === 0) return false
    return !installed(one) || sameRelease.some(({ integrity }) => integrity === one.integrity)
  }
  return { releases: [...releases.filter((one) => !isReplaced(one)), ...entries], scripts }
}

/** Whether the lockfile installs exactly what an entry is about. */
export function installedIn({ packages }: Lockfile): (entry: AcceptedRelease) => boolean {
  const keyOf = (name: string, version: string, integrity: string) => JSON.stringify([name, version, integrity])
  // An entry for what is patched now is kept: the patch may go.
  const there = new Set(
    packages.map(({ name, version, kind, integrity }) =>
      keyOf(name, version, acceptable({ kind: kind === 'patched' ? 'registry' : kind, integrity })),
    ),
  )
  return ({ name, version, integrity }) => there.has(keyOf(name, version, integrity))
}

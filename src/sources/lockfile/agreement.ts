// Whether two lists of entries describe the same tree: `dependencies` and `packages` of a version 2 lockfile (npm 6 reads
// the one, later versions the other), and npm-shrinkwrap.json beside package-lock.json.
import type { LockedPackage, Lockfile } from '../../domain/locked.ts'
import { isOwnCode, releaseKey } from '../../domain/locked.ts'
import type { Mistake } from '../../domain/problem.ts'
import type { Entry } from './entry.ts'
import { maxMistakes } from './limits.ts'
import { type Mistakes, mistakeNowhere, quoted } from './mistakes.ts'
import { readSpec } from './spec.ts'

/** Everything that npm 6 would install has to be what npm 7 and later install there. */
export function checkAgreement(legacy: readonly Entry[], packages: readonly Entry[], mistakes: Mistakes): void {
  const byLocation = new Map(packages.map((entry) => [entry.location, entry]))
  for (const old of legacy) {
    // The folders of links carry no version in `dependencies`.
    if (old.where.kind === 'folder') continue
    const now = byLocation.get(old.location)
    if (now === undefined) {
      mistakes.at('lockfile-two-truths', old.offset, `"dependencies" has ${quoted(old.location)}, "packages" has not`)
      continue
    }
    const field = differingField(old, now)
    if (field === undefined) continue
    const both = `${quoted(old[field])} in "dependencies", ${quoted(now[field])} in "packages"`
    mistakes.at('lockfile-two-truths', old.offset, `${field} of ${quoted(old.location)} is ${both}`)
  }
}

/** Two lockfiles side by side, compared as trees: places, and what sits there. */
export function compareLockfiles(one: Lockfile, other: Lockfile): Mistake[] {
  const left = new Map(one.packages.map((locked) => [locked.location, locked]))
  const right = new Map(other.packages.map((locked) => [locked.location, locked]))
  const locations = [...new Set([...left.keys(), ...right.keys()])]
  const different = locations.filter((location) => keyOf(left.get(location)) !== keyOf(right.get(location)))
  const named = different.slice(0, maxMistakes).map((location) => {
    const [first, second] = [shown(left.get(location)), shown(right.get(location))]
    return mistakeNowhere(
      'lockfiles-disagree',
      `${quoted(location)}: ${first} in ${one.file}, ${second} in ${other.file}`,
    )
  })
  const more = different.length - named.length
  return more === 0 ? named : [...named, mistakeNowhere('lockfiles-disagree', `${more} more differences`)]
}

function keyOf(locked: LockedPackage | undefined): string {
  if (locked === undefined) return ''
  // Own folders are listed with their version in some lockfileVersions only.
  return isOwnCode(locked) ? JSON.stringify([locked.kind, locked.resolved]) : releaseKey(locked)
}

function shown(locked: LockedPackage | undefined): string {
  if (locked === undefined) return 'not there'
  const bytes = locked.integrity === '' ? locked.resolved : locked.integrity
  return quoted(`${locked.name}@${locked.version} ${bytes}`)
}

type Compared = 'name' | 'version' | 'integrity' | 'resolved'

/**
 * Spellings differ between the two lists for git and URLs, so there only the commit is compared. What one list leaves
 * out is no contradiction (npm drops `resolved` on request, and old versions had fewer fields), but for the version.
 */
function differingField(old: Entry, now: Entry): Compared | undefined {
  if (old.link || now.link) return old.link === now.link && old.resolved === now.resolved ? undefined : 'resolved'
  const [source, sourceNow] = [readSpec(old.resolved).kind, readSpec(now.resolved).kind]
  const oldName = old.name === '' ? old.where.installedAs : old.name
  const nowName = now.name === '' ? now.where.installedAs : now.name
  if (source === 'git' || sourceNow === 'git') {
    return source === sourceNow && commitOf(old.resolved) === commitOf(now.resolved) ? undefined : 'resolved'
  }
  if (old.integrity !== '' && now.integrity !== '' && old.integrity !== now.integrity) return 'integrity'
  if (old.urlAsked || source === 'file') return old.resolved === now.resolved ? undefined : 'resolved'
  if (oldName !== nowName) return 'name'
  if (old.version !== now.version) return 'version'
  return old.resolved !== '' && now.resolved !== '' && old.resolved !== now.resolved ? 'resolved' : undefined
}

function commitOf(reference: string): string {
  return reference.slice(reference.lastIndexOf('#') + 1)
}

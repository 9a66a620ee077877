// Whether what lies in node_modules is what was judged: npm's own record and the disk, both held against the lockfile.
// Reading and comparing; what follows from it is the caller's.
import type { TreeDifference } from '../domain/installed.ts'
import { isOwnCode, type LockedPackage, type Lockfile } from '../domain/locked.ts'
import { Problem } from '../domain/problem.ts'
import { compareFolders, compareInstalled } from '../facts/installed-tree.ts'
import { linksInTheWay, readFolders, readInstalledRecord } from '../sources/installed-folders.ts'
import { isSealed, seal } from '../sources/installed-seal.ts'
import { parseInstalled } from '../sources/lockfile/read.ts'
import { usageMistake } from './mistakes.ts'
import { changedSince, type Pinned } from './pinned-files.ts'

export type Installed = {
  dir: string
  judged: Lockfile
  pinned: Pinned
  /** Only some of the tree was asked for by name. */
  isPart: boolean
}

/** What lies there as cordon left it, by the same record; everything else may have come with the project. */
export function letInBefore(dir: string, cacheDir: string): Lockfile | 'none' {
  const record = readInstalledRecord(dir)
  return record.status === 'text' && isSealed(cacheDir, dir, record.text) ? installedNow(dir) : 'none'
}

/** The record as it is now, to be remembered once everything is done: a project's own scripts may install more. */
export function letInNow(dir: string, cacheDir: string): { remember: () => void } {
  const record = readInstalledRecord(dir)
  return { remember: () => (record.status === 'text' ? seal(cacheDir, dir, record.text) : undefined) }
}

/** What npm says lies there, as a lockfile; `none` where it says nothing. Throws a Problem for what is no such record. */
export function installedNow(dir: string): Lockfile | 'none' {
  const record = readInstalledRecord(dir)
  if (record.status !== 'text') return 'none'
  const file = 'node_modules/.package-lock.json'
  return parseInstalled({ file, text: record.text, manifest: 'none', projectFolder: '' })
}

export function differencesIn({ dir, judged, pinned, isPart }: Installed): TreeDifference[] {
  const changed = changedSince(pinned, dir).filter((name) => name !== '.npmrc')
  if (changed.length > 0) {
    return changed.map(
      (location): TreeDifference => ({ code: 'other-on-disk', location, detail: 'it changed meanwhile' }),
    )
  }
  const bringsAny = judged.packages.some((one) => !isOwnCode(one))
  const record = installedNow(dir)
  if (record === 'none') return bringsAny ? [{ code: 'no-record', location: '', detail: '' }] : []
  const installed = record.packages
  const holders = holdersIn(judged)
  return [
    ...compareInstalled(judged.packages, installed, isPart),
    ...compareFolders(readFolders(dir, holders), installed),
  ]
}

/** npm follows these, out of the project as well; one that was cloned may lead anywhere. */
export function refuseLinks(dir: string, judged: Lockfile, consequence: string): void {
  const [first, ...others] = linksInTheWay(dir, holdersIn(judged))
  if (first === undefined) return
  const more = others.length === 0 ? '' : `, and ${others.length} more`
  const message = `${first} is a link, and npm would write and remove at its other end${more}`
  throw new Problem([usageMistake('link-in-the-way', message, 'Remove it, then run it again.')], consequence)
}

/** Folders of the project that may have a node_modules; '' is the project itself. */
function holdersIn({ packages }: Lockfile): string[] {
  return ['', ...packages.filter(isFolder).map(({ location }) => location)]
}

function isFolder(one: LockedPackage): boolean {
  return isOwnCode(one) && one.kind !== 'link' && !one.location.includes('node_modules')
}

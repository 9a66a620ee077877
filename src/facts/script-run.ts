// Which install scripts run once a tree is installed and checked: those that people approved, place by place, and the
// project's own. Pure. Places, not names: a tarball may carry another package of the same name.
import type { NotRun } from '../domain/installed.ts'
import { isOwnCode, type LockedPackage } from '../domain/locked.ts'
import type { Directive } from '../domain/project.ts'
import type { ApprovalState } from '../domain/scripts-report.ts'
import { type Decision, folderIn } from './allow-scripts.ts'

/** A package with install scripts, `locations` where it lies, `entry` what the project's `allowScripts` says of it. */
export type ScriptedPackage = {
  locked: LockedPackage
  locations: readonly string[]
  state: ApprovalState
  entry: Decision
}

export type ScriptRun = { locations: readonly string[]; notRun: readonly NotRun[] }

/** Places whose package was not there before, as it is. `npm ci` lays out everything anew: then nothing was there. */
export function newPlaces(now: readonly LockedPackage[], before: readonly LockedPackage[]): ReadonlySet<string> {
  const identity = ({ location, name, version, integrity, resolved }: LockedPackage) =>
    JSON.stringify([location, name, version, integrity === '' ? resolved : integrity])
  const known = new Set(before.map(identity))
  return new Set(now.filter((one) => !known.has(identity(one))).map(({ location }) => location))
}

/** `places` are those whose scripts have their turn. */
export function planScriptRun(listed: readonly ScriptedPackage[], places: ReadonlySet<string>): ScriptRun {
  const locations: string[] = []
  const notRun: NotRun[] = []
  for (const one of listed) {
    const here = one.locations.filter((location) => isIn(places, location, one.locked.kind === 'bundled'))
    // What was left out, for another system or by --omit, has no scripts to run.
    if (here.length === 0) continue
    const why = whyNot(one)
    if (why === 'none') locations.push(...here)
    else notRun.push({ name: one.locked.name, version: one.locked.version, why })
  }
  return { locations, notRun }
}

/** What is carried need not be listed: it came with the package around it. */
function isIn(places: ReadonlySet<string>, location: string, isCarried: boolean): boolean {
  if (places.has(location)) return true
  const end = location.lastIndexOf('/node_modules/')
  return isCarried && end > 0 && isIn(places, location.slice(0, end), true)
}

function whyNot({ locked, state, entry }: ScriptedPackage): NotRun['why'] | 'none' {
  if (locked.kind === 'bundled') return 'carried'
  if (state !== 'approved') return state
  if (entry === 'denied') return 'denied'
  return locked.kind === 'git' ? 'prepare' : 'none'
}

/**
 * Folders of the project that its node_modules links to. npm 12 runs a workspace's scripts always and those of another
 * folder where `allowScripts` has it; npm 11 runs what is not denied.
 */
export function ownPlaces(
  packages: readonly LockedPackage[],
  allowed: readonly Directive[],
  isNpm12: boolean,
  hasScripts: (folder: string) => boolean,
): string[] {
  const folders = new Map(packages.filter((one) => one.kind !== 'link').map((one) => [one.location, one]))
  return packages.flatMap((link) => {
    const target = folders.get(link.resolved)
    if (link.kind !== 'link' || link.leavesProject || target === undefined || !isOwnCode(target)) return []
    // What lies in node_modules came with a package, whatever links to it.
    if (target.location.split('/').includes('node_modules') || !hasScripts(target.location)) return []
    const decision = folderDecision(target.location, allowed)
    const runs = target.kind === 'workspace' || decision === 'allowed' || (!isNpm12 && decision !== 'denied')
    return runs ? [link.location] : []
  })
}

function folderDecision(folder: string, allowed: readonly Directive[]): Decision {
  const values = allowed.filter(({ key }) => folderIn(key) === folder).map(({ value }) => value)
  if (values.includes('false')) return 'denied'
  return values.includes('true') ? 'allowed' : 'unreviewed'
}

/** Of the project itself, in npm's order; before anything is installed comes only what npm 12 runs there. */
export function rootEvents(isNpm12: boolean): { before: readonly string[]; after: readonly string[] } {
  const after = ['install', 'postinstall', 'prepublish', 'preprepare', 'prepare', 'postprepare']
  return isNpm12 ? { before: ['preinstall'], after } : { before: [], after: ['preinstall', ...after] }
}

// Whether what npm says it installed is what was judged: every place by name, version and integrity. Pure; what lies on
// the disk is brought by others. npm's own record is no authority here: it is held against the lockfile.
import type { FoundFolder, TreeDifference } from '../domain/installed.ts'
import { isOwnCode, type LockedPackage } from '../domain/locked.ts'

/**
 * `isPart`: only some of the tree was asked for. What is for development, optional or a peer may always be missing, and
 * then what only it needs as well: npm decides by settings that are not known here. Missing code never runs.
 */
export function compareInstalled(
  judged: readonly LockedPackage[],
  installed: readonly LockedPackage[],
  isPart: boolean,
): TreeDifference[] {
  const expected = new Map(judged.map((one) => [one.location, one]))
  const found = new Set(installed.map(({ location }) => location))
  const differences = installed.flatMap((one): TreeDifference[] => {
    const { location } = one
    const wanted = expected.get(location)
    if (wanted === undefined) return [{ code: 'not-judged', location, detail: labelOf(one) }]
    if (isSame(wanted, one)) return []
    return [{ code: 'other-release', location, detail: `${labelOf(one)}, and judged was ${labelOf(wanted)}` }]
  })
  const missing = judged.filter(({ location }) => !found.has(location))
  const isOmitted = (one: LockedPackage) => one.dev || one.optional || one.peer
  if (isPart || missing.some(isOmitted)) return differences
  return [
    ...differences,
    ...missing
      .filter((one) => !isOwnCode(one))
      .map((one): TreeDifference => ({ code: 'missing', location: one.location, detail: labelOf(one) })),
  ]
}

/**
 * What lies there, against the list. A folder inside an installed package came out of its tarball, whose bytes were judged
 * as a whole; the list names those that npm counts as packages.
 */
export function compareFolders(folders: readonly FoundFolder[], installed: readonly LockedPackage[]): TreeDifference[] {
  const listed = new Map(installed.map((one) => [one.location, one]))
  return folders.flatMap(({ location, link, name, version }): TreeDifference[] => {
    const one = listed.get(location)
    if (one === undefined) {
      return isInside(location, listed) ? [] : [{ code: 'unlisted', location, detail: link ? 'a link' : name }]
    }
    const isLink = one.kind === 'link'
    if (isLink && link) return []
    const isMeant = !link && !isLink && name === one.name && version === one.version
    return isMeant ? [] : [{ code: 'other-on-disk', location, detail: link ? 'a link' : `${name}@${version}` }]
  })
}

/** Own code is no tarball: what lies in its node_modules was installed there. */
function isInside(location: string, listed: ReadonlyMap<string, LockedPackage>): boolean {
  for (let at = location.lastIndexOf('/node_modules/'); at > 0; at = location.lastIndexOf('/node_modules/', at - 1)) {
    const holder = listed.get(location.slice(0, at))
    if (holder !== undefined) return !isOwnCode(holder)
  }
  return false
}

/** Where there is an integrity it says everything; else the URL, commit or path does. */
function isSame(wanted: LockedPackage, found: LockedPackage): boolean {
  if (isOwnCode(wanted)) return found.kind === wanted.kind || isOwnCode(found)
  if (wanted.name !== found.name || wanted.version !== found.version) return false
  if (wanted.patch.integrity !== found.patch.integrity) return false
  if (wanted.kind === 'bundled') return true
  return wanted.integrity === '' ? wanted.resolved === found.resolved : wanted.integrity === found.integrity
}

function labelOf({ name, version, integrity }: LockedPackage): string {
  return `${name}@${version}${integrity === '' ? '' : ` (${integrity.slice(0, 20)}…)`}`
}

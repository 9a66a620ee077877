// Reads off two lockfiles where a release stands: its siblings, the project's own names, the commands beside it, and what
// the base had in its place.

import { type Origin, originOf } from '../baseline/origins.ts'
import type { LockedPackage, LockedRelease, Lockfile } from '../domain/locked.ts'
import { hostOf, isOwnCode } from '../domain/locked.ts'
import type { Policy } from '../domain/policy.ts'
import { type Standing, scopeOf } from '../domain/standing.ts'
import type { AcceptedReleases } from './accepted.ts'
import { isPublished } from './histories.ts'

export type Standings = (release: LockedRelease) => Standing

export type StandingInput = {
  head: Lockfile
  base: Lockfile | 'none'
  /** The URL that npm would fetch for a `resolved`. */
  fetchedFrom: (resolved: string) => string
  accepted: Pick<AcceptedReleases, 'standingOf'>
  /** The registry base URL that the user's configuration names for a package. */
  registryFor: (name: string) => string
  policy: Pick<Policy, 'registries' | 'internalScopes'>
}

type Index = {
  ownNames: ReadonlySet<string>
  ownScopes: ReadonlySet<string>
  siblings: ReadonlyMap<string, readonly LockedPackage[]>
  scopeHosts: ReadonlyMap<string, ReadonlySet<string>>
  bins: ReadonlyMap<string, ReadonlyMap<string, readonly string[]>>
  baseHosts: ReadonlyMap<string, ReadonlySet<string>>
  baseNames: ReadonlyMap<string, ReadonlySet<string>>
}

export function createStandings({ head, base, fetchedFrom, ...input }: StandingInput): Standings {
  const hostFor = ({ resolved }: LockedPackage) => (resolved === '' ? '' : hostOf(fetchedFrom(resolved)))
  const before = base === 'none' ? [] : base.packages.filter((one) => !isOwnCode(one))
  const ownNames = ownNamesOf(head)
  const platforms = head.packages.filter((one) => isPublished(one) && one.platform === 'limited')
  const index: Index = {
    ownNames,
    ownScopes: new Set([...ownNames].map(scopeOf).filter((scope) => scope !== '')),
    siblings: Map.groupBy(platforms, (one) => one.path.at(-2) ?? ''),
    scopeHosts: collect(head.packages.filter(isPublished), (one) => scopeOf(one.name), hostFor),
    bins: binsByFolder(head.packages),
    baseHosts: collect(before.filter(isPublished), (one) => one.name, hostFor),
    baseNames: collect(
      before,
      (one) => one.installedAs,
      (one) => one.name,
    ),
  }
  return (release) => ({
    ...standing(release, index, hostFor(release.locked)),
    accepted: input.accepted.standingOf(release.locked),
    ...origin(release.locked, hostFor(release.locked), input),
  })
}

/** What a tarball carries comes from where its carrier does; folders come from no registry. */
function origin(
  locked: LockedPackage,
  host: string,
  { registryFor, policy }: Pick<StandingInput, 'registryFor' | 'policy'>,
): Origin {
  const { kind, name, resolved } = locked
  switch (kind) {
    case 'registry':
    case 'alias':
    case 'patched':
    case 'remote':
    case 'git':
      return originOf(
        locked,
        { host: resolved === '' ? hostOf(registryFor(name)) : host, written: hostOf(resolved) },
        policy,
      )
    case 'bundled':
    case 'workspace':
    case 'link':
    case 'file':
      return { registryAllowed: 'unstated', scopeOrigin: 'ordinary' }
  }
}

function standing(
  { locked, locations }: LockedRelease,
  index: Index,
  host: string,
): Omit<Standing, 'accepted' | keyof Origin> {
  const published = isPublished(locked)
  const scope = scopeOf(locked.name)
  return {
    platformSiblings: siblingsOf(locked, index),
    ownName: !published
      ? 'no'
      : index.ownNames.has(locked.name)
        ? 'package'
        : index.ownScopes.has(scope)
          ? 'scope'
          : 'no',
    scopeHosts: published && scope !== '' && (index.scopeHosts.get(scope)?.size ?? 0) > 1 ? 'several' : 'one',
    hostChange: published ? changeOf(index.baseHosts.get(locked.name), host) : 'unknown',
    nameChange: changeOf(index.baseNames.get(locked.installedAs), locked.name),
    bins: index.bins.get(holderOf(shallowest(locations))) ?? new Map(),
  }
}

/** The project's own name and its workspaces'; a project without a readable package.json has none. */
function ownNamesOf({ packages, project }: Lockfile): Set<string> {
  const names = packages.filter(isOwnCode).map((one) => one.name)
  return new Set([...names, ...(project === 'unknown' ? [] : [project.name])].filter((name) => name !== ''))
}

function siblingsOf(locked: LockedPackage, { siblings }: Index): Standing['platformSiblings'] {
  if (locked.platform !== 'limited') return 'none'
  const others = (siblings.get(locked.path.at(-2) ?? '') ?? []).filter((one) => one.name !== locked.name)
  if (others.length === 0) return 'none'
  return others.every((one) => one.hasInstallScript === locked.hasInstallScript) ? 'alike' : 'different'
}

function changeOf(before: ReadonlySet<string> | undefined, now: string): 'same' | 'changed' | 'unknown' {
  if (before === undefined || before.size === 0 || now === '') return 'unknown'
  return before.has(now) ? 'same' : 'changed'
}

function collect(
  packages: readonly LockedPackage[],
  keyOf: (one: LockedPackage) => string,
  readValue: (one: LockedPackage) => string,
): Map<string, Set<string>> {
  const found = new Map<string, Set<string>>()
  for (const one of packages) {
    const value = readValue(one)
    if (value === '') continue
    const values = found.get(keyOf(one)) ?? new Set()
    found.set(keyOf(one), values.add(value))
  }
  return found
}

/** npm links the commands of everything in one `node_modules` into that folder's `.bin`. */
function binsByFolder(packages: readonly LockedPackage[]): Map<string, Map<string, string[]>> {
  const folders = new Map<string, Map<string, string[]>>()
  for (const one of packages) {
    if (one.bins.length === 0) continue
    const folder = folders.get(holderOf(one.location)) ?? new Map<string, string[]>()
    folders.set(holderOf(one.location), folder)
    for (const bin of one.bins) folder.set(bin, [...(folder.get(bin) ?? []), one.name])
  }
  return folders
}

/** The folder whose `node_modules` an entry sits in. */
function holderOf(location: string): string {
  return location.slice(0, Math.max(0, location.lastIndexOf('node_modules/')))
}

function shallowest(locations: readonly string[]): string {
  const depth = (location: string) => location.split('node_modules/').length
  return locations.toSorted((a, b) => depth(a) - depth(b))[0] ?? ''
}

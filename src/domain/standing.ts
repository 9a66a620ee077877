// Where a release stands in the tree: what its neighbours, the project's own names, the base lockfile, `cordon.lock` and
// the policy say about its lock entry. Data only; `scan/standing.ts` reads it off those files.

export type Standing = {
  /** Against the other platform packages that the same package asks for: whether they have install scripts alike. */
  platformSiblings: 'none' | 'alike' | 'different'
  /** A name from a registry that the project gave to a package of its own, or whose scope it uses itself. */
  ownName: 'package' | 'scope' | 'no'
  /** Hosts that packages of this scope come from; `one` for a name without scope. */
  scopeHosts: 'one' | 'several'
  /** The host against the one that the base lockfile has for this name. */
  hostChange: 'same' | 'changed' | 'unknown'
  /** Which package the folder's name leads to, against the base lockfile. */
  nameChange: 'same' | 'changed' | 'unknown'
  /** Its integrity against what `cordon.lock` has for this name and version. */
  accepted: 'same' | 'other-bytes' | 'none'
  /** Where its bytes come from, against the registries that the policy names for its scope. */
  registryAllowed: 'yes' | 'no' | 'unstated'
  /** Whether its scope is one of the policy's internal ones, and comes from a public registry all the same. */
  scopeOrigin: 'internal' | 'internal-from-public' | 'ordinary'
  /** Commands in the `.bin` folder beside it, by the lockfile: each with the packages that bring it. */
  bins: ReadonlyMap<string, readonly string[]>
}

/** A package that nothing around it says anything about. */
export const ordinaryStanding: Standing = {
  platformSiblings: 'none',
  ownName: 'no',
  scopeHosts: 'one',
  hostChange: 'unknown',
  nameChange: 'unknown',
  accepted: 'none',
  registryAllowed: 'unstated',
  scopeOrigin: 'ordinary',
  bins: new Map(),
}

/** `@scope` of a name, '' for one without. */
export function scopeOf(name: string): string {
  return name.startsWith('@') ? name.slice(0, Math.max(0, name.indexOf('/'))) : ''
}

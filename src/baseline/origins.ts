// Whether a package comes from where the policy says that packages of its scope come from. Hosts are compared exactly.
import type { LockedPackage } from '../domain/locked.ts'
import type { Policy } from '../domain/policy.ts'
import { scopeOf } from '../domain/standing.ts'

export type Origin = {
  registryAllowed: 'yes' | 'no' | 'unstated'
  scopeOrigin: 'internal' | 'internal-from-public' | 'ordinary'
}

/** Registries that anybody can publish to. A company's mirror of them has a host of its own and is the company's. */
export const publicRegistries: ReadonlySet<string> = new Set([
  'registry.npmjs.org',
  'registry.npmjs.com',
  'registry.yarnpkg.com',
  'registry.npmmirror.com',
  'npm.jsr.io',
])

/**
 * `names`: what the registry calls it, and what it is installed as - an alias must not come under an internal name from
 * elsewhere. `host`: where the bytes come from, port included; '' where nobody can say, which is not where they are
 * allowed from. `written`: what the lock entry names, which npm replaces on machines with a registry of their own: an
 * internal package that was locked from the public registry is wrong wherever it is fetched.
 */
export function originOf(
  names: Pick<LockedPackage, 'name' | 'installedAs'>,
  { host, written }: { host: string; written: string },
  policy: Pick<Policy, 'registries' | 'internalScopes'>,
): Origin {
  const scopes = [scopeOf(names.name), scopeOf(names.installedAs)].filter((scope) => scope !== '')
  const wanted = hostOf(host)
  const own = policy.registries.filter((one) => scopes.includes(one.scope))
  // Of other scopes only the name that the registry knows says where they come from.
  const isOwn = own.some((one) => one.scope === scopeOf(names.name))
  const common = policy.registries.filter((one) => one.scope === '*' && !isOwn)
  const asked = [...own, ...common]
  const isAllowed = asked.every((one) => one.hosts.includes(wanted))
  const isInternal = scopes.some((scope) => policy.internalScopes.includes(scope))
  const isPublic = publicRegistries.has(wanted) || publicRegistries.has(hostOf(written))
  return {
    registryAllowed: asked.length === 0 ? 'unstated' : isAllowed ? 'yes' : 'no',
    scopeOrigin: !isInternal ? 'ordinary' : isPublic ? 'internal-from-public' : 'internal',
  }
}

/** A name with its final dot is the same host. */
function hostOf(host: string): string {
  const [name = '', ...port] = host.toLowerCase().split(':')
  return [name.replace(/\.$/, ''), ...port].join(':')
}

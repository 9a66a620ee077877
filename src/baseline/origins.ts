// Whether a package comes from where the policy says that packages of its scope come from. Hosts are compared exactly.
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
 * `host`: where the bytes come from, port included; '' where nobody can say, which is not where they are allowed from.
 * `written`: what the lock entry names, which npm replaces on machines with a registry of their own: an internal package
 * that was locked from the public registry is wrong wherever it is fetched.
 */
export function originOf(
  name: string,
  { host, written }: { host: string; written: string },
  policy: Pick<Policy, 'registries' | 'internalScopes'>,
): Origin {
  const scope = scopeOf(name)
  const wanted = hostOf(host)
  const own = policy.registries.find((one) => scope !== '' && one.scope === scope)
  const allowed = own ?? policy.registries.find((one) => one.scope === '*')
  const isInternal = policy.internalScopes.includes(scope)
  const isPublic = publicRegistries.has(wanted) || publicRegistries.has(hostOf(written))
  return {
    registryAllowed: allowed === undefined ? 'unstated' : allowed.hosts.includes(wanted) ? 'yes' : 'no',
    scopeOrigin: !isInternal ? 'ordinary' : isPublic ? 'internal-from-public' : 'internal',
  }
}

/** A name with its final dot is the same host. */
function hostOf(host: string): string {
  const [name = '', ...port] = host.toLowerCase().split(':')
  return [name.replace(/\.$/, ''), ...port].join(':')
}

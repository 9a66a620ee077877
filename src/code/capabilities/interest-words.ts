// The words that tell, from how an expression is written, whether it can be in the capability map at all.
import { walletProviders } from '../map/reads.ts'
import { calledNames, mappedNames } from '../map/table.ts'
import { moduleName } from '../names/builtins.ts'
import type { Name } from '../value.ts'

/** Ways to call or reach something that do not say its name. */
const detours = ['call', 'apply', 'bind', 'construct', 'default', 'constructor', 'require', 'then', 'catch', 'finally']

/** The last member of every name that means something when it is called. */
export const lastMembers: ReadonlySet<string> = new Set([...calledNames().map(lastMember), ...detours])
export const wallets: ReadonlySet<string> = new Set([...walletProviders.keys()].map(lastMember))
/** What the names in the map begin with, where that is a global. */
export const globalRoots: ReadonlySet<string> = new Set([
  ...mappedNames().flatMap((name) => (name.startsWith('global.') ? [rootOf(name)] : [])),
  ...['global', 'globalThis', 'window', 'self', 'require', 'module', 'exports', 'process'],
])

function lastMember(name: Name): string {
  const last = name.slice(name.lastIndexOf('.') + 1)
  return last.endsWith('()') ? last.slice(0, -2) : last
}

function rootOf(name: Name): string {
  const end = [...name].findIndex((character, at) => at > 'global.'.length && (character === '.' || character === '('))
  return name.slice('global.'.length, end === -1 ? undefined : end)
}

/**
 * Members that every second line calls, on lists, maps and promises: only on what may be something from outside. What a
 * function was given was handed on to it, and counts there.
 */
export const commonMembers: ReadonlySet<string> = new Set(
  'push get set has on then catch finally concat delete create resolve all find add remove read write'.split(' '),
)

/** Modules that have something in the map, as they are called in names. */
const knownModules: ReadonlySet<Name> = new Set(mappedNames().flatMap(prefixes))

function prefixes(name: Name): Name[] {
  const found = [name]
  for (let at = name.indexOf('.'); at !== -1; at = name.indexOf('.', at + 1)) found.push(name.slice(0, at))
  return found
}

export function isKnownModule(specifier: string): boolean {
  const name = moduleName(specifier)
  return knownModules.has(name) || name === 'node:util' || name.startsWith('global.')
}

/** Functions and members that give what they were asked for or given. */
export const givers = new Set(
  'require bind promisify callbackify deprecate _load getBuiltinModule createRequire get apply call'.split(' '),
)

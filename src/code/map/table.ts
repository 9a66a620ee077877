// The capability map as one table: what it means to call a name.
import type { Name } from '../value.ts'
import { globals } from './globals.ts'
import type { Entry, Meaning } from './meaning.ts'
import { nodeFiles } from './node-files.ts'
import { nodeNetwork } from './node-network.ts'
import { nodeProcess } from './node-process.ts'
import { nodeSystem } from './node-system.ts'
import { networkPackages } from './packages-network.ts'
import { systemPackages } from './packages-system.ts'
import { locales, reads, walletProviders } from './reads.ts'
import { writtenNames } from './writes.ts'

const entries: readonly Entry[] = [
  ...nodeNetwork,
  ...nodeFiles,
  ...nodeProcess,
  ...nodeSystem,
  ...globals,
  ...networkPackages,
  ...systemPackages,
]

const meanings = new Map<Name, Meaning[]>()
for (const { of, members, meaning } of entries) {
  for (const member of members) {
    const name = member === '()' ? of : `${of}.${member}`
    const known = meanings.get(name)
    if (known === undefined) meanings.set(name, [meaning])
    else known.push(meaning)
  }
}

const none: readonly Meaning[] = []

/** A name that is called or made with `new`, without the `()` of this call. */
export function meaningsOf(name: Name): readonly Meaning[] {
  return meanings.get(name) ?? none
}

/** Every name that means something when it is called. */
export function calledNames(): Name[] {
  return [...meanings.keys()]
}

/** Every name that the map knows, for whoever looks for them without a tree. */
export function mappedNames(): Name[] {
  return [...meanings.keys(), ...reads.keys(), ...walletProviders.keys(), ...locales, ...writtenNames]
}

// The keys of a registry that signs with others than npm's: asked once for each registry, from itself.
import { hostOf } from '../domain/locked.ts'
import { type RegistryKey, registryKeysIn } from '../sources/attestations/registry-keys.ts'
import { npmRegistry } from '../sources/attestations/verify.ts'
import { parsed } from '../sources/json-value.ts'
import type { Registry } from '../sources/registry.ts'

export type OwnKeys = (name: string, known: readonly RegistryKey[]) => Promise<RegistryKey[]>

/**
 * Never a key id that the trust data knows: a mirror must not put a key of its own under npm's name. npm's own registry
 * is not asked; its keys come with the trust data.
 */
export function createOwnKeys(registry: Registry, registryFor: (name: string) => string): OwnKeys {
  const asked = new Map<string, Promise<RegistryKey[]>>()
  return async (name, known) => {
    const url = registryFor(name)
    if (hostOf(url) === hostOf(npmRegistry)) return []
    const keys =
      asked.get(url) ?? registry.keys(name).then((answer) => (answer.ok ? registryKeysIn(parsed(answer.value)) : []))
    asked.set(url, keys)
    return (await keys).filter(({ keyId }) => known.every((one) => one.keyId !== keyId))
  }
}

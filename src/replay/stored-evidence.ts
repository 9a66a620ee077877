// The attestations of replayed releases. They were signed once, by a sigstore that only replays trust, and are stored: cordon
// verifies them as it verifies real ones, and needs nothing to make them.
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { isJsonObject, objectAt } from './json-object.ts'
import type { JsonObject } from './package-tarball.ts'
import type { PublishedRelease } from './published.ts'
import { replaysFolder } from './read-replay.ts'

/** The trust data that makes cordon believe replays: a sigstore trusted root and the registry's keys. */
export function trustFiles(folder = replaysFolder): { trustedRoot: string; registryKeys: string } {
  return {
    trustedRoot: join(folder, 'trust/trusted-root.json'),
    registryKeys: join(folder, 'trust/registry-keys.json'),
  }
}

/** Throws for a release whose evidence is missing or of other bytes: the replay was changed and not signed anew. */
export function storedEvidence(id: string, folder = replaysFolder): (release: PublishedRelease) => string {
  const path = join(folder, id, 'evidence.json')
  const stored: unknown = existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : {}
  const all: JsonObject = isJsonObject(stored) ? stored : {}
  return ({ name, version, tarball }) => {
    const one = objectAt(all, `${name}@${version}`)
    if (one.integrity !== tarball.integrity) {
      throw new Error(`replays/${id}: the evidence of ${name}@${version} is not of these bytes; sign the replays anew`)
    }
    return JSON.stringify({ attestations: one.attestations ?? [] })
  }
}

// What a registry is to the rest of cordon: the history of a name, and the bytes of a tarball, or why there is none.
// Nothing here throws for what a registry does.
import { hostOf } from '../domain/locked.ts'
import type { Fetched, History } from '../domain/release.ts'
import { boundResponses } from './bounded-responses.ts'
import type { NpmSettings } from './npm-config.ts'
import { type ManifestsOf, toHistory } from './packument.ts'
import { requestDocument } from './packument-request.ts'
import { fetchEvidence, fetchKeys } from './registry-evidence.ts'
import { asked, openRoad, type RegistryLimits, type Road, registryLimits, unchecked } from './registry-road.ts'
import { fetchTarball, type TarballAtHand, type WantedTarball } from './registry-tarball.ts'
import { packumentUrl } from './registry-url.ts'

export { type RegistryLimits, registryLimits } from './registry-road.ts'
export type { FetchedTarball, TarballAtHand, WantedTarball } from './registry-tarball.ts'

export type Registry = {
  /** Versions published after `now` (milliseconds since 1970) are hidden. Each call asks; remembering is the caller's. */
  history: (name: string, now: number, manifestsOf: ManifestsOf) => Promise<Fetched<History>>
  tarball: (wanted: WantedTarball) => Promise<Fetched<TarballAtHand>>
  /**
   * The attestations of a version as text; `path` is what its packument says (`Claims`). They never change, so what is in
   * the cache will do, unless it is to be asked `anew`.
   */
  evidence: (name: string, path: string, anew: boolean) => Promise<Fetched<string>>
  /** The keys that the registry of this name says it signs with, as text. */
  keys: (name: string) => Promise<Fetched<string>>
}

export function createRegistry(settings: NpmSettings, limits: RegistryLimits = registryLimits): Registry {
  boundResponses(Math.max(limits.maxPackumentBytes, limits.maxTarballBytes))
  const road = openRoad(settings, limits)
  return {
    history: (name, now, manifestsOf) => fetchHistory(road, name, now, manifestsOf),
    tarball: (wanted) => fetchTarball(road, wanted),
    evidence: (name, path, anew) => fetchEvidence(road, name, path, anew),
    keys: (name) => fetchKeys(road, name),
  }
}

async function fetchHistory(
  road: Road,
  name: string,
  now: number,
  manifestsOf: ManifestsOf,
): Promise<Fetched<History>> {
  const { settings, limits } = road
  const url = packumentUrl(settings.registryFor(name), name)
  if (url === undefined) return unchecked('not-found', 'not the name of a package')
  const body = await asked(road, hostOf(url), () =>
    requestDocument({
      url,
      name,
      what: 'the packument',
      options: settings.fetchOptions,
      offline: settings.offline,
      maxBytes: limits.maxPackumentBytes,
      freshSeconds: limits.freshSeconds,
      anyAge: false,
      staysOnHost: false,
      answerMs: limits.answerMs,
      totalMs: limits.packumentMs,
    }),
  )
  return body.ok ? toHistory(body.value, name, hostOf(url), now, manifestsOf) : body
}

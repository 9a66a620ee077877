// What a registry is to the rest of cordon: the history of a name, and the bytes of a tarball, or why there is none. It
// orders cache, limits, retries and silence; each request itself is made elsewhere. Nothing here throws for what a
// registry does.
import { hostOf } from '../domain/locked.ts'
import type { Fetched, History, Unchecked } from '../domain/release.ts'
import { type Attempt, failure, retried } from './attempt.ts'
import { boundResponses } from './bounded-responses.ts'
import { createGate } from './gate.ts'
import { integrityOf, matchesIntegrity, strongestHashes } from './integrity.ts'
import { readCachedTarball } from './npm-cache.ts'
import type { NpmSettings } from './npm-config.ts'
import { type ManifestsOf, toHistory } from './packument.ts'
import { requestPackument } from './packument-request.ts'
import { packumentUrl, replacedHost, textOption } from './registry-url.ts'
import { listen, type Silence } from './silence.ts'
import { requestTarball } from './tarball-request.ts'

export type WantedTarball = {
  name: string
  version: string
  /** Subresource integrity as locked; '' where nothing but the URL says which bytes are meant (a git commit). */
  integrity: string
  /** '' where there is none: then only npm's cache can have it. */
  url: string
  kind: 'registry' | 'remote'
}

export type FetchedTarball = {
  bytes: Buffer
  /** `sha512-…` of these bytes. */
  integrity: string
}

export type Registry = {
  /** Versions published after `now` (milliseconds since 1970) are hidden. Each call asks; remembering is the caller's. */
  history: (name: string, now: number, manifestsOf: ManifestsOf) => Promise<Fetched<History>>
  tarball: (wanted: WantedTarball) => Promise<Fetched<FetchedTarball>>
}

/** Bytes, milliseconds and counts. */
export type RegistryLimits = {
  concurrency: number
  maxPackumentBytes: number
  maxTarballBytes: number
  /** Cached metadata older than this is checked with the registry. */
  freshSeconds: number
  /** At most; npm's `fetch-retries` may ask for fewer. */
  retries: number
  pauseMs: number
  /** Until a request begins to answer; npm's `fetch-timeout` may ask for less. */
  answerMs: number
  packumentMs: number
  tarballMs: number
}

const mebibyte = 1024 * 1024

export const registryLimits: RegistryLimits = {
  concurrency: 24,
  maxPackumentBytes: 128 * mebibyte,
  maxTarballBytes: 256 * mebibyte,
  freshSeconds: 300,
  retries: 2,
  pauseMs: 300,
  answerMs: 30_000,
  packumentMs: 60_000,
  tarballMs: 300_000,
}

type Road = {
  settings: NpmSettings
  limits: RegistryLimits
  gate: ReturnType<typeof createGate>
  silence: Silence
}

export function createRegistry(settings: NpmSettings, limits: RegistryLimits = registryLimits): Registry {
  boundResponses(Math.max(limits.maxPackumentBytes, limits.maxTarballBytes))
  const road: Road = {
    settings: { ...settings, fetchOptions: { ...settings.fetchOptions, maxSockets: limits.concurrency } },
    limits: withinSettings(limits, settings),
    gate: createGate(limits.concurrency),
    silence: listen(Date.now),
  }
  return {
    history: (name, now, manifestsOf) => fetchHistory(road, name, now, manifestsOf),
    tarball: (wanted) => fetchTarball(road, wanted),
  }
}

/** The user's npm may be more impatient than we are, never more patient: one dead host must not stop a scan. */
function withinSettings(limits: RegistryLimits, { fetchOptions }: NpmSettings): RegistryLimits {
  const { retry, timeout } = fetchOptions
  const retries = typeof retry === 'object' && retry !== null && 'retries' in retry ? retry.retries : undefined
  return {
    ...limits,
    retries: typeof retries === 'number' ? Math.max(0, Math.min(limits.retries, retries)) : limits.retries,
    answerMs: typeof timeout === 'number' && timeout > 0 ? Math.min(limits.answerMs, timeout) : limits.answerMs,
  }
}

async function fetchHistory(
  road: Road,
  name: string,
  now: number,
  manifestsOf: ManifestsOf,
): Promise<Fetched<History>> {
  const url = packumentUrl(road.settings.registryFor(name), name)
  if (url === undefined) return unchecked('not-found', 'not the name of a package')
  const text = await asked(road, hostOf(url), () => askPackument(road, url, name))
  return text.ok ? toHistory(text.value, name, hostOf(url), now, manifestsOf) : { ok: false, why: text.why }
}

function askPackument({ settings, limits }: Road, url: string, name: string): Promise<Attempt<string>> {
  return requestPackument({
    url,
    name,
    options: settings.fetchOptions,
    offline: settings.offline,
    maxBytes: limits.maxPackumentBytes,
    freshSeconds: limits.freshSeconds,
    answerMs: limits.answerMs,
    totalMs: limits.packumentMs,
  })
}

async function fetchTarball(road: Road, wanted: WantedTarball): Promise<Fetched<FetchedTarball>> {
  const { settings, limits } = road
  const { integrity } = wanted
  // npm takes any of several equally strong digests: which bytes get installed would be the server's choice.
  if (integrity !== '' && new Set(strongestHashes(integrity)?.digests).size !== 1) {
    return unchecked('no-integrity', `${JSON.stringify(integrity.slice(0, 200))} does not name one tarball`)
  }
  const cached = await readCachedTarball(textOption(settings.fetchOptions, 'cache'), integrity, limits.maxTarballBytes)
  if (cached !== undefined) return { ok: true, value: { bytes: cached, integrity: integrityOf(cached) } }
  if (wanted.url === '') return unchecked('version-not-found', 'the registry shows no tarball of this version')
  const bytes = await bytesAt(road, replacedHost(wanted.url, replacementOf(settings)), wanted)
  if (!bytes.ok) return { ok: false, why: bytes.why }
  // npm's transport has checked this already. It is what everything else rests on, so it is checked where it is used.
  if (integrity !== '' && !matchesIntegrity(bytes.value, integrity)) {
    return unchecked('integrity-mismatch', 'the bytes are others than these')
  }
  return { ok: true, value: { bytes: bytes.value, integrity: integrityOf(bytes.value) } }
}

function bytesAt(road: Road, url: string, { name, integrity }: WantedTarball): Promise<Attempt<Buffer>> {
  const { settings, limits } = road
  return asked(road, hostOf(url), () =>
    requestTarball({
      url,
      name,
      integrity,
      options: settings.fetchOptions,
      offline: settings.offline,
      maxBytes: limits.maxTarballBytes,
      answerMs: limits.answerMs,
      totalMs: limits.tarballMs,
    }),
  )
}

/** One question to a host, with our limits on how many at once, how often and how long. */
function asked<T>(road: Road, host: string, attempt: () => Promise<Attempt<T>>): Promise<Attempt<T>> {
  const { silence, limits } = road
  const once = async (): Promise<Attempt<T>> => {
    if (silence.isSilent(host)) return failure('fetch-failed', `${host} has stopped answering`)
    const result = await attempt()
    if (result.ok || !result.silent) silence.heard(host)
    else silence.notHeard(host)
    return result
  }
  return road.gate(() => retried(once, limits.retries, limits.pauseMs))
}

function replacementOf({ fetchOptions }: NpmSettings) {
  const replaceRegistryHost = textOption(fetchOptions, 'replaceRegistryHost') || 'never'
  return { registry: textOption(fetchOptions, 'registry'), replaceRegistryHost }
}

function unchecked(code: Unchecked['code'], detail: string): { ok: false; why: Unchecked } {
  return { ok: false, why: { code, detail } }
}

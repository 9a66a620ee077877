// The road to a registry: how many questions are under way at once, how often each is asked and how long it may take, and
// which hosts have stopped answering. It knows nothing of what is asked.
import type { Fetched, Unchecked } from '../domain/release.ts'
import { type Attempt, failure, retried } from './attempt.ts'
import { createGate } from './gate.ts'
import type { NpmSettings } from './npm-config.ts'
import { listen, type Silence } from './silence.ts'

/** Bytes, milliseconds and counts. */
export type RegistryLimits = {
  concurrency: number
  maxPackumentBytes: number
  maxTarballBytes: number
  /** Longer tarballs wait in npm's cache, shorter ones in memory, until somebody has time for them. */
  keptTarballBytes: number
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
  keptTarballBytes: mebibyte,
  freshSeconds: 300,
  retries: 2,
  pauseMs: 300,
  answerMs: 30_000,
  packumentMs: 60_000,
  tarballMs: 300_000,
}

export type Road = {
  settings: NpmSettings
  limits: RegistryLimits
  gate: ReturnType<typeof createGate>
  silence: Silence
}

export function openRoad(settings: NpmSettings, limits: RegistryLimits): Road {
  return {
    settings: { ...settings, fetchOptions: { ...settings.fetchOptions, maxSockets: limits.concurrency } },
    limits: withinSettings(limits, settings),
    gate: createGate(limits.concurrency),
    silence: listen(Date.now),
  }
}

/** One question to a host, with our limits on how many at once, how often and how long. */
export async function asked<T>(road: Road, host: string, attempt: () => Promise<Attempt<T>>): Promise<Fetched<T>> {
  const { silence, limits } = road
  const once = async (): Promise<Attempt<T>> => {
    if (silence.isSilent(host)) return failure('fetch-failed', `${host} has stopped answering`)
    const result = await attempt()
    if (result.ok || !result.silent) silence.heard(host)
    else silence.notHeard(host)
    return result
  }
  const result = await road.gate(() => retried(once, limits.retries, limits.pauseMs))
  return result.ok ? result : { ok: false, why: result.why }
}

export function unchecked(code: Unchecked['code'], detail: string): { ok: false; why: Unchecked } {
  return { ok: false, why: { code, detail } }
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

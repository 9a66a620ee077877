// One request for a document of a registry (a packument, evidence, keys), through npm's own client and cache. The only
// file that knows npm-registry-fetch.
import type npmFetch from 'npm-registry-fetch'
import { hostOf } from '../domain/locked.ts'
import { type Attempt, failure, failureOf } from './attempt.ts'
import { readBounded } from './bounded-body.ts'
import { startDeadline } from './deadline.ts'
import type { FetchOptions } from './npm-config.ts'

export type PackumentRequest = {
  url: string
  name: string
  /** What is asked for, in words. */
  what: string
  /** npm's options, `cache` and `offline` among them. */
  options: FetchOptions
  offline: boolean
  maxBytes: number
  /** An older copy in the cache is checked with the registry, whatever age its own headers allow it. */
  freshSeconds: number
  /** What is in the cache is taken, however old. */
  anyAge: boolean
  /** An answer from another host, after a redirect, does not count. */
  staysOnHost: boolean
  answerMs: number
  totalMs: number
}

/** Takes a tenth of a second: whoever waits for something else can do it meanwhile. */
export async function loadClient(): Promise<void> {
  await import('npm-registry-fetch')
}

/** The text of the answer, as `requestDocument` gives its bytes. */
export async function requestPackument(request: PackumentRequest): Promise<Attempt<string>> {
  const answer = await requestDocument(request)
  return answer.ok ? { ok: true, value: answer.value.toString() } : answer
}

/** The bytes of the answer. What is in the cache and fresh costs no request; offline, any age will do. */
export async function requestDocument(request: PackumentRequest): Promise<Attempt<Buffer>> {
  const { default: fetch } = await import('npm-registry-fetch')
  const host = hostOf(request.url)
  const deadline = startDeadline(request.answerMs, request.totalMs)
  try {
    const answer = await fetch(request.url, clientOptions(request, deadline.signal))
    deadline.answered()
    if (answer.body === null) return failure('fetch-failed', `${host} answered nothing`)
    // npm's client falls back to an old copy when the registry cannot be asked. That is not knowing.
    if (!request.offline && !request.anyAge && answer.headers.get('x-local-cache-status') === 'stale') {
      return failure('fetch-failed', `${host} cannot be asked; npm's cache has an old copy`, {
        again: true,
        silent: true,
      })
    }
    if (request.staysOnHost && hostOf(answer.url) !== host) return failure('fetch-failed', `${host} leads elsewhere`)
    const body = await readBounded(answer.body, request.maxBytes, request.maxBytes, deadline.answered)
    if (body?.bytes === undefined)
      return failure('too-large', `${request.what} has more than ${request.maxBytes} bytes`)
    return { ok: true, value: body.bytes }
  } catch (error) {
    return failureOf(error, host, deadline.passed())
  } finally {
    deadline.end()
  }
}

/** Retries are ours: npm's own pauses are made for people who wait for an install. */
function clientOptions(request: PackumentRequest, signal: AbortSignal): npmFetch.Options {
  const options: Record<string, unknown> = {
    ...request.options,
    // Which scope's credentials may go to a host that serves several; unscoped names need no hint.
    ...(request.name.startsWith('@') && { spec: request.name }),
    headers: { accept: 'application/json', 'cache-control': `max-age=${request.freshSeconds}` },
    integrity: undefined,
    offline: request.offline,
    preferOffline: request.anyAge,
    preferOnline: false,
    retry: { retries: 0 },
    timeout: request.answerMs,
    signal,
  }
  return options as npmFetch.Options
}

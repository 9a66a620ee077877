// One tarball, from npm's cache by its digest or from a URL, through npm's own transport. The only file that knows
// pacote. pacote prepares what it takes for a folder or a git repository by running its scripts: it is given nothing
// but http(s) URLs, and told to refuse every other kind as well.
import type pacote from 'pacote'
import { hostOf } from '../domain/locked.ts'
import { type Attempt, failure, failureOf } from './attempt.ts'
import { type Body, readBounded } from './bounded-body.ts'
import { startDeadline } from './deadline.ts'
import type { FetchOptions } from './npm-config.ts'
import { isHttpUrl } from './registry-url.ts'

export type TarballRequest = {
  url: string
  name: string
  /** Subresource integrity, '' for none. */
  integrity: string
  options: FetchOptions
  offline: boolean
  maxBytes: number
  /** Longer ones are only brought into npm's cache: several of them in memory at once would be too much. */
  keepBytes: number
  answerMs: number
  totalMs: number
}

/** What was fetched lands in npm's cache, where an install that follows finds it. */
export async function requestTarball(request: TarballRequest): Promise<Attempt<Body>> {
  if (!isHttpUrl(request.url)) return failure('unsupported-source', 'not the URL of a tarball')
  const { default: npm } = await import('pacote')
  const host = hostOf(request.url)
  const deadline = startDeadline(request.answerMs, request.totalMs)
  const { maxBytes, keepBytes } = request
  const read = (stream: NodeJS.ReadableStream) => readBounded(stream, maxBytes, keepBytes, deadline.answered)
  try {
    const body = await npm.tarball.stream(specOf(request), read, clientOptions(request, deadline.signal))
    if (body === undefined) return failure('too-large', `the tarball has more than ${maxBytes} bytes`)
    return { ok: true, value: body }
  } catch (error) {
    return failureOf(error, host, deadline.passed())
  } finally {
    deadline.end()
  }
}

/** npm passes the name on so that a scope's credentials are found on a host that serves several scopes. */
function specOf({ name, url }: TarballRequest): string {
  const { href } = new URL(url)
  return /^@[\w~.-]+\/[\w~.-]+$/.test(name) ? `${name}@${href}` : href
}

/** Retries are ours, and so is the host: `url` is where it is to be fetched from. */
function clientOptions(request: TarballRequest, signal: AbortSignal): pacote.Options {
  const options: Record<string, unknown> = {
    ...request.options,
    integrity: request.integrity === '' ? undefined : request.integrity,
    resolved: new URL(request.url).href,
    replaceRegistryHost: 'never',
    allowRemote: 'all',
    allowRegistry: 'none',
    allowGit: 'none',
    allowFile: 'none',
    allowDirectory: 'none',
    offline: request.offline,
    preferOnline: false,
    retry: { retries: 0 },
    timeout: request.answerMs,
    signal,
  }
  return options as pacote.Options
}

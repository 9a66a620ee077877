// The bytes of a tarball: out of npm's cache, else through npm's transport into it. Short ones stay in memory until
// somebody has time for them; long ones wait in the cache, since many at once would fill the memory.
import { hostOf } from '../domain/locked.ts'
import type { Fetched } from '../domain/release.ts'
import type { Body } from './bounded-body.ts'
import { checkedIntegrity, sha512Of, strongestHashes } from './integrity.ts'
import { cachedSize, readCachedTarball } from './npm-cache.ts'
import { asked, type Road, unchecked } from './registry-road.ts'
import { replacedHost, textOption } from './registry-url.ts'
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

/** The folder of npm's cache and the one sha512 under which the bytes should stand there. */
export type CachedTarball = { cache: string; integrity: string }

/**
 * A tarball that needs no more waiting for the network. `read` when there is room for `size` bytes; what is `inCache` can
 * be read from there by whoever needs it, damaged as it may be.
 */
export type TarballAtHand = {
  size: number
  inCache: CachedTarball | 'none'
  read: () => Promise<Fetched<FetchedTarball>>
}

export async function fetchTarball(road: Road, wanted: WantedTarball): Promise<Fetched<TarballAtHand>> {
  const { integrity } = wanted
  // npm takes any of several equally strong digests: which bytes get installed would be the server's choice.
  if (integrity !== '' && new Set(strongestHashes(integrity)?.digests).size !== 1) {
    return unchecked('no-integrity', `${JSON.stringify(integrity.slice(0, 200))} does not name one tarball`)
  }
  const { maxTarballBytes, keptTarballBytes } = road.limits
  const size = cachedSize(cacheOf(road), integrity, maxTarballBytes)
  if (size !== undefined) return inCache(road, wanted, size)
  const canWait = integrity !== '' && cacheOf(road) !== ''
  const body = await request(road, wanted, canWait ? keptTarballBytes : maxTarballBytes)
  if (!body.ok) return body
  if (body.value.bytes === undefined) return inCache(road, wanted, body.value.size)
  const tarball = checked(body.value.bytes, integrity)
  return tarball.ok
    ? { ok: true, value: { size: body.value.size, inCache: 'none', read: async () => tarball } }
    : tarball
}

function inCache(road: Road, wanted: WantedTarball, size: number): Fetched<TarballAtHand> {
  const integrity = sha512Of(wanted.integrity)
  const cached: CachedTarball | 'none' = integrity === '' ? 'none' : { cache: cacheOf(road), integrity }
  return { ok: true, value: { size, inCache: cached, read: () => readFromCache(road, wanted) } }
}

/** What is damaged there, or may not be kept there, is asked for once more. */
async function readFromCache(road: Road, wanted: WantedTarball): Promise<Fetched<FetchedTarball>> {
  const { maxTarballBytes } = road.limits
  const cached = await readCachedTarball(cacheOf(road), wanted.integrity, maxTarballBytes)
  if (cached !== undefined) return { ok: true, value: cached }
  const body = await request(road, wanted, maxTarballBytes)
  if (!body.ok) return body
  return body.value.bytes === undefined
    ? unchecked('too-large', `the tarball has more than ${maxTarballBytes} bytes`)
    : checked(body.value.bytes, wanted.integrity)
}

async function request(road: Road, wanted: WantedTarball, keepBytes: number): Promise<Fetched<Body>> {
  if (wanted.url === '') return unchecked('version-not-found', 'the registry shows no tarball of this version')
  const { limits } = road
  const { fetchOptions, offline } = road.settings
  const replaceRegistryHost = textOption(fetchOptions, 'replaceRegistryHost') || 'never'
  const url = replacedHost(wanted.url, { registry: textOption(fetchOptions, 'registry'), replaceRegistryHost })
  return asked(road, hostOf(url), () =>
    requestTarball({
      url,
      name: wanted.name,
      integrity: wanted.integrity,
      options: fetchOptions,
      offline,
      maxBytes: limits.maxTarballBytes,
      keepBytes,
      answerMs: limits.answerMs,
      totalMs: limits.tarballMs,
    }),
  )
}

/** npm's transport has checked this already. It is what everything else rests on, so it is checked where it is used. */
function checked(bytes: Buffer, wanted: string): Fetched<FetchedTarball> {
  const integrity = checkedIntegrity(bytes, wanted)
  return integrity === ''
    ? unchecked('integrity-mismatch', 'the bytes are others than these')
    : { ok: true, value: { bytes, integrity } }
}

function cacheOf(road: Road): string {
  return textOption(road.settings.fetchOptions, 'cache')
}

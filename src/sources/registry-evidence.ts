// The evidence that a registry hands out for a version, and the keys it says it signs with: small texts from the
// registry's own host, judged elsewhere.
import { hostOf } from '../domain/locked.ts'
import type { Fetched } from '../domain/release.ts'
import { maxAnswerBytes } from './attestations/verify.ts'
import { requestPackument } from './packument-request.ts'
import { asked, type Road, unchecked } from './registry-road.ts'
import { urlOnRegistry } from './registry-url.ts'

/** Both change seldom; a registry that changes its keys shows the new ones for days before. */
const freshSeconds = 24 * 3600

export async function fetchEvidence(road: Road, name: string, path: string, anew: boolean): Promise<Fetched<string>> {
  return fetchText(road, name, path, 'the evidence', !anew)
}

export async function fetchKeys(road: Road, name: string): Promise<Fetched<string>> {
  return fetchText(road, name, '/-/npm/v1/keys', 'the list of keys', false)
}

async function fetchText(
  road: Road,
  name: string,
  path: string,
  what: string,
  anyAge: boolean,
): Promise<Fetched<string>> {
  const { settings, limits } = road
  const url = path === '' ? undefined : urlOnRegistry(settings.registryFor(name), path)
  if (url === undefined) return unchecked('not-found', `there is no place to ask for ${what}`)
  // Counted apart from the host itself: an endpoint that never answers must not make it look dead for tarballs.
  return asked(road, `${hostOf(url)} (evidence)`, () =>
    requestPackument({
      url,
      name,
      what,
      options: settings.fetchOptions,
      offline: settings.offline,
      maxBytes: maxAnswerBytes,
      freshSeconds: anyAge ? freshSeconds : 0,
      anyAge,
      staysOnHost: true,
      answerMs: limits.answerMs,
      totalMs: limits.packumentMs,
    }),
  )
}

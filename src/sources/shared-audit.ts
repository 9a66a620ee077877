// The text of a `cordon.lock` that other people keep, from a file or a URL. Its digest says which text is meant: what
// has another one is not that text, wherever it comes from.
import { createHash } from 'node:crypto'
import { dirname, join } from 'node:path'
import { hostOf } from '../domain/locked.ts'
import type { Fetched } from '../domain/release.ts'
import { isFileProblem, readCacheFile, writeCacheFile } from './cache-file.ts'
import { createFileReader } from './file-bytes.ts'
import type { NpmSettings } from './npm-config.ts'
import { requestPackument } from './packument-request.ts'
import { unchecked } from './registry-road.ts'

const maxBytes = 64 * 1024 * 1024
const answerMs = 20_000
const totalMs = 60_000

export type AuditText = { ok: true; text: string; digest: string } | { ok: false; why: string }

/** `path` is absolute. */
export function readAuditFile(path: string): AuditText {
  const file = createFileReader(maxBytes)(path, dirname(path))
  return file.ok ? withDigest(file.bytes.toString('utf8')) : file
}

/** From the cache, where `digest` (hex) is there; else fetched, and kept if it is that text. */
export async function fetchAudit(url: string, digest: string, settings: NpmSettings): Promise<Fetched<AuditText>> {
  const file = join(settings.cacheDir, '_cordon', 'audits-v1', `${digest}.txt`)
  const cached = readCacheFile(file, maxBytes)
  const kept = cached === undefined ? undefined : withDigest(cached)
  if (kept?.ok === true && kept.digest === digest) return { ok: true, value: kept }
  if (settings.offline) return unchecked('offline', `${hostOf(url)} was not asked`)
  const answer = await requestPackument({
    url,
    name: '',
    what: 'the cordon.lock',
    // No credential of a registry is for this host.
    options: { ...settings.fetchOptions, forceAuth: {} },
    offline: false,
    maxBytes,
    freshSeconds: 0,
    anyAge: false,
    staysOnHost: true,
    answerMs,
    totalMs,
  })
  if (!answer.ok) return { ok: false, why: answer.why }
  const fetched = withDigest(answer.value)
  if (fetched.ok && fetched.digest === digest) keep(file, fetched.text)
  return { ok: true, value: fetched }
}

function withDigest(text: string): AuditText {
  return { ok: true, text, digest: createHash('sha256').update(text).digest('hex') }
}

/** Where nothing can be written it is fetched again next time. */
function keep(file: string, text: string): void {
  try {
    writeCacheFile(file, text)
  } catch (error) {
    if (!isFileProblem(error)) throw error
  }
}

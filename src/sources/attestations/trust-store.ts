// The trust data of a run: whose signatures count. From files the user names, else from sigstore's update framework
// (TUF) with a root of ours, else the copies in this package. Reports always say which, and how old it is.
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { member, parsed } from '../json-value.ts'
import { type RegistryKey, readRegistryKeys, registryKeysIn } from './registry-keys.ts'
import { fetchTargets } from './tuf.ts'

/** `files`: what the user named; `tuf`: fetched and proven at most a day ago; `embedded`: what this release brings. */
export type TrustSource = 'files' | 'tuf' | 'embedded'

export type Trust = {
  /** A sigstore trusted root, as JSON. */
  trustedRoot: unknown
  keys: readonly RegistryKey[]
  source: TrustSource
  /** Day of the data, as `2026-11-22`: of the copies, when they were taken; of files, when they were written. */
  date: string
  /** Why it is not the better source, '' where it is the best there could be. */
  detail: string
  /** sha256 over both documents, hex: what was verified with other data is not known under this one. */
  digest: string
}

export type TrustRequest = {
  /** '' for none. */
  trustedRootFile: string
  registryKeysFile: string
  /** Where cordon keeps what it fetches. */
  folder: string
  offline: boolean
  now: number
}

/** The day of @sigstore/tuf 5.0.1, out of which the copies in `data/trust` were taken; a test holds them equal to it. */
const embeddedDate = '2026-05-26'
const data = (name: string) => fileURLToPath(new URL(`../../../data/trust/${name}`, import.meta.url))

/** Throws a sentence for people where a file that the user named is not what it should be; never for the network. */
export async function openTrust(request: TrustRequest): Promise<Trust> {
  const own = { root: readOwn('trusted-root.json'), keys: readOwn('registry-keys.json') }
  if (request.trustedRootFile !== '' || request.registryKeysFile !== '') return fromFiles(request, own)
  if (request.offline) return toTrust(own, 'embedded', embeddedDate, '')
  const fetched = await fromTuf(request)
  return fetched.ok
    ? toTrust(fetched, 'tuf', new Date(request.now).toISOString().slice(0, 10), '')
    : toTrust(own, 'embedded', embeddedDate, fetched.why)
}

/** Throws where the trusted root is JSON and no trusted root. Loads the sigstore libraries, for files of people only. */
export async function checkTrust({ trustedRoot, keys }: Trust): Promise<void> {
  for (const list of ['tlogs', 'certificateAuthorities']) {
    const found = member(trustedRoot, list)
    if (!Array.isArray(found) || found.length === 0) throw new Error(`the trusted root has no ${list}`)
  }
  const { createBundleVerifier } = await import('./bundle.ts')
  createBundleVerifier(trustedRoot, keys)
}

type Documents = { root: string; keys: string }

function fromFiles({ trustedRootFile, registryKeysFile }: TrustRequest, own: Documents): Trust {
  const given = [trustedRootFile, registryKeysFile].filter((file) => file !== '')
  const root = trustedRootFile === '' ? own.root : readFileSync(trustedRootFile, 'utf8')
  const keys = registryKeysFile === '' ? own.keys : readFileSync(registryKeysFile, 'utf8')
  const oldest = Math.min(...given.map((file) => statSync(file).mtimeMs))
  return toTrust({ root, keys }, 'files', new Date(oldest).toISOString().slice(0, 10), '')
}

/** Only files of people have to be right in every key: npm may add one of a kind that is not known yet. */
export function toTrust({ root, keys }: Documents, source: TrustSource, date: string, detail: string): Trust {
  const trustedRoot = parsed(root)
  if (trustedRoot === undefined) throw new Error('the trusted root is no JSON')
  return {
    trustedRoot,
    keys: source === 'files' ? readRegistryKeys(parsed(keys)) : registryKeysIn(parsed(keys)),
    source,
    date,
    detail,
    digest: createHash('sha256')
      .update(JSON.stringify([root, keys]))
      .digest('hex'),
  }
}

function readOwn(name: string): string {
  return readFileSync(data(name), 'utf8')
}

const day = 86_400_000
const refreshMs = 3_000

/**
 * The cache is proven against our own root every time, so whoever replaces the folder gains nothing. It is refreshed at
 * most once a day; a try that failed counts, so that a closed network costs one pause a day.
 */
async function fromTuf({
  folder,
  now,
}: TrustRequest): Promise<(Documents & { ok: true }) | { ok: false; why: string }> {
  const cache = join(folder, 'tuf')
  const [marker, works] = [join(cache, 'refreshed'), join(cache, 'works')]
  try {
    mkdirSync(cache, { recursive: true })
    const last = statSync(marker, { throwIfNoEntry: false })?.mtimeMs ?? 0
    const isDue = Math.abs(now - last) > day
    if (isDue) {
      rmSync(works, { force: true })
      writeFileSync(marker, '')
      utimesSync(marker, new Date(now), new Date(now))
    }
    // Without the last refresh there is no cache that holds, and the library would ask the network again.
    if (!isDue && !existsSync(works)) return { ok: false, why: 'the last refresh failed, less than a day ago' }
    const [root, keys] = await fetchTargets({
      cache,
      root: data('tuf-root.json'),
      refresh: isDue,
      timeoutMs: refreshMs,
    })
    writeFileSync(works, '')
    return { ok: true, root, keys }
  } catch (error) {
    return { ok: false, why: error instanceof Error ? error.message : 'it could not be fetched' }
  }
}

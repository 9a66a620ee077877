// Decoy manifests: another file of the package that could take package.json's place, as `package.md` did in the axios
// incident (a clean manifest with another version, renamed over the real one after the payload ran).
import { type JsonNode, memberOf, readJson } from '../../domain/json.ts'
import { baseName } from '../../domain/package-path.ts'
import { installEvents, type Manifest, type Oddity } from '../../domain/release.ts'
import { manifestLimits } from './package-json.ts'

/** A manifest is small; a larger file is not read as one. */
const maxSize = 1_000_000

/**
 * Any file, whatever its name, that parses as a manifest of this very package but has another version or other install
 * scripts. Quiet for the copies that builds leave in `dist/`, which only lack the development's scripts.
 */
export function secondManifests(files: ReadonlyMap<string, Buffer>, manifest: Manifest): Oddity[] {
  if (manifest.name === '') return []
  const quotedName = Buffer.from(JSON.stringify(manifest.name))
  const found: Oddity[] = []
  for (const [path, bytes] of files) {
    if (path === 'package.json' || bytes.length > maxSize || !mayBeObject(bytes)) continue
    if (!bytes.includes('"version"') || !bytes.includes(quotedName)) continue
    const detail = differences(path, bytes, manifest)
    if (detail !== '') found.push({ kind: 'second-manifest', path, detail })
  }
  return found
}

/** The first byte that is neither white space nor part of a byte order mark opens an object. */
function mayBeObject(bytes: Buffer): boolean {
  for (const byte of bytes.subarray(0, 1024)) {
    if (byte === 0x7b) return true
    if (byte > 0x20 && byte !== 0xef && byte !== 0xbb && byte !== 0xbf) return false
  }
  return false
}

function differences(path: string, bytes: Buffer, manifest: Manifest): string {
  const read = readJson(bytes.toString('utf8'), manifestLimits)
  if (!read.ok || isLockfile(path, read.root)) return ''
  if (textOf(read.root, 'name') !== manifest.name) return ''
  const version = memberOf(read.root, 'version')
  if (version?.kind !== 'string') return ''
  const scripts = memberOf(read.root, 'scripts')
  const sameScripts = installEvents.every((event) => {
    const body = scripts === undefined ? undefined : textOf(scripts, event)
    return (body ?? '') === (manifest.scripts.find(({ name }) => name === event)?.body ?? '')
  })
  return [...(version.value === manifest.version ? [] : ['version']), ...(sameScripts ? [] : ['scripts'])].join(',')
}

/** npm's own lockfiles name the package, too. Only under their own names: a decoy can carry any member. */
function isLockfile(path: string, root: JsonNode): boolean {
  const name = baseName(path)
  return (
    (name === 'npm-shrinkwrap.json' || name === 'package-lock.json') &&
    memberOf(root, 'lockfileVersion')?.kind === 'number'
  )
}

function textOf(node: JsonNode, key: string): string | undefined {
  const member = memberOf(node, key)
  return member?.kind === 'string' ? member.value : undefined
}

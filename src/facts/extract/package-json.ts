// Reads the package.json of a tarball: the manifest with its lines, and what is odd about the file itself. The file is
// attacker-controlled; it is bounded before it is parsed, and what cannot be read is an oddity, never an error.
import { type JsonMember, type JsonNode, lineIndex, readJson } from '../../domain/json.ts'
import { type LineOf, leaves, noLines, ownValue, toManifest } from '../../domain/manifest.ts'
import { baseName, insidePackage } from '../../domain/package-path.ts'
import type { Manifest, Oddity } from '../../domain/release.ts'

/** npm itself has no limit; the largest honest manifest is far below a tenth of this. */
export const manifestLimits = { maxLength: 4_000_000, maxDepth: 500, maxNodes: 500_000 }

/** `targets`: what the `imports` field leads to, files and packages alike. */
export type ReadManifest = { manifest: Manifest; oddities: readonly Oddity[]; targets: readonly string[] }

/** `bytes` is `undefined` when the package has no package.json. `paths` are its files (for `directories.bin`). */
export function readManifest(bytes: Buffer | undefined, paths: Iterable<string>): ReadManifest {
  if (bytes === undefined) return unreadable('no-manifest', '')
  // npm decodes as UTF-8 with replacement characters, too.
  const source = bytes.toString('utf8')
  const read = readJson(source, manifestLimits)
  if (!read.ok) return unreadable('manifest-unreadable', read.code)
  if (read.root.kind !== 'object') return unreadable('manifest-unreadable', 'not-an-object')
  const value: unknown = plainValue(source)
  const manifest = toManifest(value, lineFinder(read.root, source))
  const oddities = protoKeys(read.root).slice(0, 1)
  const targets = leaves(ownValue(value, 'imports'))
  return { manifest: withFolderBins(manifest, value, paths), oddities, targets }
}

/** `readJson` accepts exactly what `JSON.parse` accepts after a byte order mark, so this does not throw. */
export function plainValue(source: string): unknown {
  return JSON.parse(source.charCodeAt(0) === 0xfeff ? source.slice(1) : source)
}

/** The names in `config`, which npm hands on to what it runs; none where there is nothing to read. */
export function configKeys(bytes: Buffer | undefined): readonly string[] {
  const config = fieldOf(bytes, 'config')
  return typeof config === 'object' && config !== null ? Object.keys(config) : []
}

/** The file that `node-gyp-build` runs to try an addon, '' for none. */
export function prebuildTest(bytes: Buffer | undefined): string {
  const test = ownValue(fieldOf(bytes, 'prebuild'), 'test')
  return typeof test === 'string' ? test : ''
}

/** Where an own name leads, for every condition: `#log` to `./log.js` or to a package. */
export function importTargets(bytes: Buffer | undefined, name: string): readonly string[] {
  return leaves(ownValue(fieldOf(bytes, 'imports'), name))
}

function fieldOf(bytes: Buffer | undefined, name: string): unknown {
  const source = bytes?.toString('utf8') ?? ''
  return readJson(source, manifestLimits).ok ? ownValue(plainValue(source), name) : undefined
}

function unreadable(kind: 'no-manifest' | 'manifest-unreadable', detail: string): ReadManifest {
  return { manifest: toManifest(undefined, noLines), oddities: [{ kind, path: 'package.json', detail }], targets: [] }
}

/** The line of a member; one index per object, so that ten thousand dependencies cost ten thousand look-ups. */
function lineFinder(root: JsonNode, source: string): LineOf {
  const lineAt = lineIndex(source)
  const indexes = new Map<JsonNode, Map<string, JsonMember>>()
  const memberIn = (node: JsonNode, key: string) => {
    if (node.kind !== 'object') return undefined
    const index = indexes.get(node) ?? new Map(node.members.map((member) => [member.key, member]))
    indexes.set(node, index)
    return index.get(key)
  }
  return (path) => {
    let found: JsonMember | undefined
    for (const key of path) {
      found = memberIn(found?.value ?? root, key)
      if (found === undefined) return 0
    }
    return found === undefined ? 0 : lineAt(found.offset)
  }
}

/** Keys that are harmless as data and poison a careless `Object.assign`: nobody writes them by accident. */
function protoKeys(root: JsonNode): Oddity[] {
  const found: Oddity[] = []
  const waiting: JsonNode[] = [root]
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    if (node.kind === 'array') for (const item of node.items) waiting.push(item)
    if (node.kind !== 'object') continue
    for (const { key, value } of node.members) {
      if (key === '__proto__' || key === 'constructor')
        found.push({ kind: 'proto-key', path: 'package.json', detail: key })
      waiting.push(value)
    }
  }
  return found
}

/** npm makes a command of every file below `directories.bin`, unless there is a `bin` (hidden files are none). */
function withFolderBins(manifest: Manifest, value: unknown, paths: Iterable<string>): Manifest {
  const folder = ownValue(ownValue(value, 'directories'), 'bin')
  if (typeof folder !== 'string' || ownValue(value, 'bin')) return manifest
  const prefix = `${insidePackage(folder.replaceAll(':', '/'))}/`
  const targets = [...paths].filter((path) => path.startsWith(prefix) && !path.slice(prefix.length).startsWith('.'))
  const bin = targets.map((path) => ({ name: baseName(path), path, line: 0 }))
  return { ...manifest, bin, entries: [...new Set([...manifest.entries, ...targets])] }
}

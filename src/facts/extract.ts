// From the files of a tarball to everything that is known of it: a pure function of its bytes. Nothing of the package is
// run or imported, and no content of a package makes it throw. Raise `extractorVersion` when its answers change.
import { createCodeReader, unwatched, type Watch } from '../code/reader.ts'
import type { Contents, Extracted, Oddity, PatchRecord } from '../domain/release.ts'
import { undeclaredBundles } from './extract/carried.ts'
import { toContents } from './extract/contents.ts'
import { shadowed } from './extract/shadowed.ts'

/** What `sources/tarball` gives; paths without npm's `package/`. A later file of the same path replaces an earlier one. */
export type UnpackedTarball = {
  files: readonly { path: string; bytes: Uint8Array; executable: boolean }[]
  oddities: readonly Oddity[]
  unpackedBytes: number
}

/** `integrity` is the tarball's, as `sha512-…`; `patches` says what was applied to its files before. */
export function extract(
  tarball: UnpackedTarball,
  integrity: string,
  patches: readonly PatchRecord[] = [],
  watch: Watch = unwatched,
): Extracted {
  const files = new Map(tarball.files.map(({ path, bytes }) => [path, asBuffer(bytes)]))
  const locations = bundledLocations(files.keys())
  const packages = Map.groupBy(files.keys(), (path) => ownerOf(path, locations))
  const read = createCodeReader(watch)
  const contentsOf = (location: string): Contents => {
    const start = location === '' ? 0 : location.length + 1
    const paths = packages.get(location) ?? []
    const contents = toContents(new Map(paths.map((path) => [path.slice(start), files.get(path) ?? empty])), read)
    return { ...contents, install: shadowed(contents.install, files.keys()) }
  }
  const own = contentsOf('')
  const bundled = [...locations].sort().map((location) => ({ location, contents: contentsOf(location) }))
  return {
    integrity,
    unpackedBytes: tarball.unpackedBytes,
    // Whatever is odd about the tarball stays with the package that is certain to be judged.
    own: {
      ...own,
      oddities: [...tarball.oddities, ...own.oddities, ...undeclaredBundles(own.manifest, bundled)],
      patches,
    },
    bundled,
  }
}

const empty = Buffer.alloc(0)

function asBuffer(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
}

/** Every folder that npm takes for a bundled package: `node_modules/<name>` in a row from the root, with a manifest. */
function bundledLocations(paths: Iterable<string>): Set<string> {
  const found = new Set<string>()
  for (const path of paths) {
    if (!path.endsWith('/package.json')) continue
    const location = path.slice(0, -'/package.json'.length)
    if (packageFolders(path).at(-1) === location) found.add(location)
  }
  return found
}

/** The deepest bundled package that a file lies in, '' for the tarball's own. */
function ownerOf(path: string, locations: ReadonlySet<string>): string {
  return packageFolders(path).findLast((folder) => locations.has(folder)) ?? ''
}

/** Nobody bundles deeper; a longer row of folders belongs to the last of these. */
const maxNesting = 50

/** `node_modules/a`, `node_modules/a/node_modules/@s/b`, … as long as the path is a row of package folders. */
function packageFolders(path: string): string[] {
  const folders: string[] = []
  let start = 0
  while (folders.length < maxNesting && path.startsWith('node_modules/', start)) {
    const name = start + 'node_modules/'.length
    const scope = path[name] === '@' ? path.indexOf('/', name) : -2
    const end = scope === -1 ? -1 : path.indexOf('/', scope === -2 ? name : scope + 1)
    if (end === -1 || path[name] === '.' || end === name) break
    folders.push(path.slice(0, end))
    start = end + 1
  }
  return folders
}

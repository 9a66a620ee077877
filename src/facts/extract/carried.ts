// Other packages inside a tarball that nobody asked for: bundles that `bundleDependencies` does not bring, and copies
// that lie somewhere among the package's own files. What they do is judged elsewhere; this only says that they are there.
import { memberOf, readJson } from '../../domain/json.ts'
import { baseName, folderOf } from '../../domain/package-path.ts'
import type { Contents, Manifest, Oddity } from '../../domain/release.ts'
import { manifestLimits } from './package-json.ts'

/** More than this many say no more. */
const maxOddities = 100
const maxManifest = 1_000_000

/** npm packs what `bundleDependencies` names and what those depend on, and nothing else below `node_modules`. */
export function undeclaredBundles(
  manifest: Manifest,
  bundled: readonly { location: string; contents: Contents }[],
): Oddity[] {
  const byName = Map.groupBy(bundled, ({ location }) => bundleName(location))
  const declared = new Set<string>(manifest.bundled)
  // A Set gives what is added while it is walked.
  for (const name of declared) {
    for (const { contents } of byName.get(name) ?? []) {
      for (const dependency of contents.manifest.dependencies) declared.add(dependency.name)
    }
  }
  return bundled
    .filter(({ location }) => !declared.has(bundleName(location)))
    .slice(0, maxOddities)
    .map(({ location, contents }) => oddity('undeclared-bundle', location, contents.manifest))
}

function bundleName(location: string): string {
  return location.slice(location.lastIndexOf('node_modules/') + 'node_modules/'.length)
}

/** A nested manifest with another name and a version, beside at least one more file. */
export function vendoredPackages(files: ReadonlyMap<string, Buffer>, manifest: Manifest): Oddity[] {
  const found: Oddity[] = []
  const folders = Map.groupBy(files.keys(), folderOf)
  for (const [path, bytes] of files) {
    if (path === 'package.json' || baseName(path) !== 'package.json' || bytes.length > maxManifest) continue
    if ((folders.get(folderOf(path))?.length ?? 0) < 2) continue
    const read = readJson(bytes.toString('utf8'), manifestLimits)
    const name = read.ok ? memberOf(read.root, 'name') : undefined
    const version = read.ok ? memberOf(read.root, 'version') : undefined
    if (name?.kind !== 'string' || version?.kind !== 'string' || name.value === manifest.name) continue
    found.push(oddity('vendored-package', path, { name: name.value, version: version.value }))
    if (found.length === maxOddities) break
  }
  return found
}

function oddity(kind: Oddity['kind'], path: string, { name, version }: { name: string; version: string }): Oddity {
  return { kind, path, detail: `${name}@${version}`.slice(0, 300) }
}

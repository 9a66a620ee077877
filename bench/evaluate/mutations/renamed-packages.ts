// Gives packages other names and versions wherever a replay names them: registry, manifests, code, lockfile, the list of
// what is bad. It moves words and judges nothing.
import {
  isJsonObject,
  type Json,
  type JsonObject,
  type Replay,
  splitSpec,
  type WrittenLock,
  type WrittenPackage,
  type WrittenTree,
  type WrittenVersion,
} from './replay.ts'

/** Old name to new name. */
type Renames = ReadonlyMap<string, string>

const dependencyKeys = ['dependencies', 'devDependencies', 'optionalDependencies', 'peerDependencies', 'overrides']

/** `step` is added to the first number of every version that is not 0. */
export function renamedPackages(replay: Replay, renames: Renames, step: number): Replay {
  const spec = (text: string): string => {
    const { name, version } = splitSpec(text)
    const to = renames.get(name)
    return to === undefined ? text : `${to}@${stepped(version, step)}`
  }
  const packages = Object.entries(replay.registry.packages ?? {}).map(([name, one]): [string, WrittenPackage] => {
    const to = renames.get(name)
    const versions = Object.entries(one.versions).map(([version, written]): [string, WrittenVersion] => [
      to === undefined ? version : stepped(version, step),
      renamedVersion(written, to === undefined ? 0 : step, renames, step),
    ])
    return [to ?? name, { ...one, versions: Object.fromEntries(versions) }]
  })
  return {
    ...replay,
    attack: replay.attack.map(spec),
    payload: replay.payload.map((one) => ({ ...one, release: spec(one.release) })),
    registry: { ...replay.registry, packages: Object.fromEntries(packages) },
    project: renamedTree(replay.project, renames, step),
    lock: renamedLock(replay.lock, renames, step, spec),
  }
}

function renamedVersion(written: WrittenVersion, own: number, renames: Renames, step: number): WrittenVersion {
  const { extends: origin, files, registryManifest, ...rest } = written
  return {
    ...rest,
    ...(origin !== undefined && { extends: own === 0 ? origin : stepped(origin, own) }),
    ...(files !== undefined && { files: renamedTree(files, renames, step) }),
    ...(registryManifest !== undefined && { registryManifest: renamedManifest(registryManifest, renames, step) }),
  }
}

function renamedTree(tree: WrittenTree, renames: Renames, step: number): WrittenTree {
  return Object.fromEntries(
    Object.entries(tree).map(([path, content]) => {
      if (content === null) return [path, content]
      if (typeof content === 'string') return [path, renamedText(content, renames)]
      return [path, path.endsWith('package.json') ? renamedManifest(content, renames, step) : content]
    }),
  )
}

function renamedManifest(manifest: JsonObject, renames: Renames, step: number): JsonObject {
  const members = Object.entries(manifest).map(([key, value]): [string, Json] => {
    if (dependencyKeys.includes(key) && isJsonObject(value)) return [key, renamedRanges(value, renames, step)]
    const isList = key === 'bundledDependencies' || key === 'bundleDependencies'
    if (isList && Array.isArray(value)) return [key, value.map((one) => renames.get(String(one)) ?? one)]
    if (key === 'name' && typeof value === 'string') return [key, renames.get(value) ?? value]
    return [key, value]
  })
  return Object.fromEntries(members)
}

function renamedRanges(ranges: JsonObject, renames: Renames, step: number): JsonObject {
  const entries = Object.entries(ranges).map(([name, range]): [string, Json] => {
    const to = renames.get(name)
    if (to === undefined) return [name, typeof range === 'string' ? renamedText(range, renames) : range]
    return [to, typeof range === 'string' ? steppedRange(range, step) : range]
  })
  return Object.fromEntries(entries)
}

/** As a quoted specifier, whole or with a path behind it. */
function renamedText(text: string, renames: Renames): string {
  let result = text
  for (const [from, to] of renames) {
    result = result.replace(
      new RegExp(`(["'\`/]|npm:)${RegExp.escape(from)}(?=["'\`/@])`, 'g'),
      (_, before: string) => before + to,
    )
  }
  return result
}

function renamedLock(lock: WrittenLock, renames: Renames, step: number, spec: (text: string) => string): WrittenLock {
  const place = (location: string) =>
    location
      .split('node_modules/')
      .map((part) => {
        const name = part.endsWith('/') ? part.slice(0, -1) : part
        return part.replace(name, () => renames.get(name) ?? name)
      })
      .join('node_modules/')
  const tree = Object.entries(lock.tree).map(([location, entry]): [string, WrittenLock['tree'][string]] => {
    if (typeof entry === 'string') return [place(location), spec(entry)]
    const named = entry.package === undefined ? entry : { ...entry, package: spec(entry.package) }
    return [place(location), named]
  })
  const root = lock.root === undefined ? {} : { root: renamedManifest(lock.root, renames, step) }
  return { ...lock, ...root, tree: Object.fromEntries(tree) }
}

/** 1.2.3 to 4.2.3, and 0.2.3 to 0.5.3: what `^` means stays. */
function stepped(version: string, step: number): string {
  const [major = '0', minor = '0', ...rest] = version.split('.')
  if (major === '0') return [major, String(Number(minor) + step), ...rest].join('.')
  return [String(Number(major) + step), minor, ...rest].join('.')
}

/** The numbers of every comparison in a range; tags, URLs and `*` stay. */
function steppedRange(range: string, step: number): string {
  if (/[:/]/.test(range) && !range.startsWith('npm:')) return range
  return range.replace(/(?<![\w.-])\d+(?:\.\d+)*/g, (version) => {
    const parts = version.split('.').length
    return stepped(version, step)
      .split('.')
      .slice(0, Math.max(parts, version.startsWith('0') ? 2 : 1))
      .join('.')
  })
}

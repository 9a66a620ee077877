// A replay as data, and the few ways in which a mutation may take it apart and put it together: files of a release with what
// they inherit, the release before, references to files. It knows no single mutation and nothing of verdicts.
import { inheritedFiles } from '../../../src/replay/inherited-files.ts'
import { isJsonObject, objectAt } from '../../../src/replay/json-object.ts'
import { type Json, type JsonObject, textOf } from '../../../src/replay/package-tarball.ts'
import { splitSpec } from '../../../src/replay/published.ts'
import type { Payload, Replay } from '../../../src/replay/replay-file.ts'
import type { WrittenLock, WrittenPackage, WrittenTree, WrittenVersion } from '../../../src/replay/written.ts'

export type { Json, JsonObject, Payload, Replay, WrittenLock, WrittenPackage, WrittenTree, WrittenVersion }
export { isJsonObject, objectAt, splitSpec }

export type Trigger = Payload['trigger']

/** Why a mutation has nothing to do with a replay. */
export type Skip = { skip: string }

/** Complete: nothing is inherited any more. */
export type Files = Readonly<Record<string, string | JsonObject>>

/** A release may hold a file named `skip`, but never that one alone. */
export function isSkip(made: Files | Skip): made is Skip {
  return typeof made.skip === 'string' && Object.keys(made).length === 1
}

/** The attack in one release, taken apart. */
export type Part = {
  payload: Payload
  name: string
  version: string
  files: Files
  /** The release that an update comes from; undefined for a newcomer. */
  before: { version: string; files: Files } | undefined
}

/** Packages of the attack that hold nothing but the attack: no release of theirs is honest history. */
export function newcomersOf(replay: Replay): readonly string[] {
  const limit = Date.parse(replay.now) - 30 * 24 * 3_600_000
  return attackNames(replay).filter((name) => {
    const versions = Object.values(packageOf(replay, name)?.versions ?? {})
    return versions.length > 0 && versions.every((one) => Date.parse(one.published) > limit)
  })
}

export function attackNames(replay: Replay): readonly string[] {
  return [...new Set(replay.attack.map((spec) => splitSpec(spec).name))]
}

export function packageOf(replay: Replay, name: string): WrittenPackage | undefined {
  const packages = replay.registry.packages ?? {}
  return Object.hasOwn(packages, name) ? packages[name] : undefined
}

/** Payloads with their releases; those whose release the registry does not have are left out (git, URLs). */
export function partsOf(replay: Replay): readonly Part[] {
  return replay.payload.flatMap((payload) => {
    const { name, version } = splitSpec(payload.release)
    const written = packageOf(replay, name)
    if (written?.versions[version] === undefined) return []
    const earlier = versionBefore(replay, name, version)
    const files = filesOf(written, version, name)
    const before = earlier === '' ? undefined : { version: earlier, files: filesOf(written, earlier, name) }
    return [{ payload, name, version, files, before }]
  })
}

/** The parts that have code of their own. */
export function codeParts(replay: Replay): readonly Part[] {
  return partsOf(replay).filter(({ payload, files }) => payload.files.some((path) => isCode(path, files)))
}

export function isCode(path: string, files: Files): boolean {
  return typeof files[path] === 'string' && /\.[cm]?js$/.test(path)
}

export function codeFiles({ payload, files }: Part): readonly string[] {
  return payload.files.filter((path) => isCode(path, files))
}

export function filesOf(written: WrittenPackage, version: string, name: string): Files {
  const files = Object.entries(inheritedFiles(written, version, name, []))
  return Object.fromEntries(
    files.map(([path, content]) => [path, isLongText(path, content) ? textOf(content) : content]),
  )
}

/** A long file that is written as a text and how often a part of it comes. */
function isLongText(path: string, content: string | JsonObject): boolean {
  return typeof content !== 'string' && typeof content.repeat === 'string' && !path.endsWith('.json')
}

/** The honest release that the bad one follows: what it inherits from, or the newest of its own major. '' for none. */
function versionBefore(replay: Replay, name: string, version: string): string {
  const versions = packageOf(replay, name)?.versions ?? {}
  const published = Date.parse(versions[version]?.published ?? '')
  const bad = badVersions(replay, name)
  const honest = Object.entries(versions).filter(
    ([one, { published: at }]) => !bad.has(one) && Date.parse(at) < published,
  )
  const parent = versions[version]?.extends ?? ''
  if (honest.some(([one]) => one === parent)) return parent
  const major = version.split('.')[0]
  const line = honest.filter(([one]) => one.split('.')[0] === major)
  const newest = (line.length > 0 ? line : honest).toSorted(
    (a, b) => Date.parse(a[1].published) - Date.parse(b[1].published),
  )
  return newest.at(-1)?.[0] ?? ''
}

/** Those that the replay lists, and others with the very same payload that stand in no tree. */
export function badVersions(replay: Replay, name: string): ReadonlySet<string> {
  const written = packageOf(replay, name) ?? { versions: {} }
  const bad = new Set(replay.attack.map(splitSpec).flatMap((one) => (one.name === name ? [one.version] : [])))
  for (const { release, files: paths } of replay.payload) {
    const own = splitSpec(release)
    if (own.name !== name || written.versions[own.version] === undefined || paths.length === 0) continue
    const files = filesOf(written, own.version, name)
    for (const version of Object.keys(written.versions)) {
      const other = filesOf(written, version, name)
      if (paths.every((path) => other[path] !== undefined && other[path] === files[path])) bad.add(version)
    }
  }
  return bad
}

export function manifestOf(files: Files): JsonObject {
  const own = files['package.json']
  if (own === undefined) return {}
  if (typeof own !== 'string') return own
  const value: unknown = JSON.parse(own)
  return isJsonObject(value) ? value : {}
}

export function withManifest(files: Files, manifest: JsonObject): Files {
  return { ...files, 'package.json': manifest }
}

export function withScript(files: Files, event: string, command: string): Files {
  const manifest = manifestOf(files)
  return withManifest(files, { ...manifest, scripts: { ...objectAt(manifest, 'scripts'), [event]: command } })
}

/** The replay with other files in these releases. No version of a package that is touched inherits any more. */
export function withFiles(replay: Replay, changes: readonly { name: string; version: string; files: Files }[]): Replay {
  let packages = { ...replay.registry.packages }
  for (const { name, version, files } of changes) {
    const flat = flattened(packages[name] ?? { versions: {} }, name)
    const { extends: _, ...own } = flat.versions[version] ?? { published: replay.now }
    packages = { ...packages, [name]: { ...flat, versions: { ...flat.versions, [version]: { ...own, files } } } }
  }
  return { ...replay, registry: { ...replay.registry, packages } }
}

/** `earlier`: honest releases of the same package that look otherwise, too. */
export type Changed = { files: Files; payload?: Payload; earlier?: readonly { version: string; files: Files }[] }

/** The honest releases of the package, with their files. */
export function honestReleases(replay: Replay, name: string): readonly { version: string; files: Files }[] {
  const written = packageOf(replay, name)
  if (written === undefined) return []
  const bad = badVersions(replay, name)
  const honest = Object.keys(written.versions).filter((version) => !bad.has(version))
  return honest.map((version) => ({ version, files: filesOf(written, version, name) }))
}

/** Each part replaced by what `change` makes of it; the first skip is the whole answer. */
export async function changedParts(
  replay: Replay,
  parts: readonly Part[],
  change: (part: Part) => Promise<Skip | Changed>,
): Promise<Replay | Skip> {
  if (parts.length === 0) return { skip: 'the attack has no code of its own in a release' }
  let result = replay
  for (const { payload } of parts) {
    // Taken apart anew: two payloads may stand in one release.
    const part = partsOf(result).find((one) => one.payload === payload)
    if (part === undefined) continue
    const made = await change(part)
    if ('skip' in made) return made
    const { name, version } = part
    const earlier = (made.earlier ?? []).map((one) => ({ name, ...one }))
    result = withFiles(result, [...earlier, { name, version, files: made.files }])
    result = withPayload(result, part.payload, made.payload ?? part.payload)
  }
  return result
}

function withPayload(replay: Replay, old: Payload, own: Payload): Replay {
  return { ...replay, payload: replay.payload.map((one) => (one === old ? own : one)) }
}

function flattened(written: WrittenPackage, name: string): WrittenPackage {
  if (Object.values(written.versions).every((one) => one.extends === undefined)) return written
  const versions = Object.entries(written.versions).map(
    ([version, { extends: _, ...own }]): [string, WrittenVersion] => [
      version,
      { ...own, files: filesOf(written, version, name) },
    ],
  )
  return { ...written, versions: Object.fromEntries(versions) }
}

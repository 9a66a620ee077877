// The nested `dependencies` of lockfileVersion 1 (and of version 2, for npm 6) as entries, converted as npm converts them
// (arborist's shrinkwrap.js and spec-from-lock.js). What the project itself asks for stands in no version 1 lockfile.
import { type JsonMember, memberOf } from '../../domain/json.ts'
import { isVersion } from '../../domain/versions.ts'
import { type Ask, type Entry, type Fields, fieldsOf, flagField, textField } from './entry.ts'
import { maxEntries } from './limits.ts'
import { isAbsolutePath, normalPath, readLocation } from './location.ts'
import { type Mistakes, quoted } from './mistakes.ts'
import { readSpec } from './spec.ts'

type Level = { folder: string; members: Fields }

export function readLegacy(dependencies: JsonMember, mistakes: Mistakes): Entry[] {
  const entries = new Map<string, Entry>()
  const levels: Level[] = [{ folder: '', members: fieldsOf(dependencies.value, '"dependencies"', mistakes) }]
  for (let level = levels.pop(); level !== undefined; level = levels.pop()) {
    for (const member of level.members.values()) {
      const location = `${level.folder}${level.folder === '' ? '' : '/'}node_modules/${member.key}`
      const fields = fieldsOf(member.value, `the entry ${quoted(member.key)}`, mistakes)
      const inside = readDependency(location, member, fields, entries, mistakes)
      const nested = fields.get('dependencies')
      if (inside === undefined || nested === undefined) continue
      levels.push({ folder: inside, members: fieldsOf(nested.value, '"dependencies"', mistakes) })
      markBundled(entries.get(location), nested)
    }
    if (entries.size > maxEntries) {
      mistakes.at('lockfile-too-large', dependencies.offset, `there are more than ${maxEntries} packages`)
      return []
    }
  }
  return [...entries.values()]
}

/** Adds the entry (and, for a link, its target); the folder that nested dependencies sit in. */
function readDependency(
  location: string,
  member: JsonMember,
  fields: Fields,
  entries: Map<string, Entry>,
  mistakes: Mistakes,
): string | undefined {
  const where = readLocation(location)
  if (where.kind !== 'installed') {
    mistakes.at('lockfile-location', member.offset, `${quoted(member.key)} is a name that npm does not install`)
    return undefined
  }
  const source = sourceOf(fields, mistakes)
  if (source === undefined) {
    mistakes.at('lockfile-malformed', member.offset, `it is not clear where ${quoted(member.key)} comes from`)
    return undefined
  }
  const flags = {
    dev: flagField(fields, 'dev', mistakes),
    optional: flagField(fields, 'optional', mistakes),
    peer: flagField(fields, 'peer', mistakes),
  }
  const asks = requiresOf(fields, mistakes)
  const blank = {
    offset: member.offset,
    hasInstallScript: 'unknown' as const,
    patch: { path: '', integrity: '' },
    bins: [],
    platform: 'any' as const,
    bundles: [],
    ...flags,
  }
  if (source.link === undefined) {
    const integrity = textField(fields, 'integrity', mistakes)
    entries.set(location, { ...blank, ...source.facts, location, where, integrity, link: false, asks })
    return location
  }
  const facts = { name: '', version: '', integrity: '', urlAsked: false }
  const target = source.link
  entries.set(location, { ...blank, ...facts, location, where, resolved: target, link: true, asks: new Map() })
  // A link to the project itself: nothing is below it that is not already known.
  if (target === '') return undefined
  if (!entries.has(target)) {
    const folder = targetFolder(target, where.installedAs)
    if (folder === undefined) {
      mistakes.at('lockfile-location', member.offset, `${quoted(member.key)} links to ${quoted(target)}`)
      return undefined
    }
    const own = { ...blank, ...facts, name: where.installedAs, resolved: '' }
    entries.set(target, { ...own, location: target, where: folder, link: false, asks })
  }
  return target
}

/** An absolute target has no location in npm's terms; it is kept as it is, and reported as leaving the repository. */
function targetFolder(target: string, installedAs: string): Entry['where'] | undefined {
  if (isAbsolutePath(target)) return { kind: 'folder', installedAs, within: '' }
  const where = readLocation(target)
  return where.kind === 'refused' ? undefined : where
}

type Source = { link: string } | { link?: undefined; facts: Pick<Entry, 'name' | 'version' | 'resolved' | 'urlAsked'> }

/** The `version` may be a version, an alias, a URL, a git reference or a path; old files need `from` and `resolved`. */
function sourceOf(fields: Fields, mistakes: Mistakes): Source | undefined {
  const version = textField(fields, 'version', mistakes)
  const resolved = textField(fields, 'resolved', mistakes)
  const from = textField(fields, 'from', mistakes)
  const pinned = fields.has('integrity') && textField(fields, 'integrity', mistakes) !== ''
  const chosen = chooseSpec(version, resolved, from, pinned)
  const spec = readSpec(chosen)
  switch (spec.kind) {
    case 'file':
      if (!spec.tarball) return { link: isAbsolutePath(spec.path) ? spec.path : normalPath(spec.path) }
      return { facts: { name: '', version: '', resolved: `file:${spec.path}`, urlAsked: false } }
    case 'git':
      return { facts: { name: '', version: '', resolved: chosen, urlAsked: false } }
    case 'url':
      return {
        facts: {
          name: '',
          version: isVersion(version) ? version : '',
          resolved: spec.url,
          urlAsked: chosen === version,
        },
      }
    case 'alias':
      return { facts: { name: spec.name, version: spec.range, resolved, urlAsked: false } }
    case 'registry':
      return { facts: { name: '', version, resolved, urlAsked: false } }
    case 'invalid':
      return undefined
  }
}

/** arborist's spec-from-lock.js: a version counts by itself only when integrity stands beside it, or when it is git. */
function chooseSpec(version: string, resolved: string, from: string, pinned: boolean): string {
  if (version === '') return resolved === '' ? from : resolved
  const { kind } = readSpec(version)
  return pinned || kind === 'git' || kind === 'alias' || resolved === '' ? version : resolved
}

/** `"requires": { name: spec }`; npm 5 wrote `true` and `false` as well. */
function requiresOf(fields: Fields, mistakes: Mistakes): Map<string, Ask> {
  const asks = new Map<string, Ask>()
  const requires = fields.get('requires')
  if (requires === undefined || requires.value.kind === 'boolean') return asks
  for (const { key, value, offset } of fieldsOf(requires.value, '"requires"', mistakes).values()) {
    if (value.kind === 'string') asks.set(key, { name: key, spec: value.value, group: 'prod', offset })
    else mistakes.at('lockfile-malformed', offset, `"requires" has ${quoted(key)} without a text`)
  }
  return asks
}

/** npm takes a nested entry for bundled only if its parent asks for it (arborist's `assignBundles`). */
function markBundled(parent: Entry | undefined, nested: JsonMember): void {
  if (parent === undefined || nested.value.kind !== 'object') return
  parent.bundles = nested.value.members.flatMap(({ key, value }) => {
    const bundled = memberOf(value, 'bundled')
    return bundled?.kind === 'boolean' && bundled.value && parent.asks.has(key) ? [key] : []
  })
}

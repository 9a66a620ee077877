// The `packages` of lockfileVersion 2 to 4 as entries: the part that npm 7 and later install from. It checks each entry
// by itself; how entries belong together is for others.
import type { JsonMember, JsonNode } from '../../domain/json.ts'
import { memberOf } from '../../domain/json.ts'
import type { LockedPatch } from '../../domain/locked.ts'
import {
  asksOf,
  binsOf,
  bundlesOf,
  type Entry,
  type Fields,
  fieldsOf,
  flagField,
  platformOf,
  type RootEntry,
  textField,
} from './entry.ts'
import { maxEntries } from './limits.ts'
import { readLocation } from './location.ts'
import { type Mistakes, quoted } from './mistakes.ts'
import { isPackageName } from './package-name.ts'

export type ReadPackages = { root: RootEntry; entries: readonly Entry[] }

export function readPackages(packages: JsonMember, mistakes: Mistakes, withRoot: boolean): ReadPackages {
  const keys = fieldsOf(packages.value, '"packages"', mistakes)
  if (keys.size > maxEntries) {
    mistakes.at('lockfile-too-large', packages.offset, `there are ${keys.size} packages, more than ${maxEntries}`)
    return { root: emptyRoot(packages.offset), entries: [] }
  }
  const root = keys.get('')
  // npm leaves the root entry out only if there is nothing at all to say.
  if (withRoot && root === undefined && keys.size > 0) {
    mistakes.at('lockfile-root-missing', packages.offset, '"packages" has no entry "" for the project itself')
  }
  const entries: Entry[] = []
  for (const member of keys.values()) {
    const entry = member.key === '' ? undefined : readEntry(member, mistakes)
    if (entry !== undefined) entries.push(entry)
  }
  return { root: root === undefined ? emptyRoot(packages.offset) : readRoot(root, mistakes), entries }
}

function emptyRoot(offset: number): RootEntry {
  return { asks: new Map(), bundles: [], declaresWorkspaces: false, packageExtensionsHash: '', offset }
}

function readRoot(member: JsonMember, mistakes: Mistakes): RootEntry {
  const fields = fieldsOf(member.value, 'the entry ""', mistakes)
  return {
    asks: asksOf(fields, true, (offset, what) => mistakes.at('lockfile-malformed', offset, what)),
    bundles: bundlesOf(fields),
    declaresWorkspaces: fields.has('workspaces'),
    packageExtensionsHash: textField(fields, 'packageExtensionsHash', mistakes),
    offset: member.offset,
  }
}

function readEntry(member: JsonMember, mistakes: Mistakes): Entry | undefined {
  const where = readLocation(member.key)
  if (where.kind === 'refused') {
    mistakes.at('lockfile-location', member.offset, `the location ${quoted(member.key)} ${where.why}`)
    return undefined
  }
  const fields = fieldsOf(member.value, `the entry ${quoted(member.key)}`, mistakes)
  const name = textField(fields, 'name', mistakes)
  if (name !== '' && where.kind === 'installed' && !isPackageName(name)) {
    mistakes.at('lockfile-location', member.offset, `${quoted(name)} is a name that npm does not install`)
  }
  return {
    location: member.key,
    where,
    offset: member.offset,
    name,
    version: textField(fields, 'version', mistakes),
    resolved: textField(fields, 'resolved', mistakes),
    integrity: textField(fields, 'integrity', mistakes),
    link: flagField(fields, 'link', mistakes),
    dev: flagField(fields, 'dev', mistakes),
    optional: flagField(fields, 'optional', mistakes),
    peer: flagField(fields, 'peer', mistakes),
    hasInstallScript: flagField(fields, 'hasInstallScript', mistakes) ? 'yes' : 'no',
    patch: readPatch(fields, mistakes),
    bins: binsOf(fields, name === '' && where.kind === 'installed' ? where.installedAs : name),
    platform: platformOf(fields),
    asks: asksOf(fields, where.kind === 'folder', (offset, what) => mistakes.at('lockfile-malformed', offset, what)),
    bundles: bundlesOf(fields),
    urlAsked: false,
  }
}

const noPatch: LockedPatch = { path: '', integrity: '' }

/** npm 12: `"patched": { "path": "patches/a.patch", "integrity": "sha512-…" }`. */
function readPatch(fields: Fields, mistakes: Mistakes): LockedPatch {
  const patched = fields.get('patched')
  if (patched === undefined || patched.value.kind === 'null') return noPatch
  const path = text(patched.value, 'path')
  const integrity = text(patched.value, 'integrity')
  if (path !== '' && integrity !== '') return { path, integrity }
  mistakes.at('lockfile-patch', patched.offset, '"patched" does not name a patch file and its integrity')
  return noPatch
}

function text(node: JsonNode, key: string): string {
  const value = memberOf(node, key)
  return value?.kind === 'string' ? value.value : ''
}

// One lock entry as npm would understand it, whichever lockfileVersion it was written in, and the ways to read its
// fields from JSON. Nothing is decided here about what an entry means.
import type { JsonMember, JsonNode } from '../../domain/json.ts'
import type { LockedPackage, LockedPatch } from '../../domain/locked.ts'
import { baseName } from '../../domain/package-path.ts'
import { maxTextLength } from './limits.ts'
import type { Location } from './location.ts'
import { type Mistakes, quoted } from './mistakes.ts'

/** One dependency that a manifest or an entry asks for. */
export type Ask = { name: string; spec: string; group: AskGroup; offset: number }
export type AskGroup = 'peer' | 'peerOptional' | 'prod' | 'optional' | 'dev'

export type Entry = {
  location: string
  where: Exclude<Location, { kind: 'refused' }>
  /** Of the entry's key. */
  offset: number
  /** As declared; '' when the location says it. */
  name: string
  version: string
  resolved: string
  integrity: string
  /** A symbolic link to the entry at `resolved`. */
  link: boolean
  dev: boolean
  optional: boolean
  peer: boolean
  hasInstallScript: LockedPackage['hasInstallScript']
  patch: LockedPatch
  bins: readonly string[]
  platform: LockedPackage['platform']
  /** By name; what npm takes when a name stands in two groups. */
  asks: ReadonlyMap<string, Ask>
  /** Names that its tarball brings along. */
  bundles: readonly string[]
  /** Version 1 only: the version itself is a URL, so a URL is what was asked for. */
  urlAsked: boolean
}

/** What the root of the tree contributes. */
export type RootEntry = {
  asks: ReadonlyMap<string, Ask>
  bundles: readonly string[]
  declaresWorkspaces: boolean
  packageExtensionsHash: string
  offset: number
}

export type Fields = ReadonlyMap<string, JsonMember>

/** The members of an object by key; a key that stands there twice is a mistake. Anything else than an object is one too. */
export function fieldsOf(node: JsonNode, what: string, mistakes: Mistakes): Fields {
  const fields = new Map<string, JsonMember>()
  if (node.kind !== 'object') {
    mistakes.at('lockfile-malformed', node.offset, `${what} is no object`)
    return fields
  }
  for (const member of node.members) {
    if (fields.has(member.key)) {
      mistakes.at('lockfile-duplicate-key', member.offset, `${what} has ${quoted(member.key)} twice`)
    }
    fields.set(member.key, member)
  }
  return fields
}

/** A text, '' when absent. `false` and `null` count as absent: npm 5 wrote `"resolved": false`. */
export function textField(fields: Fields, key: string, mistakes: Mistakes): string {
  const node = fields.get(key)?.value
  if (node === undefined || node.kind === 'null' || (node.kind === 'boolean' && !node.value)) return ''
  if (node.kind === 'string' && node.value.length <= maxTextLength) return node.value
  mistakes.at('lockfile-malformed', node.offset, `${quoted(key)} is no text of at most ${maxTextLength} characters`)
  return ''
}

export function flagField(fields: Fields, key: string, mistakes: Mistakes): boolean {
  const node = fields.get(key)?.value
  if (node === undefined || node.kind === 'null') return false
  if (node.kind === 'boolean') return node.value
  mistakes.at('lockfile-malformed', node.offset, `${quoted(key)} is neither true nor false`)
  return false
}

/**
 * What a manifest or an entry asks for. npm reads the groups in this order and lets the later one win; development
 * dependencies count only where the folder is somebody's own (`withDev`).
 */
export function asksOf(
  fields: Fields,
  withDev: boolean,
  onMalformed: (offset: number, what: string) => void,
): Map<string, Ask> {
  const asks = new Map<string, Ask>()
  const optionalPeers = optionalPeersOf(fields.get('peerDependenciesMeta')?.value)
  const read = (key: string, groupOf: (name: string) => AskGroup) => {
    const node = fields.get(key)?.value
    if (node === undefined || node.kind === 'null' || (node.kind === 'array' && node.items.length === 0)) return
    if (node.kind !== 'object') {
      onMalformed(node.offset, `${quoted(key)} is no object`)
      return
    }
    for (const { key: name, value, offset } of node.members) {
      if (value.kind === 'string') asks.set(name, { name, spec: value.value, group: groupOf(name), offset })
      else onMalformed(offset, `${quoted(key)} has ${quoted(name)} without a text`)
    }
  }
  read('peerDependencies', (name) => (optionalPeers.has(name) ? 'peerOptional' : 'peer'))
  read('dependencies', () => 'prod')
  read('optionalDependencies', () => 'optional')
  if (withDev) read('devDependencies', () => 'dev')
  return asks
}

/** `true` bundles every dependency, an object its keys; `bundledDependencies` counts where the other is absent. */
export function bundlesOf(fields: Fields): string[] {
  const node = (fields.get('bundleDependencies') ?? fields.get('bundledDependencies'))?.value
  if (node === undefined) return []
  if (node.kind === 'array') return node.items.flatMap((item) => (item.kind === 'string' ? [item.value] : []))
  if (node.kind === 'object') return node.members.map((member) => member.key)
  const all = fields.get('dependencies')?.value
  if (node.kind !== 'boolean' || !node.value || all?.kind !== 'object') return []
  return all.members.map((member) => member.key)
}

/** Names of the commands; a single one has the package's own name without its scope. npm links each by its last part. */
export function binsOf(fields: Fields, name: string): string[] {
  const node = fields.get('bin')?.value
  if (node?.kind === 'string') return [baseName(name)]
  return node?.kind === 'object' ? node.members.map((member) => baseName(member.key)) : []
}

/** Any list of systems, processors or C libraries limits it. */
export function platformOf(fields: Fields): LockedPackage['platform'] {
  const limits = ['os', 'cpu', 'libc'].map((key) => fields.get(key)?.value)
  const isLimit = (node: JsonNode | undefined) =>
    node?.kind === 'string' || (node?.kind === 'array' && node.items.length > 0)
  return limits.some(isLimit) ? 'limited' : 'any'
}

function optionalPeersOf(meta: JsonNode | undefined): ReadonlySet<string> {
  if (meta?.kind !== 'object') return new Set()
  return new Set(
    meta.members.filter(({ value }) => value.kind === 'object' && isTrue(value.members)).map((member) => member.key),
  )
}

function isTrue(members: readonly JsonMember[]): boolean {
  const optional = members.findLast((member) => member.key === 'optional')?.value
  return optional?.kind === 'boolean' && optional.value
}

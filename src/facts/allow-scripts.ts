// What npm's `allowScripts` says of a lock entry, as npm 11.16 and 12 read it (arborist's lib/script-allowed.js and npm's
// lib/utils/resolve-allow-scripts.js): a key is a name, exact versions of one, or where else a package comes from.
import type { LockedPackage } from '../domain/locked.ts'
import { joinInside } from '../domain/package-path.ts'
import type { Directive } from '../domain/project.ts'
import { isVersion, satisfies, strictVersion } from '../domain/versions.ts'

/** `none`: npm ignores it. `name` covers every version. */
export type AllowKey =
  | { kind: 'name'; name: string }
  | { kind: 'versions'; name: string; range: string }
  | { kind: 'source'; source: string }
  | { kind: 'none' }

/** Tags, ranges and aliases are none: npm leaves them out with a warning. */
export function readAllowKey(key: string): AllowKey {
  if (isSource(key)) return { kind: 'source', source: key }
  const at = key.indexOf('@', 1)
  const name = at === -1 ? key : key.slice(0, at)
  const range = at === -1 ? '' : key.slice(at + 1).trim()
  if (!/^(?:@[^/@\s]+\/)?[^/@\s]+$/.test(name)) return { kind: 'none' }
  if (range === '' || range === '*') return { kind: 'name', name }
  // One version npm reads loosely, several strictly.
  const parts = range.split('||').map((part) => part.trim())
  const exact = parts.length === 1 ? isVersion(range) : parts.every((part) => strictVersion(part) !== '')
  return exact ? { kind: 'versions', name, range } : { kind: 'none' }
}

/** `file:./tools/x`, `./tools/x` -> `tools/x`: a folder by its path in the project; '' for anything else. */
export function folderIn(key: string): string {
  const path = key.startsWith('file:') ? key.slice('file:'.length) : key.startsWith('.') ? key : ''
  return path.startsWith('/') || path === '' ? '' : (joinInside('', path) ?? '')
}

/** A URL, a shortcut of a host, or a path; a scope's slash makes none. */
function isSource(key: string): boolean {
  const rest = key.startsWith('@') ? key.slice(key.indexOf('/') + 1) : key
  return rest.includes('/') || rest.includes(':')
}

export type Decision = 'allowed' | 'denied' | 'unreviewed'

/** Of two entries that meet, the one that denies counts. */
export function decisionOf(locked: LockedPackage, directives: readonly Directive[]): Decision {
  // What a tarball carries cannot be named: it could claim any name.
  if (locked.kind === 'bundled') return 'unreviewed'
  const met = directives.filter((one) => one.field === 'allowScripts' && meets(one, locked)).map(({ value }) => value)
  if (met.includes('false')) return 'denied'
  return met.includes('true') ? 'allowed' : 'unreviewed'
}

function meets({ key, value }: Directive, locked: LockedPackage): boolean {
  return keyMeets(readAllowKey(key), locked, value === 'false')
}

/** A version that the lockfile does not prove is denied by any pin of its name, and allowed by none. */
export function keyMeets(key: AllowKey, locked: LockedPackage, denies: boolean): boolean {
  switch (key.kind) {
    case 'none':
      return false
    case 'source':
      return sourceOf(key.source) === sourceOf(locked.resolved) || isShortened(key.source, locked.resolved)
    case 'name':
    case 'versions': {
      const { name, version } = identityOf(locked)
      if (name !== key.name) return false
      if (key.kind === 'name') return true
      if (version === '') return denies
      // One version is compared as text: `v1.0.0` meets nothing.
      return key.range.includes('||') ? satisfies(version, key.range) : version === key.range
    }
  }
}

/**
 * Name and version as npm proves them: by the path of the tarball's URL. Where that tells nothing the name is the one that
 * was asked for and the version is ''; both are '' for another kind of source.
 */
export function identityOf(locked: LockedPackage): { name: string; version: string } {
  switch (locked.kind) {
    case 'registry':
    case 'alias':
    case 'patched':
      return inUrl(locked.resolved) ?? { name: locked.name, version: '' }
    case 'remote':
    case 'git':
    case 'bundled':
    case 'workspace':
    case 'link':
    case 'file':
      return { name: '', version: '' }
  }
}

/** `…/@scope/name/-/name-1.2.3.tgz`, arborist's lib/version-from-tgz.js: what stands around the last `/-/`. */
function inUrl(resolved: string): { name: string; version: string } | undefined {
  if (!/^https?:\//.test(resolved) || !URL.canParse(resolved)) return undefined
  const file = resolved.replace(/\/+$/, '').split('/').at(-1) ?? ''
  const parts = new URL(resolved).pathname.slice(1).split('/-/')
  if (parts.length < 2 || parts.at(-1) !== file || !file.endsWith('.tgz')) return undefined
  const [last = '', scope = ''] = (parts.at(-2) ?? '').split(/\/|%2f/i).reverse()
  if (last === '' || !file.startsWith(`${last}-`)) return undefined
  const version = strictVersion(file.slice(last.length + 1, -'.tgz'.length))
  return version === '' ? undefined : { name: scope.startsWith('@') ? `${scope}/${last}` : last, version }
}

/** The key that names exactly this lock entry, as npm's own `install-scripts approve` writes it; '' where there is none. */
export function pinnedKey(locked: LockedPackage): string {
  switch (locked.kind) {
    case 'registry':
    case 'alias':
    case 'patched': {
      const { name, version } = identityOf(locked)
      return name === '' || version === '' ? '' : `${name}@${version}`
    }
    case 'git':
      return shortcutOf(locked.resolved) || locked.resolved
    case 'remote':
      return locked.resolved
    case 'bundled':
    case 'workspace':
    case 'link':
    case 'file':
      return ''
  }
}

const shortcuts: ReadonlyMap<string, string> = new Map([
  ['github.com', 'github'],
  ['gitlab.com', 'gitlab'],
  ['bitbucket.org', 'bitbucket'],
])

/** `github:owner/repository#commit` of a repository on a host that npm knows; '' for any other. */
function shortcutOf(source: string): string {
  if (!URL.canParse(source)) return ''
  const { protocol, hostname, pathname, hash } = new URL(source)
  const known = [...shortcuts.values()].find((shortcut) => `${shortcut}:` === protocol) ?? shortcuts.get(hostname)
  const path = pathname.replace(/^\/+/, '').replace(/\.git$/, '')
  return known === undefined || path === '' ? '' : `${known}:${path}${hash}`
}

function sourceOf(source: string): string {
  return shortcutOf(source) || source
}

/** A repository without a commit stands for all of them, the beginning of a commit for those that begin so. */
function isShortened(key: string, resolved: string): boolean {
  const [repository = '', commit = ''] = sourceOf(resolved).split('#')
  const [wanted = '', start = ''] = sourceOf(key).split('#')
  return commit !== '' && wanted === repository && commit.startsWith(start)
}

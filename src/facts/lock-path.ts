// Which package and version the URL of a lock entry speaks of, read as npm's own registries lay their tarballs out. The
// URL stands in a lockfile that anybody may have edited: it is parsed, and its parts compared whole.
import type { LockFact } from '../domain/change.ts'
import type { LockedPackage } from '../domain/locked.ts'
import { baseName } from '../domain/package-path.ts'
import { normalVersion } from '../domain/versions.ts'

/** `served` is the tarball URL that the registry itself names for this version: whatever it looks like, it is right. */
export function pathAgainst(locked: LockedPackage, served: string): LockFact['path'] {
  switch (locked.kind) {
    case 'registry':
    case 'alias':
    case 'patched':
      return locked.resolved === '' ? 'unstated' : readPath(locked, served)
    case 'remote':
    case 'git':
    case 'bundled':
    case 'workspace':
    case 'link':
    case 'file':
      return 'unstated'
  }
}

/** `…/<name>/-/<last part of name>-<version>.tgz`. Other registries lay them out otherwise: `unreadable`. */
function readPath({ name, version, resolved }: LockedPackage, served: string): LockFact['path'] {
  const path = decoded(resolved)
  if (served !== '' && path !== '' && path === decoded(served)) return 'agrees'
  const parts = path.split('/-/')
  const [before = '', file = ''] = parts
  if (parts.length !== 2 || file === '') return 'unreadable'
  const folders = before.split('/')
  const last = folders.at(-1) ?? ''
  const scope = folders.at(-2) ?? ''
  if ((scope.startsWith('@') ? `${scope}/${last}` : last) !== name) return 'other-name'
  const files = new Set([version, normalVersion(version)].map((one) => `${baseName(name)}-${one}.tgz`))
  // Some registries repeat the scope, or a folder, before the file.
  return files.has(baseName(file)) ? 'agrees' : 'other-version'
}

/** The path of a URL without its percent signs; '' for what is no URL or has broken escapes. */
function decoded(url: string): string {
  if (!URL.canParse(url)) return ''
  const { pathname } = new URL(url)
  try {
    return decodeURIComponent(pathname)
  } catch {
    // A malformed escape names no package.
    return ''
  }
}

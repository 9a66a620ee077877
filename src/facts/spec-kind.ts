// Where a dependency's spec leads, as npm-package-arg and hosted-git-info read it: a registry, a git host, a URL, a
// folder. The spec is attacker-controlled; URLs are parsed, hosts compared whole.
import type { DependencyFact } from '../domain/change.ts'
import { isRange } from '../domain/versions.ts'

export type SpecKind = DependencyFact['kind']

/** Hosts whose web address npm takes for a git repository, and the shortcuts for them. */
const gitHosts = new Set(['github.com', 'gitlab.com', 'bitbucket.org', 'gist.github.com', 'git.sr.ht'])
const gitShortcuts = new Set(['github:', 'gitlab:', 'bitbucket:', 'gist:', 'sourcehut:'])
const fileProtocols = new Set(['file:', 'link:', 'workspace:', 'portal:'])
const gitProtocols = new Set(['git:', 'git+http:', 'git+https:', 'git+rsync:', 'git+ftp:', 'git+file:', 'git+ssh:'])

export function specKind(spec: string): SpecKind {
  const text = spec.trim()
  const protocol = protocolOf(text)
  if (fileProtocols.has(protocol) || isPath(text)) return 'file'
  if (protocol === 'npm:') return aliasOf(text) === undefined ? 'invalid' : 'alias'
  if (gitShortcuts.has(protocol) || gitProtocols.has(protocol) || isShorthand(text)) return 'git'
  if (protocol === 'ssh:' || protocol === 'http:' || protocol === 'https:') return webKind(text, protocol)
  if (isSecureCopy(text)) return 'git'
  if (protocol !== '') return 'invalid'
  if (text.includes('/') || text.includes('\\') || isArchive(text)) return 'file'
  return isRegistrySpec(text) ? 'registry' : 'invalid'
}

/** What stands before the first colon of a URL, without it: `http`, `git+ssh`, `github`; '' for a range or a path. */
export function schemeOf(spec: string): string {
  return protocolOf(spec.trim()).slice(0, -1)
}

/** `npm:other@^1` as name and range; `undefined` when it is no alias of a registry package. */
export function aliasOf(spec: string): { name: string; range: string } | undefined {
  const text = spec.trim()
  if (protocolOf(text) !== 'npm:') return undefined
  const target = text.slice('npm:'.length)
  const at = target.indexOf('@', 1)
  const name = at === -1 ? target : target.slice(0, at)
  const range = at === -1 ? '*' : target.slice(at + 1) || '*'
  return isPackageName(name) && isRegistrySpec(range) ? { name, range } : undefined
}

/** Up to and with the first colon, lower case; '' when what stands before it is no URL scheme. */
function protocolOf(text: string): string {
  const colon = text.indexOf(':')
  const scheme = text.slice(0, Math.max(0, colon)).toLowerCase()
  const isScheme = scheme.length > 1 && [...scheme].every((one) => (one >= 'a' && one <= 'z') || one === '+')
  return isScheme ? `${scheme}:` : ''
}

/** `.`, `~/`, `/` or a drive letter begin a path. */
function isPath(text: string): boolean {
  if (text.startsWith('.') || text.startsWith('~/') || text.startsWith('/')) return true
  const letter = text.charAt(0).toLowerCase()
  return text[1] === ':' && letter >= 'a' && letter <= 'z'
}

/** `owner/repository#commit` is short for GitHub. */
function isShorthand(text: string): boolean {
  const hash = text.indexOf('#')
  const before = hash === -1 ? text : text.slice(0, hash)
  const hasOneSlash = text.indexOf('/') > 0 && before.indexOf('/') === before.lastIndexOf('/')
  const hasForeign = [...before].some((one) => one === '@' || one === ':' || one.trim() === '')
  return hasOneSlash && !before.endsWith('/') && !hasForeign
}

/** `git@host.test:owner/repository`: npm takes it for ssh. */
function isSecureCopy(text: string): boolean {
  const at = text.indexOf('@')
  const colon = text.indexOf(':', at)
  return at > 0 && colon > at && text.slice(at, colon).includes('.') && colon < text.length - 1
}

/** A repository's page on a known host is git; everything else on the web is a tarball. npm has no plain `ssh:`. */
function webKind(text: string, protocol: string): SpecKind {
  if (!URL.canParse(text)) return 'invalid'
  const url = new URL(text)
  const host = url.hostname.startsWith('www.') ? url.hostname.slice(4) : url.hostname
  if (gitHosts.has(host) && isRepository(host, url.pathname.split('/').slice(1), protocol)) return 'git'
  return protocol === 'ssh:' ? 'invalid' : 'url'
}

/** hosted-git-info's `extract` of each host: which paths are the repository itself. */
function isRepository(host: string, parts: readonly string[], protocol: string): boolean {
  const [owner = '', repository = '', part = ''] = parts
  if (host === 'github.com') return owner !== '' && repository !== '' && (part === '' || part === 'tree')
  // Only GitHub's plain http is taken for git.
  if (protocol === 'http:') return false
  if (host === 'gist.github.com') return owner !== '' && part !== 'raw'
  if (host === 'bitbucket.org') return owner !== '' && repository !== '' && part !== 'get'
  if (host === 'git.sr.ht') return protocol !== 'ssh:' && owner !== '' && repository !== '' && part !== 'archive'
  const path = parts.join('/')
  return parts.length > 1 && parts.at(-1) !== '' && !path.includes('/-/') && !path.includes('/archive.tar.gz')
}

function isArchive(text: string): boolean {
  const lower = text.toLowerCase()
  return lower.endsWith('.tgz') || lower.endsWith('.tar.gz') || lower.endsWith('.tar')
}

/** A version, a range, or a dist-tag: what `encodeURIComponent` leaves alone. */
function isRegistrySpec(text: string): boolean {
  return isRange(text) || (text.isWellFormed() && encodeURIComponent(text) === text)
}

/** `name` or `@scope/name`, as far as it can stand in a registry's URL. */
function isPackageName(name: string): boolean {
  const parts = name.startsWith('@') ? name.slice(1).split('/') : [name]
  if (parts.length !== (name.startsWith('@') ? 2 : 1) || name.startsWith('.')) return false
  return parts.every((part) => part !== '' && part.isWellFormed() && encodeURIComponent(part) === part)
}

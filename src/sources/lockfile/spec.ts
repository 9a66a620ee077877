// What a dependency's spec asks for, in npm's own order of questions (npm-package-arg and hosted-git-info). Pure text:
// it fetches nothing, and a spec that npm would refuse is `invalid`.
import { isRange } from '../../domain/versions.ts'
import { isPackageName } from './package-name.ts'

export type Spec =
  | { kind: 'registry'; range: string }
  | { kind: 'alias'; name: string; range: string }
  | { kind: 'git' }
  | { kind: 'url'; url: string }
  | { kind: 'file'; path: string; tarball: boolean }
  | { kind: 'invalid' }

export function readSpec(text: string): Spec {
  if (startsWithWord(text, 'file:')) return fileSpec(text.slice(5))
  if (filePath.test(text)) return fileSpec(text)
  if (startsWithWord(text, 'npm:')) return aliasSpec(text.slice(4))
  if (isGitHubShorthand(text)) return { kind: 'git' }
  const scheme = schemePattern.exec(text)?.[1]?.toLowerCase()
  if (scheme !== undefined) return urlSpec(text, scheme)
  if (scpLike.test(text)) return { kind: 'git' }
  if (text.includes('/') || isTarballName(text)) return fileSpec(text)
  return registrySpec(text)
}

/** `.`, `~/`, `/`, `\` or a drive letter open a path. */
const filePath = /^(?:\.|~\/|[/\\]|[a-zA-Z]:)/
const schemePattern = /^([a-z][a-z0-9+.-]*):/i
/** `git@host:path` */
const scpLike = /^[^@/:]+@[^:/]+:/
/** npm takes a tag only if `encodeURIComponent` leaves it alone. */
const tag = /^[A-Za-z0-9\-_.!~*'()]*$/
const gitShortcuts: ReadonlySet<string> = new Set(['github', 'gitlab', 'bitbucket', 'gist', 'sourcehut'])

function startsWithWord(text: string, word: string): boolean {
  return text.slice(0, word.length).toLowerCase() === word
}

function isTarballName(path: string): boolean {
  const lower = path.toLowerCase()
  return lower.endsWith('.tgz') || lower.endsWith('.tar.gz') || lower.endsWith('.tar')
}

function fileSpec(path: string): Spec {
  return { kind: 'file', path, tarball: isTarballName(path) }
}

function aliasSpec(target: string): Spec {
  const at = target.indexOf('@', 1)
  const name = at === -1 ? target : target.slice(0, at)
  const inner = registrySpec(at === -1 ? '*' : target.slice(at + 1) || '*')
  return isPackageName(name) && inner.kind === 'registry'
    ? { kind: 'alias', name, range: inner.range }
    : { kind: 'invalid' }
}

function registrySpec(text: string): Spec {
  const range = text.trim()
  return isRange(range) || tag.test(range) ? { kind: 'registry', range } : { kind: 'invalid' }
}

function urlSpec(text: string, scheme: string): Spec {
  if (scheme === 'http' || scheme === 'https') {
    if (!URL.canParse(text)) return { kind: 'invalid' }
    return isRepositoryUrl(new URL(text)) ? { kind: 'git' } : { kind: 'url', url: text }
  }
  if (scheme === 'git' || scheme === 'ssh' || scheme.startsWith('git+') || gitShortcuts.has(scheme))
    return { kind: 'git' }
  return { kind: 'invalid' }
}

/** `user/repo`, `user/repo#ref`: one slash, and no `:`, `@` or white space before the `#`. */
function isGitHubShorthand(text: string): boolean {
  const hash = text.indexOf('#')
  const repository = hash === -1 ? text : text.slice(0, hash)
  const slash = repository.indexOf('/')
  return slash > 0 && slash === repository.lastIndexOf('/') && !repository.endsWith('/') && !/[:@\s]/.test(repository)
}

/** npm clones these http(s) URLs instead of fetching a tarball (hosted-git-info's `extract` of each host). */
function isRepositoryUrl(url: URL): boolean {
  const host = url.hostname.startsWith('www.') ? url.hostname.slice(4) : url.hostname
  const [, user = '', project = '', below = ''] = url.pathname.split('/')
  switch (host) {
    case 'github.com':
      return user !== '' && project !== '' && (below === '' || below === 'tree')
    case 'gitlab.com':
      return project !== '' && !url.pathname.includes('/-/') && !url.pathname.includes('/archive.tar.gz')
    case 'bitbucket.org':
      return user !== '' && project !== '' && below !== 'get'
    case 'git.sr.ht':
      return user !== '' && project !== '' && below !== 'archive'
    case 'gist.github.com':
      return user !== '' && below !== 'raw'
    default:
      return false
  }
}

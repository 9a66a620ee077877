// Addresses that a program talks to, from their text: the host, the beginning of the path, and what the host says by
// itself. Text may have unknown parts (\u0000); a host is only known where all of it is.
import type { CapabilityName } from '../../domain/code.ts'
import { exactHosts, hostSuffixes, registryHosts } from '../map/hosts.ts'
import type { Findings } from './findings.ts'

const unknownPart = '\u0000'
/** Segments of a path that are kept: what follows them is data. */
const maxSegments = 2
const maxLength = 2_000

/** `host`: '' where it cannot be told; `path`: undefined where there is none, '' where it cannot be told. */
export type Address = { host: string; path: string | undefined; query: string }

/** Text with a scheme; undefined for anything else, as an address of one's own origin. */
export function addressOf(whole: string): Address | undefined {
  const text = whole.slice(0, maxLength)
  // The URL standard asks for no slashes here, and takes any: `https:host`, `https:\\\\host`.
  const [special = ''] = /^\s*(?:https?|wss?):[/\\]*/i.exec(text) ?? []
  const scheme = text.indexOf('://')
  const start = special !== '' ? special.length : scheme === -1 ? 2 : scheme + 3
  if (special === '' && scheme === -1 && !text.startsWith('//'))
    return text.startsWith(unknownPart) ? { host: '', path: undefined, query: '' } : undefined
  if (text.lastIndexOf(unknownPart, start - 1) !== -1) return { host: '', path: undefined, query: '' }
  const end = endOfAuthority(text, start)
  const authority = text.slice(start, end)
  // What follows an unknown end of the host may still be the host.
  const host = authority.includes(unknownPart) ? '' : hostOf(authority)
  const rest = text.slice(end)
  const query = rest.indexOf('?')
  return { host, path: pathOf(rest), query: query === -1 ? '' : rest.slice(query + 1) }
}

function endOfAuthority(text: string, start: number): number {
  for (let at = start; at < text.length; at++) {
    const character = text[at]
    if (character === '/' || character === '?' || character === '#' || character === '\\') return at
  }
  return text.length
}

/** As the URL standard reads it: numbers in any base, Unicode, passwords and ports taken off. '' for what is no host. */
export function hostOf(authority: string): string {
  return URL.parse(`http://${authority.slice(0, 300)}/`)?.hostname ?? ''
}

export function pathOf(text: string): string | undefined {
  const [path = ''] = (text.split('#', 1)[0] ?? '').slice(0, maxLength).split('?', 1)
  const segments = path.split('/').filter((segment) => segment !== '')
  const known: string[] = []
  for (const segment of segments.slice(0, maxSegments)) {
    if (segment.includes(unknownPart)) return known.length === 0 ? '' : `/${known.join('/')}`
    known.push(segment)
  }
  return known.length === 0 ? undefined : `/${known.join('/')}`
}

/** Writes down an address that a call of `capability` talks to. `method` is '' where the call does not say. */
export function talkTo(
  findings: Findings,
  capability: CapabilityName,
  address: Address,
  method: string,
  offset: number,
): void {
  findings.argument(capability, 'host', address.host, offset)
  if (address.path !== undefined) findings.argument(capability, 'url-path', address.path, offset)
  sayHost(findings, address.host, offset)
  const isWriting = method === 'PUT' || method === 'POST' || method === 'PATCH' || method === 'DELETE'
  if (isWriting && method === 'PUT' && registryHosts.has(address.host))
    findings.capability('registry-publish', '', offset)
  if (isWriting && address.host === 'api.github.com' && isRepositoryPath(address.path)) {
    findings.capability('repository-write', '', offset)
  }
  for (const [key, value] of new URLSearchParams(address.query.slice(0, 1_000))) {
    if (key === 'chat_id') findings.argument(capability, 'recipient', value.includes(unknownPart) ? '' : value, offset)
  }
}

/** What a host says by itself. */
export function sayHost(findings: Findings, host: string, offset: number): void {
  const kind = kindOfHost(host)
  if (kind !== undefined) findings.capability(kind.name, kind.subject, offset)
}

export function kindOfHost(host: string): { name: CapabilityName; subject: string } | undefined {
  const exact = exactHosts.get(host)
  if (exact !== undefined) return exact
  return hostSuffixes.find(([suffix]) => host.endsWith(`.${suffix}`))?.[1]
}

function isRepositoryPath(path: string | undefined): boolean {
  return (
    path !== undefined &&
    ['/repos', '/user/repos', '/graphql', '/gists'].some((one) => path === one || path.startsWith(`${one}/`))
  )
}

// URLs in a text, as the places they lead to. Compared are parsed URLs, never their text.

import { publicAddress } from './addresses.ts'
import type { Indicator } from './indicator.ts'
import { isNamespace } from './namespaces.ts'
import { isBucketName, maxValue, ownersOn } from './owners.ts'

const schemes: ReadonlySet<string> = new Set(
  'http https ws wss ftp ftps sftp ssh git tcp udp socks socks5 mqtt mqtts amqp redis mongodb stratum s3 gs'.split(' '),
)
const maxUrl = 2048
const maxUrls = 500

/** Where a URL begins in running text; the scheme is read backwards from there. */
export function urlsIn(text: string): Indicator[] {
  const found = oddUrl(text)
  let seen = 0
  for (let at = text.indexOf('://'); at !== -1 && seen < maxUrls; at = text.indexOf('://', at + 3)) {
    seen++
    let start = at
    while (start > 0 && at - start < 12 && isSchemeUnit(text.charCodeAt(start - 1))) start--
    const scheme = text.slice(start, at).toLowerCase()
    if (!schemes.has(scheme) || isReference(text, start)) continue
    let end = at + 3
    while (end < text.length && end - start < maxUrl && !endsUrl(text.charCodeAt(end))) end++
    found.push(...indicatorsOf(scheme, text.slice(at + 3, end)))
  }
  return found
}

const ordinary = /^[a-z]+:\/\/[^\s\\]+$/i

/** A whole text that the URL standard takes for a URL, written as nobody writes one: `https:host/x`, `https:\\\\host`. */
function oddUrl(text: string): Indicator[] {
  if (text.length > maxUrl) return []
  const bare = text.trim()
  if (ordinary.test(bare)) return []
  // It leaves out breaks of lines and tabs, wherever they are.
  const spelled = bare.replaceAll(/[\t\n\r]/g, '')
  const [start = '', scheme = ''] = /^(https?|wss?):[/\\]*/i.exec(spelled) ?? []
  const rest = spelled.slice(start.length)
  // Two of them are a list, one on each line.
  return start === '' || rest.includes('://') ? [] : indicatorsOf(scheme.toLowerCase(), rest.replaceAll('\\', '/'))
}

/** What a sentence says right before a page that it sends people to. */
const leadIns: ReadonlySet<string> = new Set(
  'see at visit out read here docs documentation details information info more check refer guide reference via'.split(
    ' ',
  ),
)

/** `see https://…`: who reads the message goes there, not the program. */
function isReference(text: string, start: number): boolean {
  // `[docs](https://…)` of Markdown, and `text (https://…)`.
  if (text.startsWith('](', start - 2) || (start >= 2 && text.startsWith(' (', start - 2))) return true
  let end = start
  while (end > 0 && ' \n\t:([<"\'`'.includes(text.charAt(end - 1))) end--
  if (end === start) return false
  let from = end
  while (from > 0 && end - from < 16 && isLetter(text.charCodeAt(from - 1))) from--
  return leadIns.has(text.slice(from, end).toLowerCase())
}

function indicatorsOf(scheme: string, rest: string): Indicator[] {
  if (scheme === 's3' || scheme === 'gs') {
    const bucket = rest.split('/', 1)[0] ?? ''
    return isBucketName(bucket) ? [{ kind: 'bucket', value: `${scheme}:${bucket}` }] : []
  }
  // Only the special schemes get their host parsed as one.
  const spelled = `https://${rest}`
  // An unknown part in the host (a template's hole) is nobody's host.
  const host = rest.split(/[/?#]/, 1)[0] ?? ''
  if (host.includes('\0') || !URL.canParse(spelled)) return []
  const url = new URL(spelled)
  return [...placeOf(url), ...ownersOn(url)]
}

/** The host, and with it the path where there is one; the query is somebody's data. */
function placeOf(url: URL): Indicator[] {
  const host = url.hostname.endsWith('.') ? url.hostname.slice(0, -1) : url.hostname
  const bare = host.startsWith('[') ? host.slice(1, -1) : host
  const path = pathOf(url)
  const place: Indicator[] = path === '' ? [] : [{ kind: 'url', value: `${host}${path}` }]
  if (/^[\d.]+$/.test(bare) || bare.includes(':')) {
    const address = publicAddress(bare)
    return address === '' ? [] : [{ kind: 'ip', value: address }, ...place]
  }
  if (!isHostName(host) || isNamespace(host)) return []
  if (host.endsWith('.onion')) return [{ kind: 'onion', value: host }]
  return [{ kind: 'host', value: host }, ...place]
}

/** At most two segments: what follows is usually an item. A segment with a hole ends it. */
function pathOf({ pathname }: URL): string {
  const segments = pathname.split('/').filter((segment) => segment !== '')
  const hole = segments.findIndex((segment) => segment.includes('%00'))
  const known = (hole === -1 ? segments : segments.slice(0, hole)).slice(0, 2)
  return known.length === 0 ? '' : `/${known.join('/')}`.slice(0, maxValue)
}

/** Names are ASCII after parsing; one label is a machine next door. */
export function isHostName(host: string): boolean {
  if (host.length > 253 || !host.includes('.')) return false
  const labels = host.split('.')
  const top = labels.at(-1) ?? ''
  return labels.every((label) => /^[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?$/.test(label)) && /^[a-z]|^xn--/.test(top)
}

function isSchemeUnit(unit: number): boolean {
  return isLetter(unit) || (unit >= 0x30 && unit <= 0x39)
}

function isLetter(unit: number): boolean {
  return (unit | 32) >= 0x61 && (unit | 32) <= 0x7a
}

/** Blanks, quotes and brackets that a URL does not have; NUL is a hole of a template and belongs to it. */
function endsUrl(unit: number): boolean {
  if (unit === 0) return false
  return unit <= 32 || unit > 0x7e ? unit <= 32 || unit < 0xa1 : '"\'`<>{}|\\^()'.includes(String.fromCharCode(unit))
}

// Everything in a text that names a place, a person or an account outside: what an attacker has to bring along, and a
// defender can look for. Comments do not count; the caller hands over what is text in code.
import type { FileCode } from '../file-code.ts'
import { createPlaces, type Places } from '../places.ts'
import { bareAddress } from './addresses.ts'
import type { Indicator } from './indicator.ts'
import { isNamespace } from './namespaces.ts'
import { isChatId } from './owners.ts'
import { tokensIn } from './tokens.ts'
import { isHostName, urlsIn } from './urls.ts'
import { walletsIn } from './wallets.ts'

/** A text of the code with the place it stands at. */
export type TextAt = { text: string; at: number }

/** Longer texts are data: only their beginning is searched. */
const maxText = 100_000
/** Different ones in one file; tables of hosts have more, and the first tell enough. */
export const maxIndicators = 500

export function findIndicators(
  source: string,
  texts: readonly TextAt[],
  places: Places = createPlaces(source),
): FileCode['indicators'] {
  const found = new Map<string, FileCode['indicators'][number]>()
  for (const { text, at } of texts) {
    if (found.size >= maxIndicators) break
    const all =
      isChatId(text) && isChatName(nameBefore(source, at))
        ? [{ kind: 'chat-id' as const, value: text }]
        : indicatorsIn(text)
    for (const { kind, value } of all) {
      const key = `${kind} ${value}`
      if (!found.has(key) && found.size < maxIndicators) found.set(key, { ...places.at(at), kind, value })
    }
  }
  return [...found.values()]
}

/** Anything worth a closer look: a URL, an e-mail, numbers as addresses have them, a long word, a host with a common ending. */
const mark =
  /:\/\/|^\s*(?:[Hh][Tt][Tt][Pp][Ss]?|[Ww][Ss][Ss]?):|@|\d\.\d|:[0-9a-f]{0,4}:|[A-Za-z0-9_-]{20}|\.(?:com|net|org|xyz|ru|cn|top|site|online|club|onion|test)\b/

export function indicatorsIn(text: string): Indicator[] {
  if (text.length < 7) return []
  const short = text.length > maxText ? text.slice(0, maxText) : text
  if (!mark.test(short)) return []
  const found = [...urlsIn(short), ...bareHost(short), ...emailsIn(short)]
  for (const value of walletsIn(short)) found.push({ kind: 'wallet', value })
  for (const value of tokensIn(short)) found.push({ kind: 'token', value })
  const address = bareAddress(short)
  if (address !== '') found.push({ kind: 'ip', value: address })
  return found
}

/** What a text is assigned to or passed as: the word before `:` or `=`. */
function nameBefore(source: string, at: number): string {
  let end = at
  while (end > 0 && ' \t:="\'`'.includes(source.charAt(end - 1))) end--
  let start = end
  while (start > 0 && end - start < 40 && /\w/.test(source.charAt(start - 1))) start--
  return source.slice(start, end)
}

function isChatName(name: string): boolean {
  const bare = name.toLowerCase().replaceAll('_', '')
  return bare === 'chatid' || bare === 'telegramchatid'
}

/** A text that is nothing but a host. Only endings that no file and no member of an object is called by. */
const hostEndings: ReadonlySet<string> = new Set('com net org xyz ru cn top site online club onion'.split(' '))
/** `.test` ends the names of methods as well; this is where our own samples live. */
const sample = 'example.test'

function bareHost(text: string): Indicator[] {
  if (text.length > 253 || text !== text.toLowerCase()) return []
  const end = text.search(/[:/]/)
  const host = end === -1 ? text : text.slice(0, end)
  if (end !== -1 && text.startsWith('://', end)) return []
  if (!isHostName(host) || host.includes('_') || isNamespace(host)) return []
  const isSample = host === sample || host.endsWith(`.${sample}`)
  if (!isSample && !hostEndings.has(host.slice(host.lastIndexOf('.') + 1))) return []
  return [{ kind: host.endsWith('.onion') ? 'onion' : 'host', value: host }]
}

/** Between blanks, brackets, quotes or separators: `user:password@host` is no address, and encoded data has such parts by chance. */
const email =
  /(?<=^|[\s<>([,;"'=]|mailto:)[A-Za-z0-9][\w.+-]{0,63}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){0,4}\.[A-Za-z]{2,18}(?=$|[\s<>)\],;"'?&.])/g
const maxEmails = 50
const maxEmailText = 10_000
/** `logo@2x.png` and `pkg@1.0.tgz` end like a domain. */
const fileEndings: ReadonlySet<string> = new Set(
  'png jpg jpeg gif svg webp avif js mjs cjs ts css json tgz md html'.split(' '),
)

function emailsIn(text: string): Indicator[] {
  if (!text.includes('@') || text.length > maxEmailText) return []
  const found: Indicator[] = []
  for (const [address] of text.matchAll(email)) {
    const lower = address.toLowerCase()
    const host = lower.slice(lower.lastIndexOf('@') + 1)
    const ending = host.slice(host.lastIndexOf('.') + 1)
    if (isNamespace(host) || fileEndings.has(ending) || lower.startsWith('git@')) continue
    found.push({ kind: 'email', value: lower })
    if (found.length >= maxEmails) break
  }
  return found
}

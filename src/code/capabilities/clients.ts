// Calls that talk to others: to whom, and by which path.

import type { Meaning } from '../map/meaning.ts'
import type { Node } from '../parse.ts'
import type { EffectiveCall, Value } from '../value.ts'
import { type Address, addressOf, hostOf, pathOf, talkTo } from './addresses.ts'
import { alternatives, behind, constantOf, type Look, membersOf, optionNode, textsOf } from './look.ts'
import { recipientsIn } from './recipients.ts'

type ClientMeaning = Extract<Meaning, { as: 'client' }>

const nowhere: Address = { host: '', path: undefined, query: '' }

export function useClient(look: Look, meaning: ClientMeaning, { given }: EffectiveCall, offset: number): void {
  look.findings.deeds(meaning.deeds, offset)
  const [deed] = meaning.deeds
  if (deed === undefined) return
  const method = methodOf(look, meaning, given)
  for (const address of addressesOf(look, meaning, given)) talkTo(look.findings, deed.name, address, method, offset)
  if (meaning.form === 'url') recipientsIn(look, deed.name, given, offset)
  if (given.some((node) => isUnverified(look, node))) look.findings.capability(deed.name, 'unverified', offset)
}

function addressesOf(look: Look, meaning: ClientMeaning, given: readonly Node[]): readonly Address[] {
  const node = given[meaning.at]
  // `axios.create()` and the like: whoever they talk to is said later.
  if (node === undefined) return []
  if (meaning.form === 'url') return fromUrl(look, node, given[meaning.at + 1])
  if (meaning.form === 'host') return textsOf(look, node).map(fromHostText)
  const second = constantOf(look, node)
  // (port, host)
  if (typeof second === 'number' || (typeof second === 'string' && /^[0-9]+$/.test(second))) {
    const host = given[meaning.at + 1]
    return host === undefined ? [fromHostText('localhost')] : textsOf(look, host).map(fromHostText)
  }
  return alternatives(look.resolver.valueOf(node)).map((value) => fromOptions(look, value))
}

function fromUrl(look: Look, node: Node, options: Node | undefined): readonly Address[] {
  const made = behind(look, node)
  if (made.type === 'NewExpression') {
    const { callee, given } = look.resolver.callOf(made)
    const [first, base] = given
    if (
      callee.kind === 'named' &&
      (callee.name === 'global.URL' || callee.name === 'global.Request') &&
      first !== undefined
    ) {
      return base === undefined || callee.name === 'global.Request'
        ? fromUrl(look, first, base)
        : fromBase(look, first, base)
    }
  }
  const values = alternatives(look.resolver.valueOf(node))
  const addresses = values.flatMap((value) => fromUrlValue(look, value))
  // http.request(options) without a URL in front has them where the URL would be; with one, options may overrule it.
  const overruling = options === undefined ? undefined : membersOf(look, options)
  return overruling?.has('hostname') || overruling?.has('host')
    ? [fromOptions(look, { kind: 'record', members: overruling, open: true })]
    : addresses
}

function fromBase(look: Look, first: Node, base: Node): readonly Address[] {
  return fromUrl(look, base, undefined).map(({ host }) => {
    const [text] = textsOf(look, first)
    return { host, path: text === undefined ? '' : pathOf(text), query: '' }
  })
}

function fromUrlValue(look: Look, value: Value): readonly Address[] {
  const text = look.resolver.textOf(value)
  if (value.kind === 'record') return [fromOptions(look, value)]
  if (text === undefined) return [nowhere]
  // A path of one's own origin says nothing about others.
  return [addressOf(text)].filter((address) => address !== undefined)
}

function fromOptions(look: Look, value: Value): Address {
  if (value.kind !== 'record') return nowhere
  const member = (...keys: readonly string[]) => {
    const key = keys.find((one) => value.members.has(one))
    const found = key === undefined ? undefined : value.members.get(key)
    return found === undefined ? undefined : (look.resolver.textOf(found) ?? '\u0000')
  }
  const url = member('url', 'uri', 'href', 'prefixUrl')
  const base = member('baseURL', 'baseUrl')
  const full = url !== undefined && addressOf(url) === undefined ? `${base ?? '\u0000'}${url}` : (url ?? base)
  if (full !== undefined) return addressOf(full) ?? nowhere
  const host = member('hostname', 'host', 'servername')
  if (host === undefined) return nowhere
  const path = member('path', 'pathname')
  return { ...fromHostText(host), path: path === undefined ? undefined : pathOf(path), query: '' }
}

function fromHostText(text: string | undefined): Address {
  if (text === undefined || text.includes('\u0000')) return nowhere
  return { host: hostOf(text), path: undefined, query: '' }
}

/** The method in capitals, from options or the first argument (`xhr.open('PUT', url)`); '' where nothing says it. */
function methodOf(look: Look, meaning: ClientMeaning, given: readonly Node[]): string {
  if (meaning.at === 1) return String(constantOf(look, given[0]) ?? '').toUpperCase()
  for (const node of given) {
    const method = membersOf(look, node)?.get('method')
    if (method?.kind === 'constant') return String(method.value).toUpperCase()
  }
  return ''
}

/** Certificates that are not looked at: anybody on the way may answer. */
function isUnverified(look: Look, node: Node): boolean {
  const flag = optionNode(look, node, 'rejectUnauthorized')
  return flag !== undefined && constantOf(look, flag) === false
}

// Texts that say by themselves what they are for: the address of a metadata service, a call of a block chain's node, the
// path of a browser's passwords. They count only beside code that could use them; a text in a sentence is none.
import type { CapabilityName } from '../../domain/code.ts'
import { chainCalls, exactHosts } from '../map/hosts.ts'
import { addressOf, sayHost } from './addresses.ts'
import { keyOf, type Look, textOf } from './look.ts'
import { kindsOfPath } from './places-of-paths.ts'

const talking: ReadonlySet<CapabilityName> = new Set([
  'network-client',
  'websocket',
  'dns',
  'process-spawn',
  'wallet-provider',
])
const reading: ReadonlySet<CapabilityName> = new Set(['fs-read', 'fs-write', 'fs-delete', 'process-spawn'])
const maxLength = 300

export function useLiterals(look: Look): void {
  const talks = look.findings.has(talking)
  const reads = look.findings.has(reading)
  if (!talks && !reads) return
  if (talks) useMethods(look)
  for (const { value, start } of look.resolver.collected.strings) useText(look, value, start, talks, reads)
  for (const { quasis, start } of look.resolver.collected.templates) {
    const text = quasis.map(({ value }) => value.cooked ?? '').join('\u0000')
    useText(look, text, start, talks, reads)
  }
}

/** `{ method: 'eth_' + 'call' }`: put together, and still a call of a chain's node. */
function useMethods(look: Look): void {
  for (const whole of look.resolver.collected.wholes) {
    if (whole.type !== 'ObjectExpression') continue
    for (const property of whole.properties) {
      if (property.type !== 'Property' || keyOf(look, property.key, property.computed) !== 'method') continue
      const chain = chainCalls.get(textOf(look, property.value) ?? '')
      if (chain !== undefined) look.findings.capability('blockchain', chain, property.start)
    }
  }
}

function useText(look: Look, text: string, offset: number, talks: boolean, reads: boolean): void {
  if (text.length < 4 || text.length > maxLength || text.includes('\n')) return
  if (talks) {
    const chain = chainCalls.get(text)
    if (chain !== undefined) look.findings.capability('blockchain', chain, offset)
    const host = text.includes('://') ? addressOf(text)?.host : text
    if (host !== undefined && host !== '' && (host !== text || isBareHost(host))) sayHost(look.findings, host, offset)
  }
  if (!reads || text.includes('://')) return
  for (const { name, subject, alone } of kindsOfPath(text)) if (alone) look.findings.capability(name, subject, offset)
}

/** Only the metadata services are known by their bare address: other hosts' names are words in many texts. */
function isBareHost(host: string): boolean {
  return host.includes('.') && exactHosts.get(host)?.name === 'cloud-metadata'
}

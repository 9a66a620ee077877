// What a deprecation message is about, by its words. The text is the publisher's: it can only make a judgement stricter.
import type { PublicationFact } from '../domain/change.ts'

/** What npm and maintainers write of a version that was an attack. */
const malicious = [
  'malicious code',
  'malicious version',
  'malicious release',
  'malicious package',
  'contains malicious',
  'maliciously',
  'malware',
  'compromised',
  'hijacked',
  'backdoor',
  'trojan',
  'security holding',
  'supply chain attack',
  'supply-chain attack',
] as const
const security = ['security', 'vulnerab', 'cve-', 'ghsa-', 'exploit', 'xss', 'redos', 'prototype pollution'] as const

export function deprecationOf(message: string): PublicationFact['deprecation'] {
  if (message === '') return 'none'
  const text = message.toLowerCase()
  if (malicious.some((word) => text.includes(word))) return 'malicious'
  return security.some((word) => text.includes(word)) ? 'security' : 'plain'
}

// Subresource integrity as data: which digests a string names, and whether two strings name the same bytes. Strings come
// from lockfiles and registries: what is no digest of the right length does not count.

export type Strength = 'sha512' | 'sha384' | 'sha256' | 'sha1' | 'none'

/** Strongest first, with the digest's length in bytes. */
const algorithms = { sha512: 64, sha384: 48, sha256: 32, sha1: 20 } as const
type Algorithm = keyof typeof algorithms
const strongestFirst: readonly Algorithm[] = ['sha512', 'sha384', 'sha256', 'sha1']

/** Lower-case hex digests by algorithm. */
export type Digests = ReadonlyMap<Algorithm, ReadonlySet<string>>

/** Reads `sha512-<base64>` and its like, separated by blanks; options after `?` do not matter to npm either. */
export function toDigests(integrity: string): Digests {
  const found = new Map<Algorithm, Set<string>>()
  for (const token of integrity.split(/\s+/)) {
    const algorithm = strongestFirst.find((one) => token.startsWith(`${one}-`))
    if (algorithm === undefined) continue
    const [base64 = ''] = token.slice(algorithm.length + 1).split('?', 1)
    const digest = Buffer.from(base64, 'base64')
    if (digest.length !== algorithms[algorithm]) continue
    found.set(algorithm, (found.get(algorithm) ?? new Set()).add(digest.toString('hex')))
  }
  return found
}

/** With a registry's `shasum` (hex sha1) beside it. */
export function withShasum(digests: Digests, shasum: string): Digests {
  const hex = shasum.toLowerCase()
  const valid = Buffer.from(hex, 'hex').length === algorithms.sha1 && hex.length === algorithms.sha1 * 2
  return valid ? new Map([...digests, ['sha1', new Set([...(digests.get('sha1') ?? []), hex])]]) : digests
}

export function strength(digests: Digests): Strength {
  return strongestFirst.find((algorithm) => digests.has(algorithm)) ?? 'none'
}

/**
 * Compares the strongest algorithm that both sides have. Every locked digest must be one the registry names: npm takes
 * any of them, so one more would let other bytes in.
 */
export function sameBytes(locked: Digests, served: Digests): 'equal' | 'different' | 'incomparable' {
  const common = strongestFirst.find((algorithm) => locked.has(algorithm) && served.has(algorithm))
  if (common === undefined) return 'incomparable'
  return [...(locked.get(common) ?? [])].every((digest) => served.get(common)?.has(digest)) ? 'equal' : 'different'
}

// Which reasons for staying unchecked a policy can allow. Most of them a package can bring about by itself, the others an
// attacker of the network can: so none is allowed but for exact bytes, and where there are no bytes to name, not at all.
import type { UncheckedCode } from '../../domain/release.ts'

export type AllowableCode = UncheckedCode | 'age-unavailable'

/** `never`: allowing it would let in bytes that nobody named, and npm would refuse most of them anyway. */
const howAllowed: Record<AllowableCode, 'exact' | 'never'> = {
  'fetch-failed': 'exact',
  'not-found': 'exact',
  offline: 'exact',
  timeout: 'exact',
  unauthorized: 'exact',
  'too-large': 'exact',
  'too-many-files': 'exact',
  'integrity-mismatch': 'never',
  'no-integrity': 'never',
  'no-commit': 'never',
  'unsupported-source': 'exact',
  'unreadable-tarball': 'exact',
  'unreadable-packument': 'exact',
  'version-not-found': 'exact',
  'patch-unreadable': 'never',
  'patch-mismatch': 'never',
  'patch-failed': 'never',
  'provenance-unavailable': 'exact',
  'trust-data-stale': 'exact',
  'code-unreadable': 'exact',
  'worker-died': 'exact',
  'rule-failed': 'exact',
  'age-unavailable': 'exact',
}

const codesThat = (how: 'exact' | 'never') =>
  Object.entries(howAllowed).flatMap(([code, one]) => (one === how ? code : []))

/** What a policy may name. */
export const allowable: readonly string[] = codesThat('exact')

export const neverAllowed: readonly string[] = codesThat('never')

// What names the bytes of a lock entry where people bind a decision to them: exactly one digest, or nothing. Lock entries
// are attacker-controlled.
import type { LockedPackage } from '../domain/locked.ts'
import { sha512Of } from '../sources/integrity.ts'
import { carrierOf } from './bytes.ts'
import type { Surroundings } from './surroundings.ts'

/**
 * As `cordon.yml` writes it: the sha512; for what the project patches, that of the tarball and that of the patch; for
 * git the commit; for what a tarball carries, whatever names its carrier, since its own entry pins nothing. '' where the
 * lockfile pins no bytes: nothing can be bound to them.
 */
export function boundBytes(locked: LockedPackage, around: Pick<Surroundings, 'tree'>): string {
  switch (locked.kind) {
    case 'registry':
    case 'alias':
    case 'remote':
      return sha512Of(locked.integrity)
    case 'patched': {
      const [own, patch] = [sha512Of(locked.integrity), sha512Of(locked.patch.integrity)]
      return own === '' || patch === '' ? '' : `${own}+${patch}`
    }
    case 'bundled': {
      const carrier = carrierOf(locked, around)
      return carrier === 'none' || carrier.kind === 'bundled' ? '' : boundBytes(carrier, around)
    }
    case 'git':
      return commitOf(locked.resolved)
    case 'workspace':
    case 'link':
    case 'file':
      return ''
  }
}

/** The whole commit behind `#`; a branch or a tag can move. */
function commitOf(resolved: string): string {
  const commit = resolved.slice(resolved.lastIndexOf('#') + 1)
  return resolved.includes('#') && /^([0-9a-f]{40}|[0-9a-f]{64})$/.test(commit) ? commit : ''
}

// The install scripts of one release: its bytes are brought, and what an approval of them would be bound to is worked out
// for each place it sits in.
import type { AcceptedScript } from '../domain/accepted.ts'
import type { LockedPackage, LockedRelease } from '../domain/locked.ts'
import type { Contents, Unchecked } from '../domain/release.ts'
import type { ApprovalState } from '../domain/scripts-report.ts'
import { hasInstallScripts, type ScriptApproval } from '../facts/script-approval.ts'
import { unlistedBundles } from './bundles.ts'
import { type ByteRoad, bringBytes, registryIntegrity } from './bytes.ts'
import { scriptApproval } from './script-owners.ts'

/** `locked` sits at the first of `locations`. */
export type ReleaseScripts = { locked: LockedPackage; locations: readonly string[] } & (
  | { status: 'read'; contents: Contents; approval: ScriptApproval }
  | { status: 'unread'; why: Unchecked }
)

/** The release, then what its tarball carries without the lockfile saying so; empty where npm runs nothing. */
export async function bringScripts(release: LockedRelease, around: ByteRoad): Promise<ReleaseScripts[]> {
  const { locked, locations } = release
  // Folders that leave the project are not read: their place is the finding.
  if (locked.kind === 'link' || locked.kind === 'file') return []
  // The registry is only asked where the lockfile says nothing.
  const served = locked.integrity === '' ? await registryIntegrity(locked, around) : ''
  const brought = await bringBytes(locked, served, around)
  if (!brought.ok) return [{ locked, locations, status: 'unread', why: brought.why }]
  const { own, carries } = brought.value
  const found = hasInstallScripts(own, locked.kind) ? byApproval(release, own, around) : []
  for (const one of unlistedBundles(release, carries, around)) found.push(...(await bringScripts(one, around)))
  return found
}

/** The same bytes in two places may start programs of two owners. */
function byApproval({ locked, locations }: LockedRelease, contents: Contents, around: ByteRoad): ReleaseScripts[] {
  const groups = new Map<string, { locked: LockedPackage; locations: string[]; approval: ScriptApproval }>()
  for (const location of locations) {
    const here = { ...locked, location }
    const approval = scriptApproval(here, contents, around.tree)
    const known = groups.get(approval.digest)
    if (known === undefined) groups.set(approval.digest, { locked: here, locations: [location], approval })
    else known.locations.push(location)
  }
  return [...groups.values()].map((group) => ({ ...group, status: 'read', contents }))
}

/** By name and digest, whatever the version. */
export function approvalIn(
  scripts: readonly AcceptedScript[],
  one: ReleaseScripts,
): { state: ApprovalState; by: AcceptedScript | 'nobody' } {
  if (one.status === 'unread') return { state: 'unread', by: 'nobody' }
  const { digest } = one.approval
  const ofName = scripts.filter(({ name }) => name === one.locked.name)
  const found = digest === '' ? undefined : ofName.find((entry) => entry.digest === digest)
  if (found !== undefined) return { state: 'approved', by: found }
  return { state: ofName.length > 0 ? 'changed' : 'new', by: 'nobody' }
}

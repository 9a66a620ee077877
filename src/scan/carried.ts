// The packages that a named release carries under `node_modules/`, each as something that can be compared by itself. A
// lockfile says nothing of them here: only the bytes do.
import type { Candidate } from '../domain/comparison.ts'
import { noResemblance, noTogether } from '../domain/comparison.ts'
import type { LockedPackage, LockedRelease } from '../domain/locked.ts'
import { noEvidence } from '../domain/provenance.ts'
import type { Contents, Extracted } from '../domain/release.ts'
import { ordinaryStanding } from '../domain/standing.ts'
import { unlistedBundles } from './bundles.ts'
import { knownBadOf } from './known-bad.ts'
import { newcomersOf } from './newcomers.ts'
import type { Surroundings } from './surroundings.ts'

/** `location`: inside the tarball, `node_modules/inner`. */
export type Carried = { location: string; contents: Contents; asCandidate: () => Promise<Candidate> }

export function carriedBy(carrier: LockedRelease, { bundled }: Extracted, around: Surroundings): Carried[] {
  return bundled.flatMap((one) => {
    const [release] = unlistedBundles(carrier, [one], around)
    if (release === undefined) return []
    return { ...one, asCandidate: () => unpublishedCandidate(release.locked, one.contents, around) }
  })
}

/** As if a registry had it that says nothing of it. */
export async function unpublishedCandidate(
  locked: LockedPackage,
  contents: Contents,
  around: Surroundings,
): Promise<Candidate> {
  return {
    locked,
    requestedBy: '',
    direct: locked.direct,
    dev: false,
    optional: false,
    newToTree: 'unknown',
    contents,
    asPublished: contents,
    history: locked.kind === 'bundled' ? { status: 'absent' } : { status: 'unavailable' },
    evidence: noEvidence,
    source: 'unstated',
    host: '',
    resemblance: noResemblance,
    burstPackages: 0,
    standing: ordinaryStanding,
    project: 'none',
    knownBad: knownBadOf(locked, 'none', contents, around),
    newcomers: await newcomersOf(contents.manifest.dependencies, around, around.now),
    together: noTogether,
  }
}

// One published release on its own, without a lockfile, judged as the registry stood at a moment: for measuring,
// replays, and whoever asks about a release before it is in any tree.
import { nothingAccepted } from '../domain/accepted.ts'
import { nothingKnownBad } from '../domain/known-bad.ts'
import type { LockedPackage, LockedRelease } from '../domain/locked.ts'
import { releaseKey } from '../domain/locked.ts'
import type { Fetched, PublishedVersion } from '../domain/release.ts'
import { ordinaryStanding } from '../domain/standing.ts'
import { visibleAt } from '../sources/packument.ts'
import { createAcceptedReleases } from './accepted.ts'
import { noEvidenceSource } from './evidence.ts'
import type { Histories } from './histories.ts'
import type { JudgedRelease } from './judge-release.ts'
import { judgeRelease } from './judge-release.ts'
import type { Surroundings } from './surroundings.ts'
import { readTree } from './tree.ts'

/** Without the project that a lockfile stands in. */
export type SpecSurroundings = Omit<Surroundings, 'tree' | 'patches' | 'basePatches' | keyof typeof alone>

/** The same names as they were at `now` (milliseconds since 1970): later versions are hidden. */
export function historiesAt(histories: Histories, now: number): Histories {
  return {
    of: async (name) => {
      const history = await histories.of(name)
      return history.ok ? { ok: true, value: visibleAt(history.value, now) } : history
    },
  }
}

/**
 * Judges `name@version` as of `around.now`, as the only package of a project that asks for it; the packages that its
 * tarball carries follow it. Its dependencies lead to the highest version that their range allows at that moment.
 */
export async function judgeSpec(
  name: string,
  version: string,
  around: SpecSurroundings,
  eager: boolean,
): Promise<Fetched<JudgedRelease[]>> {
  const prepared = await prepareSpec(name, version, around)
  if (!prepared.ok) return prepared
  return { ok: true, value: await judgeRelease(prepared.value.release, prepared.value.around, eager) }
}

/** The release as the only lock entry there is, and what judging it shares. */
export async function prepareSpec(name: string, version: string, around: SpecSurroundings): Promise<Fetched<Alone>> {
  const history = await historiesAt(around.histories, around.now).of(name)
  if (!history.ok) return history
  const published = history.value.versions.find((one) => one.version === version)
  if (published !== undefined) return { ok: true, value: aloneAs(name, published, around) }
  return { ok: false, why: { code: 'version-not-found', detail: `the registry shows no ${name}@${version}` } }
}

export type Alone = { release: LockedRelease; around: Surroundings }

/** What a registry says of it, as far as a lockfile would say it, too. */
type OnlyRelease = Pick<PublishedVersion, 'version' | 'integrity' | 'tarball' | 'hasInstallScript'>

export function aloneAs(name: string, only: OnlyRelease, around: SpecSurroundings): Alone {
  const release = asOnly(name, only)
  const histories = historiesAt(around.histories, around.now)
  const tree = readTree(
    { file: '', lockfileVersion: 3, packages: [release.locked], notes: [], project: 'unknown' },
    'none',
  )
  return { release, around: { ...around, histories, tree, patches: noPatches, basePatches: noPatches, ...alone } }
}

/**
 * It stands in no tree, and comes from where the registry itself says. Who built it is asked of live registries only, and
 * at the moment it is judged as of nobody had listed it.
 */
const alone = {
  evidence: noEvidenceSource,
  fetchedFrom: (resolved) => resolved,
  standingOf: () => ordinaryStanding,
  companions: () => 0,
  knownBad: nothingKnownBad,
  accepted: createAcceptedReleases(nothingAccepted),
  lastingRules: [],
} satisfies Partial<Surroundings>

/** Only lock entries have patches, and the one here has none. */
const noPatches: Surroundings['patches'] = async () => ({
  ok: false,
  why: { code: 'patch-unreadable', detail: 'a release on its own has no patch' },
})

/** What npm would write into a lockfile for it. */
function asOnly(name: string, { version, integrity, tarball, hasInstallScript }: OnlyRelease): LockedRelease {
  const path = [`${name}@${version}`]
  const location = `node_modules/${name}`
  const locked: LockedPackage = {
    kind: 'registry',
    location,
    installedAs: name,
    name,
    version,
    integrity,
    resolved: tarball,
    line: 0,
    dev: false,
    optional: false,
    peer: false,
    hasInstallScript: hasInstallScript ? 'yes' : 'no',
    direct: true,
    path,
    bundledIn: '',
    patch: { path: '', integrity: '' },
    leavesProject: false,
    bins: [],
    platform: 'any',
  }
  const key = releaseKey(locked)
  return { key, locked, locations: [location], paths: [path], direct: true, dev: false, optional: false }
}

// Which baselines a candidate may be compared with, and how each is brought when it turns out to be needed.
import { baseVersion, historyBaselines, olderAnchor } from '../baseline/choose.ts'
import type { AcceptedRelease } from '../domain/accepted.ts'
import type { Baseline, Candidate } from '../domain/comparison.ts'
import { noResemblance, noTogether } from '../domain/comparison.ts'
import type { LockedPackage } from '../domain/locked.ts'
import { hostOf } from '../domain/locked.ts'
import { noEvidence } from '../domain/provenance.ts'
import type { Fetched, History, PublishedVersion } from '../domain/release.ts'
import { ordinaryStanding } from '../domain/standing.ts'
import { assess, type ChosenBaseline, type Road } from './assess.ts'
import { bringBytes, carrierOf, extractedOf, insideOf, registryIntegrity, unpatched } from './bytes.ts'
import { historyOf } from './candidates.ts'
import { cutHistory } from './histories.ts'
import { knownBadOf } from './known-bad.ts'
import { newcomersOf } from './newcomers.ts'
import type { Surroundings } from './surroundings.ts'
import { withTogether } from './together.ts'

const hour = 3_600_000

/** How many unsound baselines are stepped over before a release is judged as if it had no past. */
const maxStepsBack = 4

/** The versions whose registry manifest judging `version` can look at: its own and those of its baselines. */
export function judgedVersions(history: History, version: string, minAgeHours: number): string[] {
  return [version, ...historyBaselines(history, version, minAgeHours, maxStepsBack).map((one) => one.version)]
}

/**
 * Roads to judge along; the verdict is the worst of them, and each is a list of baselines, best first. What somebody
 * reviewed is trust and needs no other. What was only there when cordon came, like a version of the base lockfile, is an
 * anchor, not trust: the registry's history is compared beside it. No road at all never happens: what has no past is
 * judged from the empty release.
 */
export async function baselineRoads(candidate: Candidate, around: Surroundings): Promise<Road[]> {
  const { locked } = candidate
  const accepted = around.accepted.nearest(locked)
  const history = await historyRoad(candidate, around)
  if (accepted !== 'none' && accepted.standard === 'reviewed') {
    return [{ chosen: [fromAccepted(locked, accepted, around)], anchor: 'none', detour: history }]
  }
  const before = accepted === 'none' ? fromBase(locked, around) : fromAccepted(locked, accepted, around)
  if (before === 'none') return [history]
  const detour = before.status === 'accepted' ? history : 'none'
  const alone: Road = { chosen: [before], anchor: 'none', detour }
  const [nearest, ...rest] = history.chosen
  if (nearest === undefined && candidate.history.status !== 'known') return [alone]
  if (nearest === undefined || nearest.version !== before.version) return [alone, history]
  return [{ ...history, detour, chosen: [{ ...before, isSound: nearest.isSound }, ...rest] }]
}

/** What the registry's own history has to compare with, whatever anybody accepted. */
export async function historyRoad(candidate: Candidate, around: Surroundings): Promise<Road> {
  return { chosen: await fromHistory(candidate, around), anchor: anchorOf(candidate, around), detour: 'none' }
}

/** Wherever its bytes still are: the registry need not list the version any more. */
function fromAccepted(locked: LockedPackage, { version, integrity }: AcceptedRelease, around: Surroundings) {
  const bytes = { ...unpatched(locked), version, integrity, resolved: '', hasInstallScript: 'unknown' as const }
  return {
    status: 'accepted',
    version,
    load: () => load('accepted', bytes, integrity, around),
    isSound: async () => true,
  } satisfies ChosenBaseline
}

function fromBase(locked: LockedPackage, around: Surroundings): ChosenBaseline | 'none' {
  if (around.tree.base === 'none') return 'none'
  const entries = (around.tree.base.get(locked.name) ?? []).filter(
    (one) => (one.kind === 'bundled') === (locked.kind === 'bundled'),
  )
  const version = baseVersion(
    entries.map((one) => one.version),
    locked.version,
  )
  const entry = entries.find((one) => one.version === version)
  if (entry === undefined || entry.kind === 'bundled') return 'none'
  return {
    status: 'base',
    version,
    load: async () =>
      load('base', entry, await registryIntegrity(entry, around), { ...around, patches: around.basePatches }),
    isSound: async () => true,
  }
}

async function fromHistory(candidate: Candidate, around: Surroundings): Promise<ChosenBaseline[]> {
  const { locked, history } = candidate
  if (locked.kind === 'bundled') return fromCarrier(locked, around)
  if (history.status !== 'known') return []
  const chosen = historyBaselines(history.value, locked.version, around.policy.minAgeHours, maxStepsBack)
  return chosen.map((published) => {
    const earlier = at(locked, published)
    return {
      status: 'history',
      version: published.version,
      load: () => load('history', earlier, published.integrity, around),
      isSound: () => isSound(earlier, published, history.value, around),
    }
  })
}

function anchorOf({ locked, history }: Candidate, around: Surroundings): ChosenBaseline | 'none' {
  if (locked.kind === 'bundled' || history.status !== 'known') return 'none'
  const anchor = olderAnchor(history.value, locked.version)
  if (anchor === 'none') return 'none'
  return {
    status: 'history',
    version: anchor.version,
    load: () => load('history', at(locked, anchor), anchor.integrity, around),
    isSound: async () => true,
  }
}

/** A bundled package is compared with the same place inside its carrier's own baseline. */
async function fromCarrier(locked: LockedPackage, around: Surroundings): Promise<ChosenBaseline[]> {
  const carrier = carrierOf(locked, around)
  if (carrier === 'none') return []
  const history = await historyOf(carrier, around)
  if (!history.ok || history.value.status !== 'known') return []
  const [published] = historyBaselines(history.value.value, carrier.version, around.policy.minAgeHours, 1)
  if (published === undefined) return []
  const bring = async (): Promise<Fetched<Baseline>> => {
    const extracted = await extractedOf(at(carrier, published), published.integrity, around)
    if (!extracted.ok) return extracted
    const contents = insideOf(extracted.value, locked)
    return { ok: true, value: { status: 'history', version: contents.manifest.version, contents } }
  }
  // The carrier's own soundness is asked when the carrier is judged.
  return [{ status: 'history', version: '', load: bring, isSound: async () => true }]
}

async function load(
  status: ChosenBaseline['status'],
  locked: LockedPackage,
  integrity: string,
  around: Surroundings,
): Promise<Fetched<Baseline>> {
  const bytes = await bringBytes(locked, integrity, around)
  if (!bytes.ok) return bytes
  const contents = await withTogether(locked, integrity, bytes.value.own, around)
  return { ok: true, value: { status, version: locked.version, contents } }
}

/**
 * A release that would itself have been blocked is no excuse for the next one. It is judged as it looked an hour after
 * it was published, because that is when the rules about youth could see it, against its own nearest predecessor. One
 * without a predecessor was young when it appeared, like every first release: it is judged by what it is today.
 */
async function isSound(
  locked: LockedPackage,
  published: PublishedVersion,
  history: History,
  around: Surroundings,
): Promise<boolean> {
  const soon = published.publishedAt.status === 'known' ? published.publishedAt.value + hour : around.now
  const [predecessor] = historyBaselines(cutHistory(history, soon), locked.version, around.policy.minAgeHours, 1)
  const then = predecessor === undefined ? around.now : soon
  const bytes = await bringBytes(locked, published.integrity, around)
  if (!bytes.ok) return false
  const contents = bytes.value.own
  const candidate: Candidate = {
    locked,
    requestedBy: '',
    direct: false,
    dev: false,
    optional: false,
    newToTree: 'unknown',
    contents,
    asPublished: contents,
    history: { status: 'known', value: cutHistory(history, then) },
    // Who built it was asked when it was the candidate; its own predecessors are not fetched for an excuse.
    evidence: noEvidence,
    source: 'unstated',
    host: hostOf(around.registryFor(locked.name)),
    // How it looks beside this tree is not what it is judged for here.
    resemblance: noResemblance,
    burstPackages: 0,
    standing: ordinaryStanding,
    project: 'none',
    // What is known today: a release that was found out since is no excuse either.
    knownBad: knownBadOf(locked, published, contents, around),
    newcomers: await newcomersOf(contents.manifest.dependencies, around, then),
    together: noTogether,
  }
  const blocking = around.rules.filter(({ outcome }) => outcome === 'block')
  const { findings, unchecked } = await assess(candidate, roadFrom(predecessor, locked, around), blocking, then, false)
  return unchecked.length === 0 && !findings.some((finding) => finding.outcome === 'block')
}

/** As lazily as the candidate itself: most releases bring nothing that could block, whatever they are compared with. */
function roadFrom(predecessor: PublishedVersion | undefined, locked: LockedPackage, around: Surroundings): Road {
  if (predecessor === undefined) return { chosen: [], anchor: 'none', detour: 'none' }
  const { version, integrity } = predecessor
  const before = () => load('history', at(locked, predecessor), integrity, around)
  const chosen: ChosenBaseline = { status: 'history', version, load: before, isSound: async () => true }
  return { chosen: [chosen], anchor: 'none', detour: 'none' }
}

/** The same package at another published version, as a registry would deliver it: no patch of ours was made for it. */
function at(locked: LockedPackage, published: PublishedVersion): LockedPackage {
  const { version, integrity } = published
  return {
    ...unpatched(locked),
    version,
    integrity,
    resolved: '',
    hasInstallScript: published.hasInstallScript ? 'yes' : 'no',
  }
}

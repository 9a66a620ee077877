// How well the registry could tell who published a release, against its baseline and against the releases before it on
// the same line. Levels are the registry's unverified claims; where it shows none, nothing was lowered.
import type { PublicationFact } from '../domain/change.ts'
import type { Baseline } from '../domain/comparison.ts'
import { type PublishedVersion, trustLevels } from '../domain/release.ts'
import { habitOf, isSibling } from './siblings.ts'

type TrustFacts = Pick<PublicationFact, 'trust' | 'trustLevel' | 'trustBefore' | 'trustOnLine' | 'trustHabit'>

/** `earlier` are the versions published before `after`. */
export function trustFacts(
  baseline: Baseline,
  before: PublishedVersion | undefined,
  after: PublishedVersion | undefined,
  earlier: readonly PublishedVersion[],
): TrustFacts {
  return { ...trustChange(baseline, before, after), ...againstLine(after, earlier) }
}

/** Lowered only if both levels are known. Without a baseline there is nothing to be lower than. */
function trustChange(
  baseline: Baseline,
  before: PublishedVersion | undefined,
  after: PublishedVersion | undefined,
): Pick<TrustFacts, 'trust' | 'trustLevel' | 'trustBefore'> {
  const level = levelOf(after)
  const levelBefore = levelOf(before)
  const texts = { trustLevel: trustLevels[level] ?? '', trustBefore: trustLevels[levelBefore] ?? '' }
  if (level < 0 || (levelBefore < 0 && baseline.status !== 'none')) return { trust: 'unavailable', ...texts }
  if (levelBefore < 0 || level === levelBefore) return { trust: 'same', ...texts }
  return { trust: level < levelBefore ? 'lowered' : 'raised', ...texts }
}

function againstLine(
  after: PublishedVersion | undefined,
  earlier: readonly PublishedVersion[],
): Pick<TrustFacts, 'trustOnLine' | 'trustHabit'> {
  const level = levelOf(after)
  if (after === undefined || level < 0) return { trustOnLine: 'unavailable', trustHabit: 'unavailable' }
  const better = earlier.filter((one) => levelOf(one) > level)
  const trustHabit = habitOf(earlier, after, (one) => levelOf(one) > level)
  if (better.length === 0) return { trustOnLine: 'kept', trustHabit }
  return { trustOnLine: better.some((one) => isSibling(one, after)) ? 'lowered' : 'other-line', trustHabit }
}

/** Position in `trustLevels`; -1 where the registry does not show any. */
function levelOf(version: PublishedVersion | undefined): number {
  if (version === undefined || version.trust.status === 'unavailable') return -1
  return trustLevels.indexOf(version.trust.status === 'known' ? version.trust.value : 'none')
}

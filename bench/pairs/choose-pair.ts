// Which release of a package becomes a pair. Pure: it sees a whole history and decides by the seed alone.
import { defaultPolicy } from '../../src/domain/policy.ts'
import type { History, PublishedVersion } from '../../src/domain/release.ts'
import { isPrerelease } from '../../src/domain/versions.ts'
import { timeOf } from '../../src/scan/backtest/times.ts'
import { upgradeTimes, upgradeTo } from '../../src/scan/backtest/upgrades.ts'
import { shuffled } from './chance.ts'

const hour = 3_600_000
const recent = 730 * 24 * hour
const newest = 10

/** `times`: whether the registry's times around it can be believed. Where not, it cannot be judged as of then. */
export type Upgrade = { before: string; after: PublishedVersion; times: 'fit' | 'wrong' }

/**
 * The upgrades that may be drawn, in the order in which they are: to one of the ten newest stable versions of the two
 * years before `drawnAt` that had an earlier release to be compared with when it appeared.
 */
export function upgradesOf(history: History, seed: string, drawnAt: number): Upgrade[] {
  const candidates = history.versions
    .filter((one) => !isPrerelease(one.version) && timeOf(one) <= drawnAt && timeOf(one) > drawnAt - recent)
    .toSorted((a, b) => timeOf(b) - timeOf(a))
    .slice(0, newest)
  return shuffled(candidates, seed, 'version', ({ version }) => `${history.name}@${version}`).flatMap((after) => {
    const upgrade = upgradeTo(history, after, defaultPolicy.minAgeHours)
    if (upgrade === 'none') return []
    return { before: upgrade.before, after, times: upgradeTimes(history, upgrade) === 'fit' ? 'fit' : 'wrong' }
  })
}

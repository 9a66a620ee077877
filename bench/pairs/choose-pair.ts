// Which release of a package becomes a pair. Pure: it sees a whole history and decides by the seed alone.
import { historyBaselines } from '../../src/baseline/choose.ts'
import { defaultPolicy } from '../../src/domain/policy.ts'
import type { History, PublishedVersion } from '../../src/domain/release.ts'
import { isPrerelease } from '../../src/domain/versions.ts'
import { visibleAt } from '../../src/sources/packument.ts'
import { shuffled } from './chance.ts'
import { baselineTimesVerdict, timeOf, timesVerdict } from './times.ts'

const hour = 3_600_000
const recent = 730 * 24 * hour
const newest = 10

/** `times`: whether the registry's times around it can be believed. Where not, it cannot be judged as of then. */
export type Upgrade = { before: string; after: PublishedVersion; times: 'fit' | 'wrong' }

/** The moment at which a release is judged: an hour after it was published. */
export function momentOf(published: PublishedVersion): number {
  return timeOf(published) + hour
}

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
    const past = visibleAt(history, momentOf(after))
    const [before] = historyBaselines(past, after.version, defaultPolicy.minAgeHours, 1)
    if (before === undefined) return []
    const verdicts = [timesVerdict(history, after.version), baselineTimesVerdict(history, before.version)]
    return { before: before.version, after, times: verdicts.every((one) => one === 'fit') ? 'fit' : 'wrong' }
  })
}

// Which upgrades a package went through, and whether the registry's times around one can be believed. Pure: it sees a
// whole history and looks at each release as it stood an hour after it appeared.
import { historyBaselines } from '../../baseline/choose.ts'
import type { Upgrade } from '../../domain/backtest.ts'
import type { History, PublishedVersion } from '../../domain/release.ts'
import { compareVersions, isPrerelease } from '../../domain/versions.ts'
import { visibleAt } from '../../sources/packument.ts'
import { judgedVersions } from '../baselines.ts'
import { baselineTimesVerdict, type TimesVerdict, timeOf, timesVerdict } from './times.ts'

const hour = 3_600_000

/** The moment at which a release is judged: an hour after it was published. */
export function momentOf(published: PublishedVersion): number {
  return timeOf(published) + hour
}

/** What the judge would have compared it with; 'none' for a release that had no earlier one when it appeared. */
export function upgradeTo(history: History, after: PublishedVersion, minAgeHours: number): Upgrade | 'none' {
  const [before] = historyBaselines(pastOf(history, after), after.version, minAgeHours, 1)
  return before === undefined ? 'none' : { name: history.name, before: before.version, after: after.version }
}

/**
 * The upgrades to the `last` newest stable releases, oldest first, so that what one is judged by is at hand for the
 * next. By time; without times by version, and then nobody can tell what was known when they appeared.
 */
export function lastUpgrades(history: History, last: number, minAgeHours: number): Upgrade[] {
  const newest = history.versions
    .filter((one) => !isPrerelease(one.version))
    .toSorted((a, b) => timeOf(b) - timeOf(a) || compareVersions(b.version, a.version))
  const found: Upgrade[] = []
  for (const after of newest) {
    if (found.length === last) break
    const upgrade = upgradeTo(history, after, minAgeHours)
    if (upgrade !== 'none') found.push(upgrade)
  }
  return found.reverse()
}

/** What is wrong with the times around an upgrade; 'fit' where it can be judged as of then. */
export function upgradeTimes(history: History, { before, after }: Upgrade): TimesVerdict {
  const verdict = timesVerdict(history, after)
  return verdict === 'fit' ? baselineTimesVerdict(history, before) : verdict
}

/** The versions whose registry manifest judging these upgrades can look at. */
export function versionsLookedAt(history: History, upgrades: readonly Upgrade[], minAgeHours: number): Set<string> {
  return new Set(
    upgrades.flatMap(({ after }) => {
      const published = history.versions.find((one) => one.version === after)
      return published === undefined ? [] : judgedVersions(pastOf(history, published), after, minAgeHours)
    }),
  )
}

function pastOf(history: History, after: PublishedVersion): History {
  return timeOf(after) < 0 ? history : visibleAt(history, momentOf(after))
}

// What the project's `allowScripts` allows beyond the install scripts that people approved with cordon.
import { distinctReleases, type Lockfile } from '../domain/locked.ts'
import type { Directive } from '../domain/project.ts'
import type { Surpluses } from '../domain/scripts-report.ts'
import { type AllowKey, decisionOf, readAllowKey } from '../facts/allow-scripts.ts'
import { allowsMore, type Judged } from '../facts/npm-scripts.ts'
import { isPackageName } from '../sources/lockfile/package-name.ts'
import type { ByteRoad } from './bytes.ts'
import { approvalIn, bringScripts } from './release-scripts.ts'
import type { ScanInput } from './scan.ts'

/** Nothing is looked at in a project that approves no scripts with cordon. */
export async function surplusesOf(
  { accepted, lockfile }: Pick<ScanInput, 'lockfile' | 'accepted'>,
  around: ByteRoad,
): Promise<Surpluses> {
  const entries = allowEntries(lockfile)
  if (accepted.scripts.length === 0 || entries.length === 0) return 'unjudged'
  const allowed = distinctReleases(lockfile.packages).filter(({ locked }) => decisionOf(locked, entries) === 'allowed')
  const judged: Judged[] = []
  for (const release of allowed) {
    for (const one of await bringScripts(release, around)) {
      judged.push({ locked: one.locked, state: approvalIn(accepted.scripts, one).state })
    }
  }
  return new Map(entries.map((entry) => [entry.key, allowsMore(entry, judged)]))
}

/** npm listens to `.npmrc` only where package.json has no entry that it can use. */
export function allowEntries({ project }: Pick<Lockfile, 'project'>): readonly Directive[] {
  if (project === 'unknown') return []
  const entries = project.directives.filter(({ field }) => field === 'allowScripts')
  const own = entries.filter(({ file }) => file === project.file)
  return own.some(({ key }) => isSurelyTaken(readAllowKey(key))) ? own : entries
}

/** Some of the other keys npm drops with a warning; if it drops all, `.npmrc` counts. */
function isSurelyTaken(key: AllowKey): boolean {
  return (key.kind === 'name' || (key.kind === 'versions' && !key.range.includes('||'))) && isPackageName(key.name)
}

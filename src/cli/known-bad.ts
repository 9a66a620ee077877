// What a run knows to be bad: the lists of its rule packs, and the OSV records that the command line and the policy name.
// Nothing is fetched: where records come from is the user's business.
import { realpathSync } from 'node:fs'
import { relative, resolve, sep } from 'node:path'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { joinKnownBad, type KnownBad, type KnownBadSnapshot } from '../domain/known-bad.ts'
import { type Mistake, nowhere, type Place, Problem } from '../domain/problem.ts'
import type { Notice } from '../domain/report.ts'
import { listedBad } from '../rules/lists.ts'
import type { RulePack } from '../rules/rule.ts'
import { differsFromCommit } from '../sources/git-changes.ts'
import { openRecords } from '../sources/known-bad/open.ts'
import { isBelow } from '../sources/written-path.ts'
import type { LoadedPolicy } from './policy.ts'
import { lineOf, type PolicyPlace } from './policy-place.ts'
import { shownPath } from './shown-path.ts'

export type KnownBadInput = {
  packs: readonly RulePack[]
  /** Absolute paths: what `--osv` names. */
  osv: readonly string[]
  policy: LoadedPolicy
  cacheDir: string
  /** The moment of judging: entries of lists expire. */
  now: number
  /** The clock: records are no older or younger for being judged as of another day. */
  clock: number
  cwd: string
  consequence: string
}

export type LoadedKnownBad = {
  knownBad: KnownBad
  snapshots: readonly KnownBadSnapshot[]
  notices: readonly Notice[]
}

type Source = { path: string; place: Place; isPolicys: boolean }

/** Throws a Problem with every source that cannot be read. */
export async function loadKnownBad(input: KnownBadInput): Promise<LoadedKnownBad> {
  const { known, expired } = listedBad(input.packs, input.now)
  const loaded: { known: KnownBad; snapshot: KnownBadSnapshot }[] = []
  const mistakes: Mistake[] = []
  for (const source of sourcesOf(input)) {
    const one = await load(source, input)
    if ('code' in one) mistakes.push(one)
    else loaded.push(one)
  }
  if (mistakes.length > 0) throw new Problem(mistakes, input.consequence)
  const snapshots = loaded.map(({ snapshot }) => snapshot)
  return {
    knownBad: joinKnownBad([known, ...loaded.map((one) => one.known)]),
    snapshots,
    notices: [
      ...expired.map((one) => ({
        code: 'list-entries-expired',
        detail: `${one.pack}/${one.list}: ${one.expired} of ${one.entries}`,
      })),
      // Of the policy's own records it is more than a notice: see `recordNotices`.
      ...snapshots.flatMap(({ source, unread, firstUnread, isPolicys }) =>
        unread === 0 || isPolicys
          ? []
          : [{ code: 'records-unread', detail: `${unread} of ${source}, first ${firstUnread}` }],
      ),
    ],
  }
}

function sourcesOf({ osv, policy }: KnownBadInput): Source[] {
  const { place } = policy
  const named = osv.map((path) => ({ path, place: nowhere, isPolicys: false }))
  const policys = policy.policy.knownBad.map(({ from, line }) => ({
    path: resolve(place.dir, from),
    place: lineOf(place, line),
    isPolicys: true,
  }))
  return [...named, ...policys]
}

async function load(
  { path, place, isPolicys }: Source,
  { cacheDir, clock, cwd, policy }: KnownBadInput,
): Promise<{ known: KnownBad; snapshot: KnownBadSnapshot } | Mistake> {
  const shown = shownPath(path, cwd).replaceAll('\\', '/')
  const records = await openRecords({ path, shown, cacheDir, now: clock, pause: () => nextTurn() })
  if (!records.ok) {
    const help = 'Name a folder, a .zip, a file with one record per line, or one record, in the OSV format.'
    return { code: records.code, message: `${shown}: it ${records.why}`, help, place }
  }
  const isChanged = isPolicys && (await isChangedHere(path, policy.place))
  return { known: records.known, snapshot: { ...records.snapshot, isChanged, isPolicys } }
}

/**
 * A pull request could take out the record of what it brings, or lead the way to it elsewhere. What git does not follow
 * came from elsewhere.
 */
async function isChangedHere(path: string, { commit }: PolicyPlace): Promise<boolean> {
  if (commit === 'none') return false
  const inside = [...new Set([path, realpathSync(path)])].filter((one) => isBelow(commit.dir, one))
  for (const one of inside) {
    const path = relative(commit.dir, one).split(sep).join('/') || '.'
    if (await differsFromCommit({ ...commit, path })) return true
  }
  return false
}

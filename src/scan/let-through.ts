// A release that mends a known weakness of the version in use need not wait, where the policy says so: to wait would leave
// the project with what everybody knows how to attack.
import { emptyContents } from '../domain/comparison.ts'
import type { LockedPackage } from '../domain/locked.ts'
import { compareVersions } from '../domain/versions.ts'
import type { Decision } from './decide.ts'
import { type KnownBadSurroundings, knownBadOf } from './known-bad.ts'

/** `name@version` in use, and who names it and not the candidate: at most a few of them. */
export type Mended = { version: string; by: readonly string[] }

const maxNamed = 5

/** `before`: what the candidate was compared with. Only a base lockfile or an acceptance says what is in use. */
export function mendedFrom(
  locked: LockedPackage,
  before: readonly { status: string; version: string }[],
  around: KnownBadSurroundings,
): Mended | 'none' {
  if (!around.policy.letFixesThrough) return 'none'
  const inUse = before.find(({ status }) => status === 'base' || status === 'accepted')
  // Whoever goes back mends nothing.
  if (inUse === undefined || compareVersions(locked.version, inUse.version) <= 0) return 'none'
  const still = new Set(recordsOf(locked, around))
  const by = recordsOf({ ...locked, version: inUse.version }, around).filter((record) => !still.has(record))
  return by.length === 0 ? 'none' : { version: inUse.version, by: [...new Set(by)].slice(0, maxNamed) }
}

function recordsOf(locked: LockedPackage, around: KnownBadSurroundings): string[] {
  const release = `${locked.name}@${locked.version}`
  // A list that is only observed spares nobody the wait.
  return knownBadOf(locked, 'none', emptyContents, around)
    .filter(({ kind, value, atMost }) => kind === 'package' && value === release && atMost === 'block')
    .map(({ id, pack, list }) => (id === '' ? `${pack}/${list}` : id))
}

/** Only what is nothing but young: a finding, or something that could not be looked at, stands as it is. */
export function letThrough<T extends Decision>(decision: T, mended: Mended | 'none'): T {
  if (mended === 'none' || decision.verdict !== 'waiting') return decision
  const reasons = decision.reasons.filter(({ code }) => code !== 'too-young')
  const detail = `${mended.by.join(', ')} of ${mended.version}`
  return { ...decision, verdict: 'passed', eligibleAt: '', reasons: [...reasons, { code: 'mends-known', detail }] }
}

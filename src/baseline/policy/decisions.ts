// The exceptions and allowances of a policy by date, and a policy without some of them.
import type { Policy } from '../../domain/policy.ts'
import { isActive } from '../exceptions.ts'
import { endsSoon, lastDay } from '../policy-report.ts'
import { type Removal, withoutEntries } from './prune.ts'
import { type PolicyRead, type PolicyText, readPolicy } from './read.ts'

export type DecisionLine = {
  kind: 'exception' | 'allowance'
  state: 'expired' | 'ends soon' | 'active'
  /** The last day. */
  until: string
  /** The rule, or the reason that is allowed. */
  about: string
  /** `name@versions`. */
  package: string
  why: string
  owner: string
  line: number
}

/** In the order of their last days. */
export function decisionsOf(policy: Policy, now: number): DecisionLine[] {
  const state = (one: { until: number }) =>
    !isActive(one, now) ? 'expired' : endsSoon(one, now) ? 'ends soon' : 'active'
  const exceptions = policy.exceptions.map((one): DecisionLine => {
    const { rule: about, reason: why, owner, line } = one
    const name = `${one.package}@${one.versions}`
    return { kind: 'exception', state: state(one), until: lastDay(one.until), about, package: name, why, owner, line }
  })
  const allowances = policy.allowUnchecked.map((one): DecisionLine => {
    const { reason: about, why, owner, line } = one
    const name = `${one.package}@${one.version}`
    return { kind: 'allowance', state: state(one), until: lastDay(one.until), about, package: name, why, owner, line }
  })
  return [...exceptions, ...allowances].toSorted((a, b) => (a.until < b.until ? -1 : a.until > b.until ? 1 : 0))
}

/** What became of each entry in some run, in the order of the policy. */
type States = { exceptions: readonly { state: string }[]; allowances: readonly { state: string }[] }

/** What has expired, and what a report of a whole scan with this very policy calls unused. */
export function toRemoval(policy: Policy, report: States | 'none', now: number): Removal {
  const unused = (list: readonly { state: string }[], index: number) => list[index]?.state === 'unused'
  const indexes = (list: readonly { until: number }[], states: readonly { state: string }[]) =>
    new Set(list.flatMap((one, index) => (!isActive(one, now) || unused(states, index) ? index : [])))
  const { exceptions, allowances } = report === 'none' ? { exceptions: [], allowances: [] } : report
  return { exceptions: indexes(policy.exceptions, exceptions), unchecked: indexes(policy.allowUnchecked, allowances) }
}

/** The text without what is removed, held against the policy that it must mean; `undefined` where it would not. */
export function pruned(given: PolicyText, policy: Policy, removal: Removal, now: number): string | undefined {
  const text = withoutEntries(given, removal)
  if (text === undefined) return undefined
  const read = readPolicy({ ...given, text }, now)
  const wanted: Policy = {
    ...policy,
    exceptions: policy.exceptions.filter((_, index) => !removal.exceptions.has(index)),
    allowUnchecked: policy.allowUnchecked.filter((_, index) => !removal.unchecked.has(index)),
  }
  return meansSame(read, wanted) ? text : undefined
}

function meansSame(read: PolicyRead, wanted: Policy): boolean {
  return read.ok && withoutPlaces(read.policy) === withoutPlaces(wanted)
}

/** Lines move, and the digest changes. */
function withoutPlaces(policy: Policy): string {
  return JSON.stringify({ ...policy, digest: '' }, (key, value: unknown) =>
    key === 'line' ? 0 : value === Number.POSITIVE_INFINITY ? 'none' : value,
  )
}

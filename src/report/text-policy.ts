// What people decided in the policy, as lines below the findings: what is overridden and why, what was silenced, what has
// ended. Only what a reader has to know or to do; JSON has the rest.

import type { RollOut } from '../domain/policy.ts'
import type { AllowanceReport, ExceptionReport, OverrideReport, PolicyReport } from '../domain/policy-report.ts'
import { counted } from './ages.ts'
import { escaped } from './escape.ts'

const outcomeWords: Record<RollOut, string> = {
  off: 'is switched off',
  observe: 'only observes',
  review: 'asks for review',
  block: 'blocks',
}

/** One sentence each. `all`: also what is in order. */
export function policyLines({ file, digest, overrides, exceptions, allowances }: PolicyReport, all: boolean): string[] {
  if (file === '') return []
  const decisions = [...exceptions.map(toDecision), ...allowances.map(fromAllowance)]
  const unused = decisions.filter(({ state }) => state === 'unused')
  return [
    ...(all ? [`the policy that counts (sha256 ${digest.slice(0, 12)}…)`] : []),
    ...overrides.filter(({ active }) => active || all).map(overrideLine),
    ...decisions.filter(({ state }) => state === 'used').map((one) => `${one.what}; until ${one.until}: ${one.why}`),
    ...decisions
      .filter(({ state }) => state === 'expired')
      .map((one) => `${one.name} ended on ${one.until}: ${one.why}`),
    ...decisions.filter((one) => one.endsSoon).map((one) => `${one.name} ends on ${one.until}; ask ${one.owner}`),
    ...(all ? unused.map((one) => `${one.name} is not used any more`) : unusedLine(unused.length)),
  ].map((text) => escaped(`${file}: ${text}`, 400))
}

type Decision = Pick<ExceptionReport, 'state' | 'endsSoon' | 'until' | 'owner'> & {
  name: string
  what: string
  why: string
}

function toDecision(one: ExceptionReport): Decision {
  const { rule, versions, usedFor, reason, ...rest } = one
  const name = `the exception from ${rule} for ${one.package}@${versions}`
  return { ...rest, name, what: `${rule} is silenced for ${usedFor.join(', ')}`, why: reason }
}

function fromAllowance(one: AllowanceReport): Decision {
  const { version, reason, why, ...rest } = one
  const name = `the allowance of ${reason} for ${one.package}@${version}`
  return { ...rest, name, what: `${one.package}@${version} may stay unchecked (${reason})`, why }
}

function overrideLine({ rule, outcome, from, reason, active }: OverrideReport): string {
  const when = from === '' ? '' : active ? ` since ${from}` : ` from ${from}`
  return `${rule} ${outcomeWords[outcome]}${when}: ${reason}`
}

function unusedLine(count: number): string[] {
  if (count === 0) return []
  const them = count === 1 ? 'it' : 'them'
  return [`${counted(count, 'exception')} or allowance${count === 1 ? '' : 's'} no longer used; --all names ${them}`]
}

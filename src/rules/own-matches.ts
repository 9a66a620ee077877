// `matches` in conditions: the library's own goes back and forth over its text and cannot be replaced, so conditions call
// ours, which never goes back and is counted. It knows the patterns, and not the library.
import { allParts, type Expression } from './expression.ts'
import { chargeVisits, createMeter, type Meter } from './meter.ts'
import { readPattern } from './pattern.ts'
import { occursIn } from './pattern-match.ts'

/** As long as `matches`, so that places in a condition stay what they are. */
export const ownName = 'occurIn'

/** The condition as the library gets it. */
export function withOwnMatches(source: string, expression: Expression): string {
  const calls = callsOf('matches', expression)
  return calls.reduce((text, at) => text.slice(0, at) + ownName + text.slice(at + ownName.length), source)
}

function callsOf(name: string, expression: Expression): number[] {
  const below = allParts(expression).flatMap((part) => callsOf(name, part))
  const isCall = expression.kind === 'call' && expression.name === name && expression.receiver.length > 0
  return isCall ? [expression.at, ...below] : below
}

/** Of the evaluation that is under way: there is one at a time, and the library hands nothing to a function. */
let current: Meter = createMeter(() => 0)

export function meterMatches(meter: Meter): void {
  current = meter
}

/** Patterns are constants and were read when the condition was: there are few. */
const patterns = new Map<string, ReturnType<typeof readPattern>>()

export function ownMatches(text: string, written: string): boolean {
  const read = patterns.get(written) ?? readPattern(written)
  patterns.set(written, read)
  if (!read.ok) return false
  chargeVisits(current, (text.length * read.program.length) / stepsPerVisit)
  return occursIn(read.program, text)
}

/** A step of a pattern is less work than a part of a condition. */
const stepsPerVisit = 4

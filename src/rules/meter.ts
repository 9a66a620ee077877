// How much a rule may cost on one package. Conditions and packages may both come from anybody: two lists inside each
// other are a product that nobody waits for. Counted where a condition takes hold of a list; it knows no conditions.

export type Meter = {
  /** Parts of the condition that may still be looked at; below zero it has had enough. */
  left: number
  /** How many parts the condition has: each is looked at once per element. */
  parts: number
  /** Visits until the clock is looked at again: that takes longer than most visits. */
  untilLook: number
  /** Milliseconds of `now`, for this rule and for all rules on this package. */
  until: number
  untilAll: number
  now: () => number
}

/** Of parts of conditions, looked at once per element: a second or two. */
const maxVisits = 40_000_000
const maxMilliseconds = 10_000
const maxMillisecondsOfAll = 60_000

/** One for a package, for all rules that look at it. */
export function createMeter(now: () => number): Meter {
  return { left: 0, parts: 1, untilLook: 0, until: 0, untilAll: now() + maxMillisecondsOfAll, now }
}

/** Begins anew for a condition with so many parts. */
export function startMeter(meter: Meter, parts: number): void {
  meter.left = maxVisits
  meter.parts = Math.max(1, parts)
  meter.until = Math.min(meter.now() + maxMilliseconds, meter.untilAll)
}

export function isOverBudget(meter: Meter): boolean {
  return meter.left < 0
}

/** Throws when it is too much. Whatever becomes of that on its way up, `isOverBudget` stays true. */
export function charge(meter: Meter, elements: number): void {
  chargeVisits(meter, elements * meter.parts)
}

/** The same for work that is not counted in elements. */
export function chargeVisits(meter: Meter, visits: number): void {
  meter.left -= visits
  meter.untilLook -= visits
  if (meter.left >= 0 && (meter.untilLook > 0 || isInTime(meter))) return
  meter.left = -1
  throw overBudget
}

function isInTime(meter: Meter): boolean {
  meter.untilLook = visitsBetweenLooks
  return meter.now() <= meter.until
}

const visitsBetweenLooks = 100_000

/** One for all: an inner loop may hit the bound a hundred thousand times, and a stack costs. */
const overBudget = new Error('a rule costs too much')

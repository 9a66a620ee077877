// How much may be done to link the files of a package. One budget for all of it: whoever spends it says what it costs.

/** Below zero: there was more, and ways may be missing. */
export type LinkBudget = { left: number }

/** What each piece costs: letters of a name that is looked up, and what is kept until the end. */
export const costs = { visit: 60, link: 60, spot: 50, walk: 5 } as const

/** The largest of 2,243 real packages needs a twentieth. Spent on whatever costs most, it takes seconds and 300 MB. */
const mostSteps = 60_000_000

export function linkBudget(): LinkBudget {
  return { left: mostSteps }
}

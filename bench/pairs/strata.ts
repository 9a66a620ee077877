// Download ranks cut into strata, so that the long tail is drawn from as well as the top.

/** `from` and `to` are ranks by monthly downloads, 1 for the most downloaded; `share` of all pairs wanted, in percent. */
export const strata = [
  { id: 'top', from: 1, to: 1_000, share: 18 },
  { id: 'high', from: 1_001, to: 5_000, share: 20 },
  { id: 'middle', from: 5_001, to: 20_000, share: 21 },
  { id: 'low', from: 20_001, to: 100_000, share: 24 },
  { id: 'tail', from: 100_001, to: Number.MAX_SAFE_INTEGER - 1, share: 14 },
  // Mostly names younger than the list, that packages of any rank have taken up.
  { id: 'unlisted', from: Number.MAX_SAFE_INTEGER, to: Number.MAX_SAFE_INTEGER, share: 3 },
] as const

export type StratumId = (typeof strata)[number]['id']

export function stratumOf(rank: number): StratumId {
  return strata.find(({ from, to }) => from <= rank && rank <= to)?.id ?? 'unlisted'
}

/** The rank of a name that is not in the list. */
export const unlisted = Number.MAX_SAFE_INTEGER

/** A value for each stratum. */
export function eachStratum<T>(make: (id: StratumId) => T): Record<StratumId, T> {
  return {
    top: make('top'),
    high: make('high'),
    middle: make('middle'),
    low: make('low'),
    tail: make('tail'),
    unlisted: make('unlisted'),
  }
}

export type Ranked = { name: string; downloads: number; rank: number }

/** Ranks by downloads, equal ones by name. */
export function ranked(names: readonly { name: string; downloads: number }[]): Ranked[] {
  return names
    .toSorted((a, b) => b.downloads - a.downloads || (a.name < b.name ? -1 : 1))
    .map((one, index) => ({ ...one, rank: index + 1 }))
}

/** How many pairs each stratum gives to a draw of `wanted`; what rounding leaves goes to the tail. */
export function quotas(wanted: number): Record<StratumId, number> {
  const whole = strata.map(({ id, share }) => ({ id, quota: Math.floor((wanted * share) / 100) }))
  const left = wanted - whole.reduce((sum, { quota }) => sum + quota, 0)
  return eachStratum((id) => (whole.find((one) => one.id === id)?.quota ?? 0) + (id === 'tail' ? left : 0))
}

// Download ranks cut into strata, so that the long tail is drawn from as well as the top.

/** `from` and `to` are ranks by monthly downloads, 1 for the most downloaded; `share` of all pairs wanted, in percent. */
export const strata = [
  { id: 'top', from: 1, to: 1_000, share: 18 },
  { id: 'high', from: 1_001, to: 5_000, share: 21 },
  { id: 'middle', from: 5_001, to: 20_000, share: 21 },
  { id: 'low', from: 20_001, to: 100_000, share: 25 },
  { id: 'tail', from: 100_001, to: Number.MAX_SAFE_INTEGER, share: 15 },
] as const

export type StratumId = (typeof strata)[number]['id']

export type Ranked = { name: string; downloads: number; rank: number }

/** Ranks by downloads, equal ones by name. */
export function ranked(names: readonly { name: string; downloads: number }[]): Ranked[] {
  return names
    .toSorted((a, b) => b.downloads - a.downloads || (a.name < b.name ? -1 : 1))
    .map((one, index) => ({ ...one, rank: index + 1 }))
}

/** How many pairs each stratum gives to a draw of `wanted`; what rounding leaves goes to the last. */
export function quotas(wanted: number): Record<StratumId, number> {
  const [top, high, middle, low] = strata.slice(0, 4).map(({ share }) => Math.floor((wanted * share) / 100))
  const whole = { top: top ?? 0, high: high ?? 0, middle: middle ?? 0, low: low ?? 0 }
  return { ...whole, tail: wanted - whole.top - whole.high - whole.middle - whole.low }
}

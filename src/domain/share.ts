// The 95 % interval of a share (Wilson 1927): right for small counts too, where the usual one says 0 ± 0.

/** Shares between 0 and 1. */
export type Share = { count: number; of: number; share: number; low: number; high: number }

/** The 97.5 % quantile of the normal distribution. */
const z = 1.959963984540054

export function wilson(count: number, of: number): Share {
  if (of === 0) return { count, of, share: 0, low: 0, high: 1 }
  const share = count / of
  const middle = (share + (z * z) / (2 * of)) / (1 + (z * z) / of)
  const half = (z / (1 + (z * z) / of)) * Math.sqrt((share * (1 - share)) / of + (z * z) / (4 * of * of))
  // At the ends the formula is exact only up to rounding.
  return {
    count,
    of,
    share,
    low: count === 0 ? 0 : Math.max(0, middle - half),
    high: count === of ? 1 : Math.min(1, middle + half),
  }
}

export type PerChange = Omit<Share, 'count' | 'of'>

/** The share of changes that bring `packages` independent upgrades and meet at least one such. */
export function perChange(one: Share, packages: number): PerChange {
  const any = (share: number) => 1 - (1 - share) ** packages
  return { share: any(one.share), low: any(one.low), high: any(one.high) }
}

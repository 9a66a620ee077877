// What a condition has said so far about one value: which it may still be. It knows no expressions. Everything here errs
// towards "possible".

export type Scalar = string | number | boolean

/** `only` is `any` where nothing limits it. The bounds are for numbers; `open` ones are not reached themselves. */
export type Known = {
  only: 'any' | ReadonlySet<Scalar>
  not: ReadonlySet<Scalar>
  least: number
  leastOpen: boolean
  most: number
  mostOpen: boolean
}

export type Test =
  | { kind: 'one-of'; values: readonly Scalar[] }
  | { kind: 'none-of'; values: readonly Scalar[] }
  | { kind: 'least' | 'most'; value: number; open: boolean }

export const anything: Known = {
  only: 'any',
  not: new Set(),
  least: Number.NEGATIVE_INFINITY,
  leastOpen: false,
  most: Number.POSITIVE_INFINITY,
  mostOpen: false,
}

/** What is known once the test holds, too. */
export function narrowed(known: Known, test: Test): Known {
  switch (test.kind) {
    case 'one-of': {
      const { only } = known
      return { ...known, only: new Set(only === 'any' ? test.values : test.values.filter((value) => only.has(value))) }
    }
    case 'none-of':
      return { ...known, not: new Set([...known.not, ...test.values]) }
    case 'least':
      if (test.value < known.least || (test.value === known.least && known.leastOpen)) return known
      return { ...known, least: test.value, leastOpen: test.open }
    case 'most':
      if (test.value > known.most || (test.value === known.most && known.mostOpen)) return known
      return { ...known, most: test.value, mostOpen: test.open }
  }
}

export function isPossible(known: Known): boolean {
  const { only, not, least, leastOpen, most, mostOpen } = known
  if (only !== 'any')
    return [...only].some((value) => !not.has(value) && (typeof value !== 'number' || isWithin(value, known)))
  if (least > most) return false
  return least < most || !(leastOpen || mostOpen || not.has(least))
}

function isWithin(value: number, { least, leastOpen, most, mostOpen }: Known): boolean {
  return (leastOpen ? value > least : value >= least) && (mostOpen ? value < most : value <= most)
}

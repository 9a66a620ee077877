// The flags of the benchmarks. A flag nobody knows is an error: a misspelt one would measure something else.
import { parseArgs } from 'node:util'

type Flags = Readonly<Record<string, 'text' | 'flag'>>
type Given<F extends Flags> = { [K in keyof F]: F[K] extends 'flag' ? boolean : string }

/** Texts are '' and flags false where they are not given. */
export function readFlags<const F extends Flags>(flags: F, args: readonly string[]): Given<F> {
  const names = Object.entries(flags)
  const { values } = parseArgs({
    args: [...args],
    options: Object.fromEntries(
      names.map(([name, kind]) => [name, { type: kind === 'text' ? ('string' as const) : ('boolean' as const) }]),
    ),
  })
  return Object.fromEntries(
    names.map(([name, kind]) => [name, values[name] ?? (kind === 'text' ? '' : false)]),
  ) as Given<F>
}

// Of what a file calls elsewhere and exports, the part that somebody can make use of.
import type { FileCode, FunctionSummary, OutgoingCall, Taint } from '../file-code.ts'

type Mutable<T> = { -readonly [K in keyof T]: T[K] extends readonly (infer E)[] ? E[] : T[K] }
export type OpenSummary = Mutable<FunctionSummary>
export type OpenCall = Mutable<Omit<OutgoingCall, 'given'>> & { given: Taint[][] }

/** Calls that nothing comes from and nothing goes to are of no use to anybody; indexes follow. */
export function useful(
  exports: readonly OpenSummary[],
  calls: readonly OpenCall[],
): Pick<FileCode, 'exports' | 'calls'> {
  const wanted = new Set<number>()
  calls.forEach(({ given, reaches, takes }, index) => {
    if (reaches.length > 0 || given.some((taints) => taints.length > 0)) wanted.add(index)
    for (const { call } of takes) wanted.add(index).add(call)
  })
  for (const { relays, returns } of exports) for (const { call } of [...relays, ...returns]) wanted.add(call)
  const kept = [...wanted].toSorted((a, b) => a - b)
  const now = new Map(kept.map((before, after) => [before, after]))
  const moved = <T extends { call: number }>(list: readonly T[]) =>
    list.map((one): T => ({ ...one, call: now.get(one.call) ?? -1 })).filter(({ call }) => call !== -1)
  return {
    calls: kept.flatMap((index) => {
      const call = calls[index]
      return call === undefined ? [] : [{ ...call, takes: moved(call.takes) }]
    }),
    exports: exports
      .map((one) => ({ ...one, relays: moved(one.relays), returns: moved(one.returns) }))
      .filter(({ name: _, ...rest }) => Object.values(rest).some((list) => list.length > 0)),
  }
}

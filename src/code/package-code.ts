// What the files of a package can do together: each record once, where the strongest reach has it first. It knows paths
// and reach only through what it is given, and reads no source.
import { type Code, type Reach, reaches, type UnreadableReason } from '../domain/code.ts'
import type { FileCode } from './file-code.ts'
import { linkBudget } from './flows/link-budget.ts'
import { type LinkedFlow, linkFlows } from './flows/link-flows.ts'

export type PackageFiles = {
  files: ReadonlyMap<string, FileCode>
  reachOf: (path: string) => Reach
  /** Lower-case hex. */
  sha256Of: (path: string) => string
  /** The own file that a specifier in another one means, '' for none. */
  resolve: (from: string, specifier: string) => string
}

/** Records of one kind; honest packages have far fewer. */
export const maxRecords = 2000

type RankedFile = { path: string; reach: Reach; code: FileCode }

export function toCode({ files, reachOf, sha256Of, resolve }: PackageFiles): Code {
  const budget = linkBudget()
  const linked = Map.groupBy(linkFlows(files, resolve, 'own', undefined, budget), ({ file }) => file)
  const ranked = [...files]
    .map(([path, code]): RankedFile => ({ path, reach: reachOf(path), code }))
    .sort((a, b) => reaches.indexOf(a.reach) - reaches.indexOf(b.reach) || byText(a.path, b.path))
  const why = new Map<string, UnreadableReason>()
  for (const { path, code } of ranked) if (code.unreadable !== '') why.set(path, code.unreadable)
  const tooMuch = (path: string) => why.set(path, why.get(path) ?? 'too-much')
  // It is the doing of all files: the one that matters most, and was read, stands for them.
  const first = ranked.find(({ code }) => code.unreadable === '') ?? ranked[0]
  if (budget.left < 0 && first !== undefined) tooMuch(first.path)
  return {
    capabilities: collect(ranked, tooMuch, ({ capabilities }) => capabilities, capabilityKey).map(placed),
    arguments: collect(ranked, tooMuch, (code) => code.arguments, argumentKey).map(placed),
    flows: collect(ranked, tooMuch, ({ flows }, path) => [...flows, ...flowsOf(linked.get(path))], flowKey).map(placed),
    disguises: collect(
      ranked,
      tooMuch,
      ({ disguises }) => disguises,
      ({ kind }) => kind,
    ).map((found) => ({
      ...placed(found),
      files: found.files.size,
    })),
    indicators: collect(ranked, tooMuch, ({ indicators }) => indicators, indicatorKey).map(placed),
    unreadable: ranked.flatMap(({ path, reach }) => {
      const reason = why.get(path)
      return reason === undefined ? [] : [{ file: path, why: reason, sha256: sha256Of(path), reach }]
    }),
  }
}

/** What gets from one file to another ends in this one. */
function flowsOf(linked: readonly LinkedFlow[] | undefined): FileCode['flows'] {
  return (linked ?? []).map(({ flow }) => flow)
}

type Found<T> = { first: T; file: string; reach: Reach; files: Set<string> }

/** What comes after the bound is not told; the file in which it became too much says so. */
function collect<T>(
  ranked: readonly RankedFile[],
  tooMuch: (path: string) => void,
  recordsOf: (code: FileCode, path: string) => readonly T[],
  keyOf: (record: T) => string,
): Found<T>[] {
  const found = new Map<string, Found<T>>()
  for (const { path, reach, code } of ranked) {
    for (const record of recordsOf(code, path)) {
      const key = keyOf(record)
      const known = found.get(key)
      if (known !== undefined) known.files.add(path)
      else if (found.size < maxRecords) found.set(key, { first: record, file: path, reach, files: new Set([path]) })
      else tooMuch(path)
    }
  }
  return [...found.values()]
}

function placed<T>({ first, file, reach }: Found<T>): T & { file: string; reach: Reach } {
  return { ...first, file, reach }
}

function capabilityKey({ name, subject }: FileCode['capabilities'][number]): string {
  return keyOf(name, subject)
}

function argumentKey({ capability, kind, value }: FileCode['arguments'][number]): string {
  return keyOf(capability, kind, value)
}

function flowKey({ source, subject, sink }: FileCode['flows'][number]): string {
  return keyOf(source, subject, sink)
}

function indicatorKey({ kind, value }: FileCode['indicators'][number]): string {
  return keyOf(kind, value)
}

/** Parts can hold anything. */
function keyOf(...parts: readonly string[]): string {
  return JSON.stringify(parts)
}

/** The same on every machine, whatever its language. */
function byText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

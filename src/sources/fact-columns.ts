// The files of a package as columns instead of rows: three quarters of what is remembered are file records, and columns
// are half as long and read in half the time. It knows no disk; what it is given back comes from there.
import type { Contents, Extracted, FileRecord } from '../domain/release.ts'

/** Columns in which few values occur: each once, and which of them by row. */
type Few = 'type' | 'disguised' | 'reach' | 'entry' | 'startsOnOpen'

export type FileColumns = {
  [Key in keyof FileRecord]: Key extends Few
    ? { values: readonly FileRecord[Key][]; at: readonly number[] }
    : readonly FileRecord[Key][]
}

type Stored = Omit<Contents, 'files'> & { files: FileColumns }
export type StoredFacts = Omit<Extracted, 'own' | 'bundled'> & {
  own: Stored
  bundled: readonly { location: string; contents: Stored }[]
}

export function toStored({ own, bundled, ...rest }: Extracted): StoredFacts {
  return {
    ...rest,
    own: stored(own),
    bundled: bundled.map(({ location, contents }) => ({ location, contents: stored(contents) })),
  }
}

function stored(contents: Contents): Stored {
  return { ...contents, files: toColumns(contents.files) }
}

/** undefined where columns do not belong together: nobody of us wrote them. */
export function fromStored({ own, bundled, ...rest }: StoredFacts): Extracted | undefined {
  const contents = restored(own)
  const others: Extracted['bundled'][number][] = []
  for (const one of bundled) {
    const inside = restored(one.contents)
    if (inside === undefined) return undefined
    others.push({ location: one.location, contents: inside })
  }
  return contents === undefined ? undefined : { ...rest, own: contents, bundled: others }
}

function restored(contents: Stored): Contents | undefined {
  const files = fromColumns(contents.files)
  return files === undefined ? undefined : { ...contents, files }
}

function toColumns(files: readonly FileRecord[]): FileColumns {
  return {
    path: files.map(({ path }) => path),
    size: files.map(({ size }) => size),
    sha256: files.map(({ sha256 }) => sha256),
    type: toFew(files.map(({ type }) => type)),
    disguised: toFew(files.map(({ disguised }) => disguised)),
    longestLine: files.map(({ longestLine }) => longestLine),
    reach: toFew(files.map(({ reach }) => reach)),
    entry: toFew(files.map(({ entry }) => entry)),
    startsOnOpen: toFew(files.map(({ startsOnOpen }) => startsOnOpen)),
  }
}

function toFew<T>(column: readonly T[]): { values: readonly T[]; at: readonly number[] } {
  const values = [...new Set(column)]
  const places = new Map(values.map((value, at) => [value, at]))
  return { values, at: column.map((value) => places.get(value) ?? -1) }
}

/** A plain loop: this runs for every file of a tree. */
function fromColumns(columns: FileColumns): FileRecord[] | undefined {
  const { path: paths } = columns
  const files: FileRecord[] = []
  for (let row = 0; row < paths.length; row++) {
    const path = paths[row]
    const size = columns.size[row]
    const sha256 = columns.sha256[row]
    const longestLine = columns.longestLine[row]
    const type = fewAt(columns.type, row)
    const disguised = fewAt(columns.disguised, row)
    const reach = fewAt(columns.reach, row)
    const entry = fewAt(columns.entry, row)
    const startsOnOpen = fewAt(columns.startsOnOpen, row)
    if (path === undefined || size === undefined || sha256 === undefined || longestLine === undefined) return undefined
    if (type === undefined || disguised === undefined || reach === undefined || entry === undefined) return undefined
    if (startsOnOpen === undefined) return undefined
    files.push({ path, size, sha256, type, disguised, longestLine, reach, entry, startsOnOpen })
  }
  return files
}

function fewAt<T>({ values, at }: { values: readonly T[]; at: readonly number[] }, row: number): T | undefined {
  const place = at[row]
  return place === undefined ? undefined : values[place]
}

// The names that are worth imitating: cordon's own data file, built by `tools/popular-names.ts`.
import { readFileSync } from 'node:fs'

/** Two folders up from `src/sources` and `dist/sources` alike. */
const dataFile = new URL('../../data/popular-names.json', import.meta.url)

let names: readonly string[] | undefined

/** Most downloads first; read once, since the file is part of cordon. A broken file is a fault of ours and throws. */
export function readPopularNames(): readonly string[] {
  names ??= readNames()
  return names
}

function readNames(): readonly string[] {
  const data: unknown = JSON.parse(readFileSync(dataFile, 'utf8'))
  if (typeof data === 'object' && data !== null && 'names' in data && Array.isArray(data.names)) {
    const read = data.names.filter((name) => typeof name === 'string')
    if (read.length > 0 && read.length === data.names.length) return read
  }
  throw new Error("cordon's own list of popular names cannot be read")
}

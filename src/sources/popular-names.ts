// The names that are worth imitating: cordon's own data file, built by `tools/popular-names.ts`.
import { readFileSync } from 'node:fs'

/** Two folders up from `src/sources` and `dist/sources` alike. */
const dataFile = new URL('../../data/popular-names.json', import.meta.url)

/** Most downloads first. A broken file is a fault of ours and throws. */
export function readPopularNames(): readonly string[] {
  const data: unknown = JSON.parse(readFileSync(dataFile, 'utf8'))
  if (typeof data === 'object' && data !== null && 'names' in data && Array.isArray(data.names)) {
    const names = data.names.filter((name) => typeof name === 'string')
    if (names.length > 0 && names.length === data.names.length) return names
  }
  throw new Error("cordon's own list of popular names cannot be read")
}

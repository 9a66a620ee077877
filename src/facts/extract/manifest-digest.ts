// A digest over chosen fields of a package.json, the same for every spelling of equal values in equal order.
import { createHash } from 'node:crypto'
import { readJson } from '../../domain/json.ts'
import { manifestLimits, plainValue } from './package-json.ts'

/** `*` stands for all fields but `version`; '' where there is nothing to digest or the file cannot be read. */
export function digestOfFields(bytes: Buffer | undefined, fields: readonly string[]): string {
  if (bytes === undefined || fields.length === 0) return ''
  const source = bytes.toString('utf8')
  if (!readJson(source, manifestLimits).ok) return ''
  const value = plainValue(source)
  if (typeof value !== 'object' || value === null) return ''
  const all = Object.entries(value).filter(([key]) => (fields.includes('*') ? key !== 'version' : fields.includes(key)))
  const sorted = all.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
  return createHash('sha256').update(JSON.stringify(sorted)).digest('hex')
}

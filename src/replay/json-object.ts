// Looks into values that came out of JSON or YAML. It knows no field by name.
import type { JsonObject } from './package-tarball.ts'

export function objectAt(value: JsonObject, key: string): JsonObject {
  const member = Object.hasOwn(value, key) ? value[key] : undefined
  return isJsonObject(member) ? member : {}
}

/** What came out of `JSON.parse` or YAML and is an object holds JSON values. */
export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

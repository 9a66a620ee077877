// The files of a version in a scenario: those of the version it extends, with its own laid over them. It knows trees and
// merge patches, not publications.
import { isJsonObject, objectAt } from './json-object.ts'
import type { FileTree, JsonObject } from './package-tarball.ts'
import type { WrittenPackage, WrittenTree } from './written.ts'

/** `where` names the package in errors, `seen` holds the versions on the way here. */
export function inheritedFiles(
  written: WrittenPackage,
  version: string,
  where: string,
  seen: readonly string[],
): Record<string, string | JsonObject> {
  const one = written.versions[version]
  if (one === undefined) throw new Error(`${where}: extends ${version}, which is not there`)
  if (seen.includes(version)) throw new Error(`${where}: ${version} extends itself`)
  const files = one.extends === undefined ? {} : inheritedFiles(written, one.extends, where, [...seen, version])
  return overlaidFiles(files, one.files ?? {})
}

function overlaidFiles(files: FileTree, own: WrittenTree): Record<string, string | JsonObject> {
  const result: Record<string, string | JsonObject> = { ...files }
  for (const [path, content] of Object.entries(own)) {
    if (content === null) delete result[path]
    else result[path] = overlaid(result[path], content)
  }
  return result
}

function overlaid(before: string | JsonObject | undefined, own: string | JsonObject): string | JsonObject {
  return typeof before === 'object' && typeof own === 'object' ? mergePatch(before, own) : own
}

/** RFC 7396: `null` takes a member away, objects are merged, everything else is replaced. */
function mergePatch(before: JsonObject, patch: JsonObject): JsonObject {
  const result: Record<string, JsonObject[string]> = { ...before }
  for (const [key, value] of Object.entries(patch)) {
    if (value === null) delete result[key]
    else if (isJsonObject(value)) result[key] = mergePatch(objectAt(result, key), value)
    else result[key] = value
  }
  return result
}

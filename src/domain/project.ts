// What a project's own package.json changes about the tree besides asking for packages: overrides, allowed install
// scripts, extended manifests, patches. It reads text that a pull request may have written; nothing is resolved.
import { type JsonNode, memberOf } from './json.ts'

export const directiveFields = ['overrides', 'allowScripts', 'packageExtensions', 'patchedDependencies'] as const
export type DirectiveField = (typeof directiveFields)[number]

/** One of them; `file` is the package.json, or the `.npmrc`. `key`: the names on the way to it, joined by ` > `; `value`: the spec, the patch file, `true`. */
export type Directive = { field: DirectiveField; key: string; value: string; file: string; line: number }

export type Project = {
  /** Its package.json as the user would name it. */
  file: string
  /** '' where it has none. */
  name: string
  version: string
  directives: readonly Directive[]
}

/** Every directive in document order. A duplicate key is the last one's, as for npm. */
export function toDirectives(manifest: JsonNode, file: string, lineOf: (offset: number) => number): Directive[] {
  return directiveFields.flatMap((field) => {
    const node = memberOf(manifest, field)
    return leavesOf(node).map(({ keys, value, offset }) => ({
      field,
      key: keys.join(' > '),
      value: field === 'overrides' ? referred(manifest, value) : value,
      file,
      line: lineOf(offset),
    }))
  })
}

type Leaf = { keys: readonly string[]; value: string; offset: number }

/** All texts and flags below a node; how deep that can be is bounded by the JSON reader. */
function leavesOf(root: JsonNode | undefined): Leaf[] {
  const found: Leaf[] = []
  const waiting = root?.kind === 'object' ? [{ keys: [] as readonly string[], node: root }] : []
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const last = new Map(next.node.members.map((member) => [member.key, member]))
    const nested = []
    for (const { key, value, offset } of last.values()) {
      // In overrides `.` stands for the package itself.
      const keys = key === '.' && next.keys.length > 0 ? next.keys : [...next.keys, key]
      if (value.kind === 'object') nested.push({ keys, node: value })
      else if (value.kind === 'string' || value.kind === 'boolean')
        found.push({ keys, value: `${value.value}`, offset })
    }
    waiting.push(...nested.reverse())
  }
  return found
}

/** `$name` in an override stands for what the project itself asks for under that name. */
function referred(manifest: JsonNode, value: string): string {
  if (!value.startsWith('$')) return value
  const name = value.slice(1)
  const groups = ['devDependencies', 'optionalDependencies', 'dependencies', 'peerDependencies'] as const
  const asked = groups.map((group) => {
    const node = memberOf(manifest, group)
    return node === undefined ? undefined : memberOf(node, name)
  })
  const spec = asked.find((node) => node?.kind === 'string')
  return spec?.kind === 'string' ? spec.value : value
}

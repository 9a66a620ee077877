// On which line of a package.json a project asks for a package: that is the line a reviewer looks at.
import { type JsonNode, lineIndex, memberOf, readJson } from '../domain/json.ts'
import type { JudgedPackage } from '../domain/report.ts'

/** `file`: from the root of the repository, with `/`. */
export type ManifestText = { file: string; text: string }

const limits = { maxLength: 4 * 1024 * 1024, maxDepth: 50, maxNodes: 200_000 }
const groups = ['dependencies', 'devDependencies', 'optionalDependencies'] as const

/** The first of the manifests beside or below the lockfile that asks for it; `none` for what is not a direct dependency. */
export function requestLine(
  { direct, locations }: JudgedPackage,
  lockfile: string,
  manifests: readonly ManifestText[],
): { file: string; line: number } | 'none' {
  if (!direct) return 'none'
  const folder = lockfile.slice(0, lockfile.lastIndexOf('/') + 1)
  const near = manifests
    .filter(({ file }) => file.startsWith(folder))
    .toSorted((left, right) => left.file.split('/').length - right.file.split('/').length)
  const names = new Set(locations.map((location) => location.slice(location.lastIndexOf(modules) + modules.length)))
  for (const { file, text } of near) {
    const line = lineIn(text, names)
    if (line > 0) return { file, line }
  }
  return 'none'
}

const modules = 'node_modules/'

/** 0 for none. What cannot be read asks for nothing: it is judged elsewhere. */
function lineIn(text: string, names: ReadonlySet<string>): number {
  const read = readJson(text, limits)
  if (!read.ok) return 0
  const { root } = read
  const asked = groups.flatMap((group) => membersOf(memberOf(root, group)))
  const found = asked.find(({ key }) => names.has(key))
  return found === undefined ? 0 : lineIndex(text)(found.offset)
}

function membersOf(node: JsonNode | undefined) {
  return node?.kind === 'object' ? node.members : []
}

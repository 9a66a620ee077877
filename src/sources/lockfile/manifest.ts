// A project's own package.json, or a workspace's: what it asks for and what it changes about the tree, with places.
// It checks only what npm could not use; comparing it with the lockfile is `drift.ts`.
import { type JsonNode, lineIndex, memberOf, readJson } from '../../domain/json.ts'
import { type Project, toDirectives } from '../../domain/project.ts'
import { type Ask, asksOf, bundlesOf, type Fields } from './entry.ts'
import { manifestJson } from './limits.ts'
import { type Mistakes, mistakesIn } from './mistakes.ts'
import { isPackageName } from './package-name.ts'
import { readSpec } from './spec.ts'

/** What `overrides` could turn any dependency into. */
export type Overrides = {
  /** False when there was no package.json to look into: then nothing is concluded from what they do not say. */
  known: boolean
  /** Names it speaks of. */
  names: ReadonlySet<string>
  urls: ReadonlySet<string>
  aliases: ReadonlySet<string>
  /** It turns something into a file of the project. */
  files: boolean
}

export type ProjectManifest = {
  mistakes: Mistakes
  project: Project
  /** '' when it has none. */
  version: string
  asks: ReadonlyMap<string, Ask>
  bundles: readonly string[]
  /** Patterns of the workspaces; `declared` even when there is none that can be read. */
  workspaces: { declared: boolean; patterns: readonly string[]; offset: number }
  overrides: Overrides
  /** Selector and patch file (npm 12). */
  patches: readonly { selector: string; path: string; offset: number }[]
  packageExtensions: JsonNode | undefined
}

export const unknownOverrides: Overrides = {
  known: false,
  names: new Set(),
  urls: new Set(),
  aliases: new Set(),
  files: false,
}

/** Mistakes are collected in the result; a file that is no JSON object asks for nothing and has a mistake. */
export function readManifest(file: string, source: string): ProjectManifest {
  const mistakes = mistakesIn(file, source)
  const read = readJson(source, manifestJson)
  if (!read.ok) mistakes.at('manifest-syntax', read.offset, `${file} cannot be read as JSON: ${read.message}`)
  else if (read.root.kind !== 'object') mistakes.at('manifest-malformed', read.root.offset, `${file} is no object`)
  const root: JsonNode = read.ok ? read.root : { kind: 'null', offset: 0 }
  // The last of two equal keys counts, as for npm: what npm uses is what is compared.
  const fields: Fields = new Map(root.kind === 'object' ? root.members.map((member) => [member.key, member]) : [])
  const name = memberOf(root, 'name')
  const version = memberOf(root, 'version')
  const versionText = version?.kind === 'string' ? version.value : ''
  const asks = asksOf(fields, true, (offset, what) => mistakes.at('manifest-malformed', offset, what))
  return {
    mistakes,
    project: {
      file,
      name: name?.kind === 'string' ? name.value : '',
      version: versionText,
      directives: toDirectives(root, file, lineIndex(source)),
    },
    version: versionText,
    asks,
    bundles: bundlesOf(fields),
    workspaces: {
      declared: fields.has('workspaces'),
      patterns: patternsOf(memberOf(root, 'workspaces')),
      offset: fields.get('workspaces')?.offset ?? 0,
    },
    overrides: overridesOf(memberOf(root, 'overrides'), asks),
    patches: textMembers(memberOf(root, 'patchedDependencies')).map(({ key, text, offset }) => ({
      selector: key,
      path: text,
      offset,
    })),
    packageExtensions: memberOf(root, 'packageExtensions'),
  }
}

/** `["packages/*"]`, or yarn's `{ "packages": [...] }`, which npm takes too. */
function patternsOf(workspaces: JsonNode | undefined): string[] {
  const list = workspaces?.kind === 'object' ? memberOf(workspaces, 'packages') : workspaces
  return list?.kind === 'array' ? list.items.flatMap((item) => (item.kind === 'string' ? [item.value] : [])) : []
}

function overridesOf(overrides: JsonNode | undefined, asks: ReadonlyMap<string, Ask>): Overrides {
  const names = new Set<string>()
  const urls = new Set<string>()
  const aliases = new Set<string>()
  let files = false
  const waiting = overrides === undefined ? [] : [overrides]
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    if (node.kind === 'string') {
      const spec = readSpec(node.value.startsWith('$') ? (asks.get(node.value.slice(1))?.spec ?? '') : node.value)
      if (spec.kind === 'url') urls.add(spec.url)
      if (spec.kind === 'alias') aliases.add(spec.name)
      if (spec.kind === 'file') files = true
    }
    if (node.kind !== 'object') continue
    for (const { key, value } of node.members) {
      const at = key.indexOf('@', 1)
      const name = at === -1 ? key : key.slice(0, at)
      if (isPackageName(name)) names.add(name)
      waiting.push(value)
    }
  }
  return { known: true, names, urls, aliases, files }
}

function textMembers(node: JsonNode | undefined): { key: string; text: string; offset: number }[] {
  if (node?.kind !== 'object') return []
  return node.members.flatMap(({ key, value, offset }) =>
    value.kind === 'string' ? [{ key, text: value.value, offset }] : [],
  )
}

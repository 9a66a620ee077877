// A lockfile at a glance: what each entry calls itself, without asking whether npm would take it. A tenth of the work of
// reading it properly, for whoever looks into thousands of lockfiles and reads only those that matter.
import { type JsonNode, memberOf, readJson } from '../../domain/json.ts'
import { lockfileJson } from './limits.ts'
import { readSpec } from './spec.ts'

/** Attacker-controlled. `names`: whatever the entry could be called, one too many rather than one too few. */
export type Sketched = { names: readonly string[]; version: string; integrity: string; resolved: string }

/** `undefined` where the text is no lockfile at this glance: then only the proper reader can say why. */
export function sketchLockfile(text: string): Sketched[] | undefined {
  // npm takes even valid JSON for an unfinished merge when it has the markers.
  if (text.includes('<<<<<<<')) return undefined
  const read = readJson(text, lockfileJson)
  if (!read.ok || read.root.kind !== 'object' || !hasKnownVersion(read.root)) return undefined
  const packages = memberOf(read.root, 'packages')
  const dependencies = memberOf(read.root, 'dependencies')
  const lists = [packages, dependencies].filter((node) => node !== undefined && node.kind !== 'null')
  if (lists.length === 0 || lists.some((node) => node?.kind !== 'object')) return undefined
  return [...inPackages(packages), ...inDependencies(dependencies)]
}

function hasKnownVersion(root: JsonNode): boolean {
  const version = memberOf(root, 'lockfileVersion')
  return version?.kind === 'number' && [1, 2, 3, 4].includes(version.value)
}

function inPackages(packages: JsonNode | undefined): Sketched[] {
  if (packages?.kind !== 'object') return []
  return packages.members.map(({ key, value }) => toSketch(key, value))
}

/** Version 1 nests them: walked with a list of what is open, never by recursion. */
function inDependencies(dependencies: JsonNode | undefined): Sketched[] {
  const found: Sketched[] = []
  const open = [dependencies]
  for (let level = open.pop(); level !== undefined; level = open.pop()) {
    if (level.kind !== 'object') continue
    for (const { key, value } of level.members) {
      found.push(toSketch(key, value))
      const nested = memberOf(value, 'dependencies')
      if (nested !== undefined) open.push(nested)
    }
  }
  return found
}

function toSketch(key: string, entry: JsonNode): Sketched {
  const version = textAt(entry, 'version')
  const spec = version.slice(0, 4).toLowerCase() === 'npm:' ? readSpec(version) : undefined
  const aliased = spec?.kind === 'alias' ? spec : undefined
  const names = [key, ...tailsOf(key), textAt(entry, 'name'), aliased?.name ?? '']
  return {
    names: names.filter((name) => name !== ''),
    version: aliased?.range ?? version,
    integrity: textAt(entry, 'integrity'),
    resolved: textAt(entry, 'resolved'),
  }
}

/** `a/b/c` ends in `c` and in `b/c`, which may be a scope and its name. */
function tailsOf(key: string): string[] {
  const last = key.lastIndexOf('/')
  return last === -1 ? [] : [key.slice(last + 1), key.slice(key.lastIndexOf('/', last - 1) + 1)]
}

function textAt(node: JsonNode, key: string): string {
  const value = memberOf(node, key)
  return value?.kind === 'string' ? value.value : ''
}

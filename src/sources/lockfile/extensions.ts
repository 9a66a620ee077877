// npm 12's two ways for a project to change packages - `packageExtensions` and `patchedDependencies` - held against what
// the lockfile recorded of them (arborist's package-extensions.js and patched-dependencies.js).
import { createHash } from 'node:crypto'
import type { JsonNode } from '../../domain/json.ts'
import { satisfies } from '../../domain/versions.ts'
import type { Entry } from './entry.ts'
import type { ProjectManifest } from './manifest.ts'
import { type Mistakes, quoted } from './mistakes.ts'
import type { LockTree } from './tree.ts'

/** npm 12 rebuilds what a changed rule set touches: a lockfile for another one does not say what is installed. */
export function checkExtensions({ packageExtensions, mistakes }: ProjectManifest, tree: LockTree): void {
  if (tree.root === 'none') return
  const hash = packageExtensions === undefined ? '' : extensionsHash(packageExtensions)
  if (hash === tree.root.packageExtensionsHash) return
  const offset = packageExtensions?.offset ?? 0
  mistakes.at('lockfile-out-of-date', offset, `${tree.lockfile.file} was written for other "packageExtensions"`)
}

/** The hash that npm 12 writes as `packageExtensionsHash`: sha512 over the value with all keys sorted. */
export function extensionsHash(packageExtensions: JsonNode): string {
  return `sha512-${createHash('sha512').update(canonical(packageExtensions)).digest('base64')}`
}

/**
 * Each entry is patched by a selector that matches it, and by none where none does. Before version 4 no npm applied
 * patches, and other package managers use the same field: nothing to compare there.
 */
export function checkPatches(manifest: ProjectManifest, tree: LockTree, inLock: Mistakes): void {
  if (tree.lockfile.lockfileVersion !== 4) return
  for (const entry of tree.entries) {
    if (entry.link || entry.where.kind !== 'installed') continue
    const matching = manifest.patches.filter(({ selector }) => selects(selector, entry))
    const [first] = matching
    if (first === undefined && entry.patch.path !== '') {
      const message = `${quoted(entry.location)} is locked with a patch that ${manifest.mistakes.file} does not name`
      inLock.at('lockfile-out-of-date', entry.offset, message)
    }
    if (first !== undefined && !matching.some(({ path }) => path === entry.patch.path)) {
      const message = `${quoted(entry.location)} is not locked with the patch of ${quoted(first.selector)}`
      manifest.mistakes.at('lockfile-out-of-date', first.offset, message)
    }
  }
}

/** `name`, `name@1.2.3` or `name@range`. */
function selects(selector: string, entry: Entry): boolean {
  const at = selector.indexOf('@', 1)
  if ((at === -1 ? selector : selector.slice(0, at)) !== entry.where.installedAs) return false
  return at === -1 || satisfies(entry.version, selector.slice(at + 1))
}

/** Depth is bounded by the reader's limits. */
function canonical(node: JsonNode): string {
  switch (node.kind) {
    case 'array':
      return `[${node.items.map(canonical).join(',')}]`
    case 'object': {
      const last = new Map(node.members.map(({ key, value }) => [key, value]))
      const sorted = [...last].sort(([a], [b]) => (a < b ? -1 : 1))
      return `{${sorted.map(([key, value]) => `${JSON.stringify(key)}:${canonical(value)}`).join(',')}}`
    }
    case 'null':
      return 'null'
    case 'string':
    case 'number':
    case 'boolean':
      return JSON.stringify(node.value)
  }
}

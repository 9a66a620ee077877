// Has npm's code resolve what a check asks for. The first resolving is under way before what judges is loaded; later ones
// look for what to ask for instead.

import { parsed } from '../sources/json-value.ts'
import type { NpmSettings } from '../sources/npm-config.ts'
import type { ResolveProcess } from '../sources/resolve-process.ts'
import { noChange, type ProjectTexts, type Resolution } from '../sources/resolve-request.ts'
import { longestResolve, resolveTree } from '../sources/resolve-tree.ts'
import type { Target } from './check-options.ts'

export type ResolveInput = {
  texts: ProjectTexts
  target: Target
  settings: NpmSettings
  /** Milliseconds since 1970, infinity for none. */
  visibleUntil: number
  interrupt: AbortSignal
  /** The process that does it, one tree after the other. */
  started: ResolveProcess
}

export type Resolve = (specs: readonly string[], overrides: ReadonlyMap<string, string>) => Promise<Resolution>

export function createResolver({ texts, target, settings, visibleUntil, interrupt, started }: ResolveInput): Resolve {
  return (specs, overrides) => {
    const { name } = target.workspace
    const manifest = overrides.size === 0 ? texts.manifest : withOverrides(texts.manifest, overrides)
    const request = {
      ...noChange,
      ...texts,
      manifest,
      add: specs,
      saveAs: target.saveAs,
      workspaces: name === '' ? [] : [name],
      settings,
      options: {},
      before: Number.isFinite(visibleUntil) ? visibleUntil : ('unset' as const),
      complete: false,
      longest: longestResolve,
    }
    return resolveTree(request, interrupt, started)
  }
}

function withOverrides(manifest: string, overrides: ReadonlyMap<string, string>): string {
  const value = parsed(manifest === '' ? '{}' : manifest)
  if (typeof value !== 'object' || value === null) return manifest
  const own = 'overrides' in value && typeof value.overrides === 'object' ? value.overrides : {}
  return JSON.stringify({ ...value, overrides: { ...own, ...Object.fromEntries(overrides) } })
}

// A lockfile that has been read, with what the checks against the package.json files still need of it.
import type { Lockfile } from '../../domain/locked.ts'
import type { Entry, RootEntry } from './entry.ts'
import type { Graph } from './graph.ts'

export type LockTree = {
  lockfile: Lockfile
  source: string
  entries: readonly Entry[]
  /** 'none' in version 1, which does not record what the project asks for. */
  root: RootEntry | 'none'
  graph: Graph
}

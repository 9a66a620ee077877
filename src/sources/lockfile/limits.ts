// How much of a lockfile or a manifest is read. Each figure is far above what real projects have (the largest lockfiles
// seen are some 10 MB with 40,000 entries); what is beyond is refused with its figure, never cut off.
import type { JsonLimits } from '../../domain/json.ts'

/** Bytes of one file on disk. */
export const maxFileBytes = 256 * 1024 * 1024

/** Lock entries; npm's largest known trees have a tenth of it. */
export const maxEntries = 250_000

/** Depth counts objects: version 1 needs two for each nested `node_modules`. A value takes some 100 bytes of memory. */
export const lockfileJson: JsonLimits = { maxLength: maxFileBytes, maxDepth: 200, maxNodes: 5_000_000 }

export const manifestJson: JsonLimits = { maxLength: 16 * 1024 * 1024, maxDepth: 100, maxNodes: 500_000 }

/** Longest value of a field that is read; Linux' own limit for a path. */
export const maxTextLength = 4096

/** `node_modules` in one location; bounds the walk upwards that finds a dependency. */
export const maxNesting = 64

/** Mistakes named one by one; the rest is counted. */
export const maxMistakes = 20

/** Steps of a shortest path that are named; a longer one keeps its end and starts with `…`. */
export const maxPathSteps = 64

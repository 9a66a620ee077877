// Where the built-in rule pack is. Apart from what reads packs: a path costs nothing to load.
import { fileURLToPath } from 'node:url'

/** Two folders up from `src/cli` and `dist/cli` alike. */
export const corePath = fileURLToPath(new URL('../../rules/core', import.meta.url))

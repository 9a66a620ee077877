// Places in a file system that say something about who reads or writes them.
import type { PathKind } from './path-kind.ts'
import { secretPaths } from './secret-paths.ts'
import { toolPaths } from './tool-paths.ts'

export type { PathKind }

export const pathKinds: readonly PathKind[] = [...secretPaths, ...toolPaths]

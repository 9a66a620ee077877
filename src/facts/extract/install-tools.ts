// Programs that install scripts start and whose habits are known: what of the package they read. Everybody else's program
// may read any file of it.
import { installEvents } from '../../domain/release.ts'

/**
 * Always the same, whoever installs: Node and npm with the node-gyp it brings, and what shells do themselves. A package of
 * the tree that brings a command of such a name takes its place, but for what every shell has built in.
 */
export const fixedPrograms: ReadonlySet<string> = new Set(['node', 'npm', 'node-gyp', 'true', 'false'])
export const builtIn: ReadonlySet<string> = new Set(['echo', 'exit'])

export type Tool = {
  /** Builds what `binding.gyp` says. */
  builds: boolean
  /** Folders and files of the package that it loads or reads. */
  reads: readonly string[]
  /** Fields of package.json. */
  fields: readonly string[]
  /** Commands that it starts itself. */
  starts: readonly string[]
}

const nodeGypBuild: Tool = { builds: true, reads: ['prebuilds', 'build'], fields: ['name'], starts: ['node-gyp'] }

/** By command, which is also the name of the package that has to own it. Each as of its sources in 2026. */
export const tools: ReadonlyMap<string, Tool> = new Map([
  ['node-gyp-build', nodeGypBuild],
  ['node-gyp-build-optional-packages', { ...nodeGypBuild, fields: ['*'] }],
  ['prebuild-install', { builds: false, reads: ['.prebuild-installrc', 'build'], fields: ['*'], starts: [] }],
])

export const gypVerbs: ReadonlySet<string> = new Set(['rebuild', 'configure', 'build', 'install', 'clean'])
/** They change how much is said and what is optimised, not what is read. */
export const gypOptions: ReadonlySet<string> = new Set(['--release', '--debug', '--silent', '--verbose'])

export const runVerbs: ReadonlySet<string> = new Set(['run', 'run-script'])
export const silentOptions: ReadonlySet<string> = new Set(['-s', '--silent'])

/** Events in the order in which npm starts them. */
export const eventOrder: readonly string[] = installEvents

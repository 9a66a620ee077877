// Programs that install scripts start and whose habits are known: what of the package they read. Everybody else's program
// may read any file of it.
import { installEvents } from '../../domain/release.ts'

/**
 * Always the same, whoever installs: Node and npm with the node-gyp it brings, and what shells do themselves. A package of
 * the tree that brings a command of such a name takes its place, but for what every shell has built in.
 */
export const fixedPrograms: ReadonlySet<string> = new Set(['node', 'npm', 'node-gyp', 'true', 'false'])
export const builtIn: ReadonlySet<string> = new Set(['echo', 'exit'])

/** npm starts every script with one of these, by its name on a PATH that begins with the tree's `.bin` folders. */
export const shells: readonly string[] = ['sh', 'bash', 'cmd', 'cmd.exe']
/** What node-gyp and the build it sets going start by name. */
export const buildPrograms: readonly string[] = (
  'node make gmake python python3 cc c++ gcc g++ clang clang++ ld ar as ranlib strip lipo install_name_tool ' +
  'xcodebuild xcrun xcode-select msbuild msbuild.exe py py.exe powershell powershell.exe'
).split(' ')
/** Of the machine, unless a package of the tree takes their place; not worth a word before that. */
export const machinePrograms: ReadonlySet<string> = new Set([...shells, ...buildPrograms.slice(1)])

export type Tool = {
  /** Builds what `binding.gyp` says. */
  builds: boolean
  /** Folders and files of the package that it loads or reads. */
  reads: readonly string[]
  /** Fields of package.json. */
  fields: readonly string[]
  /** Commands that it starts itself. */
  starts: readonly string[]
  /** Files that change what it reads: where there is one of them it may read any. */
  settings: readonly string[]
}

const nodeGypBuild: Tool = {
  builds: true,
  reads: ['prebuilds', 'build'],
  fields: ['name', 'prebuild'],
  starts: ['node-gyp', 'node-gyp-build-test'],
  settings: [],
}

/** By command, which is also the name of the package that has to own it. Each as of its sources in 2026. */
export const tools: ReadonlyMap<string, Tool> = new Map([
  ['node-gyp-build', nodeGypBuild],
  [
    'node-gyp-build-optional-packages',
    { ...nodeGypBuild, fields: ['*'], starts: ['node-gyp', 'node-gyp-build-optional-packages-test'] },
  ],
  [
    'prebuild-install',
    {
      builds: false,
      reads: ['.prebuild-installrc', 'build', 'prebuilds'],
      fields: ['*'],
      starts: [],
      settings: ['.prebuild-installrc'],
    },
  ],
])

/** Packages that read nothing of the package that loads them; any other may (`.babelrc`, `x.config.js`). */
export const quietPackages: ReadonlySet<string> = new Set(
  'chalk detect-libc nan napi-macros node-addon-api picocolors semver'.split(' '),
)

/** Which package a known command has to come from, '' for a command that nobody knows. */
export function homeOf(command: string): string {
  if (tools.has(command) || fixedPrograms.has(command) || machinePrograms.has(command)) return command
  const tested = command.endsWith('-test') ? command.slice(0, -'-test'.length) : ''
  return tools.has(tested) ? tested : ''
}

export const gypVerbs: ReadonlySet<string> = new Set(['rebuild', 'configure', 'build', 'install', 'clean'])
/** They change how much is said and what is optimised, not what is read. */
export const gypOptions: ReadonlySet<string> = new Set(['--release', '--debug', '--silent', '--verbose'])

export const runVerbs: ReadonlySet<string> = new Set(['run', 'run-script'])
export const silentOptions: ReadonlySet<string> = new Set(['-s', '--silent'])

/** Events in the order in which npm starts them. */
export const eventOrder: readonly string[] = installEvents

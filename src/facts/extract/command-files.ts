// Which files of the package a command line names: `node setup.js`, `sh -c "node ./a"`, `npm run other`, an own command.
// Lexical and generous: a name that stands there counts, whatever the command does with it. Nothing is run.
import { baseName } from '../../domain/package-path.ts'
import { exactFile, type PackageFiles, resolveFile } from './package-files.ts'
import { type Command, commandsOf, quotedParts } from './shell-words.ts'

/** Programs that add extensions or take a folder for its index. */
const loaders = new Set(['node', 'nodejs', 'bun', 'deno', 'tsx', 'ts-node', 'zx', 'electron', 'babel-node'])
/** Programs whose further words may be names of the package's own scripts. */
const scriptRunners = new Set(['npm', 'yarn', 'pnpm', 'bun', 'node', 'run-s', 'run-p', 'npm-run-all', 'concurrently'])
/** Programs that read `binding.gyp`. */
const builders = new Set(['node-gyp', 'node-gyp-build', 'node-pre-gyp', 'prebuild', 'prebuildify', 'prebuild-install'])
const windowsEndings = new Set(['.exe', '.cmd', '.bat'])

/** A line inside a line inside a line: deeper is not looked at. */
const maxDepth = 4

/** Lines still to be read, the scripts that were followed already, and what was found. */
type Work = { lines: { line: string; folder: string; depth: number }[]; followed: Set<string>; found: Set<string> }

/**
 * The own files that `line`, run in `folder`, names; package.json is never one of them. `followed` are scripts of the
 * manifest that were read already: who follows many lines shares it, so that each script is read once.
 */
export function filesNamed(files: PackageFiles, line: string, folder: string, followed: Set<string>): string[] {
  const work: Work = { lines: [{ line, folder, depth: 0 }], followed, found: new Set() }
  for (let next = work.lines.pop(); next !== undefined; next = work.lines.pop()) {
    let inner = next.folder
    for (const command of commandsOf(next.line)) {
      const program = programOf(command)
      if (program === 'cd' || program === 'pushd') inner = command.at(-1)?.replaceAll('\\', '/') ?? ''
      readCommand(files, command, program, new Set([inner, next.folder, '']), work)
      if (next.depth < maxDepth) for (const word of command) readNested(files, word, inner, next.depth + 1, work)
    }
  }
  work.found.delete('')
  work.found.delete('package.json')
  return [...work.found]
}

/** `binding.gyp`, in any case: macOS and Windows open `BINDING.GYP` as well. */
export function buildFiles(files: PackageFiles): string[] {
  return [...files.bytes.keys()].filter((path) => path.toLowerCase() === 'binding.gyp')
}

function readCommand(files: PackageFiles, command: Command, program: string, folders: Set<string>, work: Work): void {
  if (command.some((word) => builders.has(word))) followScript(files, implicitBuild, work)
  for (const [index, word] of command.entries()) {
    const loads = index > 0 && loaders.has(program)
    if (scriptRunners.has(program)) for (const hook of ['pre', '', 'post']) followScript(files, hook + word, work)
    // npm links a package's own commands before its install scripts run.
    const own = files.commands.get(word)
    if (own !== undefined) work.found.add(resolveFile(files, '', own))
    for (const path of spellings(word)) {
      for (const base of folders) work.found.add(loads ? resolveFile(files, base, path) : exactFile(files, base, path))
    }
  }
}

/** No script can have this name: it stands for what `node-gyp` reads. */
const implicitBuild = '\0build'

/** `npm run other` leads on to another script of the manifest. */
function followScript(files: PackageFiles, name: string, work: Work): void {
  if (work.followed.has(name)) return
  if (name === implicitBuild) for (const path of buildFiles(files)) work.found.add(path)
  const body = files.scripts.get(name)
  if (name !== implicitBuild && body === undefined) return
  work.followed.add(name)
  if (body !== undefined) work.lines.push({ line: body, folder: '', depth: 0 })
}

/** The first word that sets no variable, without its folder and Windows' ending. */
function programOf(command: Command): string {
  const first = command.find((word) => word !== 'env' && word !== 'cross-env' && !word.includes('=')) ?? ''
  const name = baseName(first.replaceAll('\\', '/'))
  const dot = name.lastIndexOf('.')
  return dot > 0 && windowsEndings.has(name.slice(dot).toLowerCase()) ? name.slice(0, dot) : name
}

/** A word as a path: as written, behind `=`, with `\` as a separator, behind a variable such as `$INIT_CWD/`. */
function spellings(word: string): Set<string> {
  const found = new Set<string>()
  for (const one of [word, word.slice(word.indexOf('=') + 1), word.replaceAll('\\', '')]) {
    const path = one.replaceAll('\\', '/')
    const bare = path.startsWith('$') || path.startsWith('%') ? path.slice(path.indexOf('/') + 1) : path
    if (bare !== '' && !bare.startsWith('/') && !bare.startsWith('-')) found.add(bare)
  }
  return found
}

/** A quoted word may itself be a command line (`sh -c`) or code (`node -e`). */
function readNested(files: PackageFiles, word: string, folder: string, depth: number, work: Work): void {
  const parts = quotedParts(word, '')
  for (const part of parts) {
    work.found.add(resolveFile(files, folder, part))
    work.lines.push({ line: part, folder, depth })
  }
  if (parts.length > 0 || word.includes(' ')) work.lines.push({ line: word, folder, depth })
}

// What one command line of an install script starts, as far as a POSIX shell and `cmd.exe` agree about it.
import { joinInside } from '../../domain/package-path.ts'
import { buildFiles } from './command-files.ts'
import { isGyp } from './gyp-inputs.ts'
import {
  builtIn,
  fixedPrograms,
  gypOptions,
  gypVerbs,
  runVerbs,
  silentOptions,
  type Tool,
  tools,
} from './install-tools.ts'
import { addOpen, readEverything, type Walk } from './install-walk.ts'
import { filesBelow, readLoad } from './load-inputs.ts'
import { type PlainCommand, plainCommands } from './plain-lines.ts'

/** `from` is the program that starts it, '' for npm itself; `file` is where the line stands. */
export function readCommandLine(walk: Walk, line: string, from: string, file: string): void {
  const commands = plainCommands(line)
  if (commands === 'beyond') addOpen(walk, 'shell-construct', file)
  else for (const command of commands) readCommand(walk, command, from, file)
}

function readCommand(walk: Walk, [program = '', ...words]: PlainCommand, from: string, file: string): void {
  if (builtIn.has(program)) return
  if (program.includes('/')) {
    startOwn(walk, program, file)
    return
  }
  walk.programs.add(program)
  const own = walk.source.files.commands.get(program)
  if (own !== undefined) readLoad(walk, `./${own}`, 'package.json')
  if (program === 'node') runNode(walk, words, from, file)
  else if (program === 'npm') runNpm(walk, words, file)
  else if (program === 'node-gyp') build(walk, words, file)
  else if (!fixedPrograms.has(program)) startTool(walk, program, words, file)
}

/** An executable of the package by its path: its bytes count, and as it may read any file, so do all others. */
function startOwn(walk: Walk, program: string, file: string): void {
  const target = joinInside('', program)
  const record = walk.source.records.find(({ path }) => path === target)
  if (target === undefined || record === undefined) addOpen(walk, 'missing-file', file)
  else {
    walk.files.add(record.path)
    if (record.type !== 'javascript') readEverything(walk)
  }
}

const quietOptions: ReadonlySet<string> = new Set(['--no-warnings', '--no-deprecation', '--trace-warnings'])
const textOptions: ReadonlySet<string> = new Set(['-e', '--eval', '-p', '--print', '-pe'])

/** The file that Node runs, or the text it is given; other options change what it loads. */
function runNode(walk: Walk, words: readonly string[], from: string, file: string): void {
  const first = words.findIndex((word) => !quietOptions.has(word))
  const word = words[first]
  if (word === undefined) addOpen(walk, 'node-option', file)
  else if (textOptions.has(word)) walk.texts.add(words[first + 1] ?? '')
  else if (word.startsWith('-')) addOpen(walk, 'node-option', file)
  // Relative to where it is started, which a program may have changed; then it is missing here, or both are read.
  else readLoad(walk, /^(?:[/~]|[a-zA-Z]:)/.test(word) ? word : `./${word}`, 'package.json')
  if (from !== '' && word !== undefined && !word.startsWith('-') && !word.startsWith('/')) {
    const beside = joinInside(from.slice(0, Math.max(0, from.lastIndexOf('/'))), word)
    if (beside !== undefined) for (const path of filesBelow(walk, beside)) walk.files.add(path)
  }
}

/** `npm run x` leads on to `prex`, `x` and `postx`. */
function runNpm(walk: Walk, words: readonly string[], file: string): void {
  const [verb = '', name = '', ...more] = words.filter((word) => !silentOptions.has(word))
  if (!runVerbs.has(verb) || name === '' || name.startsWith('-') || more.length > 0) {
    addOpen(walk, 'program-option', file)
    return
  }
  for (const one of [`pre${name}`, name, `post${name}`]) {
    if (walk.source.scripts.some((script) => script.name === one)) walk.scripts.add(one)
    else if (one === name) addOpen(walk, 'missing-file', file)
  }
}

function build(walk: Walk, words: readonly string[], file: string): void {
  if (words.some((word) => !gypVerbs.has(word) && !gypOptions.has(word))) addOpen(walk, 'program-option', file)
  addGypFiles(walk)
}

/** node-gyp takes `common.gypi` and `config.gypi` along by itself, and one file includes another. */
function addGypFiles({ source: { files }, files: found }: Walk): void {
  for (const path of [...buildFiles(files), ...files.bytes.keys()]) if (isGyp(path)) found.add(path)
}

function startTool(walk: Walk, program: string, words: readonly string[], file: string): void {
  const tool: Tool | undefined = tools.get(program)
  if (tool === undefined) {
    readEverything(walk)
    return
  }
  // Its words are file names or command lines.
  if (words.length > 0) addOpen(walk, 'program-option', file)
  for (const one of tool.reads) for (const path of filesBelow(walk, one)) walk.data.add(path)
  for (const field of tool.fields) walk.fields.add(field)
  for (const one of tool.starts) walk.programs.add(one)
  if (tool.builds) addGypFiles(walk)
}

// What one command line of an install script starts, as far as a POSIX shell and `cmd.exe` agree about it.
import { joinInside } from '../../domain/package-path.ts'
import { buildFiles } from './command-files.ts'
import { isGyp } from './gyp-inputs.ts'
import {
  buildPrograms,
  builtIn,
  fixedPrograms,
  gypOptions,
  gypVerbs,
  machinePrograms,
  runVerbs,
  silentOptions,
  type Tool,
  tools,
} from './install-tools.ts'
import { addOpen, readEverything, type Walk } from './install-walk.ts'
import { filesBelow, pathsLike, readLoad } from './load-inputs.ts'
import { configKeys, prebuildTest } from './package-json.ts'
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
  addProgram(walk, program)
  if (program === 'node') runNode(walk, words, from, file)
  else if (program === 'npm') runNpm(walk, words, file)
  else if (program === 'node-gyp') build(walk, words, file)
  else if (!fixedPrograms.has(program)) startTool(walk, program, words, file)
}

/** A command by its name; the package may bring it itself. */
export function addProgram(walk: Walk, program: string): void {
  if (walk.programs.has(program)) return
  walk.programs.add(program)
  const own = walk.source.files.commands.get(program)
  if (own !== undefined) startOwn(walk, own, 'package.json')
}

const forNode = '#!/usr/bin/env node\n'

/** An executable of the package by its path. Its first line says what runs it, which may read any file. */
function startOwn(walk: Walk, program: string, file: string): void {
  const target = joinInside('', program)
  const bytes = target === undefined ? undefined : walk.source.files.bytes.get(target)
  if (target === undefined || bytes === undefined) {
    addOpen(walk, 'missing-file', file)
    return
  }
  walk.files.add(target)
  if (bytes.toString('latin1', 0, forNode.length) === forNode) addProgram(walk, 'node')
  else {
    readEverything(walk)
    addOpen(walk, 'other-language', target)
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
  // npm obeys the settings beside the package.json that it finds first: the shell, Node's options.
  const settings = pathsLike(walk, '.npmrc')[0]
  if (settings !== undefined) addOpen(walk, 'program-option', settings)
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
  addBuild(walk)
}

/**
 * node-gyp takes `common.gypi` and `config.gypi` along by itself, one file includes another, and compilers and linkers
 * read whatever their options name: where there is a gyp file everything counts.
 */
function addBuild(walk: Walk): void {
  const { files } = walk.source
  for (const name of buildPrograms) addProgram(walk, name)
  walk.fields.add('config')
  // npm hands `config` on, and node-gyp takes its options from there: another folder, another Python.
  if (configKeys(files.bytes.get('package.json')).some((key) => /^node/i.test(key))) {
    addOpen(walk, 'program-option', 'package.json')
  }
  const found = [...buildFiles(files), ...[...files.bytes.keys()].filter((path) => isGyp(path))]
  for (const path of found) walk.files.add(path)
  if (found.length > 0) readEverything(walk)
}

function startTool(walk: Walk, program: string, words: readonly string[], file: string): void {
  const tool: Tool | undefined = tools.get(program)
  if (tool === undefined) {
    readEverything(walk)
    // What it starts itself is anybody's guess.
    if (machinePrograms.has(program)) addOpen(walk, 'program-not-locked', file)
    return
  }
  // Its words are file names or command lines.
  if (words.length > 0) addOpen(walk, 'program-option', file)
  for (const one of tool.reads) for (const path of filesBelow(walk, one)) walk.data.add(path)
  for (const field of tool.fields) walk.fields.add(field)
  for (const one of tool.starts) addProgram(walk, one)
  if (tool.settings.some((name) => pathsLike(walk, name).length > 0)) readEverything(walk)
  if (!tool.builds) return
  const test = prebuildTest(walk.source.files.bytes.get('package.json'))
  if (test !== '') readLoad(walk, `./${test}`, 'package.json')
  addBuild(walk)
}

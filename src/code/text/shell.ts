// Reads shell, PowerShell and batch text: which programs are started with what, and what is piped, written and run. A
// script is read from top to bottom once; both branches of a condition count.
import { isSecretVariable } from '../map/environment.ts'
import { detachers, wrappers } from '../map/programs.ts'
import { pipelinesOf } from './command-line.ts'
import { methodsIn } from './dotnet.ts'
import { runTexts } from './interpreters.ts'
import type { Flavour, Pipeline, Stage, Word } from './lines.ts'
import { look } from './program-facts.ts'
import { keywords } from './program-names.ts'
import { type Carries, note, type Origin, type Reading } from './reading.ts'
import { fromFile, writeTo } from './script-files.ts'
import { atOnePlace, type Context, type Given, isOption, programName } from './started.ts'
import { expanded } from './variables.ts'

const maxCarried = 32
const maxDepth = 6

export function readShell(reading: Reading, text: string, flavour: Flavour): void {
  runLines({ reading, flavour, depth: 0, run: runLines }, pipelinesOf(text, flavour), [])
}

/** A line that stands in another language's text, at one place of it. */
export function readShellAt(reading: Reading, text: string, at: number): void {
  runLines({ reading, flavour: 'shell', depth: 1, run: runLines }, atOnePlace(pipelinesOf(text, 'shell', 1), at), [])
}

/** What all of it prints. */
function runLines(context: Context, pipelines: readonly Pipeline[], stdin: Carries): Carries {
  const printed: Origin[] = []
  for (const pipeline of pipelines) {
    if (context.reading.left-- <= 0) break
    const carries = runPipeline(context, pipeline, stdin)
    if (printed.length < maxCarried) printed.push(...carries)
  }
  return printed.slice(0, maxCarried)
}

function runPipeline(context: Context, { stages, background }: Pipeline, stdin: Carries): Carries {
  const { reading } = context
  const target = assignedTo(stages[0], context.flavour)
  if (background) reading.findings.capability('process-detached', '', stages[0]?.words[0]?.at ?? 0)
  let carries = stdin
  for (const [index, stage] of stages.entries()) {
    const words = index === 0 && target !== '' ? stage.words.slice(2) : stage.words
    carries = runStage(context, { ...stage, words }, carries)
  }
  if (target === '') return carries
  const [only, more] = stages[0]?.words.slice(2) ?? []
  const text = more === undefined && stages.length === 1 ? (only?.text ?? '') : '\0'
  reading.variables.set(target, { text, carries })
  return []
}

/** `$x = command` of PowerShell. */
function assignedTo(stage: Stage | undefined, flavour: Flavour): string {
  const [first, second] = stage?.words ?? []
  if (flavour !== 'powershell' || first === undefined || !first.text.startsWith('$')) return ''
  return second?.text === '=' ? first.text.slice(1).toLowerCase() : ''
}

function runStage(context: Context, stage: Stage, stdin: Carries): Carries {
  const { reading } = context
  if (reading.left-- <= 0) return []
  const given = stage.words.map((word) => givenWord(context, word))
  const read = stage.reads.map((word) => givenWord(context, word))
  const input = [...stdin, ...read.flatMap((word) => [...word.carries, ...fromFile(reading, word)])]
  const rest = withoutAssignments(reading, given, context.flavour)
  const output = rest.length === 0 ? input : start(context, rest, input, stage)
  for (const word of stage.writes) writeTo(reading, givenWord(context, word), output)
  return output.slice(0, maxCarried)
}

/** A word with its variables replaced where they are known, and what stands inside it run. */
function givenWord(context: Context, word: Word): Given {
  const { reading, flavour, depth } = context
  const { at, quoted } = word
  const inner = depth < maxDepth ? runLines({ ...context, depth: depth + 1 }, word.inner, []) : []
  const { text, used } = expanded(reading, word.text, flavour)
  const carries: Origin[] = [...inner]
  for (const name of used) {
    const known = reading.variables.get(name)
    if (known !== undefined) carries.push(...known.carries)
    else if (isSecretVariable(name)) {
      reading.findings.capability('env-secret', name, at)
      carries.push({ source: 'secret', subject: name, at })
    }
  }
  note(reading, text, at)
  // Batch quotes commands with what is no quote elsewhere in it.
  const bare = flavour === 'batch' ? text.replace(/^'|'$/g, '') : text
  return { text: bare, at, carries: [...carries, ...methodsIn(reading, word, text)].slice(0, maxCarried), quoted }
}

const declaring: ReadonlySet<string> = new Set(['export', 'local', 'readonly', 'declare', 'set', 'setx', 'typeset'])

/** `X=1 Y=2 program`, `export X=1`, `set X=1`: what is set is known from here on. */
function withoutAssignments(reading: Reading, given: readonly Given[], flavour: Flavour): readonly Given[] {
  const [head] = given
  const declares = head !== undefined && given.length > 1 && declaring.has(head.text.toLowerCase())
  const start = declares ? 1 : 0
  let index = start
  for (; index < given.length; index++) {
    const word = given[index]
    const equals = word?.text.indexOf('=') ?? -1
    const name = word?.text.slice(0, equals) ?? ''
    if (word === undefined || equals <= 0 || !/^\$?[A-Za-z_]\w{0,99}$/.test(name)) break
    const key = flavour === 'shell' ? name : name.replace('$', '').toLowerCase()
    reading.variables.set(key, { text: word.text.slice(equals + 1), carries: word.carries })
  }
  return declares && index === start ? given : given.slice(index)
}

/** Starts the program behind what only wraps it. Gives back what it prints. */
function start(context: Context, words: readonly Given[], stdin: Carries, stage: Stage): Carries {
  const [first, ...given] = unwrapped(context, words)
  if (first === undefined) return stdin
  // A group, or a value: what it says is what it carries.
  if (first.text.startsWith('\0') || (context.flavour === 'powershell' && first.quoted && given.length === 0)) {
    return [...stdin, ...words.flatMap(({ carries }) => carries)]
  }
  const program = programName(first.text)
  const started = { ...context, program, path: first.text, at: first.at, given, stdin, stage }
  const printed = look(started)
  runTexts(started)
  return printed
}

/** From the innermost program on. */
function unwrapped({ reading, flavour }: Context, words: readonly Given[]): readonly Given[] {
  for (let at = 0; at < words.length; ) {
    const word = words[at]
    if (word === undefined) break
    const glued = word.text.indexOf('\0')
    // `IEX(…)`: the group is its first argument.
    if (glued > 0 && /^[\w-]+$/.test(word.text.slice(0, glued))) {
      const name = { ...word, text: word.text.slice(0, glued), carries: [] }
      return [name, { ...word, text: word.text.slice(glued) }, ...words.slice(at + 1)]
    }
    const program = programName(word.text)
    if (detachers.has(program)) reading.findings.capability('process-detached', '', word.at)
    const isKeyword = program === '' || keywords.has(program)
    const next = isKeyword
      ? at + 1
      : wrappers.has(program) || program === 'xargs' || program === 'env'
        ? inside(words, at + 1, flavour)
        : -1
    if (next === -1 || word.text.startsWith('\0')) return words.slice(at)
    if (
      program === 'start' &&
      words.slice(at + 1, next).some(({ text }) => ['/b', '/min'].includes(text.toLowerCase()))
    ) {
      reading.findings.capability('process-hidden', '', word.at)
    }
    at = next
  }
  return []
}

/** Where the program begins that a wrapper starts, behind options, durations and variables; -1 where there is none. */
function inside(words: readonly Given[], from: number, flavour: Flavour): number {
  for (let at = from; at < words.length; at++) {
    const text = words[at]?.text ?? ''
    if (!isOption(text, flavour) && !/^\d+[smhd]?$/.test(text) && !/^\w{1,60}=/.test(text)) return at
  }
  return -1
}

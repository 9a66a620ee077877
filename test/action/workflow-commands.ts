// The lines of a step as the runner reads them (`ActionCommand` and `ActionCommandManager` of actions/runner): which ones
// are commands, what they say once unescaped, and which ones no step of ours may ever print.

export type Annotation = {
  level: 'error' | 'warning' | 'notice'
  message: string
  /** '' and 0 where the command does not say. */
  title: string
  file: string
  line: number
  endLine: number
}

export type ReadLog = {
  annotations: readonly Annotation[]
  masked: readonly string[]
  /** What a person reads in the log: lines that are no commands, and the text of groups and debug lines. */
  text: string
}

/** Longer messages are cut on their way to the annotation. */
const longestMessage = 4096

/** All that the runner knows. What is not in `harmless` moves the runner, so that only hostile text would print it. */
const known = new Set([
  ...['error', 'warning', 'notice', 'debug', 'group', 'endgroup', 'add-mask', 'echo', 'stop-commands'],
  ...['set-output', 'save-state', 'set-env', 'add-path', 'add-matcher', 'remove-matcher', 'internal-set-repo-path'],
])
const harmless = new Set(['debug', 'group', 'endgroup'])

/** Throws for every command that a package's text may have smuggled in, and for those that GitHub has taken away. */
export function readLog(text: string): ReadLog {
  const annotations: Annotation[] = []
  const masked: string[] = []
  const shown: string[] = []
  let stoppedUntil = ''
  // .NET's reader ends a line at \r as well.
  for (const line of text.split(/\r\n|\r|\n/)) {
    const command = commandIn(line, stoppedUntil)
    if (stoppedUntil !== '') {
      if (command?.name === stoppedUntil.toLowerCase()) stoppedUntil = ''
      else shown.push(line)
    } else if (command === undefined) {
      shown.push(line)
    } else if (command.name === 'stop-commands') {
      stoppedUntil = refuseWeakToken(command.data)
    } else if (isLevel(command.name)) {
      annotations.push(toAnnotation(command.name, command))
    } else if (command.name === 'add-mask') {
      masked.push(command.data)
    } else if (harmless.has(command.name)) {
      shown.push(command.data)
    } else {
      throw new Error(`the runner would obey a command that no step of ours prints: ${JSON.stringify(line)}`)
    }
  }
  if (stoppedUntil !== '') throw new Error('the step stopped commands and never let them go on')
  return { annotations, masked, text: shown.join('\n') }
}

type Command = { name: string; properties: ReadonlyMap<string, string>; data: string }

function commandIn(line: string, resume: string): Command | undefined {
  const isKnown = (name: string) =>
    known.has(name.toLowerCase()) || (resume !== '' && name.toLowerCase() === resume.toLowerCase())
  // .NET takes U+0085 for a blank, JavaScript does not.
  const trimmed = line.replace(/^[\s\u0085]+/, '')
  const end = trimmed.startsWith('::') ? trimmed.indexOf('::', 2) : -1
  if (end >= 0) {
    const info = trimmed.slice(2, end)
    const space = info.indexOf(' ')
    const name = space < 0 ? info : info.slice(0, space)
    if (isKnown(name)) {
      const properties = space < 0 ? new Map<string, string>() : propertiesIn(info.slice(space + 1).trim())
      return { name: name.toLowerCase(), properties, data: unescaped(trimmed.slice(end + 2), dataEscapes) }
    }
  }
  const legacy = legacyIn(line)
  // The old form counts anywhere in a line, which no step of ours needs.
  if (resume === '' && isKnown(legacy)) throw new Error(`a command in the old form: ${JSON.stringify(line)}`)
  return undefined
}

/** The name in `##[name …]`, wherever it stands. */
function legacyIn(line: string): string {
  const from = line.indexOf('##[')
  const to = line.indexOf(']', from)
  if (from < 0 || to < 0) return ''
  return line.slice(from + 3, to).split(' ')[0] ?? ''
}

function propertiesIn(text: string): Map<string, string> {
  const pairs = text.split(',').flatMap((pair): [string, string][] => {
    const at = pair.indexOf('=')
    const [name, value] = [pair.slice(0, at), pair.slice(at + 1)]
    return at <= 0 || value === '' ? [] : [[name.toLowerCase(), unescaped(value, propertyEscapes)]]
  })
  return new Map(pairs)
}

type Escapes = readonly (readonly [string, string])[]

const dataEscapes: Escapes = [
  ['%0D', '\r'],
  ['%0A', '\n'],
  ['%25', '%'],
]
const propertyEscapes: Escapes = [
  ['%0D', '\r'],
  ['%0A', '\n'],
  ['%3A', ':'],
  ['%2C', ','],
  ['%25', '%'],
]

/** In the order of the runner: `%25` last. */
function unescaped(text: string, escapes: Escapes): string {
  return escapes.reduce((done, [written, character]) => done.replaceAll(written, character), text)
}

function toAnnotation(level: Annotation['level'], { properties, data: message }: Command): Annotation {
  if (message.length > longestMessage) throw new Error(`an annotation of ${message.length} characters would be cut`)
  if (message.trim() === '') throw new Error('an annotation says nothing')
  const odd = [...properties.keys()].filter((name) => !annotationProperties.includes(name))
  if (odd.length > 0) throw new Error(`an annotation has properties that GitHub does not know: ${odd.join(', ')}`)
  const number = (name: string) => {
    const text = properties.get(name) ?? '0'
    if (!/^\d{1,9}$/.test(text)) throw new Error(`an annotation has ${name}=${text}`)
    return Number(text)
  }
  const [line, endLine] = [number('line'), number('endline')]
  if (endLine !== 0 && endLine < line) throw new Error('an annotation ends before it starts')
  return { level, message, title: properties.get('title') ?? '', file: properties.get('file') ?? '', line, endLine }
}

const annotationProperties = ['file', 'line', 'endline', 'col', 'endcolumn', 'title']

function isLevel(name: string): name is Annotation['level'] {
  return name === 'error' || name === 'warning' || name === 'notice'
}

/** Whoever guesses the token lets commands go on: text of a package must not be able to. */
function refuseWeakToken(token: string): string {
  if (token.length < 16 || known.has(token.toLowerCase()))
    throw new Error(`commands are stopped with a weak token: ${token}`)
  return token
}

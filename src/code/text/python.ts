// Reads Python files and one-liners lexically: statements of names, calls and texts. Imports give names their meaning, and
// an assignment carries on what its right side brings.
import { isSecretVariable } from '../map/environment.ts'
import { isPython, type Meaning, pythonNames } from './python-names.ts'
import { type Token, tokensOf } from './python-tokens.ts'
import { hostDeeds, namePath, note, type Origin, type Reading, reach } from './reading.ts'
import { readShellAt } from './shell.ts'
import { asLine } from './started.ts'

type Scope = { reading: Reading; names: Map<string, string>; carried: Map<string, readonly Origin[]> }

/** `placeOf` gives the place of an offset in `source`. */
export function readPython(reading: Reading, source: string, placeOf: (offset: number) => number): void {
  const scope: Scope = { reading, names: new Map(), carried: new Map() }
  for (const statement of tokensOf(source, placeOf)) {
    if (reading.left-- <= 0) break
    if (!readImport(scope, statement)) readStatement(scope, statement)
  }
}

/** `import a.b as c, d` and `from a import b as c`. */
function readImport({ names }: Scope, tokens: readonly Token[]): boolean {
  const [first, second] = tokens
  if (first?.kind !== 'name' || second?.kind !== 'name') return false
  const from = first.text === 'from' ? second.text : ''
  const start = first.text === 'import' ? 1 : from === '' ? -1 : tokens.findIndex(({ text }) => text === 'import') + 1
  if (start <= 0) return false
  let path = ''
  let alias = ''
  const bindName = () => {
    const local = alias !== '' ? alias : from === '' ? (path.split('.', 1)[0] ?? '') : path
    const full = from === '' ? (alias === '' ? local : path) : `${from}.${path}`
    if (path !== '') names.set(local, full)
    path = ''
    alias = ''
  }
  for (const [index, token] of tokens.entries()) {
    if (index < start) continue
    if (token.kind === 'mark' && token.text === ',') bindName()
    else if (token.kind === 'name' && tokens[index - 1]?.text === 'as') alias = token.text
    else if (token.kind === 'name' && token.text !== 'as') path = token.text
  }
  bindName()
  return true
}

/** A call that is open, with where its arguments begin. */
type OpenCall = {
  meaning: Meaning | undefined
  at: number
  carries: Origin[]
  texts: { text: string; at: number }[]
  name: string
}

function readStatement(scope: Scope, tokens: readonly Token[]): void {
  const { reading, carried } = scope
  const equals = tokens.findIndex(({ kind, text }) => kind === 'mark' && text === '=')
  const target = equals > 0 && tokens[0]?.kind === 'name' && !hasCall(tokens, equals) ? tokens[0].text : ''
  const open: OpenCall[] = [{ meaning: undefined, at: 0, carries: [], texts: [], name: '' }]
  for (const [index, token] of tokens.entries()) {
    const around = open.at(-1)
    if (around === undefined) break
    if (token.kind === 'text') {
      note(reading, token.text, token.at)
      around.texts.push({ text: token.text, at: token.at })
      around.carries.push(...namePath(reading, token.text, token.at))
    } else if (token.kind === 'name') {
      const name = fullName(scope, token.text)
      around.carries.push(...(carried.get(token.text.split('.', 1)[0] ?? '') ?? []))
      if (!'(['.includes(tokens[index + 1]?.text ?? ' ')) around.carries.push(...value(scope, name, token.at))
    } else if (token.text === '(' || token.text === '[' || token.text === '{') {
      const before = tokens[index - 1]
      const isCall = token.text === '(' && before?.kind === 'name'
      const name = isCall ? fullName(scope, before.text) : ''
      const at = before?.at ?? token.at
      const isIndex = token.text === '[' && before?.kind === 'name' && fullName(scope, before.text) === 'os.environ'
      open.push({
        meaning: isCall ? meaningOf(name) : undefined,
        at,
        carries: [],
        texts: [],
        name: isIndex ? 'os.environ[]' : name,
      })
    } else if (')]}'.includes(token.text) && open.length > 1) {
      open.pop()
      const outer = open.at(-1)
      if (outer !== undefined) close(scope, around, outer)
    }
  }
  const all = open.flatMap(({ carries }) => carries).slice(0, 32)
  if (target !== '') carried.set(target, all)
  // `with open(x) as f`, `for line in f`.
  const [head, item] = tokens
  const alias = head?.text === 'with' ? tokens[tokens.findLastIndex(({ text }) => text === 'as') + 1] : undefined
  if (alias?.kind === 'name') carried.set(alias.text, all)
  if (head?.text === 'for' && item?.kind === 'name') carried.set(item.text, all)
}

function hasCall(tokens: readonly Token[], end: number): boolean {
  return tokens.slice(0, end).some(({ text }) => text === '(')
}

function fullName({ names }: Scope, spelled: string): string {
  const dot = spelled.indexOf('.')
  const head = dot === -1 ? spelled : spelled.slice(0, dot)
  const known = names.get(head)
  return known === undefined ? spelled : known + (dot === -1 ? '' : spelled.slice(dot))
}

function meaningOf(name: string): Meaning | undefined {
  return pythonNames.get(name) ?? pythonNames.get(`*.${name.slice(name.lastIndexOf('.') + 1)}`)
}

/** `os.environ` itself is all of it. */
function value({ reading }: Scope, name: string, at: number): Origin[] {
  if (name !== 'os.environ') return []
  reading.findings.capability('env-bulk', '', at)
  return [{ source: 'environment', subject: '', at }]
}

/** A call is over: what it does, with what it was given, and what it gives. */
function close(scope: Scope, call: OpenCall, outer: OpenCall): void {
  const { reading } = scope
  const { meaning, at, carries, texts } = call
  const given = carries.slice(0, 32)
  const [first] = texts
  if (call.name === 'os.environ[]' || call.name === 'os.getenv' || call.name === 'os.environ.get') {
    const name = first?.text ?? ''
    if (isSecretVariable(name)) {
      reading.findings.capability('env-secret', name, at)
      given.push({ source: 'secret', subject: name, at })
    }
  }
  if (call.name === '__import__' || call.name === 'importlib.import_module') outer.texts.push(...texts)
  if (meaning !== undefined) {
    reading.findings.deeds(meaning.deeds, at)
    if (meaning.sink !== '') reach(reading, given, meaning.sink, at)
    if (meaning.source !== '') given.push({ source: meaning.source, subject: '', at })
    if (meaning.deeds.some(({ name }) => name === 'network-client')) hosts(scope, texts, at)
    if (meaning.runs === 'shell' && first !== undefined) readShellAt(reading, asLine(texts.map(({ text }) => text)), at)
    if (meaning.runs === 'python' && first !== undefined && isPython(first.text)) reading.python.push(first)
  }
  outer.carries.push(...given)
  if (meaning === undefined || meaning.source === '') outer.texts.push(...texts)
}

function hosts({ reading }: Scope, texts: readonly { text: string; at: number }[], at: number): void {
  const urls = texts.filter(({ text }) => text.includes('://') && URL.canParse(text))
  for (const { text, at: where } of urls) {
    const { hostname } = new URL(text)
    reading.findings.deeds(hostDeeds(hostname), where)
    reading.findings.argument('network-client', 'host', hostname, where)
  }
  if (urls.length === 0) reading.findings.argument('network-client', 'host', '', at)
}

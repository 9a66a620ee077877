// A bounded JSON reader that keeps positions. It accepts exactly what `JSON.parse` accepts after one leading BOM (npm
// strips one), never recurses over its input, and knows nothing of lockfiles or manifests.
export type JsonMember = { key: string; value: JsonNode; offset: number }
export type JsonNode =
  | { kind: 'object'; members: readonly JsonMember[]; offset: number }
  | { kind: 'array'; items: readonly JsonNode[]; offset: number }
  | { kind: 'string'; value: string; offset: number }
  | { kind: 'number'; value: number; offset: number }
  | { kind: 'boolean'; value: boolean; offset: number }
  | { kind: 'null'; offset: number }

/** `maxLength` in UTF-16 units, `maxNodes` counts every value, `maxDepth` every open object or array. */
export type JsonLimits = { maxLength: number; maxDepth: number; maxNodes: number }
export type JsonRead =
  | { ok: true; root: JsonNode }
  | { ok: false; code: 'syntax' | 'too-large' | 'too-deep' | 'too-many-values'; message: string; offset: number }

/**
 * Reads JSON exactly as `JSON.parse` would (after a leading BOM), with positions, never recursing over the input.
 * Members keep their order and their duplicates; `__proto__` is a key like any other. Offsets are those of `source`.
 */
export function readJson(source: string, limits: JsonLimits): JsonRead {
  if (source.length > limits.maxLength) {
    return {
      ok: false,
      code: 'too-large',
      message: `this is longer than ${limits.maxLength} characters`,
      offset: 0,
    }
  }
  const cursor: Cursor = { source, at: source.charCodeAt(0) === byteOrderMark ? 1 : 0, failure: undefined }
  const root = readDocument(cursor, limits)
  if (root === undefined || cursor.failure !== undefined) {
    return { ok: false, ...(cursor.failure ?? { code: 'syntax', message: 'this is no JSON', offset: cursor.at }) }
  }
  return { ok: true, root }
}

/** The value of a member; the last one wins, as in `JSON.parse`. */
export function memberOf(node: JsonNode, key: string): JsonNode | undefined {
  return node.kind === 'object' ? node.members.findLast((member) => member.key === key)?.value : undefined
}

/** 1-based line of an offset, in O(log n). */
export function lineIndex(source: string): (offset: number) => number {
  const starts = [0]
  for (let at = source.indexOf('\n'); at !== -1; at = source.indexOf('\n', at + 1)) starts.push(at + 1)
  return (offset) => {
    let low = 0
    let high = starts.length
    while (high - low > 1) {
      const middle = (low + high) >> 1
      if ((starts[middle] ?? 0) <= offset) low = middle
      else high = middle
    }
    return low + 1
  }
}

const byteOrderMark = 0xfeff
const quote = 0x22
const backslash = 0x5c

type Failure = Omit<Extract<JsonRead, { ok: false }>, 'ok'>
type Cursor = { source: string; at: number; failure: Failure | undefined }
type OpenObject = { kind: 'object'; members: JsonMember[]; offset: number; key: string; keyOffset: number }
type OpenArray = { kind: 'array'; items: JsonNode[]; offset: number }
type Container = OpenObject | OpenArray

function readDocument(cursor: Cursor, limits: JsonLimits): JsonNode | undefined {
  const open: Container[] = []
  let nodes = 0
  for (;;) {
    skipSpace(cursor)
    if (++nodes > limits.maxNodes)
      return fail(cursor, 'too-many-values', `there are more than ${limits.maxNodes} values`)
    let value = readValue(cursor)
    if (value === undefined) return undefined
    if (isContainer(value)) {
      if (open.length >= limits.maxDepth) {
        return fail(cursor, 'too-deep', `this is nested deeper than ${limits.maxDepth} levels`, value.offset)
      }
      skipSpace(cursor)
      if (!closes(cursor, value)) {
        if (value.kind === 'object' && !readKey(cursor, value)) return undefined
        open.push(value)
        continue
      }
      value = finished(value)
    }
    let done: JsonNode = value
    for (;;) {
      const parent = open.at(-1)
      skipSpace(cursor)
      if (parent === undefined) return cursor.at === cursor.source.length ? done : unexpected(cursor, 'the end')
      put(parent, done)
      if (cursor.source[cursor.at] === ',') {
        cursor.at++
        skipSpace(cursor)
        if (parent.kind === 'object' && !readKey(cursor, parent)) return undefined
        break
      }
      if (!closes(cursor, parent)) return unexpected(cursor, `"," or "${parent.kind === 'object' ? '}' : ']'}"`)
      open.pop()
      done = finished(parent)
    }
  }
}

function isContainer(value: JsonNode | Container): value is Container {
  return 'key' in value || value.kind === 'array'
}

function finished(container: Container): JsonNode {
  const { offset } = container
  return container.kind === 'object'
    ? { kind: 'object', members: container.members, offset }
    : { kind: 'array', items: container.items, offset }
}

function put(parent: Container, value: JsonNode): void {
  if (parent.kind === 'array') parent.items.push(value)
  else parent.members.push({ key: parent.key, value, offset: parent.keyOffset })
}

/** Steps over the closing bracket of a container if it stands here. */
function closes(cursor: Cursor, container: Container): boolean {
  if (cursor.source[cursor.at] !== (container.kind === 'object' ? '}' : ']')) return false
  cursor.at++
  return true
}

/** Reads `"key" :`. */
function readKey(cursor: Cursor, into: OpenObject): boolean {
  const offset = cursor.at
  if (cursor.source.charCodeAt(offset) !== quote) {
    unexpected(cursor, 'a name in double quotes')
    return false
  }
  const key = readString(cursor)
  if (key === undefined) return false
  skipSpace(cursor)
  if (cursor.source[cursor.at] !== ':') {
    unexpected(cursor, '":"')
    return false
  }
  cursor.at++
  into.key = key
  into.keyOffset = offset
  return true
}

const numberPattern = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y
const words = [
  { text: 'true', kind: 'boolean', value: true },
  { text: 'false', kind: 'boolean', value: false },
] as const

/** A scalar, or a container that has just been opened. */
function readValue(cursor: Cursor): JsonNode | Container | undefined {
  const { source, at: offset } = cursor
  const first = source[offset]
  if (first === '"') {
    const value = readString(cursor)
    return value === undefined ? undefined : { kind: 'string', value, offset }
  }
  if (first === '{') {
    cursor.at++
    return { kind: 'object', members: [], offset, key: '', keyOffset: 0 }
  }
  if (first === '[') {
    cursor.at++
    return { kind: 'array', items: [], offset }
  }
  for (const { text, kind, value } of words) {
    if (source.startsWith(text, offset)) {
      cursor.at += text.length
      return { kind, value, offset }
    }
  }
  if (source.startsWith('null', offset)) {
    cursor.at += 4
    return { kind: 'null', offset }
  }
  numberPattern.lastIndex = offset
  const digits = numberPattern.exec(source)?.[0]
  if (digits === undefined) return unexpected(cursor, 'a value')
  cursor.at += digits.length
  return { kind: 'number', value: Number(digits), offset }
}

/** The cursor stands on the opening quote. Most strings have no escape: one slice. */
function readString(cursor: Cursor): string | undefined {
  const { source } = cursor
  let value = ''
  let start = cursor.at + 1
  for (let at = start; ; at++) {
    const unit = source.charCodeAt(at)
    if (unit === quote) {
      cursor.at = at + 1
      return value + source.slice(start, at)
    }
    // NaN, past the end, is not a control character: it has its own message.
    if (Number.isNaN(unit)) return fail(cursor, 'syntax', 'this string never ends')
    if (unit < 0x20) {
      return fail(cursor, 'syntax', 'a string must not contain a line break or another control character', at)
    }
    if (unit !== backslash) continue
    const escaped = readEscape(source, at)
    if (escaped === undefined) return fail(cursor, 'syntax', 'this escape is none that JSON has', at)
    value += source.slice(start, at) + escaped.text
    at += escaped.length - 1
    start = at + 1
  }
}

const escapes: ReadonlyMap<string, string> = new Map([
  ['"', '"'],
  ['\\', '\\'],
  ['/', '/'],
  ['b', '\b'],
  ['f', '\f'],
  ['n', '\n'],
  ['r', '\r'],
  ['t', '\t'],
])
const fourHexDigits = /^[0-9a-fA-F]{4}$/

function readEscape(source: string, at: number): { text: string; length: number } | undefined {
  const letter = source[at + 1] ?? ''
  if (letter !== 'u') {
    const text = escapes.get(letter)
    return text === undefined ? undefined : { text, length: 2 }
  }
  const digits = source.slice(at + 2, at + 6)
  return fourHexDigits.test(digits) ? { text: String.fromCharCode(Number.parseInt(digits, 16)), length: 6 } : undefined
}

/** JSON's four kinds of white space; every other one is an error, as in `JSON.parse`. */
function skipSpace(cursor: Cursor): void {
  for (;;) {
    const unit = cursor.source.charCodeAt(cursor.at)
    if (unit !== 0x20 && unit !== 0x0a && unit !== 0x0d && unit !== 0x09) return
    cursor.at++
  }
}

function unexpected(cursor: Cursor, wanted: string): undefined {
  const found = cursor.source[cursor.at]
  const what = found === undefined ? 'the text ends' : `there is ${JSON.stringify(found)}`
  return fail(cursor, 'syntax', `${what} where ${wanted} should be`)
}

function fail(cursor: Cursor, code: Failure['code'], message: string, offset = cursor.at): undefined {
  cursor.failure = { code, message, offset }
  return undefined
}

// What calling something named gives: requires give modules, decoders of constants give constants, wrappers give what
// they wrap; of anything else only the call's name is known.
import { unknown, type Value } from '../value.ts'
import { alternatives, choice, constant, each, isText, keyOf, textOf } from './build.ts'
import { bytesText, listBytes, toBytes } from './bytes.ts'
import { memberOf } from './members.ts'
import { objectCall, parseJson } from './objects.ts'
import { joinPaths } from './paths.ts'
import { isPure, pureCall } from './pure.ts'
import { bytesValue, charge, moduleValue, named, namedCall, namedMember, type State } from './state.ts'

type Named = Value & { kind: 'named' }
/** `open`: there may be more or other arguments than are given. */
export type Given = { values: readonly Value[]; open: boolean; isNew: boolean }
type Result = (state: State, call: Given, callee: Named) => Value | undefined

/** `given` is asked only where the arguments matter. */
export function namedResult(state: State, callee: Named, given: () => Given): Value {
  if (state.plainCalls.has(callee)) return namedCall(state, callee)
  return knownResult(state, callee, () => {
    const all = given()
    for (const value of all.values) charge(state, value)
    return all
  })
}

function knownResult(state: State, callee: Named, given: () => Given): Value {
  const own = results.get(callee.name)
  if (own !== undefined) return own(state, given(), callee) ?? namedCall(state, callee)
  if (isPure(callee.name)) return pureResult(state, callee, given())
  if (callee.name.startsWith('global.Object.')) {
    const method = callee.name.slice('global.Object.'.length)
    const { values, open } = given()
    return (open ? undefined : objectCall(method, values)) ?? namedCall(state, callee)
  }
  if (callee === state.givesGlobal) return named(state, 'global')
  if (isInterop(callee.name)) return interop(given().values) ?? namedCall(state, callee)
  if (!isInherited(callee.name)) state.plainCalls.add(callee)
  return isInherited(callee.name) ? unknown : namedCall(state, callee)
}

function pureResult(state: State, callee: Named, { values, open, isNew }: Given): Value {
  if (isNew || open) return namedCall(state, callee)
  const [first] = values
  if (callee.name === 'global.String' && first !== undefined) return stringOf(state, first)
  if (values.length === 1 && first?.kind === 'choice') {
    return each(first, (one) => pureCall(callee.name, [one]) ?? namedCall(state, callee))
  }
  return pureCall(callee.name, values) ?? namedCall(state, callee)
}

function stringOf(state: State, value: Value): Value {
  const bytes = state.bytes.get(value)
  if (bytes !== undefined) return bytesText(bytes, undefined) ?? unknown
  if (value.kind === 'text') return value
  const text = value.kind === 'constant' || (value.kind === 'list' && !value.open) ? textOf(value) : undefined
  return text === undefined || text.includes('\0') ? unknown : constant(text)
}

/** The module that a specifier names; a specifier that cannot be told is `module:?`. */
const load: Result = (state, call) => {
  const [specifier] = call.values
  if (specifier === undefined) return named(state, 'module:?')
  return each(specifier, (one) => {
    const text = keyOf(one) ?? (one.kind === 'list' ? textOf(one) : undefined)
    return text === undefined || text.includes('\0') ? named(state, 'module:?') : moduleValue(state, text)
  })
}

const same: Result = (_state, call) => call.values[0]

const path: Result = (_state, call) => joinPaths(call.values, call.open)

const bufferFrom: Result = (state, call, callee) => {
  const [content, encoding] = call.values
  if (content === undefined || call.open) return undefined
  if (state.bytes.has(content)) return content
  const bytes = toBytes(content, encoding)
  return bytes === undefined ? namedCall(state, callee) : bytesValue(state, bytes)
}

const typedArray: Result = (state, call) => {
  const [content] = call.values
  const bytes = content?.kind === 'list' && !content.open ? listBytes(content.items) : undefined
  if (bytes !== undefined) return bytesValue(state, bytes)
  return content !== undefined && state.bytes.has(content) ? content : undefined
}

const decodeBytes: Result = (state, call) => {
  const [content] = call.values
  const bytes = content === undefined ? undefined : state.bytes.get(content)
  return bytes === undefined ? undefined : bytesText(bytes, undefined)
}

const concatBytes: Result = (state, call) => {
  const [list] = call.values
  if (list?.kind !== 'list' || list.open) return undefined
  const parts = list.items.map((item) => state.bytes.get(item))
  if (parts.some((part) => part === undefined)) return undefined
  const all = Buffer.concat(parts.filter((part) => part !== undefined))
  return all.length > 1 << 22 ? undefined : bytesValue(state, all)
}

/** `Function('return this')`, in the ways that are written. */
const makeFunction: Result = (state, call, callee) => {
  const value = call.values.at(-1)
  const text = value !== undefined && isText(value) ? value.value.trim() : ''
  const isGlobal = text.startsWith('return') && isGlobalText(text.slice('return'.length))
  return isGlobal ? state.givesGlobal : namedCall(state, callee)
}

function isGlobalText(text: string): boolean {
  const plain = text.replaceAll(';', '').replaceAll('(', '').replaceAll(')', '').trim()
  return plain === 'this' || plain === 'globalThis' || plain === 'global' || plain === 'window' || plain === 'self'
}

/** `eval('require')`: a way to a global past those who look for its name. */
const evaluate: Result = (state, call, callee) => {
  const [code] = call.values
  if (code === undefined || !isText(code) || code.value.length > 200) return undefined
  if (isGlobalText(code.value)) return named(state, 'global')
  const segments = code.value.replaceAll(';', '').trim().split('.')
  if (!segments.every(isIdentifier)) return namedCall(state, callee)
  return segments.reduce((at, segment) => memberOf(state, at, segment), named(state, 'global'))
}

function isIdentifier(text: string): boolean {
  return /^[A-Za-z_$][\w$]*$/.test(text)
}

const reflectGet: Result = (state, call) => {
  const [of, key] = call.values
  if (of === undefined || key === undefined) return undefined
  return choice(alternatives(key).map((one) => memberOf(state, of, keyOf(one))))
}

/** What stands behind a proxy may be something else. */
const proxy: Result = (state, call) => {
  const [target] = call.values
  return target?.kind === 'named'
    ? namedMember(state, target, undefined)
    : target?.kind === 'function'
      ? target
      : unknown
}

const array: Result = (_state, { values, open }) => {
  if (values.length === 1) return { kind: 'list', items: [], open: true }
  return { kind: 'list', items: values, open }
}

const arrayFrom: Result = (state, call) => {
  const [content, change] = call.values
  if (content === undefined || (content.kind !== 'list' && !isText(content))) return undefined
  const list: Value = isText(content)
    ? { kind: 'list', items: [...content.value.slice(0, 100_000)].map((one) => constant(one)), open: false }
    : content
  if (change === undefined) return list
  return { ...list, items: list.items.slice(0, 5000).map((item) => state.callValue(change, [item])) }
}

/** A path of the file's own is a name of its own. */
const dirname: Result = (state, call) => {
  const [of] = call.values
  if (of?.kind === 'named' && of.name === 'global.__filename') return named(state, 'global.__dirname')
  return undefined
}

const filePath: Result = (state, call) => {
  const [of] = call.values
  if (of?.kind === 'named' && of.name === 'global.import.meta.url') return named(state, 'global.__filename')
  return undefined
}

const results: ReadonlyMap<string, Result> = new Map<string, Result>([
  ['global.require', load],
  ['global.import', load],
  ['node:module._load', load],
  ['global.process.getBuiltinModule', load],
  ['global.Reflect.get', reflectGet],
  ['global.Proxy', proxy],
  ['global.Function', makeFunction],
  ['global.eval', evaluate],
  ['global.Buffer.from', bufferFrom],
  ['global.Buffer', bufferFrom],
  ['global.Buffer.concat', concatBytes],
  ['global.Uint8Array', typedArray],
  ['global.Uint8Array.from', typedArray],
  ['global.Uint8Array.of', (state, call) => bytesOfItems(state, call)],
  ['global.TextDecoder().decode', decodeBytes],
  ['node:string_decoder.StringDecoder().write', decodeBytes],
  ['global.Array', array],
  ['global.Array.of', (_state, call) => ({ kind: 'list', items: call.values, open: call.open })],
  ['global.Array.from', arrayFrom],
  ['global.JSON.parse', (_state, call) => jsonResult(call)],
  ['global.Promise.resolve', same],
  ['global.Promise.all', same],
  ['global.structuredClone', same],
  ['global.Object', same],
  ['node:util.promisify', same],
  ['node:util.callbackify', same],
  ['node:util.deprecate', same],
  ['node:path.join', path],
  ['node:path.resolve', path],
  ['node:path.normalize', path],
  ['node:path.posix.join', path],
  ['node:path.posix.resolve', path],
  ['node:path.win32.join', path],
  ['node:path.win32.resolve', path],
  ['node:path.dirname', dirname],
  ['node:url.fileURLToPath', filePath],
])

function bytesOfItems(state: State, call: Given): Value | undefined {
  const bytes = call.open ? undefined : listBytes(call.values)
  return bytes === undefined ? undefined : bytesValue(state, bytes)
}

function jsonResult(call: Given): Value | undefined {
  const parsed = parseJson(call.values[0])
  return parsed.kind === 'unknown' ? undefined : parsed
}

/** Bundlers' and compilers' wrappers around a module. They are recognised only around something that has a name. */
export function interop([value]: readonly Value[]): Value | undefined {
  return value?.kind === 'named' ? value : undefined
}

export function isInterop(name: string): boolean {
  return interopNames.has(name.slice(name.lastIndexOf('.') + 1))
}

const interopNames: ReadonlySet<string> = new Set(
  (
    '__importDefault __importStar __toESM __toModule _interopRequireDefault _interopRequireWildcard _interopDefault ' +
    '_interopNamespace _interopDefaultLegacy _interopNamespaceDefault _interopDefaultCompat _interopNamespaceCompat ' +
    '_interop_require_default _interop_require_wildcard interopRequireDefault interopRequireWildcard'
  ).split(' '),
)

function isInherited(name: string): boolean {
  return name.startsWith('global.Array.prototype.') || name.startsWith('global.String.prototype.')
}

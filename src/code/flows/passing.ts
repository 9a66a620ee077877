// Which calls hand on what they are given or called on. Whatever is not known to hand data on is trusted not to:
// following everything through everything would find everything.
import type { Name } from '../value.ts'
import { table } from './table.ts'

/** Methods whose answer says something about data and does not hold it. */
export const telling: ReadonlySet<string> = new Set([
  'includes',
  'indexOf',
  'lastIndexOf',
  'startsWith',
  'endsWith',
  'test',
  'has',
  'hasOwnProperty',
  'every',
  'some',
  'findIndex',
  'findLastIndex',
  'search',
  'localeCompare',
  'equals',
  'compare',
  'isArray',
  'existsSync',
  'getTime',
  'valueOf',
])

/** Methods that put their arguments into what they give back, besides what they are called on. */
export const mixing: ReadonlySet<string> = new Set([
  'concat',
  'replace',
  'replaceAll',
  'join',
  'padStart',
  'padEnd',
  'with',
  'toSpliced',
  'format',
  'append',
  'set',
  'stringify',
  'encode',
  'update',
  'query',
  'field',
  'attach',
])

/** Methods that are given a function, by where its parameters come from. */
export const iterating: ReadonlySet<string> = new Set([
  'forEach',
  'each',
  'map',
  'flatMap',
  'filter',
  'find',
  'findLast',
  'some',
  'every',
  'findIndex',
  'findLastIndex',
  'sort',
  'toSorted',
  'forEachEntry',
])
/** Methods that are given a function for an event. */
export const listening: ReadonlySet<string> = new Set([
  'on',
  'once',
  'addEventListener',
  'addListener',
  'prependListener',
])
/** Methods that give what the function that they are given returns. */
export const returning: ReadonlySet<string> = new Set([
  'map',
  'flatMap',
  'then',
  'catch',
  'finally',
  'reduce',
  'reduceRight',
  'replace',
  'replaceAll',
])

/** Methods of promises, lists, texts and whatever has events: they call the function that they are given. */
export const callsBack: ReadonlySet<string> = new Set([...iterating, ...returning, ...listening])

/** A function of another file or package, and no method of what one of them gave: `_.map`. */
export function isOfModule(name: Name): boolean {
  return (name.startsWith('package:') || name.startsWith('own:')) && !name.includes('(')
}

const passes = true
/** Calls by name that put their arguments into what they give back. */
const passing: ReadonlyMap<string, boolean> = table<boolean>(
  ['global', 'String Number Array Object btoa escape structuredClone encodeURIComponent encodeURI', passes],
  ['global', 'decodeURIComponent decodeURI parseInt parseFloat BigInt', passes],
  ['global', 'Request URL URLSearchParams Blob File FormData Headers Response TextEncoder TextDecoder Proxy', passes],
  ['global', 'Uint8Array Uint16Array Uint32Array Int8Array DataView ArrayBuffer Map Set Error ReadableStream', passes],
  ['global.JSON', 'stringify parse rawJSON', passes],
  ['global.Object', 'assign values entries fromEntries freeze create getOwnPropertyNames', passes],
  ['global.Array', 'from of', passes],
  ['global.Promise', 'resolve all allSettled race any', passes],
  ['global.Buffer', '() from concat alloc copyBytesFrom', passes],
  ['global.String', 'raw fromCharCode fromCodePoint', passes],
  ['global.Reflect', 'get ownKeys', passes],
  ['global.Uint8Array', 'from of', passes],
  ['global.URL', 'createObjectURL', passes],
  ['global.TextDecoder()', 'decode', passes],
  ['global.TextEncoder()', 'encode', passes],
  ['global.crypto.subtle', 'encrypt digest sign', passes],
  ['node:util', 'format inspect inherits', passes],
  ['node:util.TextDecoder()', 'decode', passes],
  ['node:util.TextEncoder()', 'encode', passes],
  ['node:string_decoder.StringDecoder()', 'write end', passes],
  ['node:querystring', 'stringify parse escape unescape encode decode', passes],
  ['node:url', 'format resolve parse', passes],
  ['node:path', 'join resolve basename dirname normalize relative', passes],
  ['node:path.posix', 'join resolve', passes],
  ['node:v8', 'serialize deserialize', passes],
  ['node:zlib', 'gzip gzipSync deflate deflateSync deflateRawSync brotliCompress brotliCompressSync', passes],
  ['node:crypto', 'publicEncrypt privateEncrypt hash', passes],
  ['node:stream', 'pipeline', passes],
  ['node:stream.Readable', 'from fromWeb toWeb', passes],
  ['node:stream/consumers', 'text json buffer arrayBuffer', passes],
  ['node:events', 'once on', passes],
  ['node:readline', 'createInterface', passes],
)

/** Packages of which every call hands on what it is given: they shape text and data. */
const shaping: ReadonlySet<string> = new Set(
  'lodash lodash.merge qs query-string querystring flatted superjson yaml js-yaml json5 safe-stable-stringify fast-safe-stringify form-data formdata-node pako fflate crypto-js js-base64 base64-js base-64 lz-string node-forge tweetnacl bs58 get-stream raw-body concat-stream bl strip-ansi merge-stream iconv-lite deepmerge object-assign bluebird p-map buffer'
    .split(' ')
    .map((name) => `package:${name}`),
)

export function passesArguments(name: string, module: string): boolean {
  return passing.has(name) || shaping.has(module)
}

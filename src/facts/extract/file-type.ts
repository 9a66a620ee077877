// What a file really is, by its bytes first and its name second, and whether its name lies. It reads no JavaScript and
// decides nothing about danger. The bytes are attacker-controlled: only fixed offsets and the first line are looked at.
import { isUtf8 } from 'node:buffer'
import { extensionOf } from '../../domain/package-path.ts'
import type { FileType } from '../../domain/release.ts'

/** Text that Node, a browser or a bundler reads as code, whatever else is in it. */
const javascriptExtensions = new Set('js cjs mjs jsx es6 es'.split(' '))
const typescriptExtensions = new Set('ts cts mts tsx'.split(' '))
const jsonExtensions = new Set('json json5 jsonc map webmanifest'.split(' '))
const scriptExtensions = new Set('sh bash zsh fish ps1 psm1 bat cmd vbs vbe wsf hta py rb pl php lua'.split(' '))

/** Names that promise something to read. An executable or an archive behind one of them is a lie. */
const readableExtensions = new Set(
  'md markdown txt text html htm css scss less yml yaml toml xml svg csv log ini conf vue svelte graphql'.split(' '),
)
const pictureExtensions = new Set('png jpg jpeg gif webp bmp ico avif tif tiff'.split(' '))
const fontExtensions = new Set('woff woff2 ttf otf eot'.split(' '))
const archiveExtensions = new Set('zip gz tgz tar xz bz2 7z zst'.split(' '))

/** A hash-bang interpreter (its last path part) that runs JavaScript. */
const javascriptInterpreters = new Set(['node', 'nodejs', 'bun', 'deno', 'tsx', 'ts-node', 'zx', 'qjs'])

/**
 * `text` is what `isText` says of the bytes. Node runs a `.js` with stray control bytes all the same, so for code names
 * only foreign formats count.
 */
export function fileType(path: string, bytes: Buffer, text: boolean): FileType {
  if (bytes.length === 0) return 'empty'
  const extension = extensionOf(path)
  if (text) return textType(extension, bytes)
  const known = formatOf(bytes)
  if (known !== 'binary') return known
  return javascriptExtensions.has(extension) ? 'javascript' : 'binary'
}

/** Valid UTF-8 without NUL: no executable, archive or picture is that. */
export function isText(bytes: Buffer): boolean {
  return isUtf8(bytes) && bytes.indexOf(0) === -1
}

/**
 * The name claims another kind of file in a way that matters. Quiet for a `.jpg` that is a PNG, a `.js` that holds JSON,
 * an empty file, and for names that promise nothing (`.bin`, `.docx`).
 */
export function isDisguised(path: string, type: FileType): boolean {
  const extension = extensionOf(path)
  const runs = type === 'native' || type === 'wasm'
  if (promisesText(extension)) return runs || type === 'archive' || type === 'image' || type === 'font'
  if (pictureExtensions.has(extension) || fontExtensions.has(extension)) {
    return runs || type === 'archive' || type === 'javascript' || type === 'script' || type === 'text'
  }
  return archiveExtensions.has(extension) && runs
}

function promisesText(extension: string): boolean {
  return (
    javascriptExtensions.has(extension) ||
    typescriptExtensions.has(extension) ||
    jsonExtensions.has(extension) ||
    scriptExtensions.has(extension) ||
    readableExtensions.has(extension)
  )
}

function textType(extension: string, bytes: Buffer): FileType {
  if (javascriptExtensions.has(extension) || typescriptExtensions.has(extension)) return 'javascript'
  if (jsonExtensions.has(extension)) return 'json'
  if (scriptExtensions.has(extension)) return 'script'
  const interpreter = interpreterOf(bytes)
  if (interpreter === '') return 'text'
  return javascriptInterpreters.has(interpreter) ? 'javascript' : 'script'
}

/** The program of a `#!` line, without its path; the word after `env` (and its flags) where that is the program. */
function interpreterOf(bytes: Buffer): string {
  if (bytes[0] !== 0x23 || bytes[1] !== 0x21) return ''
  const line = bytes.toString('latin1', 2, 256).split('\n', 1)[0] ?? ''
  const words = line
    .trim()
    .split(/[ \t]+/)
    .map((word) => word.slice(word.lastIndexOf('/') + 1))
  const [program = ''] = words[0] === 'env' ? words.slice(1).filter((word) => !word.startsWith('-')) : words
  return program === '' ? 'unknown' : program
}

type Magic = { type: FileType; at: number; bytes: readonly number[] }

function magic(type: FileType, text: string, at = 0): Magic {
  return { type, at, bytes: [...text].map((character) => character.charCodeAt(0)) }
}

/** First bytes of formats (file(1)'s database); `MZ` and `0xcafebabe` need a second look and stand below. */
const magics: readonly Magic[] = [
  magic('native', '\x7fELF'),
  magic('native', '\xfe\xed\xfa\xce'),
  magic('native', '\xfe\xed\xfa\xcf'),
  magic('native', '\xce\xfa\xed\xfe'),
  magic('native', '\xcf\xfa\xed\xfe'),
  magic('wasm', '\0asm'),
  magic('archive', 'PK\x03\x04'),
  magic('archive', 'PK\x05\x06'),
  magic('archive', '\x1f\x8b'),
  magic('archive', '\xfd7zXZ\0'),
  magic('archive', 'BZh'),
  magic('archive', "7z\xbc\xaf'\x1c"),
  magic('archive', '\x28\xb5\x2f\xfd'),
  magic('archive', 'Rar!\x1a\x07'),
  magic('archive', '!<arch>\n'),
  magic('archive', 'ustar', 257),
  magic('image', '\x89PNG\r\n\x1a\n'),
  magic('image', '\xff\xd8\xff'),
  magic('image', 'GIF8'),
  magic('image', 'WEBP', 8),
  magic('image', 'BM'),
  magic('image', '\0\0\x01\0'),
  magic('image', 'II*\0'),
  magic('image', 'MM\0*'),
  magic('image', 'ftypavif', 4),
  magic('font', 'wOFF'),
  magic('font', 'wOF2'),
  magic('font', '\0\x01\0\0'),
  magic('font', 'OTTO'),
  magic('font', 'ttcf'),
  magic('font', 'LP', 34),
]

function formatOf(bytes: Buffer): FileType {
  if (bytes[0] === 0x4d && bytes[1] === 0x5a) return isPortableExecutable(bytes) ? 'native' : 'binary'
  if (bytes.length >= 8 && bytes.readUInt32BE(0) === 0xcafebabe) {
    // A universal Mach-O counts its architectures here, a Java class has its (higher) version.
    return bytes.readUInt32BE(4) < 40 ? 'native' : 'binary'
  }
  for (const { type, at, bytes: expected } of magics) {
    if (expected.every((byte, index) => bytes[at + index] === byte)) return type
  }
  return 'binary'
}

/** `MZ` alone is two letters; a program has its new header where the old one says, or is plain DOS with a NUL early. */
function isPortableExecutable(bytes: Buffer): boolean {
  return bytes.subarray(0, 64).indexOf(0) !== -1
}

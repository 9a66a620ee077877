// Global functions that make a constant of constants: `atob`, `String.fromCharCode`, `parseInt`, `decodeURIComponent`.
import type { Name, Value } from '../value.ts'
import { constant, type Primitive, textLimit } from './build.ts'
import { primitives } from './strings.ts'

type Pure = (given: readonly Primitive[]) => Primitive

/** Not among them: what `undefined` would have to be told apart for. `undefined` means: cannot be told. */
const functions: ReadonlyMap<Name, Pure> = new Map<Name, Pure>([
  ['global.String', ([value]) => (value === undefined ? undefined : String(value))],
  ['global.Number', ([value]) => Number(value ?? 0)],
  ['global.Boolean', ([value]) => Boolean(value)],
  [
    'global.parseInt',
    ([value, radix]) => Number.parseInt(short(value), radix === undefined ? undefined : Number(radix)),
  ],
  ['global.Number.parseInt', ([value, radix]) => Number.parseInt(short(value), Number(radix ?? 10))],
  ['global.parseFloat', ([value]) => Number.parseFloat(short(value))],
  ['global.String.fromCharCode', (codes) => String.fromCharCode(...few(codes).map(Number))],
  ['global.String.fromCodePoint', (codes) => fromCodePoints(few(codes).map(Number))],
  ['global.atob', ([value]) => decodeBase64(String(value))],
  ['global.btoa', ([value]) => Buffer.from(String(value), 'latin1').toString('base64')],
  ['global.escape', ([value]) => escapeText(String(value))],
  ['global.unescape', ([value]) => unescapeText(String(value))],
  ['global.decodeURIComponent', ([value]) => attemptUri(decodeURIComponent, value)],
  ['global.decodeURI', ([value]) => attemptUri(decodeURI, value)],
  ['global.encodeURIComponent', ([value]) => attemptUri(encodeURIComponent, value)],
  ['global.encodeURI', ([value]) => attemptUri(encodeURI, value)],
  ['global.Math.floor', ([value]) => Math.floor(Number(value))],
  ['global.Math.ceil', ([value]) => Math.ceil(Number(value))],
  ['global.Math.round', ([value]) => Math.round(Number(value))],
  ['global.Math.trunc', ([value]) => Math.trunc(Number(value))],
  ['global.Math.abs', ([value]) => Math.abs(Number(value))],
  ['global.Math.pow', ([base, power]) => Number(base) ** Number(power)],
  ['global.Math.sqrt', ([value]) => Math.sqrt(Number(value))],
  ['global.Math.log2', ([value]) => Math.log2(Number(value))],
  ['global.Math.min', (values) => Math.min(...few(values).map(Number))],
  ['global.Math.max', (values) => Math.max(...few(values).map(Number))],
])

export function isPure(name: Name): boolean {
  return functions.has(name)
}

export function pureCall(name: Name, given: readonly Value[]): Value | undefined {
  const apply = functions.get(name)
  const constants = primitives(given)
  if (apply === undefined || constants === undefined) return undefined
  if (constants.some((value) => typeof value === 'string' && value.length > textLimit)) return undefined
  const result = apply(constants)
  return result === undefined ? undefined : constant(result)
}

/** More arguments than the stack holds are cut: nobody writes them. */
function few(values: readonly Primitive[]): readonly Primitive[] {
  return values.length > 50_000 ? values.slice(0, 50_000) : values
}

function short(value: Primitive): string {
  return String(value).slice(0, 1000)
}

function fromCodePoints(points: readonly number[]): string | undefined {
  const valid = points.every((point) => Number.isInteger(point) && point >= 0 && point <= 0x10ffff)
  return valid ? String.fromCodePoint(...points) : undefined
}

/** As the web's `atob`: characters outside the alphabet make it throw, which is nothing to tell here. */
function decodeBase64(text: string): string | undefined {
  for (let index = 0; index < text.length; index += 1) {
    if (!base64Characters.has(text.charAt(index))) return undefined
  }
  return Buffer.from(text, 'base64').toString('latin1')
}

const base64Characters: ReadonlySet<string> = new Set(
  'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/=\t\n\f\r ',
)

/** Malformed input throws a URIError: it cannot be told, and the code would fail as well. */
function attemptUri(convert: (text: string) => string, value: Primitive): string | undefined {
  try {
    return convert(String(value))
  } catch (error) {
    if (error instanceof URIError) return undefined
    throw error
  }
}

/** `%41` and `%u0041`. */
function unescapeText(value: string): string {
  let out = ''
  let at = 0
  while (at < value.length) {
    const percent = value.indexOf('%', at)
    if (percent < 0) break
    const isLong = value.charAt(percent + 1) === 'u'
    const digits = isLong ? value.slice(percent + 2, percent + 6) : value.slice(percent + 1, percent + 3)
    const isValid = digits.length === (isLong ? 4 : 2) && isHex(digits)
    out += value.slice(at, percent) + (isValid ? String.fromCharCode(Number.parseInt(digits, 16)) : '%')
    at = percent + (isValid ? digits.length + (isLong ? 2 : 1) : 1)
  }
  return out + value.slice(at)
}

function isHex(digits: string): boolean {
  for (const digit of digits) if (!'0123456789abcdefABCDEF'.includes(digit)) return false
  return true
}

function escapeText(value: string): string | undefined {
  if (value.length > 100_000) return undefined
  let out = ''
  for (let index = 0; index < value.length; index += 1) {
    const code = value.charCodeAt(index)
    const isKept = code < 128 && /[\w@*+\-./]/.test(value.charAt(index))
    if (isKept) out += value.charAt(index)
    else if (code < 256) out += `%${code.toString(16).toUpperCase().padStart(2, '0')}`
    else out += `%u${code.toString(16).toUpperCase().padStart(4, '0')}`
  }
  return out
}

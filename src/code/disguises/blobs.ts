// What a long encoded text holds, by its first bytes. Pictures, fonts, sounds, WebAssembly, certificates and JSON are what
// honest packages carry inline; code, programs and archives are not, and what nobody recognises is said to be that.

import { formatOf } from './blob-formats.ts'

/** UTF-16 units. Shorter ones carry keys, hashes and small pictures. */
const shortestBlob = 800
/** What no format explains can be a table; the payloads seen are larger than most tables. */
const shortestBinary = 8000
/**
 * Bits per character: code under a repeated key has 5.4 of Base64's six and more, tables of small numbers at most 5.2.
 * Hexadecimal digits tell less.
 */
const evenSpread = { base64: 5.3, hex: 3 }
/** A few decoded kilobytes tell text from bytes. */
const sampleUnits = 8192

/** '' for what is no blob, or an honest one. */
export function blobDetail(value: string): string {
  if (value.length < shortestBlob) return ''
  const { text, mime } = withoutDataPrefix(value)
  if (mime !== '' && !runnableTypes.has(mime)) return ''
  const encoding = encodingOf(text)
  if (encoding === '') return ''
  // Bytecode of Ethereum's machine, as compilers of contracts write it: it runs on no computer of ours.
  if (encoding === 'hex' && ['6080', '6060', '60a0', '60c0', '3d60'].some((start) => text.startsWith(start))) return ''
  const bytes = Buffer.from(text.slice(0, sampleUnits), encoding)
  const format = formatOf(bytes)
  if (format === 'honest') return ''
  if (format !== 'binary') return `${encoding} ${format}`
  return text.length >= shortestBinary && spread(text) >= evenSpread[encoding] ? `${encoding} binary` : ''
}

const runnableTypes: ReadonlySet<string> = new Set([
  'text/javascript',
  'application/javascript',
  'application/x-javascript',
  'application/octet-stream',
  'text/plain',
])

function withoutDataPrefix(value: string): { text: string; mime: string } {
  if (!value.startsWith('data:')) return { text: value.startsWith('0x') ? value.slice(2) : value, mime: '' }
  const comma = value.indexOf(',')
  if (comma === -1 || comma > 200) return { text: value, mime: 'unknown' }
  const head = value.slice(5, comma)
  if (!head.endsWith(';base64')) return { text: '', mime: 'unknown' }
  const semicolon = head.indexOf(';')
  return { text: value.slice(comma + 1), mime: head.slice(0, semicolon).toLowerCase() || 'text/plain' }
}

/** All of the text must belong; one line break or blank in an encoded text is another text's. */
function encodingOf(text: string): 'base64' | 'hex' | '' {
  if (text.length < shortestBlob) return ''
  let hex = true
  let capitals = 0
  let digits = 0
  const kinds = new Set<number>()
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at)
    const letter = unit | 32
    if (unit >= 0x30 && unit <= 0x39) digits++
    else if (letter >= 0x61 && letter <= 0x7a) {
      if (unit < 0x61) capitals++
      hex &&= letter <= 0x66
    } else if (unit === 0x2b || unit === 0x2f || unit === 0x2d || unit === 0x5f) hex = false
    else if (unit === 0x3d) {
      if (at < text.length - 3) return ''
      hex = false
    } else return ''
    if (at < 2000) kinds.add(unit)
  }
  // Padding, alphabets and words in a row are no encoding of anything.
  if (kinds.size < 10) return ''
  if (hex) return 'hex'
  return capitals > text.length / 20 && digits > text.length / 100 ? 'base64' : ''
}

/** Shannon's measure of how evenly the characters of the beginning are used. */
function spread(text: string): number {
  const sample = text.slice(0, sampleUnits)
  const counts = new Map<string, number>()
  for (const character of sample) counts.set(character, (counts.get(character) ?? 0) + 1)
  let bits = 0
  for (const count of counts.values()) bits -= (count / sample.length) * Math.log2(count / sample.length)
  return bits
}

// Disguises that are seen in the text of a file, comments included, and need a tree only to be sure.
import { findTextDisguises } from '../disguises/find.ts'
import { codesOfText } from '../disguises/number-blobs.ts'
import { packedLine } from '../disguises/packed-line.ts'

/** Words whose mere presence a disguise asks for, in comments as well. */
const telling = ['base64', '(((.+)+)+)+$']

export function isPlainText(bytes: Uint8Array): boolean {
  const source = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8')
  if (telling.some((word) => source.includes(word))) return false
  if (findTextDisguises(source, 'code').length > 0 || codesOfText(source).length > 0) return false
  // Nothing of a long line is text, and all of it may be calls.
  return packedLine(source, none, many) === 'none'
}

const none = () => 0
const many = () => Number.POSITIVE_INFINITY

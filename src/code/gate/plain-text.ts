// Disguises that are seen in the text of a file, comments included, and need a tree only to be sure.

import { selfDefending } from '../disguises/debuggers.ts'
import { decoding } from '../disguises/decoded-entries.ts'
import { findTextDisguises } from '../disguises/find.ts'
import { codesOfText } from '../disguises/number-blobs.ts'
import { packedLine } from '../disguises/packed-line.ts'
import { rotation, selfReplacing } from '../disguises/string-arrays.ts'

type Lists = { givesEntries: boolean; hasList: boolean }

export function isPlainText(bytes: Uint8Array, { givesEntries, hasList }: Lists): boolean {
  const source = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8')
  if (source.includes(selfDefending) || (givesEntries && decoding.some((word) => source.includes(word)))) return false
  if (hasList && (rotation(source) !== -1 || selfReplacing(source) !== -1)) return false
  if (findTextDisguises(source, 'code').length > 0 || codesOfText(source).length > 0) return false
  // Nothing of a long line is text, and all of it may be calls.
  return packedLine(source, none, many) === 'none'
}

const none = () => 0
const many = () => Number.POSITIVE_INFINITY

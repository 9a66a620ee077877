// Reads a file without a tree, where a tree would tell no more: where it holds no name, text or shape that a capability, an
// argument, a flow or a disguise could start from. What cannot be read for sure needs a tree.
//
// Two things are for the caller to know. Such a file may still pass on what other files of the package give it (glue,
// wrappers, re-exports): flows across files need a tree of whatever lies between files that need one. And text that is no
// JavaScript at all may be read like this, too: nothing can run it.
import { emptyFileCode, type FileCode } from '../file-code.ts'
import { findIndicators } from '../indicators/find.ts'
import { createPlaces } from '../places.ts'
import { isPlainText } from './plain-text.ts'
import { readTokens, type Tokens } from './read-tokens.ts'
import type { Reason } from './reading.ts'

/** `bytes` as they are in the package. `exports` and `calls` are empty. */
export function readWithoutTree(bytes: Uint8Array): FileCode | 'needs-tree' {
  const tokens = readTokens(bytes)
  return tokens.reason === '' && isPlainText(bytes, tokens) ? toCode(bytes, tokens) : 'needs-tree'
}

/** Why it needs a tree; '' where it needs none. */
export function reasonForTree(bytes: Uint8Array): Reason {
  const tokens = readTokens(bytes)
  return tokens.reason === '' && !isPlainText(bytes, tokens) ? 'style' : tokens.reason
}

function toCode(bytes: Uint8Array, { nodeEnv, texts }: Tokens): FileCode {
  if (nodeEnv === -1 && texts.length === 0) return emptyFileCode
  const whole = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const text = whole.toString('utf8')
  const mark = text.startsWith('\ufeff') ? 1 : 0
  const source = text.slice(mark)
  const offsetOf = (at: number) => whole.toString('utf8', 0, at).length - mark
  const place = createPlaces(source)
  return {
    ...emptyFileCode,
    capabilities: nodeEnv === -1 ? [] : [{ name: 'env', subject: 'NODE_ENV', ...place.at(offsetOf(nodeEnv)) }],
    indicators: findIndicators(source, offsetsOf(whole, mark, texts)),
  }
}

/** From byte offsets, in order, to those of the text: each stretch between two of them is decoded once. */
function offsetsOf(bytes: Buffer, mark: number, texts: Tokens['texts']): Tokens['texts'] {
  let [from, offset] = [0, -mark]
  return texts.map(({ text, at }) => {
    offset += bytes.toString('utf8', from, at).length
    from = at
    return { text, at: offset }
  })
}

// What four obfuscators from npm make of a source: for mutations of a replay. The source is data all the way; it is never
// run, and neither is what comes out.
import { openChildren } from './children.ts'
import { peersDigest, peersInstalled } from './install.ts'
import { digestOf, keptUnder } from './kept.ts'

/** The seed chooses one of three strengths of the first two; of the last two a module keeps imports and exports outside. */
export const obfuscators = [
  // Strings in a rotated and encoded array (base64 or RC4), flattened control flow, hexadecimal names.
  'javascript-obfuscator',
  // Concealed strings and globals, dispatchers, masked variables, opaque predicates, dead code.
  'js-confuser',
  // The whole program as six kinds of characters, handed to `eval`.
  'jscrewit',
  // The whole program compressed, unpacked by generated code and handed to `eval`.
  'roadroller',
] as const
export type Obfuscator = (typeof obfuscators)[number]

const recipe = ['obfuscate-child.ts', 'wrap-module.ts', 'third-party.ts'].map((name) => new URL(name, import.meta.url))
const children = openChildren({
  program: new URL('./obfuscate-child.ts', import.meta.url),
  count: 2,
  timeoutMs: 60_000,
  memoryMb: 1024,
})

/**
 * The source, disguised by that tool: the same text for the same seed, a whole number of 0 or more. The source is
 * JavaScript, CommonJS or a module, with or without a shebang. Throws where the tool refuses it, does not end in time or dies.
 */
export async function obfuscate(name: Obfuscator, source: string, seed: number): Promise<string> {
  const kept = keptUnder('cordon-obfuscated', [peersDigest(), digestOf(recipe), name, seed, source])
  const before = kept.read()
  if (before !== undefined) return before
  await peersInstalled()
  const answer = await children.ask({ name, source, seed })
  if (!answer.ok) throw new Error(`${name} (${answer.why}): ${answer.detail}`)
  kept.write(answer.text)
  return answer.text
}

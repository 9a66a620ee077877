// One command that is about to be looked at: its program, its words with what they carry, and the hands that read lines
// inside lines.
import { pipelinesOf } from './command-line.ts'
import type { Flavour, Pipeline, Stage, Word } from './lines.ts'
import type { Carries, Reading } from './reading.ts'

export type Given = { text: string; at: number; carries: Carries; quoted: boolean }

export type Context = {
  reading: Reading
  flavour: Flavour
  depth: number
  /** Reads a line that stands in a word, at the place of that word. */
  run: (context: Context, pipelines: readonly Pipeline[], stdin: Carries) => Carries
}

export type Started = Context & {
  program: string
  /** As it was spelled: a file that was written before may be run. */
  path: string
  at: number
  given: readonly Given[]
  stdin: Carries
  stage: Stage
}

const maxDepth = 6
const maxText = 100_000

export function runLine(context: Context, text: string, at: number, flavour: Flavour, stdin: Carries): void {
  const { depth } = context
  if (depth >= maxDepth || text.length > maxText) return
  context.run({ ...context, flavour, depth: depth + 1 }, atOnePlace(pipelinesOf(text, flavour, depth), at), stdin)
}

/** All of its words stand where the text stands that holds them. */
export function atOnePlace(pipelines: readonly Pipeline[], at: number): readonly Pipeline[] {
  const word = (one: Word): Word => ({ ...one, at, inner: atOnePlace(one.inner, at) })
  return pipelines.map(({ stages, background }) => ({
    background,
    stages: stages.map(({ words, writes, reads, input }) => ({
      words: words.map(word),
      writes: writes.map(word),
      reads: reads.map(word),
      input: input === 'none' ? 'none' : { text: input.text, at },
    })),
  }))
}

/** A list of words as the line that would give it. */
export function asLine(words: readonly string[]): string {
  if (words.length <= 1) return words[0] ?? ''
  return words.map((word) => (/^[\w./:=@+-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`)).join(' ')
}

/** Without folders, quotes, call signs and Windows' endings, in lower case. */
export function programName(word: string): string {
  const text = word.replaceAll('\\', '/').replaceAll("'", '').toLowerCase()
  const name = text.slice(text.lastIndexOf('/') + 1).replace(/^[@&]/, '')
  return /\.(?:exe|cmd|bat|com)$/.test(name) ? name.slice(0, -4) : name
}

/** Only batch files have options with a slash; elsewhere it begins a path. */
export function isOption(word: string, flavour: Flavour): boolean {
  return word.startsWith('-') || (flavour === 'batch' && /^\/[a-z]{1,12}$/i.test(word))
}

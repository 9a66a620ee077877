// What a command line is made of, and the state of reading one.

export type Flavour = 'shell' | 'powershell' | 'batch'

/** `at` is the offset in the text that was given; `inner` are substitutions, script blocks and groups inside the word. */
export type Word = { text: string; at: number; inner: readonly Pipeline[]; quoted: boolean }

/** One command of a pipeline, with what it is redirected to and what is written below it for its input. */
export type Stage = {
  words: readonly Word[]
  writes: readonly Word[]
  reads: readonly Word[]
  input: { text: string; at: number } | 'none'
}

export type Pipeline = { stages: readonly Stage[]; background: boolean }

/** Characters up to which a text is read; the caller says where it was longer. */
export const maxLine = 2_000_000
/** Lines inside lines. */
export const maxDepth = 8

export type LineReading = {
  text: string
  flavour: Flavour
  at: number
  /** Words that may still be read. */
  left: number
  heredocs: Heredoc[]
  /** Reads on up to `close`. */
  inner: (close: string, depth: number) => Pipeline[]
  /** Reads a part of the text by itself. */
  part: (start: number, end: number, depth: number) => readonly Pipeline[]
}

export type Heredoc = { end: string; indented: boolean; give: (input: { text: string; at: number }) => void }
export type OpenStage = { words: Word[]; writes: Word[]; reads: Word[]; input: Stage['input'] }

export const escapes: Readonly<Record<Flavour, string>> = { shell: '\\', powershell: '`', batch: '^' }

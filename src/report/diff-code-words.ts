// The words beside a file in a comparison's code: why it stands there, what is to be said of its text, why it is not shown.
import type { Because, Shown, TextNote } from '../domain/code-diff.ts'

export const becauseWords: Record<Because, string> = {
  evidence: 'a finding points here',
  install: 'runs on install',
  gains: 'gained something',
  source: '',
  other: '',
}

export const noteWords: Record<TextNote, string> = {
  'crlf-added': 'its lines now end in CRLF',
  'crlf-removed': 'its lines no longer end in CRLF',
  'final-newline-added': 'it now ends in a newline',
  'final-newline-removed': 'it no longer ends in a newline',
  'byte-order-mark-added': 'it now begins with a byte order mark',
  'byte-order-mark-removed': 'it no longer begins with a byte order mark',
  'not-utf8': 'it is not UTF-8: what cannot be read shows as <U+FFFD> or a replacement',
  'broken-up': 'long lines are broken up for reading',
  'only-whitespace': 'only blanks differ',
}

export const shownWords: Record<Exclude<Shown, 'hunks'>, string> = {
  generated: 'generated',
  opaque: 'no text',
  'too-large': 'too large to be shown',
  beyond: 'beyond what one run shows',
}

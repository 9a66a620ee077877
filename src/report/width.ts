// How many terminal columns text takes, and how it is broken into lines. Knows nothing of reports; expects text that
// has been through `escaped` (no control characters, no ANSI).

// East Asian wide and fullwidth blocks (Unicode UAX #11, W and F) and what terminals draw as emoji.
const wide =
  /^[\u1100-\u115f\u2e80-\u303e\u3041-\u33ff\u3400-\u4dbf\u4e00-\u9fff\ua000-\ua4cf\ua960-\ua97f\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{20000}-\u{3fffd}\p{Emoji_Presentation}]$/u
const mark = /^\p{M}$/u

/** Columns of one character (one code point): 0, 1 or 2. */
export function columnsOf(character: string): number {
  if (character <= '~') return 1
  if (mark.test(character)) return 0
  return wide.test(character) ? 2 : 1
}

/** Columns of a text. */
export function textWidth(text: string): number {
  let columns = 0
  for (const character of text) columns += columnsOf(character)
  return columns
}

/** `text` with spaces up to `width` columns; longer text stays as it is. */
export function padTo(text: string, width: number): string {
  return text + ' '.repeat(Math.max(0, width - textWidth(text)))
}

/** Breaks at spaces into lines of at most `width` columns; a word that is longer than a line is cut. */
export function wrap(text: string, width: number): string[] {
  const room = Math.max(8, width)
  const lines: string[] = []
  let line = ''
  for (const word of text.split(' ')) {
    const joined = line === '' ? word : `${line} ${word}`
    if (textWidth(joined) <= room) {
      line = joined
      continue
    }
    if (line !== '') lines.push(line)
    const pieces = cut(word, room)
    line = pieces.pop() ?? ''
    lines.push(...pieces)
  }
  lines.push(line)
  return lines
}

/** Wraps behind a lead-in of the same width on every line: `why  first line`, then blanks below it. */
export function hang(lead: string, text: string, width: number): string[] {
  const indent = ' '.repeat(textWidth(lead))
  return wrap(text, width - textWidth(lead)).map((line, index) => (index === 0 ? lead : indent) + line)
}

function cut(word: string, room: number): string[] {
  const pieces: string[] = []
  let piece = ''
  let columns = 0
  for (const character of word) {
    const next = columnsOf(character)
    if (columns + next > room) {
      pieces.push(piece)
      piece = ''
      columns = 0
    }
    piece += character
    columns += next
  }
  return [...pieces, piece]
}

// One line of a package's code for a terminal: every character that a person would not see becomes visible
// (`<U+202E>`), tabs become blanks, and what does not fit goes on below. Painted last, piece by piece.
import { visiblePieces } from './escape.ts'
import type { Paint, Role } from './paint.ts'
import { columnsOf } from './width.ts'

/** A stretch of a line in one colour. */
export type CodePart = { text: string; role: Role | 'plain' }

const tabWidth = 4

/** The line in lines of at most `width` columns; at least one. */
export function codeLines(parts: readonly CodePart[], width: number, paint: Paint): string[] {
  const room = Math.max(8, width)
  const lines: string[] = []
  let line = ''
  let columns = 0
  let run = { text: '', role: 'plain' as CodePart['role'] }
  const flush = () => {
    line += run.role === 'plain' ? run.text : paint(run.role, run.text)
    run = { ...run, text: '' }
  }
  for (const { text, role } of parts) {
    for (const piece of visiblePieces(text, toName)) {
      const shown = piece === '\t' ? ' '.repeat(tabWidth - (columns % tabWidth)) : piece
      const isOdd = piece !== '\t' && piece.length > 2
      const taken = isOdd ? shown.length : widthOf(shown)
      if (columns + taken > room) {
        flush()
        lines.push(line)
        line = ''
        columns = 0
      }
      const wanted = isOdd ? 'odd' : role
      if (run.role !== wanted) {
        flush()
        run = { text: '', role: wanted }
      }
      run.text += shown
      columns += taken
    }
  }
  flush()
  return [...lines, line]
}

/** `<U+202E>`: no text of JavaScript's own looks like this, as `\u{202e}` does. */
export function toName(character: string): string {
  if (character === '\t') return character
  const points = [...character].map((one) => (one.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0'))
  return points.map((hex) => `<U+${hex}>`).join('')
}

function widthOf(text: string): number {
  let columns = 0
  for (const character of text) columns += columnsOf(character)
  return columns
}

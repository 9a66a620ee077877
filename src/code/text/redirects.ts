// Where a command of a line reads from and writes to: files, other commands, and text that stands below the line.
import type { LineReading, OpenStage } from './lines.ts'
import { readWord } from './words.ts'

/** `> file`, `2>> file`, `&> file`; `2>&1` leads to no file, `>(cmd)` is a word. */
export function readRedirect(reading: LineReading, stage: OpenStage, depth: number): void {
  const { text } = reading
  while (reading.at < text.length && '0123456789&>|'.includes(text.charAt(reading.at))) reading.at++
  if (text.charAt(reading.at - 1) === '&' && '0123456789-'.includes(text.charAt(reading.at) || ' ')) {
    while ('0123456789-'.includes(text.charAt(reading.at) || ' ')) reading.at++
    return
  }
  skipBlanks(reading)
  if (reading.at < text.length && !isEnd(text.charAt(reading.at))) stage.writes.push(readWord(reading, depth))
}

/** `< file`, `<<WORD`, `<<< "text"` and `<(command)`. */
export function readInput(reading: LineReading, stage: OpenStage, depth: number): void {
  const { text } = reading
  if (text.charAt(reading.at + 1) === '(') {
    stage.words.push(readWord(reading, depth))
    return
  }
  if (text.startsWith('<<<', reading.at)) {
    reading.at += 3
    skipBlanks(reading)
    const word = readWord(reading, depth)
    stage.input = { text: word.text, at: word.at }
    if (word.inner.length > 0) stage.reads.push(word)
    return
  }
  if (text.startsWith('<<', reading.at)) {
    reading.at += 2
    const indented = text.charAt(reading.at) === '-'
    if (indented) reading.at++
    skipBlanks(reading)
    const end = readWord(reading, depth).text
    const give = (input: { text: string; at: number }) => {
      stage.input = input
    }
    reading.heredocs.push({ end, indented, give })
    return
  }
  reading.at++
  skipBlanks(reading)
  if (reading.at < text.length && !isEnd(text.charAt(reading.at))) stage.reads.push(readWord(reading, depth))
}

export function readHeredocs(reading: LineReading): void {
  const { text } = reading
  for (const { end, indented, give } of reading.heredocs.splice(0)) {
    const start = reading.at
    let bodyEnd = text.length
    while (reading.at < text.length) {
      const next = text.indexOf('\n', reading.at)
      const lineEnd = next === -1 ? text.length : next
      const line = text.slice(reading.at, lineEnd)
      const lineStart = reading.at
      reading.at = Math.min(text.length, lineEnd + 1)
      if ((indented ? line.trimStart() : line).trimEnd() !== end) continue
      bodyEnd = lineStart
      break
    }
    give({ text: text.slice(start, bodyEnd), at: start })
  }
}

function skipBlanks(reading: LineReading): void {
  while (reading.text.charAt(reading.at) === ' ' || reading.text.charAt(reading.at) === '\t') reading.at++
}

function isEnd(character: string): boolean {
  return '\n\r;|&)'.includes(character)
}

// One word of a command line: its text without quotes, and the commands that stand inside it.
import { escapes, type Flavour, type LineReading, maxDepth, type Pipeline, type Word } from './lines.ts'

/** Always moves on by at least one character. */
export function readWord(reading: LineReading, depth: number): Word {
  const { text, flavour } = reading
  const start = reading.at
  const inner: Pipeline[] = []
  let word = ''
  let quoted = false
  reading.left--
  while (reading.at < text.length) {
    const character = text.charAt(reading.at)
    if (character === '"' || (character === "'" && flavour !== 'batch')) {
      quoted = true
      word += readQuoted(reading, character, inner, depth)
    } else if (opensInner(text, reading.at, flavour)) {
      word += readInner(reading, inner, depth)
    } else if (character === '`' && flavour === 'shell') {
      reading.at++
      const end = text.indexOf('`', reading.at)
      const stop = end === -1 ? text.length : end
      if (depth < maxDepth) inner.push(...reading.part(reading.at, stop, depth + 1))
      reading.at = stop + 1
    } else if (character === escapes[flavour]) {
      word += text.charAt(reading.at + 1)
      reading.at += 2
    } else if (endsWord(character, flavour)) break
    else {
      word += character
      reading.at++
    }
  }
  if (reading.at === start) reading.at++
  return { text: word, at: start, inner, quoted }
}

function endsWord(character: string, flavour: Flavour): boolean {
  if (' \t\n\r;|&<>)'.includes(character)) return true
  return flavour === 'powershell' && (character === '}' || character === ',')
}

/** `$(`, `<(` and `(`; script blocks of PowerShell. */
function opensInner(text: string, at: number, flavour: Flavour): boolean {
  const character = text.charAt(at)
  const next = text.charAt(at + 1)
  if (flavour === 'batch') return character === '('
  if (character === '(') return true
  if (character === '{') return flavour === 'powershell' || next === ' ' || next === '\n'
  return (character === '$' || character === '<' || character === '>' || character === '@') && next === '('
}

/** Gives back a NUL for what the command inside would say. */
function readInner(reading: LineReading, inner: Pipeline[], depth: number): string {
  const { text } = reading
  while (text.charAt(reading.at) !== '(' && text.charAt(reading.at) !== '{') reading.at++
  const close = text.charAt(reading.at) === '(' ? ')' : '}'
  reading.at++
  // Deeper, the brackets are passed over and what stands inside is read as if they were not there.
  if (depth >= maxDepth) return ''
  const before = reading.heredocs
  reading.heredocs = []
  const found = reading.inner(close, depth + 1)
  reading.heredocs = before
  reading.at++
  inner.push(...found)
  return '\0'
}

function readQuoted(reading: LineReading, mark: string, inner: Pipeline[], depth: number): string {
  const { text, flavour } = reading
  let word = ''
  reading.at++
  while (reading.at < text.length) {
    const character = text.charAt(reading.at)
    if (character === mark || (flavour === 'batch' && character === '\n')) break
    if (mark === '"' && character === escapes[flavour] && flavour !== 'batch') {
      const next = text.charAt(reading.at + 1)
      word += flavour === 'powershell' || '"\\$`'.includes(next) ? next : `\\${next}`
      reading.at += 2
    } else if (mark === '"' && text.startsWith('$(', reading.at) && flavour !== 'batch') {
      word += readInner(reading, inner, depth)
    } else if (mark === '"' && character === '`' && flavour === 'shell') {
      reading.at++
      const end = text.indexOf('`', reading.at)
      const stop = end === -1 ? text.length : end
      if (depth < maxDepth) inner.push(...reading.part(reading.at, stop, depth + 1))
      word += '\0'
      reading.at = stop + 1
    } else {
      word += character
      reading.at++
    }
  }
  reading.at++
  return word
}

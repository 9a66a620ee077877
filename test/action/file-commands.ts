// The files through which a step hands values to the runner, read as the runner reads them (`FileCommandManager` of
// actions/runner). What the runner would refuse is an error here.

export const mostSummaryBytes = 1024 * 1024

/** `NAME=value` and `NAME<<DELIMITER` pairs, as in GITHUB_OUTPUT, GITHUB_ENV and GITHUB_STATE; the last one of a name counts. */
export function readPairs(text: string): Map<string, string> {
  const pairs = new Map<string, string>()
  let at = 0
  while (at < text.length) {
    const line = lineFrom(text, at)
    at = line.next
    if (line.text === '') continue
    const equals = line.text.indexOf('=')
    const heredoc = line.text.indexOf('<<')
    if (equals >= 0 && (heredoc < 0 || equals < heredoc)) {
      pairs.set(named(line.text.slice(0, equals), line.text), line.text.slice(equals + 1))
    } else if (heredoc >= 0) {
      const name = named(line.text.slice(0, heredoc), line.text)
      const value = heredocValue(text, at, line.text.slice(heredoc + 2))
      pairs.set(name, value.text)
      at = value.next
    } else {
      throw new Error(`the runner refuses the file: Invalid format '${line.text}'`)
    }
  }
  return pairs
}

/** The text of GITHUB_STEP_SUMMARY; the runner uploads nothing of one that is too large. */
export function readSummary(bytes: Buffer): string {
  if (bytes.length > mostSummaryBytes) throw new Error(`the runner refuses a summary of ${bytes.length} bytes`)
  return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
}

type Line = { text: string; next: number; ended: boolean }

/** Only a line feed ends a line there. */
function lineFrom(text: string, at: number): Line {
  const end = text.indexOf('\n', at)
  if (end < 0) return { text: text.slice(at), next: text.length, ended: false }
  return { text: text.slice(at, end), next: end + 1, ended: true }
}

function named(name: string, line: string): string {
  if (name === '') throw new Error(`the runner refuses the file: Invalid format '${line}'. Name must not be empty`)
  return name
}

function heredocValue(text: string, from: number, delimiter: string): { text: string; next: number } {
  if (delimiter === '') throw new Error('the runner refuses the file: delimiter must not be empty')
  let end = from
  let at = from
  while (at < text.length) {
    const line = lineFrom(text, at)
    if (line.text === delimiter) return { text: text.slice(from, end), next: line.next }
    if (!line.ended) break
    end = line.next - 1
    at = line.next
  }
  throw new Error(`the runner refuses the file: Matching delimiter not found '${delimiter}'`)
}

// A shell command line as simple commands of words: quotes taken off, separators and redirections split. It knows no
// variable and no file, and reads `cmd.exe` lines well enough to see the names in them.

/** The words of one simple command. */
export type Command = readonly string[]

/** Longer lines are data: their words name no file of ours. */
const maxLength = 1_000_000

const separators = new Set([...';|&()<>\n\r`'])
const blanks = new Set([' ', '\t'])

/** Splits a command line. Total: what a shell would refuse is split all the same. */
export function commandsOf(line: string): Command[] {
  const text = line.slice(0, maxLength)
  const commands: string[][] = [[]]
  let word = ''
  let begun = false
  const endWord = () => {
    if (begun) commands.at(-1)?.push(word)
    word = ''
    begun = false
  }
  for (let at = 0; at < text.length; at++) {
    const character = text.charAt(at)
    if (blanks.has(character)) endWord()
    else if (separators.has(character)) {
      endWord()
      if (commands.at(-1)?.length !== 0) commands.push([])
    } else if (character === '"' || character === "'") {
      const end = closing(text, at)
      word += text.slice(at + 1, end)
      begun = true
      at = end
    } else if (character === '#' && !begun) {
      // A comment. npm's shells honour it in scripts, too.
      const end = text.indexOf('\n', at)
      at = end === -1 ? text.length : end - 1
    } else {
      word += character
      begun = true
    }
  }
  endWord()
  return commands.filter((command) => command.length > 0)
}

/**
 * Text between equal quotes, as in Python literals and code in a command line; escaped quotes do not end it. A line's
 * rest after `comment` does not count.
 */
export function quotedParts(text: string, comment: '#' | ''): string[] {
  const parts: string[] = []
  for (let at = 0; at < text.length; at++) {
    const character = text.charAt(at)
    if (character === comment) {
      const end = text.indexOf('\n', at)
      at = end === -1 ? text.length : end
    }
    if (character !== '"' && character !== "'" && character !== '`') continue
    const end = closing(text, at)
    parts.push(text.slice(at + 1, end))
    at = end
  }
  return parts
}

/** Index of the quote that ends what begins at `open`, or the end of the text. */
function closing(text: string, open: number): number {
  const mark = text.charAt(open)
  for (let at = open + 1; at < text.length; at++) {
    if (text[at] === '\\') at++
    else if (text[at] === mark) return at
  }
  return text.length
}

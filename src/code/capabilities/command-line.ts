// A command line as the programs it starts, each with its words. It knows no variable and runs nothing; unknown parts
// stay \u0000.
export type CommandLine = { commands: readonly (readonly string[])[]; inBackground: boolean }

const maxLength = 20_000
const maxCommands = 200
const separators = new Set([...';|&()<>\n\r`{}'])
const blanks = new Set([' ', '\t'])

export function readCommandLine(line: string): CommandLine {
  const text = line.slice(0, maxLength)
  const commands: string[][] = [[]]
  let inBackground = false
  let word = ''
  let begun = false
  const endWord = () => {
    if (begun) commands.at(-1)?.push(word)
    word = ''
    begun = false
  }
  for (let at = 0; at < text.length && commands.length < maxCommands; at++) {
    const character = text.charAt(at)
    if (blanks.has(character)) endWord()
    else if (separators.has(character)) {
      // `2>&1` and `&>` are no background, `a & b` is.
      if (
        character === '&' &&
        !'&><'.includes(text.charAt(at + 1) || ' ') &&
        !'&><'.includes(text.charAt(at - 1) || ' ')
      ) {
        inBackground = true
      }
      endWord()
      if (commands.at(-1)?.length !== 0) commands.push([])
    } else if (character === '"' || character === "'") {
      const end = endOfQuote(text, at)
      word += text.slice(at + 1, end)
      begun = true
      at = end
    } else if (character === '$' && text.charAt(at + 1) === '{') {
      const end = text.indexOf('}', at)
      word += end === -1 ? text.slice(at) : text.slice(at, end + 1)
      begun = true
      at = end === -1 ? text.length : end
    } else {
      word += character
      begun = true
    }
  }
  endWord()
  return { commands: commands.filter((command) => command.length > 0), inBackground }
}

function endOfQuote(text: string, start: number): number {
  const quote = text.charAt(start)
  for (let at = start + 1; at < text.length; at++) {
    if (text[at] === '\\' && quote === '"') at += 1
    else if (text[at] === quote) return at
  }
  return text.length
}

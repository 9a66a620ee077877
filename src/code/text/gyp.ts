// The commands that a gyp file gets run: `<!(…)` and its kin while it is read, `action` lists while it is built. The file is
// Python's literals: texts that stand side by side are one, escapes are decoded first. Nothing is evaluated.
import { type Token, tokensOf } from './python-tokens.ts'
import { note, type Reading } from './reading.ts'
import { readShellAt } from './shell.ts'
import { asLine } from './started.ts'

/** https://gyp.gsrc.io/docs/InputFormatReference.md, "Command Expansions": early, late and latest, as text or as a list. */
const marks = ['<!', '>!', '^!']
const maxCommands = 500

export function readGyp(reading: Reading, source: string): void {
  let found = 0
  for (const statement of tokensOf(source, (offset) => offset)) {
    for (const [index, token] of statement.entries()) {
      if (token.kind !== 'text' || found > maxCommands) continue
      note(reading, token.text, token.at)
      for (const command of expansions(token.text)) {
        found++
        readShellAt(reading, command, token.at)
      }
      if (token.text !== 'action' && token.text !== 'postbuilds') continue
      found++
      readShellAt(reading, asLine(words(statement, index)), token.at)
    }
  }
}

/** The texts of the list behind a key. */
function words(statement: readonly Token[], key: number): string[] {
  const found: string[] = []
  for (const { kind, text } of statement.slice(key + 1, key + 200)) {
    if (text === ']') break
    if (kind === 'text') found.push(text)
  }
  return found
}

function expansions(text: string): string[] {
  const found: string[] = []
  for (const mark of marks) {
    for (let at = text.indexOf(mark); at !== -1 && found.length < 100; at = text.indexOf(mark, at + 2)) {
      const open = text.indexOf('(', at)
      // `<!@(…)` gives a list.
      if (open === -1 || open > at + 3) continue
      found.push(text.slice(open + 1, closing(text, open)))
    }
  }
  return found
}

function closing(text: string, open: number): number {
  let depth = 0
  for (let at = open; at < text.length; at++) {
    if (text[at] === '(') depth++
    if (text[at] === ')' && --depth === 0) return at
  }
  return text.length
}

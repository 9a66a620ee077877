// Command lines that a POSIX shell and `cmd.exe` read alike: simple commands of plain words, one after another. Whatever
// else a line holds (variables, globs, pipes, substitutions) makes it one that is not understood here.

/** The words of one simple command; texts in quotes may hold blanks. */
export type PlainCommand = readonly string[]

/** Honest scripts are far shorter. */
const maxLength = 10_000

const blank = /[ \t]+/y
/** `;` is an ordinary character to `cmd.exe`, so it does not divide. */
const divider = /&&|\|\|/y
const redirect = /[12]?>{1,2} ?(?:\/dev\/null|nul|&[12])(?=[ \t&|]|$)/iy
const bare = /[\w@%+=:,./\\-]+/y
/**
 * Nothing that one of the two expands or escapes inside quotes. A pair of `\"` leaves them for a while in `cmd.exe`'s eyes:
 * between them stands nothing that it would act on.
 */
const doubleQuoted = /"((?:[^"$`\\%!\r\n]|\\"[\w.,:/ -]*\\")*)"/y
/** To `cmd.exe` these are no quotes: nothing in them may divide or redirect. */
const singleQuoted = /'([^'"$`\\%!&|<>^()\s]*)'/y

export function plainCommands(line: string): readonly PlainCommand[] | 'beyond' {
  if (line.length > maxLength) return 'beyond'
  const commands: string[][] = [[]]
  let at = 0
  const take = (pattern: RegExp): RegExpExecArray | null => {
    pattern.lastIndex = at
    const found = pattern.exec(line)
    if (found !== null) at = pattern.lastIndex
    return found
  }
  while (at < line.length) {
    if (take(blank) !== null || take(redirect) !== null) continue
    if (take(divider) !== null) {
      commands.push([])
      continue
    }
    const word = wordAt(take)
    if (word === undefined) return 'beyond'
    commands.at(-1)?.push(word)
  }
  const [first] = commands
  if (commands.length === 1 && first?.length === 0) return []
  return commands.every((command) => isCommand(command)) ? commands : 'beyond'
}

/** A word is bare or quoted as a whole; `a"b"c` is nobody's habit. */
function wordAt(take: (pattern: RegExp) => RegExpExecArray | null): string | undefined {
  const quoted = take(doubleQuoted) ?? take(singleQuoted)
  if (quoted !== null) return (quoted[1] ?? '').replaceAll('\\"', '"')
  const found = take(bare)?.[0]
  // `%name%` is a variable, `\` an escape here and a folder there.
  return found === undefined || found.includes('%') || found.includes('\\') ? undefined : found
}

/** `NAME=value program` sets a variable in one shell and starts nothing in the other. */
function isCommand([program = '']: PlainCommand): boolean {
  return program !== '' && !program.includes('=') && !program.includes(' ')
}

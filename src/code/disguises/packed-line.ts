// One huge line of code in a file that people write by hand otherwise: how payloads were appended to small utilities. A
// bundle that is minified as a whole, a table and a long text are none.

/** UTF-16 units of code, without what stands in quotes. */
const longLine = 1500
const shortLine = 200
/** Lines of hand-written code that the file must have besides; the wrapper of a minified bundle has nine. */
const fewestOthers = 12
/** Calls and members: a table has none. */
const fewestOperations = 25
/** A list of calls on one line has neither functions nor statements of its own. */
const fewestFunctions = 3
const fewestStatements = 10

export type Packed = { start: number; end: number }

/**
 * The packed line. `textIn` counts the units of quoted text between two offsets, `operationsIn` the calls and members;
 * both are asked for at most two lines.
 */
export function packedLine(
  source: string,
  textIn: (start: number, end: number) => number,
  operationsIn: (start: number, end: number) => number,
): Packed | 'none' {
  const long: Packed[] = []
  let others = 0
  for (let start = 0; start < source.length; ) {
    const next = source.indexOf('\n', start)
    const end = next === -1 ? source.length : next
    const length = end - start
    if (length >= longLine) long.push({ start, end })
    // Between long and short nobody knows; a file with many such lines is written by a machine.
    else if (length > shortLine) others -= 2
    else if (isCode(source, start, end)) others++
    if (long.length > 2) return 'none'
    start = end + 1
  }
  if (long.length === 0 || others < fewestOthers) return 'none'
  return (
    long.find(
      ({ start, end }) =>
        end - start - textIn(start, end) >= longLine &&
        operationsIn(start, end) >= fewestOperations &&
        isProgram(source.slice(start, end)),
    ) ?? 'none'
  )
}

function isProgram(line: string): boolean {
  const functions = line.split('function').length + line.split('=>').length - 2
  return functions >= fewestFunctions && line.split(';').length > fewestStatements
}

/** A line with a word in it that is no comment; imports alone make no hand-written file. */
function isCode(source: string, start: number, end: number): boolean {
  let at = start
  while (at < end && source.charCodeAt(at) <= 32) at++
  if (end - at < 3) return false
  const first = source.charAt(at)
  if (first === '*' || (first === '/' && '/*'.includes(source.charAt(at + 1)))) return false
  return !source.startsWith('import ', at)
}

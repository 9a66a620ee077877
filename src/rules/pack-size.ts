// How much of a pack is read at all, asked before anything in it is parsed: a pack may come from anybody, and parsing
// takes a thousand times longer than looking at its length.
import { type Mistake, nowhere, Problem } from '../domain/problem.ts'

type Text = { path: string; text: string }

const maxFiles = 1000
/** UTF-16 units of one file and of all. The built-in pack has a third of it. */
const maxLength = 256 * 1024
const maxTotal = 1024 * 1024
/** Of all files. What structure is made of costs a parser many times what other text does. */
const maxMarks = 64_000
/** Of one file, whether quoted or not: a parser that walks down so far has no stack left. */
const maxOpen = 10_000

/** Throws a Problem with every file that is too large, or with what is too much in all of them. */
export function boundPack(files: readonly Text[], consequence: string): void {
  if (files.length > maxFiles) throw new Problem([tooManyFiles(files.length)], consequence)
  const large = files.filter(({ text }) => text.length > maxLength)
  if (large.length > 0) throw new Problem(large.map(tooLarge), consequence)
  const total = files.reduce((sum, { text }) => sum + text.length, 0)
  if (total > maxTotal) throw new Problem([tooMuch(total)], consequence)
  const counted = files.map((file) => ({ file, ...countMarks(file.text) }))
  const deep = counted.filter(({ open }) => open > maxOpen)
  if (deep.length > 0)
    throw new Problem(
      deep.map(({ file }) => tooDeep(file)),
      consequence,
    )
  const marks = counted.reduce((sum, one) => sum + one.marks, 0)
  const [heaviest] = counted.toSorted((a, b) => b.marks - a.marks)
  if (marks > maxMarks && heaviest !== undefined) throw new Problem([tooManyMarks(heaviest.file)], consequence)
}

/** `open`: the most brackets that were open at once. */
function countMarks(text: string): { marks: number; open: number } {
  let marks = 0
  let open = 0
  let deepest = 0
  for (let index = 0; index < text.length; index++) {
    switch (text[index]) {
      case '[':
      case '{':
        marks++
        deepest = Math.max(deepest, ++open)
        break
      case ']':
      case '}':
        open = Math.max(0, open - 1)
        break
      case ',':
      case '&':
      case '*':
      case '!':
      case '?':
      case '#':
      case '\n':
        marks++
        break
      case ':':
      case '-':
        if (text.charCodeAt(index + 1) <= 32) marks++
        break
    }
  }
  return { marks, open: deepest }
}

function tooManyFiles(count: number): Mistake {
  const message = `${count} files; ${maxFiles} are allowed`
  return { code: 'too-many-files', message, help: 'Make several packs of it.', place: nowhere }
}

function tooLarge({ path, text }: Text): Mistake {
  const message = `${path} has ${text.length} characters; ${maxLength} are allowed`
  return { code: 'too-large', message, help: 'Shorten its cases.', place: { ...nowhere, file: path } }
}

function tooMuch(total: number): Mistake {
  const message = `The files of the pack have ${total} characters together; ${maxTotal} are allowed`
  return { code: 'pack-too-large', message, help: 'Make several packs of it.', place: nowhere }
}

function tooManyMarks({ path }: Text): Mistake {
  const message = `The files of the pack have more than ${maxMarks} lines, brackets and other signs of YAML`
  const help = 'Make several packs of it.'
  return { code: 'pack-too-large', message, help, place: { ...nowhere, file: path } }
}

function tooDeep({ path }: Text): Mistake {
  const message = `${path} opens more than ${maxOpen} brackets inside each other`
  return { code: 'yaml-depth', message, help: 'Write it flatter.', place: { ...nowhere, file: path } }
}

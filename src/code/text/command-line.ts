// Command lines of shells, PowerShell and batch files as pipelines of words with what stands inside them. Quotes are taken
// off, substitutions and groups kept as lines of their own. Nothing is expanded here, and nothing is refused.

import { escapes, type Flavour, type LineReading, maxLine, type OpenStage, type Pipeline, type Word } from './lines.ts'
import { readHeredocs, readInput, readRedirect } from './redirects.ts'
import { readWord } from './words.ts'

/** Words of one file. Beyond it nothing is read. */
const maxWords = 100_000

export function pipelinesOf(text: string, flavour: Flavour, depth = 0): readonly Pipeline[] {
  const reading: LineReading = {
    text: text.slice(0, maxLine),
    flavour,
    at: 0,
    left: maxWords,
    heredocs: [],
    inner: (close, inside) => readPipelines(reading, close, inside),
    part: (start, end, inside) => shift(pipelinesOf(reading.text.slice(start, end), flavour, inside), start),
  }
  return readPipelines(reading, '', depth)
}

/** Up to `close`, or to the end. */
function readPipelines(reading: LineReading, close: string, depth: number): Pipeline[] {
  const { text, flavour } = reading
  const pipelines: Pipeline[] = []
  let stages: OpenStage[] = []
  let stage = emptyStage()
  const endStage = () => {
    if (stage.words.length > 0 || stage.writes.length > 0) stages.push(stage)
    stage = emptyStage()
  }
  const endPipeline = (background: boolean) => {
    endStage()
    if (stages.length > 0) pipelines.push({ stages, background })
    stages = []
  }
  while (reading.at < text.length && reading.left > 0) {
    const character = text.charAt(reading.at)
    const next = text.charAt(reading.at + 1)
    if (close !== '' && character === close) break
    if (character === '\n' || character === '\r') {
      reading.at++
      if (character === '\n') readHeredocs(reading)
      // A pipe at the end of a line goes on in the next one.
      if (stage.words.length > 0 || stages.length === 0) endPipeline(false)
    } else if (character === ' ' || character === '\t') reading.at++
    else if (isContinuation(text, reading.at, flavour)) reading.at += text.charAt(reading.at + 1) === '\r' ? 3 : 2
    else if (startsComment(reading, stage)) skipLine(reading)
    else if (character === ';' || (character === '&' && next === '&') || (character === '|' && next === '|')) {
      reading.at += character === next ? 2 : 1
      endPipeline(false)
    } else if (character === '|') {
      reading.at += next === '&' ? 2 : 1
      endStage()
    } else if (character === '&' && next !== '>') {
      reading.at++
      // PowerShell's call operator stands before a command, the shells' sign for the background behind one.
      if (flavour !== 'powershell' || stage.words.length > 0) endPipeline(flavour === 'shell')
    } else if (character === '>' || (character === '&' && next === '>') || isNumberedRedirect(text, reading.at)) {
      readRedirect(reading, stage, depth)
    } else if (character === '<') readInput(reading, stage, depth)
    else if (character === ')' || character === '}') reading.at++
    else stage.words.push(readWord(reading, depth))
  }
  endPipeline(false)
  return pipelines
}

function emptyStage(): OpenStage {
  return { words: [], writes: [], reads: [], input: 'none' }
}

/** `\`, PowerShell's backtick and batch's `^` at the end of a line. */
function isContinuation(text: string, at: number, flavour: Flavour): boolean {
  if (text.charAt(at) !== escapes[flavour]) return false
  const next = text.charAt(at + 1)
  return next === '\n' || (next === '\r' && text.charAt(at + 2) === '\n')
}

function startsComment({ text, flavour, at }: LineReading, stage: OpenStage): boolean {
  if (flavour !== 'batch') return text.charAt(at) === '#'
  if (stage.words.length > 0) return false
  return text.startsWith('::', at) || /^@?rem[\s]/i.test(text.slice(at, at + 5))
}

function skipLine(reading: LineReading): void {
  const end = reading.text.indexOf('\n', reading.at)
  reading.at = end === -1 ? reading.text.length : end
}

function isNumberedRedirect(text: string, at: number): boolean {
  const unit = text.charCodeAt(at)
  if (unit < 0x30 || unit > 0x39 || text.charAt(at + 1) !== '>') return false
  return at === 0 || ' \t\n'.includes(text.charAt(at - 1))
}

/** With all places moved on. */
function shift(pipelines: readonly Pipeline[], by: number): readonly Pipeline[] {
  const word = (one: Word): Word => ({ ...one, at: one.at + by, inner: shift(one.inner, by) })
  return pipelines.map(({ stages, background }) => ({
    background,
    stages: stages.map((stage) => ({
      words: stage.words.map(word),
      writes: stage.writes.map(word),
      reads: stage.reads.map(word),
      input: stage.input === 'none' ? 'none' : { text: stage.input.text, at: stage.input.at + by },
    })),
  }))
}

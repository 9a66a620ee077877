// All disguises of one file: what can be seen in the text alone, and what its tree adds. Hits that matter only in code are
// held against what stands there.
import type { FileCode } from '../file-code.ts'
import type { Collected } from '../names/collected.ts'
import type { Comment, Program } from '../parse.ts'
import { createPlaces, type Places } from '../places.ts'
import type { Resolver } from '../value.ts'
import { scanBidirectional } from './bidirectional.ts'
import { antiDebugging } from './debuggers.ts'
import { type Found, firstOfEach } from './found.ts'
import { mixedWords } from './homoglyph.ts'
import { scanInvisible } from './invisible.ts'
import { literals } from './literals.ts'
import { sandboxChecks } from './machines.ts'
import { type Standing, standingAt } from './node-at.ts'
import { codesOfText } from './number-blobs.ts'
import { offScreenCode } from './off-screen.ts'
import { ownFileTricks } from './own-files.ts'
import { packedCode } from './packed-code.ts'
import { packedLine } from './packed-line.ts'
import { reviewerText } from './reviewer-text.ts'
import { silencedConsole } from './silenced-console.ts'
import { stringArrays } from './string-arrays.ts'
import { letterEscapes, writingStyles } from './styles.ts'

export type DisguiseInput = {
  path: string
  source: string
  program: Program
  comments: readonly Comment[]
  collected: Collected
  resolver: Resolver
  places: Places
}

type Disguises = FileCode['disguises']

/** Of a file with a tree. */
export function findDisguises(input: DisguiseInput): Disguises {
  const { path, source, collected, resolver, places } = input
  return placed(places, [
    ...(isPlain(source) ? [] : scanBidirectional(source)),
    ...wordsInCode(input),
    ...whatStandsInCode(input),
    ...literals(source, collected),
    ...codesOfText(source).map((at): Found => ({ kind: 'encoded-blob', detail: 'character-codes', at })),
    ...packed(source, collected),
    ...unpacked(source, collected, resolver),
    ...stringArrays(source, collected, resolver).map((one): Found => ({ kind: 'string-array', ...one })),
    ...ownFileTricks(path, source, collected, resolver),
    ...antiDebugging(source, collected, resolver),
    ...sandboxChecks(source, collected, resolver),
    ...silencedConsole(collected, resolver),
  ])
}

/** Of code without a tree, of scripts in other languages and of text that people and agents read. */
export function findTextDisguises(source: string, kind: 'code' | 'prose'): Disguises {
  const found: Found[] = [
    ...scanInvisible(source).found,
    ...scanBidirectional(source),
    ...reviewerText(source).map(({ detail, at }): Found => ({ kind: 'reviewer-text', detail, at })),
  ]
  const places = createPlaces(source)
  if (kind === 'prose') return placed(places, found)
  return placed(places, [
    ...found,
    ...offScreenCode(source).map(({ at }): Found => ({ kind: 'off-screen', detail: '', at })),
    ...writingStyles(source).map(({ detail, at }): Found => ({ kind: 'obfuscated', detail, at })),
  ])
}

function placed(places: Places, found: readonly Found[]): Disguises {
  return firstOfEach(found).map(({ kind, detail, at }) => ({ ...places.at(at), kind, detail }))
}

/** A hit, where it must stand to count, and the blanks before it where those must stand in code as well. */
type Suspect = { found: Found; at: number; in: readonly Standing[] }

function whatStandsInCode({ source, program, comments }: DisguiseInput): Found[] {
  const { found, inNames } = isPlain(source) ? nothingInvisible : scanInvisible(source)
  const suspects: Suspect[] = []
  const suspect = (one: Found, at: number, ...standings: Standing[]) => suspects.push({ found: one, at, in: standings })
  for (const at of inNames) suspect({ kind: 'invisible', detail: 'in-name', at }, at, 'name')
  for (const at of isPlain(source) ? [] : mixedWords(source)) suspect({ kind: 'homoglyph', detail: '', at }, at, 'name')
  for (const at of letterEscapes(source)) suspect({ kind: 'obfuscated', detail: 'escaped-names', at }, at, 'name')
  for (const { at, from } of offScreenCode(source)) {
    suspect({ kind: 'off-screen', detail: '', at }, from, 'name', 'other')
  }
  for (const { detail, at } of writingStyles(source)) {
    suspect({ kind: 'obfuscated', detail, at }, at, 'name', 'other')
  }
  if (suspects.length === 0) return found
  const offsets = [...new Set(suspects.map(({ at }) => at))].toSorted((a, b) => a - b)
  const standings = standingAt(program, offsets)
  const standing = suspects.filter(({ at, in: wanted }) => {
    const found = standings.get(at) ?? 'other'
    return wanted.includes(found) && (found !== 'other' || !isInComment(comments, at))
  })
  return [...found, ...standing.map((one) => one.found)]
}

const nothingInvisible = { found: [], inNames: [] }

/** Nothing but ASCII: asked of the engine, which is faster than three searches for what cannot be there. */
function isPlain(source: string): boolean {
  return Buffer.byteLength(source) === source.length
}

/** Comments that follow one another are one text. Short strings hold no sentence. */
function wordsInCode({ source, comments, collected }: DisguiseInput): Found[] {
  const parts: { start: number; end: number }[] = []
  for (const { start, end } of comments) {
    const last = parts.at(-1)
    const follows = last !== undefined && start - last.end < maxBetween && source.slice(last.end, start).trim() === ''
    if (follows) last.end = end
    else parts.push({ start, end })
  }
  for (const { start, end } of [...collected.strings, ...collected.templates]) {
    if (end - start >= shortestSentence) parts.push({ start, end })
  }
  return parts.flatMap(({ start, end }) =>
    reviewerText(source.slice(start, end)).map(
      ({ detail, at }): Found => ({ kind: 'reviewer-text', detail, at: start + at }),
    ),
  )
}

const maxBetween = 200
const shortestSentence = 25

function isInComment(comments: readonly Comment[], at: number): boolean {
  return comments.some(({ start, end }) => start <= at && at < end)
}

function unpacked(source: string, collected: Collected, resolver: Resolver): Found[] {
  const at = packedCode(source, collected, resolver)
  return at === -1 ? [] : [{ kind: 'obfuscated', detail: 'unpacked-from-noise', at }]
}

function packed(source: string, { strings, templates, calls, members }: Collected): Found[] {
  const within = (start: number, end: number) => (node: { start: number; end: number }) =>
    node.start >= start && node.end <= end
  const line = packedLine(
    source,
    (start, end) => {
      const quoted = [...strings, ...templates].filter(within(start, end))
      return quoted.reduce((sum, node) => sum + node.end - node.start, 0)
    },
    (start, end) => calls.filter(within(start, end)).length + members.filter(within(start, end)).length,
  )
  return line === 'none' ? [] : [{ kind: 'packed-line', detail: '', at: line.start }]
}

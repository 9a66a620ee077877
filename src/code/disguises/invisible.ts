// Characters that nobody sees and that carry data or hide in names: zero-width characters, variation selectors, tags,
// private use (GlassWorm, "Hangul filler" back doors). Honest ones stand alone: a byte order mark, joiners in emoji and in
// Persian or Indic words, one selector behind a sign, the tags of a flag, an icon font's letters.
import type { Found } from './found.ts'

/** In UTF-16 units; `db40` begins tags and further selectors, `db80-dbff` private planes. */
const units =
  '034f 115f 1160 17b4 17b5 180b-180e 200b-200f 2060-2064 206a-206f 3164 fe00-fe0f feff ffa0 fff9-fffb e000-f8ff db40 db80-dbff'
const candidate = new RegExp(`[${units.replaceAll(/[0-9a-f]{4}/g, '\\u$&').replaceAll(' ', '')}]`, 'g')

/** Eight carry a byte in two spellings, or a word in more of them. */
const shortestRun = 8
/** Private use is where icon fonts live: a word of icons is honest. */
const shortestPrivateRun = 16
/** Single ones between Latin letters; a copied web page brings a few. */
const mostScattered = 40
/** Beyond this many characters nothing more is learnt. */
const maxCandidates = 200_000

const isFiller = (point: number) => point === 0x3164 || point === 0x115f || point === 0x1160 || point === 0xffa0
const isPrivate = (point: number) => (point >= 0xe000 && point <= 0xf8ff) || point >= 0xf0000
const isSelector = (point: number) => (point >= 0xfe00 && point <= 0xfe0f) || (point >= 0xe0100 && point <= 0xe01ef)
const isTag = (point: number) => point >= 0xe0000 && point <= 0xe007f

type InvisibleRun = { start: number; end: number; points: readonly number[] }

export type InvisibleScan = { found: Found[]; inNames: readonly number[] }

/** `inNames`: offsets of characters that are a disguise if they stand in a name. */
export function scanInvisible(source: string): InvisibleScan {
  const found: Found[] = []
  const inNames: number[] = []
  const scattered: number[] = []
  for (const run of runsOf(source)) {
    const detail = detailOf(run, source)
    if (detail !== '') found.push({ kind: 'invisible', detail, at: run.start })
    const [point = 0] = run.points
    if (run.start > 0 && !isPrivate(point) && inNames.length < 1000) inNames.push(run.start)
    if (run.points.length === 1 && isZeroWidth(point) && isBetweenLatin(source, run)) scattered.push(run.start)
  }
  const [first] = scattered
  if (first !== undefined && scattered.length > mostScattered) {
    found.push({ kind: 'invisible', detail: 'scattered', at: first })
  }
  return { found, inNames }
}

function* runsOf(source: string): Generator<InvisibleRun> {
  candidate.lastIndex = 0
  let seen = 0
  for (let match = candidate.exec(source); match !== null && seen < maxCandidates; match = candidate.exec(source)) {
    const points: number[] = []
    let end = match.index
    for (let point = source.codePointAt(end); point !== undefined; point = source.codePointAt(end)) {
      if (!isInvisible(point)) break
      points.push(point)
      end += point > 0xffff ? 2 : 1
      if (++seen >= maxCandidates) break
    }
    candidate.lastIndex = Math.max(end, match.index + 1)
    if (points.length > 0) yield { start: match.index, end, points }
  }
}

function isInvisible(point: number): boolean {
  if (point < 0x300) return false
  if (isPrivate(point) || isSelector(point) || isTag(point) || isFiller(point) || isZeroWidth(point)) return true
  return point === 0x034f || point === 0x17b4 || point === 0x17b5 || (point >= 0x180b && point <= 0x180e)
}

function isZeroWidth(point: number): boolean {
  return (
    (point >= 0x200b && point <= 0x200f) ||
    (point >= 0x2060 && point <= 0x2064) ||
    (point >= 0x206a && point <= 0x206f) ||
    point === 0xfeff ||
    (point >= 0xfff9 && point <= 0xfffb)
  )
}

/** '' for a run that carries nothing. */
function detailOf({ start, points }: InvisibleRun, source: string): string {
  if (points.length < shortestRun || isTable(points)) return ''
  if (points.every(isPrivate)) return points.length < shortestPrivateRun ? '' : 'private-use'
  if (points.filter(isTag).length * 2 > points.length) return isFlag(start, points, source) ? '' : 'tags'
  if (points.filter(isSelector).length * 2 > points.length) return 'selectors'
  return points.every((point) => point === points[0]) ? '' : 'zero-width'
}

/** A list of such characters in the order of their numbers carries nothing else; data repeats itself. */
function isTable(points: readonly number[]): boolean {
  return points.every((point, index) => index === 0 || point > (points[index - 1] ?? 0))
}

/** A black flag, the letters of a region as tags, and the tag that ends them (England, Scotland, Wales). */
function isFlag(start: number, points: readonly number[], source: string): boolean {
  return points.length <= shortestRun && points.at(-1) === 0xe007f && source.codePointAt(start - 2) === 0x1f3f4
}

function isBetweenLatin(source: string, { start, end }: InvisibleRun): boolean {
  return isAsciiWord(source.charCodeAt(start - 1)) && isAsciiWord(source.charCodeAt(end))
}

function isAsciiWord(unit: number): boolean {
  return (
    (unit >= 0x61 && unit <= 0x7a) || (unit >= 0x41 && unit <= 0x5a) || (unit >= 0x30 && unit <= 0x39) || unit === 32
  )
}

// The index of known-bad releases: one line per package of a record, sorted, behind a first line that says what it was
// made of and over which bytes its digest goes. Looking a name up is a binary search; nothing is parsed but what is found.
import { createHash } from 'node:crypto'
import type { AdvisoryEvent, AdvisoryPackage } from '../../domain/advisory.ts'
import type { Harm } from '../../domain/known-bad.ts'
import { member, parsed, text as textAt } from '../json-value.ts'

/** Raised whenever the lines change shape or meaning. */
export const indexVersion = 2

export type IndexedRelease = { id: string; harm: Harm; why: string; since: number; of: AdvisoryPackage }

/** `newest`, in milliseconds since 1970, is -1 where no record is dated. */
export type IndexHead = { records: number; unread: number; firstUnread: string; newest: number }

export type KnownBadIndex = { head: IndexHead; find: (name: string) => IndexedRelease[] }

/** Only characters that sort the same as bytes and as text. */
export function toLine({ id, harm, why, since, of }: IndexedRelease): string {
  const ranges = of.ranges.map((range) => range.flatMap(({ kind, at }) => [kind, at]))
  return ascii(JSON.stringify([of.name, id, harm, since, why, of.versions, ranges]))
}

function ascii(json: string): string {
  return json.replace(/[^ -~]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
}

/** `lines` are sorted in place. `key` names what they were made of. */
export function toIndex(lines: string[], head: IndexHead, key: string): Buffer {
  lines.sort()
  const bytes = Buffer.allocUnsafe(maxHead + lines.reduce((sum, line) => sum + line.length + 1, 0))
  let end = maxHead
  for (const line of lines) end += bytes.write(`${line}\n`, end, 'latin1')
  const digest = createHash('sha256').update(bytes.subarray(maxHead)).digest('hex')
  const first = ascii(JSON.stringify({ cordon: 'known-bad', version: indexVersion, key, digest, head }))
  bytes.fill(' ', 0, maxHead - 1, 'latin1').write(first, 'latin1')
  bytes[maxHead - 1] = newline
  return bytes
}

/** `undefined` for what is no whole index of this version made of `key`: cut off, changed, or of something else. */
export function readIndex(bytes: Buffer, key: string): KnownBadIndex | undefined {
  const head = readHead(bytes.toString('latin1', 0, maxHead), key)
  if (head === undefined) return undefined
  const body = bytes.subarray(maxHead)
  if (createHash('sha256').update(body).digest('hex') !== head.digest) return undefined
  return { head: head.head, find: (name) => linesOf(body, name).map(toIndexed) }
}

/** The first line is as long as this, whatever it says. */
const maxHead = 8192
const newline = 0x0a

function readHead(text: string, key: string): { digest: string; head: IndexHead } | undefined {
  const value = parsed(text)
  const head = member(value, 'head')
  if (member(value, 'version') !== indexVersion || member(value, 'key') !== key || !isHead(head)) return undefined
  return { digest: textAt(value, 'digest'), head }
}

function isHead(value: unknown): value is IndexHead {
  const numbers = ['records', 'unread', 'newest'].every((key) => Number.isFinite(member(value, key)))
  return numbers && typeof member(value, 'firstUnread') === 'string'
}

/** The digest has been checked: a line is as it was written. */
function toIndexed(line: string): IndexedRelease {
  const [name, id, harm, since, why, versions, ranges]: Written = JSON.parse(line)
  return { id, harm, why, since, of: { name, versions, ranges: ranges.map(toEvents) } }
}

type Written = [
  name: string,
  id: string,
  harm: Harm,
  since: number,
  why: string,
  versions: readonly string[],
  ranges: readonly (readonly string[])[],
]

function toEvents(flat: readonly string[]): AdvisoryEvent[] {
  return flat.flatMap((kind, index) => {
    if (index % 2 === 1) return []
    const at = flat[index + 1] ?? ''
    return kind === 'introduced' || kind === 'fixed' || kind === 'last_affected' ? { kind, at } : []
  })
}

/** The lines that begin with `["name",`; they stand side by side. */
function linesOf(body: Buffer, name: string): string[] {
  const prefix = Buffer.from(`[${ascii(JSON.stringify(name))},`, 'latin1')
  let low = 0
  let high = body.length
  // Both are beginnings of lines; every line before `low` is smaller than the prefix.
  while (low < high) {
    const start = lineStart(body, (low + high) >> 1, low)
    const next = nextLine(body, start)
    if (Buffer.compare(body.subarray(start, Math.min(next - 1, start + prefix.length)), prefix) < 0) low = next
    else high = start
  }
  const found: string[] = []
  for (let at = low; at < body.length; at = nextLine(body, at)) {
    if (!body.subarray(at, at + prefix.length).equals(prefix)) break
    found.push(body.toString('latin1', at, nextLine(body, at) - 1))
  }
  return found
}

function lineStart(body: Buffer, at: number, least: number): number {
  const before = at === 0 ? -1 : body.lastIndexOf(newline, at - 1)
  return Math.max(before + 1, least)
}

function nextLine(body: Buffer, at: number): number {
  const end = body.indexOf(newline, at)
  return end === -1 ? body.length : end + 1
}

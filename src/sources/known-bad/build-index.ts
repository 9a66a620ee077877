// OSV records as the lines of an index. Of each record only its lines are kept: what is held grows with what the records
// name, never with their texts.
import type { Advisory } from '../../domain/advisory.ts'
import type { JsonLimits } from '../../domain/json.ts'
import { osvJson, readAdvisories } from '../osv.ts'
import { type IndexHead, toIndex, toLine } from './index-format.ts'
import { maxRecordBytes, type RecordText } from './record-texts.ts'

export type Built = { ok: true; bytes: Buffer } | { ok: false; code: string; why: string }

const recordJson: JsonLimits = { maxLength: maxRecordBytes, maxDepth: 60, maxNodes: 60_000 }
/** All that OSV has of npm is a tenth of it. */
const maxLength = 400_000_000
const maxSummary = 200
const textsPerPause = 500
const day = 24 * 3_600_000

/** `now`: a record dated later than tomorrow says nothing about how fresh the records are. */
export async function buildIndex(
  texts: Iterable<RecordText>,
  key: string,
  now: number,
  pause: () => Promise<void>,
): Promise<Built> {
  const lines: string[] = []
  const head: IndexHead = { records: 0, unread: 0, firstUnread: '', newest: -1 }
  let length = 0
  let seen = 0
  /** Texts of which nothing could be read. */
  let lost = 0
  for (const one of texts) {
    if (++seen % textsPerPause === 0) await pause()
    if (one.kind === 'broken') return { ok: false, code: 'osv-unreadable', why: one.why }
    if (one.kind === 'text' && !canBeNpm(one.text)) continue
    const read = one.kind === 'text' ? readAdvisories(one.text, one.isWhole ? osvJson : recordJson) : unread(one.why)
    const faults = read.ok ? read.faults : [read]
    head.unread += faults.length
    const [first] = faults
    if (head.firstUnread === '' && first !== undefined) head.firstUnread = `${one.name}: ${first.why}`.slice(0, 500)
    if (!read.ok) {
      lost++
      continue
    }
    for (const advisory of read.advisories.filter(({ packages }) => packages.length > 0)) {
      if (advisory.modified <= now + day) head.newest = Math.max(head.newest, advisory.modified)
      if (advisory.withdrawn) continue
      head.records++
      const added = linesOf(advisory)
      length += added.reduce((sum, line) => sum + line.length, 0)
      for (const line of added) lines.push(line)
    }
    if (length > maxLength) return { ok: false, code: 'osv-too-large', why: 'names more than can be kept' }
  }
  if (isBroken(head.records, lost))
    return { ok: false, code: 'osv-invalid', why: `has what is no OSV record: ${head.firstUnread}` }
  if (head.records === 0) return { ok: false, code: 'osv-empty', why: 'has no record of an npm package' }
  return { ok: true, bytes: toIndex(lines, head, key) }
}

function unread(why: string): { ok: false; why: string } {
  return { ok: false, why }
}

/**
 * Only text that is escaped, or cut off, can mean npm without saying it. Most records of a mixed folder are passed over by
 * this.
 */
function canBeNpm(text: string): boolean {
  const isObject = text.trimStart().startsWith('{') && text.trimEnd().endsWith('}')
  return text.includes('"npm"') || text.includes('\\u') || !isObject
}

/** A few records that nobody can read do not make the others worthless; many are another format. */
function isBroken(records: number, lost: number): boolean {
  return lost > Math.max(10, records / 100) || (records === 0 && lost > 0)
}

function linesOf({ id, malicious, summary, published, modified, packages }: Advisory): string[] {
  const harm = malicious ? 'malicious' : 'vulnerable'
  const why = summary.slice(0, maxSummary)
  const since = published === -1 ? modified : published
  return packages.map((of) => toLine({ id, harm, why, since, of }))
}

// OSV records (https://ossf.github.io/osv-schema/) as advisories about npm packages. A record may come from anywhere:
// it is read bounded, and only the fields that say which versions it names are believed.

import type { Advisory, AdvisoryEvent, AdvisoryPackage } from '../domain/advisory.ts'
import { type JsonLimits, type JsonNode, memberOf, readJson } from '../domain/json.ts'

/** Far above the largest records there are: some name 10,000 versions. */
export const osvJson: JsonLimits = { maxLength: 16 * 1024 * 1024, maxDepth: 60, maxNodes: 1_000_000 }
const maxPackages = 10_000

export type ReadAdvisories = { ok: true; advisories: readonly Advisory[] } | { ok: false; why: string; offset: number }

/** The records of one file, a single one or a list. What names no npm package has no packages. */
export function readAdvisories(text: string, limits: JsonLimits = osvJson): ReadAdvisories {
  const read = readJson(text, limits)
  if (!read.ok) return { ok: false, why: read.message, offset: read.offset }
  const records = read.root.kind === 'array' ? read.root.items : [read.root]
  const advisories: Advisory[] = []
  for (const record of records) {
    const advisory = toAdvisory(record)
    if (typeof advisory === 'string') return { ok: false, why: advisory, offset: record.offset }
    advisories.push(advisory)
  }
  return { ok: true, advisories }
}

/** The advisory, or what is wrong with the record. */
function toAdvisory(record: JsonNode): Advisory | string {
  const id = textAt(record, 'id')
  if (id === '' || id.length > 200) return 'this is no OSV record: it has no "id"'
  const affected = itemsAt(record, 'affected').filter(isNpm)
  if (affected.length > maxPackages) return `the record names more than ${maxPackages} packages`
  const packages: AdvisoryPackage[] = []
  for (const one of affected) {
    const found = toPackage(one)
    if (typeof found === 'string') return found
    packages.push(found)
  }
  const summary = textAt(record, 'summary')
  const withdrawn = textAt(record, 'withdrawn') !== ''
  const [published, modified] = [timeAt(record, 'published'), timeAt(record, 'modified')]
  return { id, summary, malicious: isMalicious(record, id), withdrawn, published, modified, packages }
}

function timeAt(record: JsonNode, key: string): number {
  const text = textAt(record, key)
  const time = text.length > 40 ? Number.NaN : Date.parse(text)
  return Number.isNaN(time) ? -1 : time
}

function isNpm(affected: JsonNode): boolean {
  const of = memberOf(affected, 'package')
  return of !== undefined && textAt(of, 'ecosystem') === 'npm' && textAt(of, 'name') !== ''
}

function toPackage(affected: JsonNode): AdvisoryPackage | string {
  const of = memberOf(affected, 'package')
  const ranges: (readonly AdvisoryEvent[])[] = []
  for (const range of itemsAt(affected, 'ranges')) {
    // Commits say nothing about versions. ECOSYSTEM is, for npm, SEMVER.
    if (!['SEMVER', 'ECOSYSTEM'].includes(textAt(range, 'type'))) continue
    const events = itemsAt(range, 'events').map(toEvent)
    if (events.includes('unknown')) return 'a range of the record has an event that is none of OSV'
    ranges.push(events.filter((event) => event !== 'unknown'))
  }
  const versions = itemsAt(affected, 'versions').flatMap((one) => (one.kind === 'string' ? [one.value] : []))
  const name = of === undefined ? '' : textAt(of, 'name')
  return ranges.length === 0 && versions.length === 0
    ? `the record names no versions of ${JSON.stringify(name.slice(0, 200))}`
    : { name, versions, ranges }
}

const eventKinds = ['introduced', 'fixed', 'last_affected'] as const

/** `limit` bounds branches of a repository; for versions it is the same as `fixed`. */
function toEvent(event: JsonNode): AdvisoryEvent | 'unknown' {
  const kind = eventKinds.find((one) => textAt(event, one) !== '')
  if (kind !== undefined) return { kind, at: textAt(event, kind) }
  const limit = textAt(event, 'limit')
  return limit === '' ? 'unknown' : { kind: 'fixed', at: limit }
}

/**
 * Records of malicious packages are called MAL-…, or are advisories that name CWE-506 (embedded malicious code), as
 * GitHub's do. Believing it costs nothing: it only adds what to do.
 */
function isMalicious(record: JsonNode, id: string): boolean {
  const names = [id, ...itemsAt(record, 'aliases').flatMap((one) => (one.kind === 'string' ? [one.value] : []))]
  return names.some((name) => name.startsWith('MAL-')) || [record, ...itemsAt(record, 'affected')].some(namesCwe506)
}

function namesCwe506(node: JsonNode): boolean {
  const specific = memberOf(node, 'database_specific')
  if (specific === undefined) return false
  const ids = itemsAt(specific, 'cwe_ids').flatMap((one) => (one.kind === 'string' ? [one.value] : []))
  return [...ids, ...itemsAt(specific, 'cwes').map((cwe) => textAt(cwe, 'cweId'))].includes('CWE-506')
}

function textAt(node: JsonNode, key: string): string {
  const value = memberOf(node, key)
  return value?.kind === 'string' ? value.value : ''
}

function itemsAt(node: JsonNode, key: string): readonly JsonNode[] {
  const value = memberOf(node, key)
  return value?.kind === 'array' ? value.items : []
}

// OSV records (https://ossf.github.io/osv-schema/) as advisories about npm packages. A record may come from anywhere:
// it is read bounded, and only the fields that say which versions it names are believed.

import type { Advisory, AdvisoryEvent, AdvisoryPackage } from '../domain/advisory.ts'
import { type JsonLimits, type JsonNode, memberOf, readJson } from '../domain/json.ts'
import { isVersion } from '../domain/versions.ts'

/** Far above the largest records there are: some name 10,000 versions. */
export const osvJson: JsonLimits = { maxLength: 16 * 1024 * 1024, maxDepth: 60, maxNodes: 1_000_000 }
const maxPackages = 10_000

/** What of a record could not be read; the rest of it counts all the same. */
export type Fault = { why: string; offset: number }

/** `faults`: records, and packages of records, that are not among the advisories. */
export type ReadAdvisories =
  | { ok: true; advisories: readonly Advisory[]; faults: readonly Fault[] }
  | ({ ok: false } & Fault)

/** The records of one file, a single one or a list. What names no npm package has no packages. */
export function readAdvisories(text: string, limits: JsonLimits = osvJson): ReadAdvisories {
  const read = readJson(text, limits)
  if (!read.ok) return { ok: false, why: read.message, offset: read.offset }
  const records = read.root.kind === 'array' ? read.root.items : [read.root]
  const advisories: Advisory[] = []
  const faults: Fault[] = []
  for (const record of records) {
    const { advisory, wrong } = toAdvisory(record)
    faults.push(...wrong.map((why) => ({ why, offset: record.offset })))
    if (advisory !== 'none') advisories.push(advisory)
  }
  const [first] = faults
  return advisories.length === 0 && first !== undefined ? { ok: false, ...first } : { ok: true, advisories, faults }
}

/** The advisory with all of it that can be read, and what is wrong with the rest. */
function toAdvisory(record: JsonNode): { advisory: Advisory | 'none'; wrong: readonly string[] } {
  const id = textAt(record, 'id')
  if (id === '' || id.length > 200) return { advisory: 'none', wrong: ['this is no OSV record: it has no "id"'] }
  const affected = itemsAt(record, 'affected').filter(isNpm)
  if (affected.length > maxPackages) {
    return { advisory: 'none', wrong: [`the record names more than ${maxPackages} packages`] }
  }
  const read = affected.map(toPackage)
  const packages = read.flatMap(({ of }) => (of === 'none' ? [] : of))
  const wrong = read.flatMap((one) => one.wrong)
  if (packages.length === 0 && wrong.length > 0) return { advisory: 'none', wrong }
  const summary = textAt(record, 'summary')
  const withdrawn = textAt(record, 'withdrawn') !== ''
  const [published, modified] = [timeAt(record, 'published'), timeAt(record, 'modified')]
  return {
    advisory: { id, summary, malicious: isMalicious(record, id), withdrawn, published, modified, packages },
    wrong,
  }
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

function toPackage(affected: JsonNode): { of: AdvisoryPackage | 'none'; wrong: readonly string[] } {
  const of = memberOf(affected, 'package')
  const name = of === undefined ? '' : textAt(of, 'name')
  const versions = itemsAt(affected, 'versions').flatMap((one) => (one.kind === 'string' ? [one.value] : []))
  // Commits say nothing about versions. ECOSYSTEM is, for npm, SEMVER.
  const meant = itemsAt(affected, 'ranges').filter((one) => ['SEMVER', 'ECOSYSTEM'].includes(textAt(one, 'type')))
  const ranges = meant.map(toRange)
  const read = ranges.filter((range) => range !== 'unknown')
  const shown = JSON.stringify(name.slice(0, 200))
  const wrong =
    read.length < ranges.length ? [`a range of ${shown} has an event that is none of OSV, or begins nowhere`] : []
  if (read.length > 0 || versions.length > 0) return { of: { name, versions, ranges: read }, wrong }
  return { of: 'none', wrong: wrong.length > 0 ? wrong : [`the record names no versions of ${shown}`] }
}

/** A range that covers nothing because nobody understands it would count as read. */
function toRange(range: JsonNode): readonly AdvisoryEvent[] | 'unknown' {
  const events = itemsAt(range, 'events')
    .filter((event) => textAt(event, 'limit') !== '*')
    .map(toEvent)
  const known = events.filter((event) => event !== 'unknown')
  const begins = known.some(({ kind }) => kind === 'introduced')
  return begins && known.length === events.length ? known : 'unknown'
}

const eventKinds = ['introduced', 'fixed', 'last_affected'] as const

/** `limit` bounds branches of a repository; for versions it is the same as `fixed`. `*` is none, and left out before. */
function toEvent(event: JsonNode): AdvisoryEvent | 'unknown' {
  const kind = eventKinds.find((one) => textAt(event, one) !== '')
  const at = textAt(event, kind ?? 'limit')
  return at === '0' || isVersion(at) ? { kind: kind ?? 'fixed', at } : 'unknown'
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

// A list file of a pack as entries, and entries as what the comparison asks. It reads no disk; whether an entry has
// expired is asked with the moment of judging.
import { normalBad } from '../domain/bad-value.ts'
import {
  type BadRelease,
  type BadValue,
  type BadVersions,
  badKey,
  badKinds,
  type Claim,
  harms,
  type KnownBad,
} from '../domain/known-bad.ts'
import type { Outcome } from '../domain/report.ts'
import { itemsOf, memberOf, textOf, wordOf } from '../yaml/members.ts'
import type { YamlMistake, YamlNode } from '../yaml/read.ts'
import { endOfDay } from './list-schema.ts'

/** `pack` and `list` of an entry are '' until it is known which it stands in. */
export type ListEntry = { bad: BadValue | (BadRelease & { kind: 'package' }); until: number }

export type BadList = {
  name: string
  entries: readonly ListEntry[]
  /** The file it was read from, as its user names it. */
  file: string
}

/** The list, as a list of one; none where it has no name. `root` conforms to the shape, or its mistakes are listed. */
export function toList(root: YamlNode, path: string, mistakes: YamlMistake[]): BadList[] {
  const name = textOf(root, 'list', '')
  const nodes = itemsOf(root, 'entries')
  if (name !== '' && !path.replaceAll('\\', '/').endsWith(`/${name}.yml`) && path !== `${name}.yml`) {
    const message = `The list is called "${name}" and its file is not ${name}.yml`
    mistakes.push({
      code: 'id-not-file-name',
      message,
      help: 'Rename one of the two.',
      at: memberOf(root, 'list')?.at ?? 0,
    })
  }
  return name === '' ? [] : [{ name, entries: nodes.flatMap((node) => toEntry(node, mistakes)), file: path }]
}

/** Adds to `mistakes` what the shape cannot say. */
export function toEntry(node: YamlNode, mistakes: YamlMistake[]): ListEntry[] {
  if (node.kind !== 'map') return []
  const [kind, ...more] = badKinds.filter((one) => memberOf(node, one) !== undefined)
  if (kind === undefined || more.length > 0) {
    const message =
      kind === undefined ? 'This entry names nothing' : `This entry names ${[kind, ...more].join(' and ')}`
    const help = `Each entry has exactly one of ${badKinds.join(', ')}.`
    mistakes.push({ code: 'entry-kind', message, help, at: node.at })
    return []
  }
  for (const key of ['versions', 'registry'] as const) {
    const at = memberOf(node, key)?.at
    if (kind === 'package' || at === undefined) continue
    mistakes.push({ code: 'entry-key', message: `"${key}" is for a package`, help: 'Leave it out.', at })
  }
  const end = endOfDay(textOf(node, 'until', ''))
  const until = Number.isNaN(end) ? Number.POSITIVE_INFINITY : end
  const claim: Claim = {
    id: textOf(node, 'id', ''),
    harm: wordOf(node, 'harm', harms, 'malicious'),
    why: textOf(node, 'why', ''),
    source: textOf(node, 'source', ''),
    pack: '',
    list: '',
    atMost: 'block',
  }
  const text = textOf(node, kind, '')
  if (kind !== 'package') return [{ bad: { ...claim, kind, value: normalBad(kind, text) }, until }]
  const versions = toVersions(node, text)
  if (versions === 'none') {
    const help = 'Write a range ("*" for all of them), or a list of exact versions.'
    mistakes.push({ code: 'missing-key', message: '"versions" is missing', help, at: node.at })
    return []
  }
  const registry = normalBad('host', textOf(node, 'registry', ''))
  return [{ bad: { ...claim, kind, name: text, versions, registry, since: -1 }, until }]
}

function toVersions(node: YamlNode, name: string): BadVersions | 'none' {
  const member = memberOf(node, 'versions')
  if (member?.kind === 'text') return { kind: 'range', range: member.value.trim() }
  if (member?.kind !== 'list' || member.items.length === 0) return 'none'
  const versions = member.items.flatMap((item) => (item.kind === 'text' ? item.value : []))
  return { kind: 'listed', of: { name, versions, ranges: [] } }
}

export type Expired = { pack: string; list: string; expired: number; entries: number }

/** What counts at `now`, and in which lists something no longer does. */
export function listedBad(
  packs: readonly { pack: string; lists: readonly BadList[]; listLimit: Outcome }[],
  now: number,
): { known: KnownBad; expired: readonly Expired[] } {
  const lists = packs.flatMap(({ pack, lists, listLimit }) =>
    lists.map((list) => ({ pack, atMost: listLimit, ...list })),
  )
  const current = lists.flatMap(({ pack, atMost, name, entries }) =>
    entries.filter(({ until }) => now < until).map(({ bad }) => ({ ...bad, pack, list: name, atMost })),
  )
  const expired = lists.flatMap(({ pack, name, entries }) => {
    const count = entries.filter(({ until }) => now >= until).length
    return count === 0 ? [] : [{ pack, list: name, expired: count, entries: entries.length }]
  })
  return { known: toKnownBad(current), expired }
}

export function toKnownBad(all: readonly ListEntry['bad'][]): KnownBad {
  const values = all.flatMap((one) => (one.kind === 'package' ? [] : one))
  const byName = Map.groupBy(
    all.flatMap((one) => (one.kind === 'package' ? one : [])),
    ({ name }) => name,
  )
  return {
    values: Map.groupBy(values, ({ kind, value }) => badKey(kind, value)),
    releases: (name) => byName.get(name) ?? [],
  }
}

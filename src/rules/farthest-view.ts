// How much of a release a rule has to see: its lock entry alone, what the registry says of it, the files in its tarball, or
// its verified attestations. It reads conditions, and knows no release.
import type { Change } from '../domain/change.ts'
import { type View, views } from '../domain/replay.ts'
import { type Expression, everyPart } from './expression.ts'
import type { Rule, RulePack } from './rule.ts'

const viewOf: Readonly<Record<keyof Change, View>> = {
  package: 'lockfile',
  lock: 'lockfile',
  lookalike: 'lockfile',
  directives: 'lockfile',
  patches: 'lockfile',
  knownBad: 'lockfile',
  baseline: 'packument',
  publication: 'packument',
  manifest: 'packument',
  scripts: 'packument',
  dependencies: 'packument',
  bins: 'packument',
  provenance: 'provenance',
  files: 'tarball',
  content: 'tarball',
  oddities: 'tarball',
  capabilities: 'tarball',
  arguments: 'tarball',
  flows: 'tarball',
  disguises: 'tarball',
  indicators: 'tarball',
  unreadable: 'tarball',
}

/** Of all views that its condition reads the one that is the most work to get. */
export function farthestView(rule: Rule): View {
  const read = new Set(everyPart(rule.when.expression).flatMap(viewRead))
  return views.findLast((view) => read.has(view)) ?? 'lockfile'
}

/** The same for the rules of these packs, by id; `tarball` for an id that is none of theirs. */
export function farthestViews(packs: readonly Pick<RulePack, 'rules'>[]): (rule: string) => View {
  const known = new Map(packs.flatMap(({ rules }) => rules.map((rule) => [rule.id, farthestView(rule)] as const)))
  return (rule) => known.get(rule) ?? 'tarball'
}

function viewRead(part: Expression): View[] {
  if (part.kind !== 'field' || part.of.kind !== 'name' || part.of.name !== 'change') return []
  const known: Readonly<Record<string, View>> = viewOf
  const view = Object.hasOwn(known, part.name) ? known[part.name] : undefined
  return view === undefined ? [] : [view]
}

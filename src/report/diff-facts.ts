// What differs between two releases, by meaning: scripts, dependencies, entry points, what the code can do, where it
// leads, who published it. Facts come from packages and registries; each text passes `escaped`.
import type { Change, CodeFact, Status } from '../domain/change.ts'
import type { DiffReport } from '../domain/diff-report.ts'
import { toCount } from './ages.ts'
import { dependencyText, inBrackets, quoted } from './diff-dependency.ts'
import { originLines } from './diff-origin.ts'
import { escaped } from './escape.ts'
import type { Layout } from './layout.ts'
import { hang, padTo } from './width.ts'

/** One thing that differs. */
export type DiffLine = { status: Status; text: string }

const signs: Record<Status, string> = { added: '+', changed: '~', removed: '-', kept: '=' }
const labelWidth = 14
/** Lines of one kind, without `--all`. */
const cap = 12

export function factSection(report: DiffReport, change: Change, layout: Layout): string[] {
  const origin = originLines(report, change).flatMap(([label, found]) => labelled(label, found, layout))
  return [layout.paint('strong', 'What changed'), ...origin, ...meaningLines(change, layout)]
}

/** Everything but where it comes from. */
export function meaningLines(change: Change, layout: Layout): string[] {
  return Object.entries(tables(change)).flatMap(([label, found]) => labelled(label, found, layout))
}

function labelled(label: string, found: readonly DiffLine[], layout: Layout): string[] {
  const shown = layout.all ? found : found.slice(0, cap)
  const hidden = found.length - shown.length
  return [
    ...shown.flatMap(({ status, text }, index) => {
      const lead = `  ${padTo(index === 0 ? label : '', labelWidth)}${signs[status]} `
      const [first = '', ...rest] = hang(lead, text, layout.width)
      const role = status === 'added' ? 'added' : status === 'removed' ? 'removed' : 'quiet'
      return [`${lead.slice(0, -2)}${layout.paint(role, signs[status])} ${first.slice(lead.length)}`, ...rest]
    }),
    ...(hidden === 0
      ? []
      : hang(' '.repeat(labelWidth + 2), `and ${toCount(hidden)} more; --all shows them`, layout.width)),
  ]
}

/** Only what is not as before. */
function tables(change: Change): Record<string, DiffLine[]> {
  const hosts = change.indicators.filter(({ kind }) => kind === 'host')
  const others = change.indicators.filter(({ kind }) => kind !== 'host')
  return {
    scripts: lines(change.scripts, ({ name, body, bodyBefore, runsOnInstall, implicit, reaches, status }) => {
      const bodies =
        status === 'changed' && bodyBefore !== body
          ? `${quoted(bodyBefore)} -> ${quoted(body)}`
          : quoted(body || bodyBefore)
      const words = [
        runsOnInstall ? 'npm runs it on install' : '',
        implicit ? 'npm builds it by itself' : '',
        reaches.length === 0 ? '' : `leads to ${escaped(reaches.slice(0, 5).join(', '), 160)}`,
      ]
      return `${escaped(name, 60)}  ${bodies}${inBrackets(words)}`
    }),
    dependencies: lines(change.dependencies, dependencyText),
    'entry points': change.files.flatMap(({ status, path, entry }) =>
      entry === 'import' && status !== 'kept' ? [{ status, text: escaped(path, 160) }] : [],
    ),
    commands: lines(change.bins, ({ name, path, pathBefore, shadows, ownedBy, status }) => {
      const paths =
        status === 'changed' && pathBefore !== path
          ? `${escaped(pathBefore, 80)} -> ${escaped(path, 80)}`
          : escaped(path || pathBefore, 120)
      const words = [
        shadows === 'no' ? '' : `a name of the ${shadows}`,
        ownedBy === '' ? '' : `${escaped(ownedBy, 60)} brings it, too`,
      ]
      return `${escaped(name, 60)}  ${paths}${inBrackets(words)}`
    }),
    manifest: change.manifest.map(({ field, key, registry, tarball }) => ({
      status: 'changed' as const,
      text: `${field}${key === '' ? '' : ` ${escaped(key, 60)}`}: the registry says ${quoted(registry)}, the tarball ${quoted(tarball)}`,
    })),
    capabilities: lines(change.capabilities, (one) =>
      withPlace(one, `${escaped(one.name, 40)}${subjectOf(one.subject)}`),
    ),
    flows: lines(change.flows, (one) =>
      withPlace(one, `${escaped(one.source, 40)}${subjectOf(one.subject)} -> ${escaped(one.sink, 40)}`),
    ),
    disguises: lines(change.disguises, (one) => withPlace(one, `${escaped(one.kind, 40)}${subjectOf(one.detail)}`)),
    hosts: lines(hosts, (one) => withPlace(one, escaped(one.value, 120), false)),
    indicators: lines(withoutVersions(others, change), (one) =>
      withPlace(one, `${escaped(one.kind, 40)} ${escaped(one.value, 120)}`, false),
    ),
    arguments: lines(withoutVersions(change.arguments, change), (one) => {
      const value = one.resolved ? quoted(one.value) : 'cannot be told before it runs'
      return withPlace(one, `${escaped(one.kind, 40)} of ${escaped(one.capability, 40)}: ${value}`, false)
    }),
    unreadable: lines(change.unreadable, ({ file, why }) => `${escaped(file, 160)}: ${escaped(why, 40)}`),
    oddities: lines(
      change.oddities,
      ({ kind, path, detail }) => `${escaped(kind, 40)} ${escaped(`${path} ${detail}`, 160)}`,
    ),
    'known bad': change.knownBad.map(({ kind, value, id, why }) => ({
      status: 'added' as const,
      text: `${kind} ${escaped(value, 120)}${id === '' ? '' : `, ${escaped(id, 60)}`}: ${escaped(why, 160)}`,
    })),
  }
}

/** Without those that differ in the release's own version alone: a path or an address that carries it is no other one. */
function withoutVersions<F extends { status: Status; value: string; file: string }>(
  facts: readonly F[],
  { baseline, package: { version } }: Change,
): F[] {
  const own = (fact: F, number: string) =>
    JSON.stringify([fact.file, number === '' ? fact.value : fact.value.replaceAll(number, '*')])
  const keyOf = (fact: F) => own(fact, fact.status === 'removed' ? baseline.version : version)
  const keys = (status: Status) => new Set(facts.filter((fact) => fact.status === status).map(keyOf))
  const both = keys('added').intersection(keys('removed'))
  return facts.filter((fact) => fact.status === 'kept' || !both.has(keyOf(fact)))
}

/** Added first, then changed, then removed. */
function lines<F extends { status: Status }>(facts: readonly F[], toText: (fact: F) => string): DiffLine[] {
  return (['added', 'changed', 'removed'] as const).flatMap((status) =>
    facts.filter((fact) => fact.status === status).map((fact) => ({ status, text: toText(fact) })),
  )
}

const reachWords = {
  install: 'on install',
  import: 'on import',
  bin: 'as a command',
  none: 'reached by nothing',
} as const

function withPlace({ file, line, reach, excerpt, status }: CodeFact, what: string, withExcerpt = true): string {
  const place = file === '' ? '' : `  ${escaped(file, 120)}${line > 0 ? `:${line}` : ''}`
  const how = status === 'removed' ? '' : ` (${reachWords[reach]})`
  const code = withExcerpt && status !== 'removed' && excerpt !== '' ? `  ${escaped(excerpt.trim(), 80)}` : ''
  return `${what}${place}${how}${code}`
}

function subjectOf(text: string): string {
  return text === '' ? '' : ` ${escaped(text, 60)}`
}

// What a release brings, as the lines of a diff: `+` is new, `-` is gone, `@@` heads a group. The texts in it are a
// package's and are not escaped yet.
import type { Brings, TimelineEntry } from '../domain/report.ts'
import { toCount } from './ages.ts'

/** `rows`: of each group. */
export function bringsLines(brings: Brings, rows: number, timeline: readonly TimelineEntry[] = []): string[] {
  const { scripts, dependencies, capabilities, hosts, publisher } = brings
  const told = [
    ...group('scripts that run on install', scripts.flatMap(differenceLines), rows),
    ...group('dependencies', dependencies.flatMap(differenceLines), rows),
    ...group('what its code can do', capabilities.flatMap(placedLine), rows),
    ...group(
      'hosts it names',
      hosts.flatMap(({ host, ...rest }) => placedLine({ name: host, ...rest })),
      rows,
    ),
    ...group('published by', changeLines(publisher), rows),
    ...group('evidence of who built it', changeLines(evidenceOf(brings, timeline)), rows),
  ]
  return brings.cut === 0 ? told : [...told, `@@ ${toCount(brings.cut)} more @@`]
}

function group(title: string, lines: readonly string[], rows: number): string[] {
  if (lines.length === 0) return []
  const hidden = lines.length - rows
  return [`@@ ${title} @@`, ...lines.slice(0, rows), ...(hidden > 0 ? [`  and ${toCount(hidden)} more`] : [])]
}

function differenceLines({ name, status, before, after }: Brings['scripts'][number]): string[] {
  switch (status) {
    case 'added':
      return [`+ ${name}: ${after}`]
    case 'removed':
      return [`- ${name}: ${before}`]
    case 'changed':
      return [`- ${name}: ${before}`, `+ ${name}: ${after}`]
  }
}

/** What it could do before as well is no news. */
function placedLine({ name, status, file, line }: Brings['capabilities'][number]): string[] {
  const place = file === '' ? '' : `  (${file}${line > 0 ? `:${line}` : ''})`
  switch (status) {
    case 'added':
      return [`+ ${name}${place}`]
    case 'removed':
      return [`- ${name}`]
    case 'kept':
      return []
  }
}

/** Of a baseline that nobody verified, what its registry shows says enough beside a release that has nothing. */
function evidenceOf({ provenance: { before, after } }: Brings, timeline: readonly TimelineEntry[]) {
  const baseline = timeline.find(({ isBaseline }) => isBaseline)
  const isShown = before === '' && after === 'none' && baseline?.provenance === 'shown'
  return { before: isShown ? 'shown by the registry' : before, after }
}

/** A side that is not known is no change. */
function changeLines({ before, after }: { before: string; after: string }): string[] {
  return before === '' || after === '' || before === after ? [] : [`- ${before}`, `+ ${after}`]
}

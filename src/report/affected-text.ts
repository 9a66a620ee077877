// The answer of `cordon affected` as text: the verdict first, then each lockfile with the ways that lead to it, then
// what could not be read, then what to do, in the order in which it is safe.
import type { AffectedBy, AffectedEntry, AffectedLockfile, AffectedReport, UnreadPlace } from '../domain/affected.ts'
import { counted, toCount } from './ages.ts'
import { escaped } from './escape.ts'
import { type Paint, paintWith } from './paint.ts'
import { pathText } from './path-text.ts'
import { hang } from './width.ts'

export type AffectedTextOptions = { width: number; color: boolean; quiet: boolean; all: boolean }

type Layout = { width: number; all: boolean; paint: Paint }

/** Lists shown without `--all`. */
const lockfileCap = 50
const entryCap = 10
const unreadCap = 20

export function renderAffectedText(report: AffectedReport, options: AffectedTextOptions): string {
  if (options.quiet && report.summary.exitCode === 0) return ''
  const width = Math.min(200, Math.max(40, options.width))
  const layout: Layout = { width, all: options.all, paint: paintWith(options.color) }
  const shown = layout.all ? report.affected : report.affected.slice(0, lockfileCap)
  const sections = [
    headline(report, layout),
    ...shown.map((one) => lockfileBlock(one, layout)),
    more(report.affected.length - shown.length, 'more lockfile', layout),
    unreadBlock(report.unread, layout),
    steps(report, layout),
  ]
  return `${sections
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n')}\n`
}

function headline({ sought, summary }: AffectedReport, layout: Layout): string[] {
  const what = escaped(sought.text, 200)
  const where = `${toCount(summary.affected)} of ${counted(summary.lockfiles, 'lockfile')}`
  const rest = summary.unread === 0 ? '' : `, ${toCount(summary.unread)} could not be read`
  const says = sought.summary === '' ? [] : hang('  ', escaped(sought.summary, 300), layout.width)
  const role = summary.affected > 0 ? 'blocked' : summary.unread > 0 ? 'unchecked' : 'passed'
  const found =
    summary.affected > 0
      ? `${where} ${summary.affected === 1 ? 'has' : 'have'}`
      : `none of ${counted(summary.lockfiles, 'lockfile')} has`
  return [...hang('', `${found} ${what}${rest}`, layout.width).map((line) => layout.paint(role, line)), ...says]
}

const byWords: Record<AffectedBy, string> = {
  name: '',
  resolved: ', by the URL its bytes come from',
  digest: ', by its digest',
}

function lockfileBlock({ file, installed, entries }: AffectedLockfile, layout: Layout): string[] {
  const shown = layout.all ? entries : entries.slice(0, entryCap)
  const title = `${escaped(file, 300)}${installed ? ' (installed on this disk)' : ''}`
  return [
    ...hang('', title, layout.width).map((line) => layout.paint('strong', line)),
    ...shown.flatMap((entry) => entryLines(entry, layout)),
    ...more(entries.length - shown.length, 'more place', layout, '  '),
  ]
}

function entryLines(entry: AffectedEntry, layout: Layout): string[] {
  const { name, version, installedAs, line, by, kind } = entry
  const label = version === '' ? name : `${name}@${version}`
  const alias = installedAs === name ? '' : ` as ${installedAs}`
  const words = [
    kind === 'registry' || kind === 'alias' ? '' : kind,
    entry.dev ? 'dev' : '',
    entry.optional ? 'optional' : '',
  ]
  const flags = words.filter((word) => word !== '').join(', ')
  const about = `${escaped(`${label}${alias}`, 160)}${flags === '' ? '' : ` (${flags})`}, line ${line}${byWords[by]}`
  return [...hang('  ', about, layout.width), ...hang('    ', pathText(entry.path), layout.width)]
}

function unreadBlock(unread: readonly UnreadPlace[], layout: Layout): string[] {
  // What mentions it is the likeliest to have it.
  const ordered = unread.toSorted((a, b) => Number(b.mentions) - Number(a.mentions))
  const shown = layout.all ? ordered : ordered.slice(0, unreadCap)
  if (shown.length === 0) return []
  return [
    layout.paint('unchecked', 'not read'),
    ...shown.flatMap(({ file, line, code, message, mentions }) => {
      const place = `${escaped(file, 300)}${line > 0 ? `:${line}` : ''}`
      const hint = mentions ? '; what is sought stands in its text' : ''
      return hang('  ', `${place}  ${code}: ${escaped(message, 200)}${hint}`, layout.width)
    }),
    ...more(unread.length - shown.length, 'more', layout, '  '),
  ]
}

/**
 * Some worms watch the stolen token and destroy the home folder when it is revoked: whoever rotates first loses the
 * machine. So the watcher goes before the secret does.
 */
const afterMalice = [
  'Disconnect every machine and build runner that installed it, and revoke nothing yet: some of these wipe the home folder once a stolen token stops working.',
  'Remove persistence first: services, scheduled tasks and shell start-up lines nobody knows, and hooks in .claude, .vscode and .github/workflows of every repository there. Better: set the machine up anew.',
  'Then, from a clean machine, rotate every secret it could read: npm, GitHub, cloud, SSH and CI tokens; look for releases and commits you did not make.',
  'Move these lockfiles to a release that is not affected, delete node_modules, and clear the caches of your build.',
] as const

function steps({ sought, affected }: AffectedReport, layout: Layout): string[] {
  if (affected.length === 0) return []
  if (sought.malice === 'unknown') {
    const text =
      'A lockfile says what would be installed. If this is malicious: on every machine that installed it remove persistence first, and only then rotate secrets; some attacks wipe the home folder when a stolen token is revoked.'
    return hang('next  ', text, layout.width)
  }
  const lead = hang('', 'This is known to be malicious. What to do, in this order:', layout.width)
  return [
    ...lead.map((line) => layout.paint('strong', line)),
    ...afterMalice.flatMap((step, index) => hang(`  ${index + 1}. `, step, layout.width)),
  ]
}

function more(hidden: number, noun: string, layout: Layout, indent = ''): string[] {
  if (hidden <= 0) return []
  return hang(
    indent,
    `and ${noun === 'more' ? `${toCount(hidden)} more` : counted(hidden, noun)}; --all shows them`,
    layout.width,
  )
}

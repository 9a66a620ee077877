// The packages that a release carries in its own tarball, as far as they differ: one line each, and all of it for those that
// did not pass.
import type { CarriedDiff } from '../domain/diff-report.ts'
import { toCount } from './ages.ts'
import { meaningLines } from './diff-facts.ts'
import { findingSection } from './diff-findings.ts'
import { escaped } from './escape.ts'
import type { Layout } from './layout.ts'
import { hang } from './width.ts'
import { reasonWords } from './words.ts'

/** Packages that are named, without `--all`. */
const cap = 20

const signs = { added: '+', changed: '~', removed: '-' } as const
const rank = { blocked: 0, unchecked: 1, review: 2, passed: 3 } as const

export function carriedSections(carried: readonly CarriedDiff[], layout: Layout): string[][] {
  if (carried.length === 0) return []
  const order = carried.toSorted((a, b) => rank[a.verdict] - rank[b.verdict])
  const shown = layout.all ? order : order.slice(0, cap)
  const hidden = order.length - shown.length
  const told = shown.filter(({ verdict }) => layout.all || verdict !== 'passed')
  return [
    [
      layout.paint('strong', 'Carried in its tarball'),
      ...shown.flatMap((one) => hang(`  ${signs[one.status]} `, lineOf(one), layout.width)),
      ...(hidden === 0 ? [] : [`  and ${toCount(hidden)} more; --all shows them`]),
    ],
    ...told.map((one) => oneSection(one, layout)),
  ]
}

function lineOf({ location, name, version, versionBefore, status, verdict }: CarriedDiff): string {
  const versions = [versionBefore, version].filter((one) => one !== '').map((one) => escaped(one, 40))
  const words = status === 'removed' ? 'no longer carried' : verdict
  // Installed under its own name it needs no second one.
  const other = location.endsWith(`node_modules/${name}`) ? '' : `${escaped(name, 100)} `
  return `${escaped(location, 160)}  ${other}${versions.join(' -> ')}; ${words}`
}

function oneSection({ location, verdict, reasons, findings, change }: CarriedDiff, layout: Layout): string[] {
  const [first = '', ...rest] = hang(`${verdict}: `, escaped(location, 160), layout.width)
  return [
    `${layout.paint(verdict, `${verdict}:`)}${first.slice(verdict.length + 1)}`,
    ...rest,
    ...reasons.flatMap(({ code, detail }) =>
      hang('  ', `${code}, ${reasonWords[code].meaning}: ${escaped(detail, 200)}`, layout.width),
    ),
    ...findingSection(findings, { ...layout, lockfile: escaped(location, 160) }).slice(1),
    ...(change === 'none' ? [] : meaningLines(change, layout)),
  ]
}

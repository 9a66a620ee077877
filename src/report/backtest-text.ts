// A backtest for a person: how often each rule fired and where, the rates with their intervals, what was not judged, and
// which limits held. Names and versions come from a registry; each passes `escaped`.
import {
  type Backtest,
  type BacktestRule,
  type NotJudged,
  packagesPerPullRequest,
  type Rate,
} from '../domain/backtest.ts'
import { counted, toCount } from './ages.ts'
import { escaped } from './escape.ts'
import { type Paint, paintWith } from './paint.ts'
import { hang, padTo } from './width.ts'

export type BacktestTextOptions = { width: number; color: boolean; all: boolean }

/** Upgrades shown for each rule without `--all`. */
const shownUpgrades = 3

export function renderBacktestText(backtest: Backtest, options: BacktestTextOptions): string {
  const width = Math.min(200, Math.max(40, options.width))
  const paint = paintWith(options.color)
  const sections = [
    headLines(backtest, width),
    ruleLines(backtest, options.all, width, paint),
    rateLines(backtest, paint),
    apartLines(backtest.notJudged, width, paint),
    partLines(backtest, options.all, width),
    limitLines(backtest, width, paint),
    [`${backtest.seconds} s`],
  ]
  const shown = sections.filter((lines) => lines.length > 0)
  return `${shown.map((lines) => lines.join('\n')).join('\n\n')}\n`
}

function headLines({ packs, from, packages, upgrades, last }: Backtest, width: number): string[] {
  const named = packs.map(({ pack, version }) => `${escaped(pack, 64)} ${escaped(version, 40)}`).join(', ')
  const about = `${named} over ${counted(upgrades.found, 'upgrade')} of ${counted(packages.known, 'package')} of ${escaped(from, 120)} (the last ${last} of each), as of the hour after each was published`
  const judged =
    upgrades.judged === upgrades.found ? 'all were judged' : `${toCount(upgrades.judged)} of them were judged`
  return [...hang('', about, width), judged]
}

function ruleLines({ rules }: Backtest, all: boolean, width: number, paint: Paint): string[] {
  const fired = rules.filter(({ upgrades }) => upgrades.length > 0)
  const quiet = rules.length - fired.length
  const ended = quiet === 0 ? [] : [`${counted(quiet, 'rule')} fired on none`]
  if (fired.length === 0) return ended
  return [paint('strong', 'Rules that fired'), ...fired.flatMap((one) => oneRule(one, all, width)), ...ended]
}

function oneRule({ rule, outcome, status, rate, upgrades }: BacktestRule, all: boolean, width: number): string[] {
  const effect = status === 'draft' ? `${outcome}, a draft` : outcome
  const shown = all ? upgrades : upgrades.slice(0, shownUpgrades)
  const hidden = upgrades.length - shown.length
  const where = shown.map(
    ({ name, before, after }) => `${escaped(name, 80)} ${escaped(before, 40)} -> ${escaped(after, 40)}`,
  )
  const listed = [...where, ...(hidden === 0 ? [] : [`and ${toCount(hidden)} more`])].join(', ')
  const rates = `${interval(rate.perUpgrade)} of upgrades, ${interval(rate.perPullRequest)} of pull requests`
  return [
    ...hang('  ', `${rule} (${effect}): ${counted(upgrades.length, 'upgrade')}`, width),
    ...hang('    ', rates, width),
    ...hang('    ', listed, width),
  ]
}

function rateLines({ rates, upgrades }: Backtest, paint: Paint): string[] {
  if (upgrades.judged === 0) return []
  const row = (label: string, { perUpgrade, perPullRequest }: Rate) =>
    `  ${padTo(label, 7)}  ${padTo(toCount(perUpgrade.count), 5)}  ${padTo(interval(perUpgrade), 27)}  ${interval(perPullRequest)}`
  return [
    paint(
      'strong',
      `Upgrades by the worst that fired: per upgrade, and per pull request of ${packagesPerPullRequest} packages (95 % intervals)`,
    ),
    row('block', rates.block),
    row('review', rates.review),
    row('note', rates.note),
  ]
}

const apartWords: Record<NotJudged['why'], string> = {
  times: "the registry's times around it cannot be believed",
  unchecked: 'something could not be had or read',
  history: 'nothing is known of the package',
}

function apartLines(notJudged: readonly NotJudged[], width: number, paint: Paint): string[] {
  if (notJudged.length === 0) return []
  const lines = notJudged.flatMap(({ why, code, count, examples }) => {
    const named = examples.map((one) => escaped(one, 100)).join(', ')
    const more = count > examples.length ? `, and ${toCount(count - examples.length)} more` : ''
    return hang(`  ${padTo(toCount(count), 5)}  `, `${escaped(code, 40)}, ${apartWords[why]}: ${named}${more}`, width)
  })
  return [paint('strong', 'Not judged, and in no figure above'), ...lines]
}

function partLines({ rules }: Backtest, all: boolean, width: number): string[] {
  const inPart = rules.filter(({ measured }) => measured === 'in-part').map(({ rule }) => rule)
  if (inPart.length === 0) return []
  const why =
    'measured in part: they read what a release on its own does not have (its place in a tree, who built it), or what this registry does not show'
  const named = all || inPart.length <= shownUpgrades ? inPart.join(', ') : '--all names them'
  return hang('', `${counted(inPart.length, 'rule')} ${why}; ${named}`, width)
}

function limitLines({ limits, upgrades, exitCode }: Backtest, width: number, paint: Paint): string[] {
  if (upgrades.judged === 0) return [paint('unchecked', 'not one upgrade could be judged: nothing was measured')]
  const tooFew = 'too much was not judged: what is held is held by the rest alone'
  const ended = exitCode === 3 ? hang('', tooFew, width).map((text) => paint('unchecked', text)) : []
  const lines = limits.flatMap(({ of, greatest, measured, held }) => {
    const line = `${of}: ${interval(measured)} of ${counted(measured.of, 'upgrade')}, and the limit is ${percent(greatest)}`
    return hang('', `${held ? 'held  ' : 'broken'}  ${line}`, width).map((text) =>
      held ? text : paint('blocked', text),
    )
  })
  return [...lines, ...ended]
}

function interval({ share, low, high }: { share: number; low: number; high: number }): string {
  return `${percent(share)} [${percent(low)}, ${percent(high)}]`
}

/** Two digits are enough to compare with a limit of 0.1 %; what is not nothing never reads as nothing. */
function percent(share: number): string {
  const text = (share * 100).toFixed(2)
  return share > 0 && Number(text) === 0 ? '<0.01 %' : `${text} %`
}

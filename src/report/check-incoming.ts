// The packages that would come in, one line each: verdict, name, whether the name is new, and what asks for it.
import type { CheckedSpec, CheckReport, Incoming } from '../domain/check.ts'
import { counted, toCount, toEligibility, toSpan } from './ages.ts'
import { escaped } from './escape.ts'
import type { Layout } from './layout.ts'
import { hang, padTo, textWidth } from './width.ts'
import { verdictOrder } from './words.ts'

/** Rows without `--all`; the worst come first. */
const rowCap = 20
const verdictWidth = 'unchecked'.length
const widestName = 40

export function incomingLines({ incoming, leaving, specs }: CheckReport, layout: Layout): string[] {
  const isAsked = (one: Incoming) => specs.some(({ name, version }) => name === one.name && version === one.version)
  const order = incoming.toSorted(
    (left, right) =>
      verdictOrder.indexOf(left.verdict) - verdictOrder.indexOf(right.verdict) ||
      Number(isAsked(right)) - Number(isAsked(left)) ||
      left.path.length - right.path.length,
  )
  const shown = layout.all ? order : order.slice(0, rowCap)
  const nameWidth = Math.min(widestName, Math.max(0, ...shown.map((one) => textWidth(idOf(one)))))
  const hidden = order.length - shown.length
  const goneLines = leaving.length === 0 ? [] : hang('  ', `leaves: ${listed(leaving, layout.all)}`, layout.width)
  return [
    ...shown.flatMap((one) => rowLines(one, specs, nameWidth, layout)),
    ...(hidden === 0 ? [] : hang('  ', `and ${toCount(hidden)} more; --all lists them`, layout.width)),
    ...unmoved(specs, incoming, layout),
    ...goneLines,
  ]
}

/** What was asked for and brings nothing, beside what does. */
function unmoved(specs: readonly CheckedSpec[], incoming: readonly Incoming[], layout: Layout): string[] {
  if (incoming.length === 0) return []
  return specs.flatMap(({ spec, status }) => {
    if (status === 'unchanged') return hang('  ', `${escaped(spec, 120)} is what the project has`, layout.width)
    return status === 'unresolved' ? hang('  ', `${escaped(spec, 120)} would not be installed here`, layout.width) : []
  })
}

function rowLines(one: Incoming, specs: readonly CheckedSpec[], nameWidth: number, layout: Layout): string[] {
  const asked = specs.find(({ name, version }) => name === one.name && version === one.version)
  const lead = `  ${padTo(one.verdict, verdictWidth)}  ${padTo(idOf(one), nameWidth)}  `
  const why = [
    one.before.length === 0
      ? 'new'
      : `in place of ${one.before
          .slice(0, 3)
          .map((version) => escaped(version, 40))
          .join(', ')}`,
    ...(one.verdict === 'waiting' ? [toEligibility(one.eligibleAt, layout.now)] : []),
    ...publishedText(one, asked?.publisher ?? '', layout.now),
    ...(one.runsScripts ? ['runs scripts on install'] : []),
    ...(one.path.length > 1 ? [`for ${askers(one.path)}`] : []),
  ]
  const fits = textWidth(lead) <= layout.width / 2
  const lines = fits
    ? hang(lead, why.join('; '), layout.width)
    : [
        ...hang(`  ${padTo(one.verdict, verdictWidth)}  `, idOf(one), layout.width),
        ...hang(' '.repeat(verdictWidth + 6), why.join('; '), layout.width),
      ]
  const [first = '', ...rest] = lines
  return [`  ${layout.paint(one.verdict, one.verdict)}${first.slice(2 + one.verdict.length)}`, ...rest]
}

function publishedText({ published }: Incoming, publisher: string, now: number): string[] {
  if (published === '') return []
  const day = `published ${published.slice(0, 10)}, ${ago(now - Date.parse(published))} ago`
  return [publisher === '' ? day : `${day} by ${escaped(publisher, 60)}`]
}

/** Of what is old nobody wants to know the hours. */
function ago(milliseconds: number): string {
  const days = Math.floor(milliseconds / 86_400_000)
  if (days >= 730) return `${Math.floor(days / 365)} years`
  return days >= 60 ? `${Math.floor(days / 30)} months` : toSpan(milliseconds)
}

/** The way to it, without itself; of a long one its two ends say enough. */
function askers(path: readonly string[]): string {
  const steps = path.slice(0, -1).map((step) => escaped(step, 80))
  return steps.length <= 3 ? steps.join(' > ') : [steps[0], '…', steps.at(-1)].join(' > ')
}

function idOf({ name, version }: Incoming): string {
  return escaped(version === '' ? name : `${name}@${version}`, 120)
}

function listed(ids: readonly string[], all: boolean): string {
  const shown = (all ? ids : ids.slice(0, 10)).map((id) => escaped(id, 120))
  const hidden = ids.length - shown.length
  return hidden === 0 ? shown.join(', ') : `${shown.join(', ')} and ${counted(hidden, 'more release')}`
}

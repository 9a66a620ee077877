// One rule's condition taken apart: what held, what did not, and what was seen. Of a quiet rule only what made it quiet
// is shown, unless all is asked for.
import type { ExplainedRule, Trace, TracedElement, TracedList } from '../domain/explanation.ts'
import { toCount } from './ages.ts'
import { escaped } from './escape.ts'
import type { Paint } from './paint.ts'
import { hang } from './width.ts'

export type ExplainLayout = { width: number; all: boolean; paint: Paint }

const marks = { true: 'yes  ', false: 'no   ', unknown: '?    ' } as const

export function ruleLines(explained: ExplainedRule, layout: ExplainLayout): string[] {
  const { rule, title, outcome, status, result, detail, trace } = explained
  const effect = status === 'draft' ? 'draft' : outcome
  const more = result === 'fired' ? title : detail
  const head = `${escaped(rule, 80)} (${effect}): ${result}${more === '' ? '' : `: ${escaped(more, 300)}`}`
  return [
    ...hang('  ', head, layout.width).map((line) => (result === 'quiet' ? line : layout.paint('strong', line))),
    ...(result === 'failed' ? [] : traceLines(trace, '    ', layout)),
  ]
}

function traceLines(trace: Trace, indent: string, layout: ExplainLayout): string[] {
  if (trace.parts.length > 0) return deciding(trace, layout).flatMap((part) => traceLines(part, indent, layout))
  const deeper = `${indent}     `
  // `d.status == "added"` says by itself what was seen when it is true; so does a flag.
  const seen = trace.seen.filter(
    ({ text, value }) => text !== trace.text && !(trace.result === 'true' && trace.text === `${text} == ${value}`),
  )
  const [only] = seen
  const inline = only !== undefined && seen.length === 1 && trace.lists.length === 0
  const told = inline ? `  (${escaped(only.value, 160)})` : ''
  return [
    ...hang(`${indent}${marks[trace.result]}`, `${escaped(trace.text, 600)}${told}`, layout.width),
    ...(inline ? [] : seen).flatMap(({ text, value }) =>
      hang(deeper, `${escaped(text, 120)} is ${escaped(value, 160)}`, layout.width),
    ),
    ...trace.lists.flatMap((list) => listLines(list, deeper, layout)),
  ]
}

/** The parts that a reader needs to follow the result: those that came out as the whole did. */
function deciding(trace: Trace, layout: ExplainLayout): readonly Trace[] {
  const alike = trace.parts.filter((part) => part.result === trace.result)
  return layout.all || alike.length === 0 ? trace.parts : alike
}

function listLines({ total, meeting, nearest }: TracedList, indent: string, layout: ExplainLayout): string[] {
  const [first] = nearest
  const shown = layout.all ? nearest : nearest.slice(0, Math.max(1, Math.min(meeting, 3)))
  const counts = total === 0 ? 'the list is empty' : `${toCount(meeting)} of ${toCount(total)} meet it`
  const lead = first === undefined ? counts : `${counts}${meeting === 0 ? '; the nearest:' : ':'}`
  return [
    ...hang(indent, lead, layout.width),
    ...shown.flatMap((element) => elementLines(element, `${indent}  `, layout)),
  ]
}

function elementLines({ fact, result, parts }: TracedElement, indent: string, layout: ExplainLayout): string[] {
  const telling = layout.all || result === 'true' ? parts : parts.filter((part) => part.result !== 'true')
  return [
    ...hang(indent, escaped(fact, 160), layout.width),
    ...telling.flatMap((part) => traceLines(part, `${indent}  `, layout)),
  ]
}

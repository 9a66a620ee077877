// One rule on two releases for a person: which part of the condition held and with which values, and what was found.
// Everything from packages and registries passes `escaped`.
import type { ExplainedOn } from '../domain/explained-on.ts'
import type { Evidence } from '../domain/report.ts'
import { toMoment } from './ages.ts'
import { escaped } from './escape.ts'
import { factLines } from './explain-facts.ts'
import { type ExplainLayout, ruleLines } from './explain-rules.ts'
import type { ExplainOptions } from './explain-text.ts'
import { paintWith } from './paint.ts'
import { hang } from './width.ts'
import { reasonWords } from './words.ts'

export function renderExplainedOnText(explained: ExplainedOn, options: ExplainOptions): string {
  const width = Math.min(200, Math.max(40, options.width))
  const layout: ExplainLayout = { width, all: options.all, paint: paintWith(options.color) }
  const { before, after, asOf, rule, evidence, unchecked, change } = explained
  const sections = [
    hang('', `${escaped(before, 120)} -> ${escaped(after, 120)}, as of ${toMoment(Date.parse(asOf))}`, width),
    ruleLines(rule, layout),
    evidence.length === 0
      ? []
      : [layout.paint('strong', 'Evidence'), ...evidence.flatMap((one) => foundLines(one, width))],
    unchecked.flatMap(({ code, detail }) => {
      const words = `${code}, ${reasonWords[code].meaning}: ${escaped(detail, 200)}`
      return hang('', words, width).map((line) => layout.paint('unchecked', line))
    }),
    options.all ? [layout.paint('strong', 'Facts'), ...factLines(change, layout)] : [],
  ]
  const shown = sections.filter((lines) => lines.length > 0)
  return `${shown.map((lines) => lines.join('\n')).join('\n\n')}\n`
}

function foundLines({ file, line, excerpt, fact }: Evidence, width: number): string[] {
  const place = file === '' ? '' : `${escaped(file, 160)}${line > 0 ? `:${line}` : ''}  `
  return hang('  ', `${place}${escaped(excerpt, 200)} (${escaped(fact, 120)})`, width)
}

// A rule, and the vocabulary, as pages of text for a terminal: what `cordon rules show` and `rules vocabulary` print.
import type { Rule } from './rule.ts'
import { changeFields, findRecord, functions, type RecordWords, vocabulary } from './vocabulary.ts'

const width = 100

export function rulePage(rule: Rule): string {
  const sections = [
    `${rule.id}\n${wrap(rule.title, '')}`,
    `outcome  ${rule.outcome}\nstatus   ${rule.status}${rule.status === 'draft' ? ' (only ever a note)' : ''}\nbaseline ${needs[rule.need]}`,
    `When\n${indent(rule.when.source)}`,
    `Find\n${indent(rule.find.source)}`,
    `Why\n${wrap(rule.why, '  ')}`,
    `Fix\n${wrap(rule.fix, '  ')}`,
    `Quiet\n${wrap(rule.quiet, '  ')}`,
    ...(rule.references.length === 0 ? [] : [`References\n${rule.references.map((link) => `  ${link}`).join('\n')}`]),
    ...(rule.cases.length === 0
      ? []
      : [`Cases\n${rule.cases.map(({ expect, name }) => `  ${expect.padEnd(5)}  ${name}`).join('\n')}`]),
  ]
  return `${sections.join('\n\n')}\n`
}

const needs: Record<Rule['need'], string> = {
  never: 'not read',
  'if-fires': 'read where the rule would fire without one',
  always: 'read for every package',
}

/** All records, or with a name (`script`, `Script` or `scripts`) the fields of one; '' for a name that is none. */
export function vocabularyPage(name = ''): string {
  if (name === '') return overview()
  const words = findRecord(Object.hasOwn(changeFields, name) ? recordOf(name) : name)
  return words === undefined ? '' : recordPage(words)
}

/** Every name `vocabularyPage` knows, for a hint. */
export function vocabularyNames(): string[] {
  return Object.keys(vocabulary)
}

function recordOf(field: string): string {
  return Object.entries(changeFields).find(([name]) => name === field)?.[1].record ?? ''
}

function overview(): string {
  const members = Object.entries(changeFields).map(([name, { record, list }]) => {
    const { type, means } = vocabulary[record]
    return `  ${`change.${name}`.padEnd(22)}${(list ? `list of ${type}` : type).padEnd(20)}${means}`
  })
  const calls = [...functions.values()].map((line) => `  ${line}`)
  return `${['Facts', ...members, '', 'Functions', ...calls, '', 'One record: cordon rules vocabulary script'].join('\n')}\n`
}

function recordPage({ type, means, fields }: RecordWords): string {
  const rows = Object.entries(fields).flatMap(([name, field]) => {
    const values = Object.entries(field.values)
    const example = `  Example: ${field.type === 'string' ? JSON.stringify(field.example) : field.example}`
    return [
      `  ${name.padEnd(20)}${field.type.padEnd(14)}${field.means}${example}`,
      ...values.map(([value, meaning]) => `  ${' '.repeat(34)}${`"${value}"`.padEnd(24)} ${meaning}`),
    ]
  })
  return `${[`${type}: ${means}`, '', ...rows].join('\n')}\n`
}

function wrap(text: string, margin: string): string {
  return text
    .split('\n')
    .map((paragraph) => wrapLine(paragraph.trim().split(/\s+/), margin))
    .join('\n')
}

function wrapLine(words: readonly string[], margin: string): string {
  const lines: string[] = []
  let line = ''
  for (const word of words) {
    if (line !== '' && margin.length + line.length + 1 + word.length > width) {
      lines.push(margin + line)
      line = ''
    }
    line = line === '' ? word : `${line} ${word}`
  }
  return [...lines, line === '' ? '' : margin + line].join('\n')
}

function indent(text: string): string {
  return text
    .trim()
    .split('\n')
    .map((line) => `  ${line}`)
    .join('\n')
}

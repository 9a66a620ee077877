// Every hostile text in every field of a report, and every output that there is: nothing of it may be more than text.
import { describe, expect, test } from 'vitest'
import { nothingTaken, renderAnnotations } from '../../src/report/github.ts'
import { renderJson } from '../../src/report/json.ts'
import { renderMarkdown } from '../../src/report/markdown.ts'
import type { PlacedReport } from '../../src/report/placed.ts'
import { renderSarif } from '../../src/report/sarif.ts'
import { renderText } from '../../src/report/text.ts'
import { madeByGitHub, readMarkdown } from './github-markdown.ts'
import { reportOf } from './hostile-report.ts'
import { hostileStrings } from './hostile-strings.ts'
import { sarifProblems } from './sarif-schema.ts'

const now = Date.parse('2026-03-31T00:22:00Z')
const cases = Object.entries(hostileStrings)
/** Everything but the line feeds that are ours. */
const unseen = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\p{Co}\p{Default_Ignorable_Code_Point}]/u
const invisibleIn = (text: string) => unseen.exec(text.replaceAll('\n', ''))?.[0].codePointAt(0)?.toString(16) ?? ''
/** What a runner obeys: at the start of a line behind blanks, and the older form anywhere. */
const commandsIn = (text: string) =>
  text.split('\n').filter((line) => line.trimStart().startsWith('::') || line.includes('##['))

const placedOf = (text: string): PlacedReport[] => [
  { report: reportOf(text), place: { folder: '' } },
  { report: reportOf(text), place: { folder: 'apps/web' } },
]

test('there are enough of them', () => expect(cases.length).toBeGreaterThanOrEqual(120))

describe.each(['comment', 'summary'] as const)('Markdown for a %s', (length) => {
  const render = (text: string) =>
    renderMarkdown(placedOf(text), { budget: 1_000_000, length, now, top: [text, `Changed: \`${text}\`.`], title: '' })
  const plain = readMarkdown(render('plain'))

  test.each(cases)('%s', (_name, text) => {
    const markdown = render(text)
    const { blocks, inlines, texts } = readMarkdown(markdown)
    expect(blocks.filter((one) => !isOurs(one))).toEqual([])
    // The same page as for an honest text, whatever stands in it; only empty lines can be fewer.
    if (text.trim() !== '') expect(shape(blocks)).toEqual(shape(plain.blocks))
    expect([...inlines].filter((one) => !['text', 'codespan', 'strong', 'escape'].includes(one))).toEqual([])
    expect(texts.filter((one) => madeByGitHub.some((pattern) => pattern.test(one)))).toEqual([])
    expect(invisibleIn(markdown)).toBe('')
    expect(commandsIn(markdown)).toEqual([])
  })
})

test.each(cases)('a title: %s', (_name, text) => {
  const { blocks, inlines, texts } = readMarkdown(
    renderMarkdown([], { budget: 4096, length: 'comment', now, top: [], title: text === '' ? 'plain' : text }),
  )
  expect(blocks).toEqual(['heading 3'])
  expect([...inlines].filter((one) => one !== 'text' && one !== 'codespan')).toEqual([])
  expect(texts.filter((one) => madeByGitHub.some((pattern) => pattern.test(one)))).toEqual([])
})

const isOurs = (block: string) =>
  /^(?:heading [34]|paragraph|table 5x10|list \d+|code diff|html <details><summary>[a-z0-9 ,:]+<\/summary>|html <\/details>)$/i.test(
    block,
  )

/** Lists may be shorter where two lines say the same. */
const shape = (blocks: readonly string[]) => blocks.map((one) => (one.startsWith('list') ? 'list' : one))

describe('annotations', () => {
  test.each(cases)('%s', (_name, text) => {
    const manifests = [{ file: 'package.json', text: JSON.stringify({ dependencies: { [text]: text } }, null, 1) }]
    const output = renderAnnotations(placedOf(text), { manifests, now, warnOnly: false, taken: nothingTaken })
    const lines = output.trimEnd().split('\n')
    expect(lines.filter((line) => !/^::(?:error|warning|notice) /.test(line))).toEqual([])
    expect(lines.length).toBeLessThanOrEqual(30)
    expect(invisibleIn(output)).toBe('')
    for (const line of lines) {
      const { keys, message } = asRunner(line)
      expect(['file,line,title', 'file,title', 'title']).toContain(keys.join())
      expect(message).not.toMatch(/::|##/)
    }
  })
})

/** As the runner takes a command apart (actions/runner, ActionCommand.cs). */
function asRunner(line: string): { keys: string[]; message: string } {
  const end = line.indexOf('::', 2)
  const [, properties = ''] = line.slice(2, end).split(/ (.*)/s)
  return {
    keys: properties.split(',').map((one) => one.split('=')[0] ?? ''),
    message: decodeURIComponent(line.slice(end + 2).replace(/%(?!25|0A|0D)/g, '%25')),
  }
}

describe('SARIF', () => {
  test.each(cases)('%s', (_name, text) => {
    const output = renderSarif(placedOf(text))
    expect(sarifProblems(output)).toEqual([])
    expect(invisibleIn(output)).toBe('')
    const { uris, messages } = textsIn(output)
    expect(uris.filter((uri) => !leadsInside(uri))).toEqual([])
    expect(messages.length).toBeGreaterThan(5)
    expect(messages.filter((one) => one.includes('](') || /\{\d+\}/.test(one))).toEqual([])
    const read = messages.map(readMarkdown)
    expect(
      read.flatMap(({ inlines }) => [...inlines]).filter((one) => !['text', 'codespan', 'escape'].includes(one)),
    ).toEqual([])
    expect(read.flatMap(({ texts }) => texts).filter((one) => /@|#\d|:\/\/|www\.|</.test(one))).toEqual([])
  })
})

function leadsInside(uri: string): boolean {
  const { href, search, hash } = new URL(uri, 'file:///root/repository/')
  return href.startsWith('file:///root/repository/') && search === '' && hash === ''
}

function textsIn(output: string): { uris: string[]; messages: string[] } {
  const uris: string[] = []
  const messages: string[] = []
  JSON.parse(output, function (this: unknown, key, value) {
    if (typeof value === 'string' && key === 'uri') uris.push(value)
    if (typeof value === 'string' && (key === 'text' || key === 'markdown')) messages.push(value)
    return value
  })
  return { uris, messages }
}

describe('text', () => {
  test.each(cases)('%s', (_name, text) => {
    const output = renderText(reportOf(text), { width: 100, color: false, now, quiet: false, all: true })
    expect(invisibleIn(output)).toBe('')
    expect(commandsIn(output)).toEqual([])
    expect(output.split('\n')[0]).toMatch(/^blocked: /)
  })
})

describe('JSON', () => {
  test.each(cases)('%s', (_name, text) => {
    const report = reportOf(text)
    const output = renderJson(report, { all: true })
    expect(JSON.parse(output)).toEqual(report)
    expect(invisibleIn(output)).toBe('')
    expect(commandsIn(output)).toEqual([])
  })
})

// The estimate of nesting in front of the parser, against the parser itself: every shape is refused before it ends a
// process, and what is let through does not end one. Parsing happens in child processes, since some of it is meant to die.
import { spawnSync } from 'node:child_process'
import { beforeAll, describe, expect, test } from 'vitest'
import { depthOf, isTooDeep } from '../../src/code/depth.ts'
import { shapes } from './shapes.ts'

const encode = (text: string) => new TextEncoder().encode(text)
const parse = new URL('./parse-shape.ts', import.meta.url)

type Asked = readonly [shape: string, depth: number]

/** For each in its order `ok`, or how its process ended; the ones after that are parsed by another process. */
function parsed(asked: readonly Asked[]): string[] {
  if (asked.length === 0) return []
  const words = asked.flatMap(([shape, depth]) => [shape, String(depth)])
  const { status, signal, stdout } = spawnSync(process.execPath, [parse.pathname, ...words], {
    encoding: 'utf8',
    timeout: 60_000,
  })
  const said = stdout.split('\n').slice(0, -1)
  if (status === 0 && said.length === asked.length) return said
  // One that dies after its last word is not to be believed.
  const told = said.slice(0, asked.length - 1)
  return [...told, signal ?? `exit ${status}`, ...parsed(asked.slice(told.length + 1))]
}

/** The deepest that is let through. */
function deepest(build: (depth: number) => string): number {
  let [fits, refused] = [1, 100_000]
  while (refused - fits > 1) {
    const middle = (fits + refused) >> 1
    if (isTooDeep(encode(build(middle)))) refused = middle
    else fits = middle
  }
  return fits
}

describe('nesting', () => {
  const names = Object.keys(shapes)
  const build = (name: string) => shapes[name] ?? (() => '')
  let seen: ReadonlyMap<string, string> = new Map()
  beforeAll(() => {
    const outcomes = parsed(names.map((name) => [name, deepest(build(name))]))
    seen = new Map(names.map((name, at) => [name, outcomes[at] ?? '']))
  })

  test.each(names)('%s: 100,000 levels are refused, and what is not parses', (name) => {
    expect(isTooDeep(encode(build(name)(100_000)))).toBe(true)
    expect(seen.get(name)).toBe('ok')
  })

  test('of a parser that dies is a fact of this test, too', () => {
    const [dies, parses] = parsed([
      ['brackets', 100_000],
      ['brackets', 1],
    ])
    expect(dies).not.toBe('ok')
    expect(parses).toBe('ok')
  })
})

describe('honest text', () => {
  test.each([
    ['a thousand statements without semicolons', 'a = b + c\n'.repeat(20_000)],
    ['a thousand statements on a line', 'a=b+c;'.repeat(20_000)],
    ['one list of variables', `var ${Array.from({ length: 20_000 }, (_, at) => `v${at}=a+b`).join(',')}`],
    ['calls in a row', 'f(x)\ng(y)\n'.repeat(20_000)],
    ['functions in a row', 'function f(a) { return a + 1 }\n'.repeat(20_000)],
    ['methods of a class', `class A { ${'f(a) { return a } '.repeat(20_000)}}`],
    ['ifs in a row', 'if (a) { b() }\n'.repeat(20_000)],
    ['cases of a switch', `switch (a) { ${'case 1: '.repeat(20_000)} }`],
    ['a table of records', `x = [${'{ a: 1, b: [2, 3] },'.repeat(20_000)}]`],
    ['a text of two thousand lines', `x = ${Array.from({ length: 2_000 }, () => "'a'").join(' +\n')}`],
    ['templates with many parts', `x = \`${'\x24{a + b} '.repeat(20_000)}\``],
    ['brackets in texts, comments and patterns', `x = '((((' // [[[[\ny = /[(]{2}/\n`.repeat(5_000)],
  ])('%s is not deep', (_, text) => {
    expect(isTooDeep(encode(text))).toBe(false)
    expect(depthOf(encode(text), Number.POSITIVE_INFINITY)).toBeLessThan(2_500)
  })
})

/** Linear work: each of these ends in a moment. */
describe('hostile text ends', () => {
  test.each([
    ['50 MB on one line', false, () => `x = '${'a'.repeat(45_000_000)}' + [${'1,'.repeat(2_500_000)}]`],
    ['10 MB of concatenation', true, () => `x = ${"'aaaa'+".repeat(1_400_000)}''`],
    ['a million names', false, () => Array.from({ length: 1_000_000 }, (_, at) => `a${at.toString(36)}`).join(' ')],
    ['a million brackets that close nothing', false, () => ')'.repeat(1_000_000)],
    ['brackets that never match', true, () => '([{'.repeat(300_000) + ')'.repeat(300_000)],
    ['a million comments', false, () => '/**/'.repeat(1_000_000)],
    ['a million slashes', true, () => 'a /'.repeat(1_000_000)],
    ['a million quotes', false, () => "'\n".repeat(1_000_000)],
    ['templates that never end', true, () => '`\x24{'.repeat(300_000)],
  ])('%s', (_, tooDeep, build) => {
    expect(isTooDeep(encode(build()))).toBe(tooDeep)
  })

  test('broken UTF-8', () => {
    expect(depthOf(Uint8Array.from({ length: 100_000 }, (_, at) => (at * 151) % 256))).toBeGreaterThan(0)
  })
})

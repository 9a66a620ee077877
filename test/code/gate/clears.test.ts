// What the gate clears, and that nothing is lost by it: a cleared file has no fact that only a tree could tell.
import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { emptyFileCode, type FileCode } from '../../../src/code/file-code.ts'
import { readWithoutTree, reasonForTree } from '../../../src/code/gate/clears.ts'
import { namesOfInterest } from '../../../src/code/gate/interests.ts'
import { readCode } from '../../../src/code/read-file.ts'
import { edits, endless, harmless, programs } from './programs.ts'
import { sampleFiles } from './sample.ts'

const encode = (text: string) => new TextEncoder().encode(text)

/** Everything that is told of a text, in words with places. */
function told({ capabilities, arguments: given, flows, disguises, indicators, unreadable }: FileCode): string[] {
  return [
    ...capabilities.map(({ name, subject, line, column }) => `${name} ${subject} ${line}:${column}`),
    ...given.map(({ capability, kind, value }) => `${capability} ${kind} ${value}`),
    ...flows.map(({ source, sink }) => `${source} to ${sink}`),
    ...disguises.map(({ kind, detail }) => `${kind} ${detail}`),
    ...indicators.map(({ kind, value, line, column }) => `${kind} ${value} ${line}:${column}`),
    ...(unreadable === '' ? [] : [unreadable]),
  ].sort()
}

/** What a tree tells, and what is told without one where none is needed. What does not parse runs nowhere. */
function both(path: string, text: string): { tree: string[]; tokens: string[] } {
  const code = readWithoutTree(encode(text))
  const tree = code === 'needs-tree' ? emptyFileCode : readCode(path, text.replace(/^\ufeff/, ''))
  if (code === 'needs-tree' || tree.unreadable === 'syntax') return { tree: [], tokens: [] }
  return { tree: told(tree), tokens: told(code) }
}

function expectSame(path: string, text: string): void {
  const { tree, tokens } = both(path, text)
  // A text in a type is no text of the program, which tokens do not tell.
  expect(tokens, path).toEqual(/\.[cm]?tsx?$/.test(path) ? expect.arrayContaining(tree) : tree)
}

describe('what Node gives to a file', () => {
  test.each([
    'arguments[1]("x")',
    '{ if (a) { for (const b of c) { f(() => { d(arguments) }) } } }',
    'switch (1) { default: arguments[1]("x") }',
    'try { a() } catch (e) { arguments[1]("x") }',
    'while (1) { arguments[1]("x") }',
  ])('%s is never cleared', (text) => expect(reasonForTree(encode(text))).not.toBe(''))
  test.each([
    'function f() { return arguments[1] }',
    'const o = { m(a) { if (a) { return f(arguments) } } }',
    'a.arguments',
  ])('%s is the function’s own', (text) => expect(reasonForTree(encode(text))).toBe(''))
})

describe('a name of the map', () => {
  const rows = namesOfInterest().map(([name, interest]) => [interest, name, spelled(name, interest)] as const)

  test('is in every table', () => {
    expect(rows.length).toBeGreaterThan(500)
  })

  test.each(rows)('%s %s is never cleared', (_interest, _name, text) => {
    expect(reasonForTree(encode(text))).not.toBe('')
  })
})

/** A program that uses a name in the way that it is of interest. */
function spelled(name: string, interest: string): string {
  const dot = name.indexOf('.')
  const [root, path] = dot === -1 ? [name, ''] : [name.slice(0, dot), name.slice(dot)]
  const object = root.startsWith('global') ? path.slice(1) : `m${path}`
  const load = root.startsWith('global') ? '' : `const m = require('${root.replace('package:', '')}')\n`
  if (interest === 'written') return `${load}${object.replace('?', 'x')} = f`
  if (interest === 'read') return `${load}x = ${object}`
  const given = { element: "'script'", listener: "'keydown'", timer: "'f(1)'" }[interest] ?? '1'
  return `${load}${object}(${given})`
}

describe('a loop that never ends', () => {
  test.each(endless)('%s is one by its tree, and never cleared', (text) => {
    expect(readCode('x.js', text).capabilities.map(({ name }) => name)).toContain('endless-loop')
    expect(reasonForTree(encode(text))).not.toBe('')
  })

  const entries: { name: string; spellings: string[]; capabilities?: string[] }[] = parse(
    readFileSync(new URL('../catalogue/code.yml', import.meta.url), 'utf8'),
  )
  const spellings = entries.flatMap((one) => (one.capabilities?.includes('endless-loop') ? one.spellings : []))

  test.each(spellings)('%s is never cleared', (text) => expect(reasonForTree(encode(text))).not.toBe(''))

  test('is never cleared behind a gap that is too long to be read', () => {
    for (const gap of [' '.repeat(500), '\n'.repeat(100), '/**/'.repeat(100), '//a = 1\n'.repeat(100)]) {
      expect(reasonForTree(encode(`let zz${gap}= true\nwhile (zz) f()`))).not.toBe('')
    }
  })

  // Far above what these take, far below what reading the same gap once for each name in it would.
  test.each([
    ['line comments', '//a\n'],
    ['comments', '/*a*/'],
    ['long comments', `/*${'a '.repeat(90)}*/`],
    ['names', 'a\n'],
    ['open comments', 'a/*'],
  ])('%s do not keep it busy', { timeout: 5_000 }, (_, piece) => {
    reasonForTree(encode(`while (zz) f()\n${piece.repeat(2_000_000 / piece.length)}`))
  })
})

describe('cleared is', () => {
  test.each(harmless)('%s', (text) => {
    expect(reasonForTree(encode(`${text}\n`))).toBe('')
    expectSame('x.js', text)
  })

  test('a file that asks for NODE_ENV or names an address, which is told', () => {
    const text = "\ufeffa = 'é'\nprocess.env.NODE_ENV === 'x'\nc = 'https://a.example.test/b'"
    expect(both('x.js', text)).toEqual({
      tree: ['env NODE_ENV 2:1', 'host a.example.test 3:5', 'url a.example.test/b 3:5'],
      tokens: ['env NODE_ENV 2:1', 'host a.example.test 3:5', 'url a.example.test/b 3:5'],
    })
  })
})

describe('a name for the constructor of a function', () => {
  const keys = [
    "k = 'constructor'",
    "{ k } = { k: 'constructor' }",
    "k = ['constructor'][0]",
    "k = { type: 'constructor' }.type",
    "k = (() => 'constructor')()",
    "k = 'is constructor'.slice(3)",
    "k = 'cons' + 'tructor'",
    "k = 'consXtructor'.replace('X', '')",
    "k = 'CONSTRUCTOR'.toLowerCase()",
  ]
  const uses = [
    '(() => {})[k]',
    'f?.[ k ]',
    'f/* [ */[/* ] */k]',
    'f\n[k]',
    '[f][0][k]',
    'x.return[k]',
    '[].flat[k]',
    '1..toFixed[k]',
    '`x`.at[k]',
    'Reflect.get(f, k)',
    "Reflect['get'](f, k)",
    '(({ [k]: c }) => c)(f)',
    '(({ a, [k]: c }) => c)(f)',
    '((f, c) => f[c])(f, k)',
  ]
  test.each(keys.flatMap((key) => uses.map((use) => [key, use])))('%s is not cleared beside %s', (key, use) => {
    expect(reasonForTree(encode(`const f = () => {}, x = { return() {} }\nvar ${key}\n;${use}('x')()`))).not.toBe('')
  })

  const patterns = [
    '{ constructor: C }',
    '{ constructor/**/: /**/C }',
    "{ 'constructor': C }",
    '{ a, constructor: C }',
    '{ constructor: C = 1 }',
    '{ constructor: (C) }',
    '{ name: { constructor: C } }',
    '{ constructor: { constructor: C } }',
    '{ constructor: value }',
    '{ constructor: { value } }',
    '{ __proto__: C }',
  ]
  const givers = [
    'const # = f',
    'var a, # = f',
    ';(# = f)',
    'z = # = f',
    'z = #\n= f',
    'z = #/**/= f',
    '((#) => C)(f)',
    '(function (#) {})(f)',
    'const [#] = [f]',
    'for (const # of [f]) g(C)',
    'const [a = # = f] = []',
  ]
  // One `value` is nobody's.
  const rows = patterns.flatMap((pattern) => givers.map((giver) => giver.replace('#', pattern)))
  test.each(rows.filter((text) => !text.includes('{ value }')))('%s is not cleared', (text) => {
    expect(reasonForTree(encode(`let C, value, z; const f = () => {}\n${text}`))).not.toBe('')
  })
})

describe('a list that may be read by a function', () => {
  const lists = [
    "['aB3!', 'Xy9?', 'k2L*']",
    "'aB3!|Xy9?|k2L*'.split('|')",
    "['aB' + '3!', 'Xy' + '9?', 'k2L*']",
    "Object.values({ a: 'aB3!', b: 'Xy9?', c: 'k2L*' })",
  ]
  const decoders = ['base64', 'fromCharCode', 'charCodeAt', "'hex'", 'atob', 'decodeURIComponent']
  const reads = [
    'l.map(d)',
    'l?.map(d)',
    'l\n.map(d)',
    '(l).map(d)',
    '[...l.map(d)]',
    'd(l[0]), d(l[1]), d(l[2])',
    'd(l[(0)]), d((l)[((1))]), d(l[ 2 ])',
    'd(l[.0]), d(l[1.]), d(l[.2e1])',
  ]
  const rows = lists.flatMap((list) => decoders.flatMap((word) => reads.map((read) => [list, word, read] as const)))
  test.each(rows)('%s, by a function with %s in it, at %s, is not cleared', (list, word, read) => {
    const text = `const l = ${list}; function d(s) { /* ${word} */ return s }\n;${read}`
    expect(reasonForTree(encode(text))).not.toBe('')
  })

  const many = (quote: string) => 'ab cd ef gh ij kl mn op'.split(' ').map((word) => quote + word + quote)
  const calls = [
    'd(#)',
    'd (#)',
    '(d)(#)',
    'd?.(#)',
    'd((#))',
    'd(.#)',
    "d('0x#')",
    '[...d(#)]',
    'd/**/(#)',
    'x\n.y; d(#)',
  ]
  const read = ["'", '"', '`'].flatMap((quote) => calls.map((call) => [many(quote).join(', '), call] as const))
  test.each(read)('[%s] is not cleared beside %s', (list, call) => {
    const uses = Array.from({ length: 9 }, (_, index) => call.replace('#', String(index)))
    expect(reasonForTree(encode(`const l = [${list}], d = (i) => l[i - 0]\n;${uses.join(';')}`))).not.toBe('')
  })

  test.each([
    'function a() { const l = [#]; a = function () { return l }; return a() }',
    'const l = [#]; while (--n) { l.push(l.shift()) }',
    "const l = [#]; while (--n) { l['push'](l['shift']()) }",
  ])('%s is not cleared', (text) => {
    for (const quote of ["'", '`']) {
      expect(reasonForTree(encode(text.replace('#', many(quote).join(', '))))).not.toBe('')
    }
  })
})

describe('a type', () => {
  test.each([
    'async function f(): Promise<void> { await g() }',
    'const f = (x: Document[]): Promise<Document[]> => g(x)',
    'let a: Promise<string> | undefined = b as Promise<string>',
  ])('%s is cleared', (text) => {
    expect(reasonForTree(encode(text))).toBe('')
    expectSame('x.ts', text)
  })
  test.each([
    "fetch<string>('x')",
    "const f = fetch<string>; f('x')",
    'Promise <<= f',
    'const P = Promise<string>; P.prototype.then = f',
    'const c = crypto<string>, s = c.subtle; s.decrypt(a)',
    "XMLHttpRequest<string>('x').open('x')",
  ])('%s is not', (text) => expect(reasonForTree(encode(text))).not.toBe(''))
})

describe('nothing is lost', () => {
  test('in generated programs', () => {
    fc.assert(
      fc.property(programs, (text) => {
        expectSame('x.js', text)
      }),
      { numRuns: 3_000 },
    )
  })

  test('in real files', () => {
    const paths = sampleFiles(300, 60_000)
    for (const path of paths) expectSame(path, readFileSync(path, 'utf8'))
    const cleared = paths.filter((path) => readWithoutTree(readFileSync(path)) !== 'needs-tree')
    expect(cleared.length).toBeGreaterThan(paths.length / 3)
  })

  test('in real files with something put in', () => {
    const texts = sampleFiles(60, 6_000).map((path) => [path, readFileSync(path, 'utf8')] as const)
    fc.assert(
      fc.property(fc.constantFrom(...texts), edits, ([path, text], changes) => {
        let edited = text
        for (const { at, remove, put } of changes) {
          const place = at % (edited.length + 1)
          edited = edited.slice(0, place) + put + edited.slice(place + remove)
        }
        expectSame(path, edited)
      }),
      { numRuns: 1_500 },
    )
  })

  test('in bytes of any kind', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 2_000 }), (bytes) => {
        expect(() => readWithoutTree(bytes)).not.toThrow()
      }),
    )
  })
})

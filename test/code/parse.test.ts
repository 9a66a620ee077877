// The parser's fast way to hand over a tree is undocumented: it must give the very trees of the documented one.
import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { parseSync } from 'oxc-parser'
import { describe, expect, test } from 'vitest'
import { parseSource } from '../../src/code/parse.ts'
import { sampleFiles } from './gate/sample.ts'
import { shapes } from './shapes.ts'

/** As `parseSource` asks for it, by the documented way. */
function documented(path: string, source: string) {
  const lang = /\.[cm]?ts$/.test(path) ? 'ts' : path.endsWith('.tsx') ? 'tsx' : 'jsx'
  const results = (['module', 'commonjs', 'script'] as const).map((sourceType) =>
    parseSync(path, source, { lang, sourceType, preserveParens: false }),
  )
  return results.find(({ errors }) => errors.every(({ severity }) => severity !== 'Error')) ?? results[0]
}

describe('the raw transfer', () => {
  test('gives the documented trees of real files', () => {
    const paths = sampleFiles(250, 100_000)
    expect(paths.length).toBeGreaterThan(200)
    for (const path of paths) {
      const source = readFileSync(path, 'utf8')
      const { program, comments } = parseSource(path, source)
      expect(program, path).toEqual(documented(path, source)?.program)
      expect(comments, path).toEqual(documented(path, source)?.comments)
    }
  })

  test.each([
    ['text beyond ASCII', 'const a = "é", b = `\u{1f600}`, ü = /[\\u{1f600}]/u // ñ'],
    ['the escape of a lone half of a pair', 'const a = "\\ud800"; b'],
    ['big numbers and patterns', 'a = 123n; b = /x/v; c = 1e400; d = /(/'],
    ['types', 'enum A { B = 1 } function f<T>(this: T, a?: string): asserts a is string {} declare module "x" {}'],
    ['elements', 'x = <a b="c" {...d}>e {f}</a>'],
    ['what does not parse', 'a = ; b(((c'],
    ['nothing', ''],
  ])('gives the documented tree of %s', (name, source) => {
    const path = name === 'types' ? 'x.ts' : 'x.js'
    expect(parseSource(path, source).program).toEqual(documented(path, source)?.program)
  })

  test('is left for the documented way where it runs out of stack', () => {
    const source = shapes['function expressions']?.(1_500) ?? ''
    const { program, hasErrors } = parseSource('x.js', source)
    expect(hasErrors).toBe(false)
    expect(program.body.length).toBe(1)
  })
})

test('the buffer of a large tree is not kept', { timeout: 60_000 }, () => {
  // In a process of its own, since what is held is counted anew when garbage is collected.
  const script = `
    import { parseSource } from ${JSON.stringify(new URL('../../src/code/parse.ts', import.meta.url).href)}
    const held = (source) => {
      parseSource('x.js', source)
      gc()
      return process.memoryUsage().external > 2 ** 32
    }
    console.log(held('f(1)'), held('x = [' + '1,'.repeat(600_000) + ']'))`
  const said = execFileSync(process.execPath, ['--expose-gc', '--input-type=module', '--eval', script], {
    encoding: 'utf8',
  })
  expect(said.trim()).toBe('true false')
})

describe('a text that is something else as a script and as a module', () => {
  test.each([
    ['a division or a regular expression', "globalThis['await'] = 1\nawait / 1 + '/;' + f(x) //'"],
    ['the same behind a comment', "await /**/ / 1 + '/;' + f(x) //'"],
    ['a comment or an operator', 'x = a <!--b/*\n;f(x) // */'],
  ])('counts as not readable: %s', (_, source) => {
    const { hasErrors, program } = parseSource('x.js', source)
    expect(hasErrors).toBe(true)
    expect(JSON.stringify(program)).toContain('CallExpression')
    // A module is a module.
    expect(parseSource('x.mjs', source).hasErrors).toBe(false)
  })

  test.each([
    ['the marks in texts', "x = '<!-- a -->'\ny = `-->`\n// <!-- -->"],
    ['a module', "import a from 'a'\nx = await /b/.test(a)"],
    ['an operator beside another', 'while (n --> 0) f()'],
    ['a path after a word', 'x = "await/async"'],
  ])('is not: %s', (_, source) => {
    expect(parseSource('x.js', source).hasErrors).toBe(false)
  })
})

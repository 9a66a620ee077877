// Marks that only a script takes for a comment, and the slash behind `await`: no harm inside texts and comments.
import { expect, test } from 'vitest'
import { parseSource } from '../../src/code/parse.ts'
import { treeDigest } from '../../src/code/tree-digest.ts'
import { mayBeTwofold } from '../../src/code/twofold.ts'

function isTwofold(source: string): boolean {
  // As a module, whatever it is.
  const { program, comments, hasErrors } = parseSource('x.mjs', source)
  expect(hasErrors).toBe(false)
  return mayBeTwofold(source, program, comments)
}

test.each([
  ['nothing of that kind', 'a = b < !--c'],
  ['a string', 'a = "<!-- -->"'],
  ['a key', 'a = { "-->": 1 }'],
  ['both marks in one', 'a = "<!-->"'],
  ['a template', `a = \`<!-- \${b} -->\``],
  ['a pattern', 'a = /<!--|-->/.test(b)'],
  ['a comment to the end of the line', 'a // <!-- await /x/'],
  ['a comment over lines', '/* <!--\n--> */ a'],
  ['text of an element', 'a = <b title="-->">await /c</b>'],
  ['an operator in its line', 'while (n --> 0) f()'],
  ['an operator behind much of a line', `f(${'a,'.repeat(200)}n-->0)`],
  ['code in a template', `a = \`\n-->\${n-->0}\``],
  ['something far below', `${'a(() => {'.repeat(50)} '-->' ${'})'.repeat(50)}`],
])('%s is read in one way', (_, source) => {
  expect(isTwofold(source)).toBe(false)
})

test.each([
  ['an operator behind a comment', 'while (n /* */ --> 0) f()'],
  ['the same behind blanks', `while (n /* */${' '.repeat(500)}--> 0) f()`],
  ['a mark that is none in a module', 'a = b <!--c'],
  ['a mark that begins in a text', 'a = "<!-" + "-"; b = c <!--d'],
  ['a pattern behind a word', 'a = await /b/'],
  ['one among many that are harmless', `a = "${'<!--'.repeat(500)}"; b = n /* */ -->0`],
  ['more than are looked at', `a = "${'<!--'.repeat(2000)}"`],
])('%s may be read in two', (_, source) => {
  expect(isTwofold(source)).toBe(true)
})

test('trees of one text are told apart by kinds and places', () => {
  const digest = (source: string) => treeDigest(parseSource('x.mjs', source).program)
  expect(digest('a(1)')).toBe(digest('b(2)'))
  for (const other of ['a (1)', 'a(b)', 'a()', 'a[1]', 'a(1);a(1)', 'a(...b)'])
    expect(digest(other)).not.toBe(digest('a(1)'))
})

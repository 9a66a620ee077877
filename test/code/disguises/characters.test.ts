// Characters that hide code, and the honest texts that use the same ones.
import { describe, expect, test } from 'vitest'
import { disguisesOf } from './support.ts'

const point = (...codes: number[]) => String.fromCodePoint(...codes)
/** Sixteen code points that carry two nibbles each, as the known payloads do. */
const selectors = point(...[3, 9, 0, 14, 7, 7, 2, 11, 5, 0, 1, 13, 6, 4, 4, 15].map((n) => 0xfe00 + n))
const tags = point(...[...'eval(payload)'].map((letter) => 0xe0000 + (letter.codePointAt(0) ?? 0)))
const bits = point(...[...'0110100101101100'].map((bit) => (bit === '1' ? 0x200c : 0x200b)))
const rlo = point(0x202e)
const lri = point(0x2066)
const pdi = point(0x2069)
const rle = point(0x202b)
const pdf = point(0x202c)
const cyrillicA = point(0x430)
const cyrillicO = point(0x43e)
const greekOmicron = point(0x3bf)
const filler = point(0x3164)
const zwnj = point(0x200c)
const zwj = point(0x200d)
const blanks = ' '.repeat(240)

const hidden: readonly (readonly [expected: string, ...spellings: string[]])[] = [
  ['invisible selectors', `run(decode(\`${selectors}\`))`, `const x = "a${selectors}"`, `// ${selectors}\nf()`],
  ['invisible tags', `run("${tags}")`, `run(\`read me ${tags}\`)`, `/* ${tags} */ f()`],
  ['invisible zero-width', `run("${bits}")`, `run('always ${bits}')`, `const t = { a: \`${bits}\` }`],
  [
    'invisible private-use',
    `run("${point(...[5, 1, 9, 3, 3, 8, 2, 250, 77, 4, 4, 19, 6, 0, 1, 2].map((n) => 0xe000 + n))}")`,
    `run(\`${point(...[5, 1, 9, 3, 3, 8, 2, 250, 77, 4, 4, 19, 6, 0, 1, 2].map((n) => 0xf0000 + n))}\`)`,
    `/*${point(...[5, 1, 9, 3, 3, 8, 2, 250, 77, 4, 4, 19, 6, 0, 1, 2].map((n) => 0x100000 + n))}*/`,
  ],
  [
    'invisible scattered',
    `f("${`a${zwnj}b`.repeat(60)}")`,
    `f("${`word${point(0x200b)} other`.repeat(60).replaceAll(`${point(0x200b)} `, `${point(0x200b)}x`)}")`,
    `// ${`9${point(0x2060)}9`.repeat(60)}\nf()`,
  ],
  [
    'invisible in-name',
    `const { timeout, ${filler} } = request.query`,
    `const a${zwj}b = 1`,
    `check(${point(0xffa0)})`,
    `x.is${zwnj}Admin()`,
  ],
  [
    'bidirectional override',
    `/*${rlo} } ${lri}if (isAdmin)${pdi} ${lri} begin admins only */ f()`,
    `const x = "user${rlo} ${lri}// check${pdi}"`,
    `// ${point(0x202d)}return false\nf()`,
  ],
  [
    'bidirectional unclosed',
    `if (level != "user${lri} // ok") f()`,
    `/* see ${rle} below */ f()`,
    `const a = \`x${point(0x2068)} y\``,
  ],
  [
    'homoglyph',
    `const ${cyrillicA}xios = 1`,
    `obj.t${cyrillicO}ken = f()`,
    `function ch${greekOmicron}ck() {}`,
    `f({ isAdm${point(0x456)}n: true })`,
  ],
  [
    'off-screen',
    `const a = 1;${blanks}run()`,
    `module.exports = f;${'\t'.repeat(220)}eval(x)`,
    `f()\n${blanks}${blanks}eval(x)\ng()`,
    `f();${blanks}/* nothing */ run()`,
  ],
]

const honest: readonly (readonly [name: string, source: string])[] = [
  ['a byte order mark', `${point(0xfeff)}module.exports = 1`],
  [
    'an emoji of several people',
    `const family = "${point(0x1f468, 0x200d, 0x1f469, 0x200d, 0x1f467, 0x200d, 0x1f466)}"`,
  ],
  ['many emoji with selectors', `const list = ["${`${point(0x2764, 0xfe0f)} `.repeat(80)}"]`],
  ['the flag of Wales', `const flag = "${point(0x1f3f4, 0xe0067, 0xe0062, 0xe0077, 0xe006c, 0xe0073, 0xe007f)}"`],
  ['Persian words', `const fa = "${`${point(0x645, 0x6cc, 0x200c, 0x62e, 0x648)} `.repeat(90)}"`],
  ['an icon font', `const icons = { a: "${point(0xe900)}", b: "${point(0xe901)}", c: "${point(0xe902)}" }`],
  [
    'a list of such characters',
    `const all = "${point(0x200b, 0x200c, 0x200d, 0x200e, 0x200f, 0x2060, 0x2061, 0x2062, 0x2063)}"`,
  ],
  ['a pattern of them', `const p = /[${point(0x200b)}-${point(0x200f)}${point(0xfeff)}]/g`],
  ['a closed embedding', `const he = "${rle}${point(0x5d0, 0x5d1)}${pdf}"`],
  ['a closed isolate', `const name = "${lri}user${pdi} is here"`],
  ['a table of controls', `const marks = ["${rlo}", "${rle}", "${pdf}", "${lri}"]`],
  ['a pattern of controls', `const p = /[${point(0x202a)}-${point(0x202e)}${lri}-${pdi}]/`],
  [
    'a pattern that begins a range at one',
    `const p = "[${point(0x5d)}-${point(0x2027, 0x202a)}-${point(0xd7ff, 0xf900)}]"`,
  ],
  ['a name in Russian', `const ${point(0x438, 0x43c, 0x44f)} = 1; f(${point(0x438, 0x43c, 0x44f)})`],
  ['a Greek letter for a difference', `const ${point(0x394)}x = b - a`],
  ['Russian text with a Latin word', `const t = "${cyrillicA}bc ${cyrillicO}k"`],
  ['a comment with such a word', `// ${cyrillicA}xios\nf()`],
  ['text aligned to the right', `const t = \`left${blanks}right\``],
  ['a comment far to the right', `f()${blanks}// see above`],
  ['a block comment with a drawing', `/*\n a${blanks}b\n*/ f()`],
  ['blanks at the end of a line', `f()${blanks}\ng()`],
]

describe('hidden', () => {
  for (const [expected, ...spellings] of hidden) {
    test.each(spellings)(`${expected} %#`, (source) => {
      expect(disguisesOf(source)).toEqual([expected])
    })
  }
})

describe('honest', () => {
  test.each(honest)('%s', (_name, source) => {
    expect(disguisesOf(source)).toEqual([])
  })

  test('deep indentation beside its like', () => {
    const lines = [0, 60, 90, 130, 160, 190, 220, 225].map((columns, index) => `${' '.repeat(columns)}f${index}(`)
    expect(disguisesOf(`${lines.join('\n')}${')'.repeat(lines.length)}`)).toEqual([])
  })
})

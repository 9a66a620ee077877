// The process in which the obfuscators run: how each of them is called. The source is only ever a text here, and so is what
// becomes of it: neither is evaluated.
import { answerEach } from './children.ts'
import type { Obfuscator } from './obfuscators.ts'
import { javascriptObfuscator, jsConfuser, jscrewit, roadroller } from './third-party.ts'
import { outside, plainProgram, type Source, toSource, wrapProgram } from './wrap-module.ts'

/** Three strengths each, for the seed to choose from: nobody's rule should know one only. */
const strings = { stringArray: true, stringArrayThreshold: 1, stringArrayRotate: true, stringArrayShuffle: true }
const strengths = {
  'javascript-obfuscator': [
    { ...strings, stringArrayEncoding: ['base64'] },
    {
      ...strings,
      stringArrayEncoding: ['rc4'],
      stringArrayWrappersCount: 2,
      splitStrings: true,
      renameGlobals: true,
      controlFlowFlattening: true,
      selfDefending: true,
    },
    {
      renameGlobals: true,
      stringArray: false,
      unicodeEscapeSequence: true,
      numbersToExpressions: true,
      transformObjectKeys: true,
    },
  ],
  // `pack` moves the program into a text for `Function`, which a module's exports cannot be in.
  // The whole of `high` makes hundreds of kilobytes of dead code out of some lines, and takes seconds for it.
  'js-confuser': [
    { preset: 'low' },
    { preset: 'medium', pack: false },
    {
      preset: 'low',
      flatten: true,
      stringEncoding: true,
      stringSplitting: 0.75,
      opaquePredicates: 0.25,
    },
  ],
} as const

const recipes: Readonly<Record<Obfuscator, (source: Source, seed: number) => Promise<string>>> = {
  // To it, seed 0 is none.
  'javascript-obfuscator': async ({ isModule, shebang, text }, seed) => {
    const own = {
      ...chosen('javascript-obfuscator', seed),
      seed: seed + 1,
      ...(isModule ? { renameGlobals: false } : {}),
    }
    const options = { target: 'node', compact: true, ...own }
    return `${shebang}${javascriptObfuscator().obfuscate(text, options).getObfuscatedCode()}\n`
  },
  'js-confuser': async (source, seed) => {
    const { end, start, text } = plainProgram(source)
    const { code } = await jsConfuser().obfuscate(text, {
      target: 'node',
      ...chosen('js-confuser', seed),
      globalConcealing,
    })
    return `${source.shebang}${start}${code}${end}\n`
  },
  jscrewit: (source) =>
    wrapProgram(source, async (text) => `eval(${jscrewit().encode(text, { features: 'NODE_20', runAs: 'none' })})`),
  roadroller: (source) =>
    wrapProgram(source, async (text) => {
      const { Packer } = await roadroller()
      const packer = new Packer([{ data: text, type: 'js', action: 'eval' }], {
        maxMemoryMB: 2,
        sparseSelectors: [0, 1, 2, 3, 6],
      })
      await packer.optimize(0)
      const { firstLine, secondLine } = packer.makeDecoder()
      return `${firstLine}${secondLine}`
    }),
}

/** js-confuser looks for every name that nobody declares in the global object, where a module's own two are not. */
const globalConcealing = (name: string) => !['__filename', '__dirname', outside].includes(name)

function chosen(name: keyof typeof strengths, seed: number): Readonly<Record<string, unknown>> {
  const all = strengths[name]
  return all[seed % all.length] ?? {}
}

/** One that gives the same numbers for the same seed (mulberry32): two of the tools ask `Math.random`. */
function seeded(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

answerEach(async (question) => {
  const { name, seed, source } = question as { name: Obfuscator; seed: number; source: string }
  Math.random = seeded(seed)
  return recipes[name](toSource(source), seed)
})

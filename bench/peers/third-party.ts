// The obfuscators, their parser and js-x-ray as they are used here. They are no dependencies of the project, so the compiler does not
// see them: their types are said once, in this file, which only the processes that run them import.
import { createRequire } from 'node:module'

const require = createRequire(import.meta.url)

/** A node of the parser's tree, as far as it is walked. */
export type Node = { type: string; start: number; end: number } & Readonly<Record<string, unknown>>

type Parser = {
  parse: (
    source: string,
    options: Readonly<Record<string, unknown>>,
  ) => { program: { sourceType: 'module' | 'script'; body: readonly Node[]; directives: readonly Node[] } }
}
type JavascriptObfuscator = {
  obfuscate: (source: string, options: Readonly<Record<string, unknown>>) => { getObfuscatedCode: () => string }
}
type JsConfuser = {
  obfuscate: (source: string, options: Readonly<Record<string, unknown>>) => Promise<{ code: string }>
}
type Jscrewit = { encode: (source: string, options: Readonly<Record<string, unknown>>) => string }
type Roadroller = {
  Packer: new (
    inputs: readonly { data: string; type: 'js'; action: 'eval' }[],
    options: Readonly<Record<string, unknown>>,
  ) => { optimize: (level: number) => Promise<unknown>; makeDecoder: () => { firstLine: string; secondLine: string } }
}

type JsXRay = {
  AstAnalyser: new () => {
    analyse: (
      text: string,
      options: { isMinified: boolean; customParser?: object },
    ) => { warnings: readonly { kind: string; severity: string }[] }
  }
  TsSourceParser: new () => object
}

export const jsXRay = async (): Promise<JsXRay> => (await import(specifier('@nodesecure/js-x-ray'))) as JsXRay
/** Its CommonJS form brings a loader of its own, which wants to be inside Node. */
export const roadroller = async (): Promise<Roadroller> => (await import(specifier('roadroller'))) as Roadroller
export const parser = (): Parser => require('@babel/parser') as Parser
export const javascriptObfuscator = (): JavascriptObfuscator => require('javascript-obfuscator') as JavascriptObfuscator
export const jscrewit = (): Jscrewit => require('jscrewit') as Jscrewit

/** Loaded anew each time: it remembers the sources before, and would make another text of the same one. */
export function jsConfuser(): JsConfuser {
  for (const file of Object.keys(require.cache)) {
    if (/[\\/]node_modules[\\/]js-confuser[\\/]/.test(file)) delete require.cache[file]
  }
  return require('js-confuser') as JsConfuser
}

/** A text that the compiler does not look up. */
const specifier = (name: string): string => name

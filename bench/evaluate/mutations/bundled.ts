// A release as a bundler leaves it: one minified file in the place of its code, with or without the payload inside.
import { posix } from 'node:path'
import { commandOf, packageTypeOf, textAt } from './alone.ts'
import { asCommonJs } from './common-js.ts'
import { reachableFrom } from './reach.ts'
import { mainOf, specifierTo } from './references.ts'
import {
  type Files,
  isCode,
  isJsonObject,
  manifestOf,
  objectAt,
  type Part,
  type Skip,
  withManifest,
  withScript,
} from './replay.ts'
import { extensionFor, formatOf, type Program, programOf } from './syntax.ts'
import type { Tools } from './tools.ts'

export type Bundled = { files: Files; path: string; kept: readonly string[] }

/** `part`: the payload that goes in; undefined for an honest release. */
export async function bundledFiles(files: Files, part: Part | undefined, tools: Tools): Promise<Bundled | Skip> {
  const manifest = manifestOf(files)
  const main = mainOf(files, manifest)
  if (main === '') return { skip: 'the package has no main file' }
  const program = programOf(main, textAt(files, main))
  if (program === undefined) return { skip: 'the main file does not parse' }
  const format = formatOf(main, program, packageTypeOf(files))
  const started = part === undefined ? [] : startedFiles(part, main)
  const entry = `entry.${format === 'esm' ? 'mjs' : 'cjs'}`
  const texts: Record<string, string> = Object.fromEntries(
    Object.entries(files)
      .filter(([path]) => isInput(path, files))
      .map(([path]) => [path, textAt(files, path)]),
  )
  const extra = started.map((path) => (format === 'esm' ? path : asRequired(path, files, texts)))
  const source = format === 'esm' ? moduleEntry(main, program, extra) : commonEntry(main, extra)
  const bundle = await tools.bundle({ ...texts, [entry]: source }, entry, { minify: true, format })
  const path = `dist/bundle.${extensionFor(format, packageTypeOf(files))}`
  const inside = new Set([main, ...started].flatMap((one) => reachableFrom(files, one)))
  const bins = new Set(binPaths(files))
  const kept = Object.entries(files).filter(
    ([one]) => !isCode(one, files) || bins.has(one) || (part?.payload.files.includes(one) && !inside.has(one)),
  )
  const { exports: _, module: __, ...rest } = manifest
  const own = withManifest({ ...Object.fromEntries(kept), [path]: bundle }, { ...rest, main: path })
  const ownKept = kept.map(([one]) => one).filter((one) => part?.payload.files.includes(one))
  return { files: part === undefined ? own : restarted(own, part, path), path, kept: ownKept }
}

/** A module may await at its top, which CommonJS cannot: it goes in as a function that is called. */
function asRequired(path: string, files: Files, texts: Record<string, string>): string {
  const source = textAt(files, path)
  if (formatOf(path, programOf(path, source), packageTypeOf(files)) === 'cjs') return path
  const made = asCommonJs(path, source, 'esm')
  if (made === undefined) return path
  texts[`${path}.cjs`] = made
  return `${path}.cjs`
}

function isInput(path: string, files: Files): boolean {
  return isCode(path, files) || (path.endsWith('.json') && typeof files[path] === 'string')
}

/** What a script starts, where the main file does not load it anyway. */
function startedFiles(part: Part, main: string): readonly string[] {
  const { payload, files } = part
  const code = payload.files.filter((path) => isCode(path, files))
  const command = commandOf(part)
  const started = code.filter((path) => command.includes(posix.basename(path)))
  return started.filter((path) => path !== main && !reachableFrom(files, main).includes(path))
}

function moduleEntry(main: string, program: Program, extra: readonly string[]): string {
  const hasDefault = program.body.some(
    (one) =>
      one.type === 'ExportDefaultDeclaration' ||
      (one.type === 'ExportNamedDeclaration' &&
        one.specifiers.some(({ exported }) => exported.type === 'Identifier' && exported.name === 'default')),
  )
  const from = JSON.stringify(specifierTo('entry.mjs', main))
  const lines = extra.map((path) => `import ${JSON.stringify(specifierTo('entry.mjs', path))}`)
  return [...lines, `export * from ${from}`, hasDefault ? `export { default } from ${from}` : ''].join('\n')
}

function commonEntry(main: string, extra: readonly string[]): string {
  const lines = extra.map((path) => `require(${JSON.stringify(specifierTo('entry.cjs', path))})`)
  return [...lines, `module.exports = require(${JSON.stringify(specifierTo('entry.cjs', main))})`].join('\n')
}

/** Programs keep their own files: a bundle of a library does not hold them. */
function binPaths(files: Files): readonly string[] {
  const { bin } = manifestOf(files)
  const paths = typeof bin === 'string' ? [bin] : isJsonObject(bin) ? Object.values(bin) : []
  return paths.filter((one) => typeof one === 'string').flatMap((one) => reachableFrom(files, posix.normalize(one)))
}

/** Install scripts and gyp inputs name the bundle where they named the payload. */
function restarted(files: Files, part: Part, path: string): Files {
  const { trigger } = part.payload
  const gone = part.payload.files.filter((one) => !Object.hasOwn(files, one))
  const replaced = (text: string) => gone.reduce((all, one) => all.replaceAll(one, path), text)
  if (trigger === 'gyp') return { ...files, 'binding.gyp': replaced(textAt(files, 'binding.gyp')) }
  const script = objectAt(manifestOf(files), 'scripts')[trigger]
  return typeof script === 'string' ? withScript(files, trigger, replaced(script)) : files
}

// The same payload in other files: inside an honest one, in several, in a bundle, in a large bundle.
import { posix } from 'node:path'
import { type Alone, alone, freePath, packageTypeOf, textAt } from './alone.ts'
import { asBefore, onLoad } from './attach.ts'
import { bundledFiles } from './bundled.ts'
import { asCommonJs } from './common-js.ts'
import { chanceOf, type Mutation } from './mutation.ts'
import { reachableFrom } from './reach.ts'
import { mainOf } from './references.ts'
import { renamedLocals } from './renamed-locals.ts'
import {
  changedParts,
  codeParts,
  type Files,
  honestReleases,
  isCode,
  isSkip,
  manifestOf,
  type Part,
  type Skip,
} from './replay.ts'
import { splitProgram } from './split-program.ts'
import { edited, extensionFor, formatOf, programOf, withoutHashbang } from './syntax.ts'

export const otherFile: Mutation = {
  id: 'other-file',
  says: 'the payload stands in an honest file of the release',
  apply: (replay) =>
    changedParts(replay, codeParts(replay), async (part) => {
      const own = alone(part)
      if ('skip' in own) return own
      const host = hostFor(part, own)
      if (host === '') return { skip: 'no honest file could hold it' }
      const chance = chanceOf(replay.id, 'other-file', part.payload.release)
      const code = renamedLocals(own.entry, withoutHashbang(own.own[own.entry] ?? ''), chance)
      const { [own.entry]: _, ...others } = own.own
      const text = `${textAt(own.honest, host)}\n${code}`
      const isLoaded = part.payload.trigger === 'import'
      const moved = { ...own, entry: host, own: { ...others, [host]: text } }
      const files = isLoaded ? { ...own.honest, ...moved.own } : asBefore(part, moved)
      if (isSkip(files)) return files
      return { files, payload: { ...part.payload, files: [...Object.keys(others), host] } }
    }),
}

/** Of the same format, reachable where loading is the trigger, and not the file that it came from. '' for none. */
function hostFor({ payload, files }: Part, { honest, own, entry, format, packageType }: Alone): string {
  const main = mainOf(honest, manifestOf(honest))
  const paths =
    payload.trigger === 'import'
      ? reachableFrom(honest, main)
      : Object.keys(honest).filter((path) => isCode(path, honest))
  const isBound = /["'`]\.{1,2}\/|__dirname|__filename|import\.meta/.test(own[entry] ?? '')
  const fitting = paths.filter((path) => {
    const program = programOf(path, textAt(honest, path))
    const fits = program !== undefined && formatOf(path, program, packageType) === format
    return fits && own[path] === undefined && (!isBound || posix.dirname(path) === posix.dirname(entry))
  })
  const others = fitting.filter((path) => !payload.files.includes(path) && files[path] !== undefined)
  return others.find((path) => path !== main) ?? others[0] ?? ''
}

export const splitFiles: Mutation = {
  id: 'split-files',
  says: 'the payload is in several files that require each other',
  apply: (replay) =>
    changedParts(replay, codeParts(replay), async (part) => {
      const own = alone(part)
      if ('skip' in own) return own
      const base = posix.basename(own.entry, posix.extname(own.entry))
      const extension = posix.extname(own.entry).slice(1)
      const taken = { ...own.honest, ...own.own }
      const folder = posix.dirname(own.entry)
      const path = freePath(taken, folder, `${base}-base`, extension)
      const made = splitProgram(own.entry, own.own[own.entry] ?? '', path, own.format)
      if (isSkip(made)) return made
      const moved = { ...own, own: { ...own.own, ...made } }
      const files = asBefore(part, moved)
      if (isSkip(files)) return files
      return { files, payload: { ...part.payload, files: Object.keys(moved.own) } }
    }),
}

export const bundledMinified: Mutation = {
  id: 'bundled-minified',
  says: 'payload and main file are one minified bundle, and so was the main file before',
  apply: (replay, tools) =>
    changedParts(replay, codeParts(replay), async (part) => {
      const made = await bundledFiles(part.files, part, tools)
      if ('skip' in made) return made
      const honest = honestReleases(replay, part.name)
      const earlier = []
      for (const { version, files } of honest) {
        const one = await bundledFiles(files, undefined, tools)
        if (!('skip' in one)) earlier.push({ version, files: one.files })
      }
      return { files: made.files, earlier, payload: { ...part.payload, files: [made.path, ...made.kept] } }
    }),
}

export const inBigBundle: Mutation = {
  id: 'in-big-bundle',
  says: 'the payload is in the middle of a bundle of two megabytes that the release before had without it',
  apply: (replay, tools) =>
    changedParts(replay, codeParts(replay), async (part) => {
      const own = alone(part)
      if ('skip' in own) return own
      const big = tools.bigHonestFile()
      const code = asCommonJs(own.entry, own.own[own.entry] ?? '', own.format)
      if (code === undefined) return { skip: 'the payload does not parse' }
      const path = freePath(own.honest, posix.dirname(own.entry), 'vendor', extensionFor('cjs', own.packageType))
      const at = middleOf(big)
      const { [own.entry]: _, ...others } = own.own
      const main = mainOf(own.honest, manifestOf(own.honest))
      const rest = main === own.entry ? {} : others
      const files = loadedBundle(own.honest, path, edited(big, [{ start: at, end: at, text: `\n${code}\n` }]))
      if (isSkip(files)) return files
      const earlier = []
      for (const one of honestReleases(replay, part.name)) {
        const made = loadedBundle(one.files, path, big)
        if (!isSkip(made)) earlier.push({ version: one.version, files: made })
      }
      const all = { ...rest, ...files }
      return {
        files: all,
        earlier,
        payload: { ...part.payload, trigger: 'import', files: [path, ...Object.keys(rest)] },
      }
    }),
}

function loadedBundle(honest: Files, path: string, text: string): Files | Skip {
  const packageType = packageTypeOf(honest)
  return onLoad({ honest, own: { [path]: text }, entry: path, format: 'cjs', packageType })
}

const middles = new Map<string, number>()

/** The end of the statement in the middle. One file is asked about in every replay. */
function middleOf(source: string): number {
  const known = middles.get(source)
  if (known !== undefined) return known
  const program = programOf('vendor.js', source)
  const found = program?.body.find(({ end }) => end > source.length / 2)?.end ?? source.length
  middles.set(source, found)
  return found
}

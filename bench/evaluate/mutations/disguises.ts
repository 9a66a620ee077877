// The same payload in another writing: obfuscated by four programs, strings encoded, hosts as addresses, types added.
import { posix } from 'node:path'
import { obfuscators } from '../../peers/obfuscators.ts'
import { addedStatements, alone, packageTypeOf, textAt } from './alone.ts'
import { onLoad } from './attach.ts'
import { encodedStrings } from './encoded-strings.ts'
import { chanceOf, type Mutation, seedOf } from './mutation.ts'
import { movedFiles } from './references.ts'
import {
  changedParts,
  codeFiles,
  codeParts,
  type Files,
  isCode,
  isSkip,
  type Part,
  partsOf,
  type Skip,
} from './replay.ts'
import { formatOf, programOf } from './syntax.ts'
import { typed } from './typed.ts'

/** Of what an update wrote into an honest file, only that is touched; else the whole file. */
async function rewritten(part: Part, change: (source: string, path: string) => Promise<string>): Promise<Files> {
  let files = part.files
  for (const path of codeFiles(part)) {
    const source = textAt(files, path)
    const old = textAt(part.before?.files ?? {}, path)
    const added = old === '' ? undefined : addedStatements(path, source, old)
    const isPart = added !== undefined && !('skip' in added) && added.isTogether
    const { start, end } = isPart ? added : { start: 0, end: source.length }
    const made = await change(source.slice(start, end), path)
    files = { ...files, [path]: `${source.slice(0, start)}${made}${source.slice(end)}` }
  }
  return files
}

/** Characters: some of the programs need minutes for more. */
const mostObfuscated = 60_000

export const obfuscated: readonly Mutation[] = obfuscators.map((name) => {
  const id = `obfuscated-${name}`
  return {
    id,
    says: `the payload went through ${name}`,
    apply: (replay, tools) =>
      changedParts(replay, codeParts(replay), async (part) => {
        const length = codeFiles(part).reduce((sum, path) => sum + textAt(part.files, path).length, 0)
        if (length > mostObfuscated) return { skip: 'the payload is too large for an obfuscator' }
        const seed = seedOf(replay.id, id, part.payload.release)
        const files = await rewritten(part, (source) => tools.obfuscate(name, source, seed))
        return { files }
      }),
  } satisfies Mutation
})

export const encoded: Mutation = {
  id: 'encoded-strings',
  says: 'every string of the payload stands there as hex, base64 or numbers',
  apply: (replay) =>
    changedParts(replay, codeParts(replay), async (part) => {
      const chance = chanceOf(replay.id, 'encoded-strings', part.payload.release)
      const files = await rewritten(part, async (source, path) => encodedStrings(path, source, chance))
      return { files }
    }),
}

const host = /(?<![\w.-])(?:[\w-]+\.)+example\.test(?![\w-])/g

export const hostsByIp: Mutation = {
  id: 'hosts-by-ip',
  says: 'every host of the payload is an address, one of them as a number',
  apply: async (replay) => {
    const addresses = new Map<string, string>()
    const isHex = seedOf(replay.id, 'hosts-by-ip') % 2 === 0
    const addressOf = (name: string): string => {
      const known = addresses.get(name)
      if (known !== undefined) return known
      const last = addresses.size + 17
      // 203.0.113.0/24 is for documentation and leads nowhere (RFC 5737).
      const number = 0xcb007100 + last
      const address = addresses.size > 0 ? `203.0.113.${last}` : isHex ? `0x${number.toString(16)}` : String(number)
      addresses.set(name, address)
      return address
    }
    const made = await changedParts(replay, partsOf(replay), async ({ payload, files }) => {
      const paths = payload.files.filter((path) => typeof files[path] === 'string')
      const texts = paths.map((path) => [path, textAt(files, path).replace(host, addressOf)])
      return { files: { ...files, ...Object.fromEntries(texts) } }
    })
    return addresses.size === 0 ? { skip: 'the payload names no host that can be read' } : made
  },
}

export const typescript: Mutation = {
  id: 'typescript',
  says: 'the payload is TypeScript, which Node runs as it is',
  apply: (replay) => changedParts(replay, codeParts(replay), asTypeScript),
}

/** What was written into an honest file moves into one of its own first. */
async function asTypeScript(part: Part): Promise<Skip | { files: Files; payload: Part['payload'] }> {
  const { payload, files, before } = part
  const isInPlace = codeFiles(part).some((path) => before !== undefined && isCode(path, before.files))
  if (!isInPlace) return inTypes(files, payload, codeFiles(part))
  const own = alone(part)
  if ('skip' in own) return own
  const loaded = payload.trigger === 'import' || payload.trigger === 'bin' ? onLoad(own) : { ...own.honest, ...own.own }
  if (isSkip(loaded)) return loaded
  if (payload.trigger !== 'import' && payload.trigger !== 'bin')
    return { skip: 'a script runs an honest file that was changed' }
  return inTypes(loaded, { ...payload, trigger: 'import', files: Object.keys(own.own) }, [own.entry])
}

function inTypes(
  files: Files,
  payload: Part['payload'],
  paths: readonly string[],
): { files: Files; payload: Part['payload'] } {
  const type = packageTypeOf(files)
  const moves = new Map(paths.map((path) => [path, typePath(path, files, type)]))
  const texts = paths.map((path) => [path, typed(path, textAt(files, path))])
  const moved = movedFiles({ ...files, ...Object.fromEntries(texts) }, moves)
  return { files: moved, payload: { ...payload, files: payload.files.map((path) => moves.get(path) ?? path) } }
}

function typePath(path: string, files: Files, type: string): string {
  const extension = posix.extname(path)
  const base = path.slice(0, -extension.length)
  if (extension !== '.js') return `${base}${extension.replace('js', 'ts')}`
  const isModule = formatOf(path, programOf(path, textAt(files, path)), type) === 'esm'
  if (isModule === (type === 'module')) return `${base}.ts`
  return isModule ? `${base}.mts` : `${base}.cts`
}

// Flows between packages that are judged together: a release and what it newly brings. A decoder in one and a sink in the
// other are no chain to whoever reads each by itself.
import { emptyFileCode, type FileCode, type FunctionSummary, type Taint } from '../code/file-code.ts'
import { type LinkBudget, linkBudget } from '../code/flows/link-budget.ts'
import type { LinkedFlow } from '../code/flows/link-flows.ts'
import { type FlowBetween, type LinkedPackage, linkPackages } from '../code/flows/link-packages.ts'
import { type CodeReader, createCodeReader, unwatched, type Watch } from '../code/reader.ts'
import { type Code, type FlowRecord, noCode, type Reach, type UnreadableRecord } from '../domain/code.ts'
import { baseName, extensionOf, folderOf, joinInside } from '../domain/package-path.ts'
import { codeFilesOf, isRelative, ownFile } from './extract/code.ts'
import { resolveFile } from './extract/package-files.ts'
import { importTargets } from './extract/package-json.ts'
import { readPackage } from './extract/package-reading.ts'
import { rootsOf } from './extract/reach.ts'
import type { UnpackedTarball } from './extract.ts'

/** `name`: what the others load it by. */
export type Member = { name: string; tarball: UnpackedTarball }

/** Flows of one source and one sink; honest groups have next to none. Many of a kind must not crowd out another. */
const maxOfKind = 50

/**
 * What the first of `members` does together with the others and does not do alone, placed where it hands something
 * over or ends it. What it only passes on has its place in the other one: `node_modules/name/file.js`. Code that nothing
 * leads to is left out. `unreadable`: files that ended the reader or took it too long, and the package itself where there
 * was more to link than is followed.
 */
export function readTogether(members: readonly Member[], watch: Watch = unwatched): Code {
  const counted = countFiles(watch)
  const [judged, ...brought] = members.map((one, place) => readMember(one, place, counted()))
  if (judged === undefined) return noCode
  const alone = new Set([...judged.files.values()].flatMap(({ flows }) => flows).map(keyOf))
  const budget = linkBudget()
  const isOfOthers = amongOthers(judged, brought, budget)
  const found = new Map<string, FlowRecord>()
  const ofKind = new Map<string, number>()
  // What a command does is not what happens to whoever imports the package.
  for (const reach of ['import', 'bin'] as const) {
    for (const one of linkPackages([upTo(judged, reach), ...brought], budget)) {
      if (isOfOthers(one)) continue
      const { member, file, flow } = one
      // Whose the source is decides what is made of it.
      const key = JSON.stringify([keyOf(flow), homeIn(members, flow)])
      const kind = `${flow.source} ${flow.sink}`
      const before = ofKind.get(kind) ?? 0
      if (alone.has(keyOf(flow)) || found.has(key) || before >= maxOfKind) continue
      ofKind.set(kind, before + 1)
      const own = member === 0 ? { ...flow, file } : lastStepIn(judged, flow)
      const elsewhere = { ...flow, file: homeOf(members, member) + file, reach }
      found.set(key, own === 'none' ? elsewhere : { ...own, reach: judged.reachOf(own.file) })
    }
  }
  const unreadable = [judged, ...brought].flatMap((one, member) =>
    unreadIn(one, member === 0 ? '' : homeOf(members, member)),
  )
  const cut =
    budget.left < 0 ? [{ file: 'package.json', why: 'too-much' as const, sha256: '', reach: 'import' as const }] : []
  return { ...noCode, flows: [...found.values()], unreadable: [...unreadable, ...cut] }
}

/** What the others do with each other is no doing of the release, unless it does the same with them. */
function amongOthers(
  judged: ReadMember,
  brought: readonly ReadMember[],
  budget: LinkBudget,
): (one: FlowBetween) => boolean {
  const without = linkPackages(brought, budget).map(({ member, ...one }) => placeKey({ ...one, member: member + 1 }))
  if (without.length === 0) return () => false
  const apart = brought.map((one) => ({ ...one, outside: () => '' }))
  const through = linkPackages([judged, ...apart], budget).map(placeKey)
  const others = new Set(without).difference(new Set(through))
  return (one) => others.has(placeKey(one))
}

/** One flow from its first place to its sink, whatever is between. */
function placeKey({ member, file, flow }: FlowBetween): string {
  return JSON.stringify([keyOf(flow), flow.steps[0], member, file, flow.line, flow.column])
}

function unreadIn({ files, reachOf }: ReadMember, folder: string): readonly UnreadableRecord[] {
  return [...files].flatMap(([path, { unreadable: why }]) =>
    why === 'crash' || why === 'timeout' ? [{ file: folder + path, why, sha256: '', reach: reachOf(path) }] : [],
  )
}

type ReadMember = Omit<LinkedPackage, 'files'> & {
  files: ReadonlyMap<string, FileCode>
  reachOf: (path: string) => Reach
}

/** No file has this path; it stands for everything that the package can be imported by. */
const anyEntry = '.'

/** Each file with its tree: what only hands something on is of no interest by itself. */
function readMember({ name, tarball }: Member, place: number, read: CodeReader): ReadMember {
  const own = tarball.files.filter(({ path }) => !path.startsWith('node_modules/'))
  const { reading, records, scripts } = readPackage(new Map(own.map(({ path, bytes }) => [path, asBuffer(bytes)])))
  const { ordered, reachOf } = codeFilesOf({ reading, records, scripts })
  const files = new Map<string, FileCode>(dataFiles([...reading.files.bytes.keys()]))
  for (const file of ordered.filter(({ path }) => reachOf(path) !== 'none')) {
    files.set(file.path, read(file, 'for-others').code)
  }
  const roots = [...rootsOf(reading.files).import]
  files.set(anyEntry, { ...emptyFileCode, exports: [aliasOf(roots, '*'), aliasOf(roots, 'default')] })
  return {
    files: place === 0 ? files : withFolder(files, `node_modules/${name}/`),
    reachOf,
    resolve: (from, specifier) => (from === anyEntry ? specifier : ownFile(reading.files, from, specifier)),
    outside: (from, specifier) => {
      if (!specifier.startsWith('#')) return siblingOf(name, from, specifier)
      return importTargets(reading.files.bytes.get('package.json'), specifier).find((one) => !isRelative(one)) ?? ''
    },
    entry: (specifier) => {
      if (specifier === name) return anyEntry
      if (!specifier.startsWith(`${name}/`)) return ''
      return resolveFile(reading.files, '', `./${specifier.slice(name.length + 1)}`) || anyEntry
    },
  }
}

/** Installed packages lie beside each other: `../pkg/a.js` and `../../node_modules/pkg` mean `pkg`. */
function siblingOf(name: string, from: string, specifier: string): string {
  const folder = 'node_modules/'
  const path = isRelative(specifier) ? joinInside(folderOf(`${folder}${name}/${from}`), specifier) : undefined
  return path?.includes(folder) ? path.slice(path.lastIndexOf(folder) + folder.length) : specifier
}

/** Others load these as they load code; everybody asks a package.json for its version. */
function dataFiles(paths: readonly string[]): readonly (readonly [string, FileCode])[] {
  const json: Taint = { source: 'own-data', subject: 'json', strength: 'faint', steps: [] }
  return paths
    .filter((path) => extensionOf(path) === 'json' && baseName(path) !== 'package.json')
    .map((path) => [
      path,
      { ...emptyFileCode, exports: [{ ...noSummary, name: '*', gives: [{ ...json, steps: [`${path}:1 ${path}`] }] }] },
    ])
}

function asBuffer(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
}

/** Of a default export importers have the module's own name: `new (require('pkg'))()`. */
function aliasOf(paths: readonly string[], name: '*' | 'default'): FunctionSummary {
  const aliases = paths.map((module) => ({ module, name }))
  return { ...noSummary, name: '*', aliasOf: aliases }
}

const noSummary: FunctionSummary = {
  name: '',
  gives: [],
  passes: [],
  sends: [],
  relays: [],
  returns: [],
  variables: [],
  aliasOf: [],
}

/** Where whoever reviews the judged package can look. Steps are `file:line what`, and a path may hold anything. */
function lastStepIn({ files }: ReadMember, flow: LinkedFlow['flow']): (LinkedFlow['flow'] & { file: string }) | 'none' {
  for (const step of flow.steps.toReversed()) {
    for (let colon = step.indexOf(':'); colon !== -1; colon = step.indexOf(':', colon + 1)) {
      const [line = '', ...words] = step.slice(colon + 1).split(' ')
      const file = step.slice(0, colon)
      if (files.has(file) && isLineNumber(line)) {
        return { ...flow, file, line: Number(line), column: 0, excerpt: words.join(' ') }
      }
    }
  }
  return 'none'
}

function isLineNumber(text: string): boolean {
  return text !== '' && [...text].every((one) => '0123456789'.includes(one))
}

/** `import`: what is run on install, too. */
function upTo(one: ReadMember, reach: 'import' | 'bin'): ReadMember {
  const files = [...one.files].filter(([path]) => path === anyEntry || reach === 'bin' || one.reachOf(path) !== 'bin')
  return { ...one, files: new Map(files) }
}

/** Steps say in whose file they are. */
function withFolder(files: ReadonlyMap<string, FileCode>, folder: string): ReadonlyMap<string, FileCode> {
  const placed = <T extends { steps: readonly string[] }>(all: readonly T[]): T[] =>
    all.map((one) => ({ ...one, steps: one.steps.map((step) => `${folder}${step}`) }))
  return new Map(
    [...files].map(([path, code]) => [
      path,
      {
        ...code,
        exports: code.exports.map((one) => ({ ...one, gives: placed(one.gives), sends: placed(one.sends) })),
        calls: code.calls.map((one) => ({ ...one, given: one.given.map(placed), reaches: placed(one.reaches) })),
      },
    ]),
  )
}

/** The other package that a flow starts in, -1 for none. */
function homeIn(members: readonly Member[], { steps: [first = ''] }: LinkedFlow['flow']): number {
  return members.findIndex((_, member) => first.startsWith(homeOf(members, member)))
}

function homeOf(members: readonly Member[], member: number): string {
  return `node_modules/${members[member]?.name ?? ''}/`
}

/** Readers with the bounds of one package each, whose files are counted as one row. */
function countFiles(watch: Watch): () => CodeReader {
  let count = 0
  return () => {
    const before = count
    const blamed = watch.blamed.map((one) => ({ ...one, index: one.index - before }))
    const read = createCodeReader({ ...watch, blamed, announce: (index) => watch.announce(index + before) })
    return (file, how) => {
      count++
      return read(file, how)
    }
  }
}

function keyOf({ source, subject, sink }: Pick<FlowRecord, 'source' | 'subject' | 'sink'>): string {
  return JSON.stringify([source, subject, sink])
}

// The attack's own code taken out of a release: files that run as a program of their own, and what is left without them.
// Where the two cannot be told apart (the payload is a part of an honest function) it says so.
import { posix } from 'node:path'
import { mainOf, resolved } from './references.ts'
import { codeFiles, type Files, isCode, manifestOf, objectAt, type Part, type Skip, withManifest } from './replay.ts'
import { edited, extensionFor, formatOf, programOf, type Statement, topNames, usedNames, visit } from './syntax.ts'
import type { Format } from './tools.ts'

export type Alone = {
  /** The attack's files as text, at paths where their references hold. */
  own: Readonly<Record<string, string>>
  entry: string
  format: Format
  /** The release without the attack, and without what started it. */
  honest: Files
  packageType: string
}

export function packageTypeOf(files: Files): string {
  const { type } = manifestOf(files)
  return typeof type === 'string' ? type : 'commonjs'
}

export function alone(part: Part): Alone | Skip {
  const { payload, files, before } = part
  const [first] = codeFiles(part)
  if (first === undefined) return { skip: 'no JavaScript of its own' }
  if (payload.trigger === 'call') return { skip: 'the payload runs where an honest caller hands it something' }
  if (payload.trigger === 'none') return { skip: 'nothing in the release runs the payload' }
  const entry = entryOf(part) ?? first
  const packageType = packageTypeOf(files)
  const format = formatOf(entry, programOf(entry, textAt(files, entry)), packageType)
  if (before !== undefined && isCode(entry, before.files)) return takenOut(part, entry, format, packageType)
  const paths = payload.files.filter((path) => typeof files[path] === 'string' && before?.files[path] === undefined)
  const own = Object.fromEntries(
    paths.filter((path) => path !== 'binding.gyp').map((path) => [path, textAt(files, path)]),
  )
  return { own, entry, format, packageType, honest: untriggered(part, withoutOwn(part, paths)) }
}

export function textAt(files: Files, path: string): string {
  const text = files[path]
  return typeof text === 'string' ? text : ''
}

/** The payload file that the trigger names; else one that no other of them asks for. */
function entryOf(part: Part): string | undefined {
  const { payload, files } = part
  const command = commandOf(part)
  const code = codeFiles(part)
  const named = code.find((path) => command.includes(posix.basename(path)))
  if (named !== undefined) return named
  const main = mainOf(files, manifestOf(files))
  if (payload.trigger === 'import' && code.includes(main)) return main
  return code.find(
    (path) => !code.some((other) => other !== path && textAt(files, other).includes(posix.basename(path))),
  )
}

/** What starts the payload, as text. */
export function commandOf({ payload, files }: Part): string {
  const { trigger } = payload
  if (trigger === 'gyp') return textAt(files, 'binding.gyp')
  if (trigger === 'bin') return JSON.stringify(manifestOf(files).bin ?? '')
  return String(objectAt(manifestOf(files), 'scripts')[trigger] ?? '')
}

/** The files without the payload's and without the statements that load them. */
function withoutOwn({ files, before }: Part, paths: readonly string[]): Files {
  const manifest = manifestOf(files)
  const main = mainOf(files, manifest)
  const kept: Record<string, Files[string]> = {}
  for (const [path, content] of Object.entries(files)) {
    if (!paths.includes(path)) kept[path] = isCode(path, files) ? unlinked(path, files, paths, before?.files) : content
  }
  // A newcomer that is nothing but its payload keeps a main file without content.
  if (paths.includes(main)) kept[main] = packageTypeOf(files) === 'module' ? 'export {}\n' : 'module.exports = {}\n'
  return kept
}

function unlinked(path: string, files: Files, paths: readonly string[], before: Files | undefined): string {
  const source = textAt(files, path)
  const program = programOf(path, source)
  if (program === undefined) return source
  const loads = (statement: Statement) => {
    let found = false
    visit(statement, (node) => {
      const isPath = node.type === 'Literal' && typeof node.value === 'string'
      if (isPath && paths.includes(resolved(files, path, String(node.value)))) found = true
    })
    return found
  }
  const loading = program.body.filter(loads)
  if (loading.length === 0) return source
  if (before !== undefined && isCode(path, before)) return textAt(before, path)
  return edited(
    source,
    loading.map(({ start, end }) => ({ start, end, text: '' })),
  )
}

/** The release without its trigger: what the release before had in its place, or nothing. */
function untriggered({ payload, before }: Part, files: Files): Files {
  const manifest = manifestOf(files)
  const old = manifestOf(before?.files ?? {})
  const { trigger } = payload
  if (trigger === 'import') return files
  if (trigger === 'gyp') {
    const { 'binding.gyp': _, ...others } = files
    const gyp = before?.files['binding.gyp']
    return gyp === undefined ? others : { ...others, 'binding.gyp': gyp }
  }
  if (trigger === 'bin') {
    const { bin: _, ...rest } = manifest
    return withManifest(files, old.bin === undefined ? rest : { ...rest, bin: old.bin })
  }
  const { [trigger]: _, ...scripts } = objectAt(manifest, 'scripts')
  const script = objectAt(old, 'scripts')[trigger]
  return withManifest(files, {
    ...manifest,
    scripts: script === undefined ? scripts : { ...scripts, [trigger]: script },
  })
}

/** A payload that was written into an honest file: the statements that the release before does not have. */
function takenOut(part: Part, entry: string, format: Format, packageType: string): Alone | Skip {
  const { files, before, payload } = part
  const source = textAt(files, entry)
  const old = textAt(before?.files ?? {}, entry)
  const added = addedStatements(entry, source, old)
  if ('skip' in added) return added
  const path = freePath(files, posix.dirname(entry), 'setup', extensionFor(format, packageType))
  const others = payload.files.filter((one) => one !== entry && before?.files[one] === undefined)
  const own = Object.fromEntries(others.map((one) => [one, textAt(files, one)]))
  const rest = Object.fromEntries(Object.entries(files).filter(([one]) => !others.includes(one)))
  const honest = untriggered(part, { ...rest, [entry]: old })
  return { own: { ...own, [path]: added.text }, entry: path, format, packageType, honest }
}

/** `isTogether`: nothing honest stands between `start` and `end`. `text`: with the declarations that are needed. */
export type Added = { text: string; start: number; end: number; isTogether: boolean }

/** What is new in a file, with the declarations of the file that it uses. */
export function addedStatements(path: string, source: string, old: string): Added | Skip {
  const program = programOf(path, source)
  const before = programOf(path, old)
  if (program === undefined || before === undefined) return { skip: `${path} does not parse` }
  const texts = new Set(before.body.map(({ start, end }) => old.slice(start, end).trim()))
  const textOf = ({ start, end }: Statement) => source.slice(start, end)
  const isNew = (one: Statement) => !texts.has(textOf(one).trim())
  const added = program.body.filter(isNew)
  const kept = program.body.filter((one) => !isNew(one))
  if (added.length === 0) return { skip: `${path} has no statement that is new` }
  const names = new Set(added.flatMap(topNames))
  const isInside = added.some(
    (one) => isExport(one) || topNames(one).some((name) => before.body.some((b) => topNames(b).includes(name))),
  )
  if (isInside || kept.some((one) => [...usedNames(one)].some((name) => names.has(name)))) {
    return { skip: 'the payload is part of an honest function' }
  }
  const needed = neededBy(added, kept)
  const [first] = added
  const last = added.at(-1)
  const text = program.body
    .filter((one) => needed.has(one) || isNew(one))
    .map(textOf)
    .join('\n')
  const [start, end] = [first?.start ?? 0, last?.end ?? 0]
  const isTogether = kept.every((one) => one.end <= start || one.start >= end)
  return { text: `${text}\n`, start, end, isTogether }
}

/** The declarations that these statements use, and what those use in turn. */
export function neededBy(statements: readonly Statement[], others: readonly Statement[]): ReadonlySet<Statement> {
  const needed = new Set<Statement>()
  let open: readonly Statement[] = statements
  while (open.length > 0) {
    const used = new Set(open.flatMap((one) => [...usedNames(one)]))
    open = others.filter((one) => !needed.has(one) && topNames(one).some((name) => used.has(name)))
    for (const one of open) needed.add(one)
  }
  return needed
}

/** Also `exports.x = …` and `module.exports = …`. */
export function isExport(statement: Statement): boolean {
  if (statement.type.startsWith('Export')) return true
  if (statement.type !== 'ExpressionStatement' || statement.expression.type !== 'AssignmentExpression') return false
  return usedNames(statement.expression.left).has('exports') || usedNames(statement.expression.left).has('module')
}

export function freePath(files: Files, folder: string, base: string, extension: string): string {
  for (let count = 0; ; count += 1) {
    const path = posix.join(folder, `${base}${count === 0 ? '' : count}.${extension}`)
    if (!Object.hasOwn(files, path)) return path
  }
}

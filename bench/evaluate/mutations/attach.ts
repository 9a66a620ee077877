// The ways in which a release comes to run a file of its own: an install script, a gyp input, its main file on load, or the
// first call of what the main file exports.
import { posix } from 'node:path'
import type { Alone } from './alone.ts'
import { textAt } from './alone.ts'
import { mainOf, resolved, specifierTo } from './references.ts'
import { type Files, manifestOf, type Part, type Skip, withManifest, withScript } from './replay.ts'
import { edited, formatOf, type Node, type Program, programOf, type Statement, visit } from './syntax.ts'
import type { Format } from './tools.ts'

export function asScript({ honest, own, entry }: Alone, event: 'preinstall' | 'postinstall'): Files {
  return withScript({ ...honest, ...own }, event, `node ${entry}`)
}

/** npm builds what has a `binding.gyp`, and gyp runs what its inputs say. */
export function asGyp({ honest, own, entry }: Alone): Files {
  const gyp = {
    targets: [{ target_name: 'addon', type: 'none', sources: [`<!(node ${entry} > /dev/null 2>&1 && echo addon.c)`] }],
  }
  return { ...honest, ...own, 'binding.gyp': `${JSON.stringify(gyp, null, 2)}\n` }
}

/** As it was started before, wherever it is now. */
export function asBefore(part: Part, made: Alone): Files | Skip {
  const { trigger } = part.payload
  const files = { ...made.honest, ...made.own }
  switch (trigger) {
    case 'gyp':
      return asGyp(made)
    case 'bin': {
      const manifest = manifestOf(files)
      const name = String(manifest.name ?? part.name)
      return withManifest(files, { ...manifest, bin: { [posix.basename(name)]: made.entry } })
    }
    case 'preinstall':
    case 'install':
    case 'postinstall':
    case 'prepare':
      return withScript(files, trigger, `node ${made.entry}`)
    case 'import':
    case 'call':
    case 'none':
      return onLoad(made)
  }
}

/** The main file loads it. */
export function onLoad({ honest, own, entry, format, packageType }: Alone): Files | Skip {
  const main = mainOf(honest, manifestOf(honest))
  if (main === '') return { skip: 'the package has no main file' }
  if (main === entry) return { ...honest, ...own }
  const source = textAt(honest, main)
  const program = programOf(main, source)
  if (program === undefined) return { skip: 'the main file does not parse' }
  const text = loading(formatOf(main, program, packageType), format, specifierTo(main, entry))
  return {
    ...honest,
    ...own,
    [main]: edited(source, [{ start: afterDirectives(program), end: afterDirectives(program), text }]),
  }
}

function loading(from: Format, to: Format, specifier: string): string {
  if (from === 'esm') return `\nimport ${JSON.stringify(specifier)};\n`
  return to === 'cjs' ? `\nrequire(${JSON.stringify(specifier)});\n` : `\nimport(${JSON.stringify(specifier)});\n`
}

/** Where statements of ours may stand first: behind `#!` and directives. */
export function afterDirectives({ body, hashbang }: Program): number {
  const directives = body.filter(
    (one) =>
      one.type === 'ExpressionStatement' && 'directive' in one && one.directive !== null && one.directive !== undefined,
  )
  return directives.at(-1)?.end ?? hashbang?.end ?? 0
}

/** The first function that can be reached from the main file's exports loads it when it is called for the first time. */
export function onFirstCall({ honest, own, entry, format, packageType }: Alone): Files | Skip {
  const place = exportedFunction(honest, mainOf(honest, manifestOf(honest)), packageType, [])
  if (place === undefined) return { skip: 'the package exports no function that can be seen' }
  const { path, source, body } = place
  const load = place.format === 'cjs' && format === 'cjs' ? 'require' : 'import'
  const text = `if (!began) { began = true; ${load}(${JSON.stringify(specifierTo(path, entry))}) }`
  const { start, end } = withParentheses(source, body)
  const edits =
    body.type === 'BlockStatement'
      ? [{ start: start + 1, end: start + 1, text: ` ${text} ` }]
      : [
          { start, end: start, text: `{ ${text} return (` },
          { start: end, end, text: ') }' },
        ]
  const { top } = place
  return {
    ...honest,
    ...own,
    [path]: edited(source, [...edits, { start: top, end: top, text: '\nlet began = false;\n' }]),
  }
}

/** The tree leaves parentheses out: those around what an arrow gives belong to it. */
function withParentheses(source: string, { start, end }: Node): { start: number; end: number } {
  const before = source.slice(0, start).trimEnd()
  const after = source.slice(end)
  if (!before.endsWith('(') || !after.trimStart().startsWith(')')) return { start, end }
  return { start: before.length - 1, end: end + after.indexOf(')') + 1 }
}

type Place = { path: string; source: string; format: Format; body: Node; top: number }

function exportedFunction(files: Files, path: string, packageType: string, seen: readonly string[]): Place | undefined {
  if (path === '' || seen.includes(path)) return undefined
  const source = textAt(files, path)
  const program = programOf(path, source)
  if (program === undefined) return undefined
  const format = formatOf(path, program, packageType)
  const body = program.body
    .map((one) => (mayExport(one) ? functionBody(one) : undefined))
    .find((one) => one !== undefined)
  if (body !== undefined) return { path, source, format, body, top: afterDirectives(program) }
  const next: string[] = []
  visit(program, (node) => {
    if (node.type === 'Literal' && typeof node.value === 'string') next.push(resolved(files, path, node.value))
  })
  for (const one of next) {
    const place = exportedFunction(files, one, packageType, [...seen, path])
    if (place !== undefined) return place
  }
  return undefined
}

function mayExport(statement: Statement): boolean {
  const kinds = [
    'ExpressionStatement',
    'FunctionDeclaration',
    'ClassDeclaration',
    'VariableDeclaration',
    'ExportNamedDeclaration',
    'ExportDefaultDeclaration',
  ]
  return kinds.includes(statement.type)
}

/** Of the outermost function in a statement, unless it is called on the spot. */
function functionBody(statement: Statement): Node | undefined {
  let found: Node | undefined
  visit(statement, (node, field, parent) => {
    const isFunction =
      node.type === 'FunctionDeclaration' ||
      node.type === 'FunctionExpression' ||
      node.type === 'ArrowFunctionExpression'
    if (!isFunction || found !== undefined || node.body === null || node.body === undefined) return
    const isGiven = parent?.type === 'CallExpression' || parent?.type === 'NewExpression' || field === 'callee'
    const isConstructor = parent?.type === 'MethodDefinition' && parent.kind === 'constructor'
    if (!isGiven && !isConstructor) found = node.body
  })
  return found
}

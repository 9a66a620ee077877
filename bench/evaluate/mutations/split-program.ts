// Cuts a program in two files: declarations that others use go into one that the other asks for. A program of a single
// statement loses its strings to the second file instead.

import { neededBy } from './alone.ts'
import { specifierTo } from './references.ts'
import type { Skip } from './replay.ts'
import {
  type Edit,
  edited,
  type Program,
  programOf,
  quoted,
  type Statement,
  topNames,
  usedNames,
  variableUses,
  visit,
} from './syntax.ts'
import type { Format } from './tools.ts'

/** `entry` keeps its path and what runs; the rest goes to `other`. */
export function splitProgram(
  entry: string,
  source: string,
  other: string,
  format: Format,
): Record<string, string> | Skip {
  const program = programOf(entry, source)
  if (program === undefined) return { skip: 'the payload does not parse' }
  return byDeclarations(program, entry, source, other, format) ?? byStrings(program, entry, source, other, format)
}

function byDeclarations(
  program: Program,
  entry: string,
  source: string,
  other: string,
  format: Format,
): Record<string, string> | undefined {
  const functions = program.body.filter((one) => one.type === 'FunctionDeclaration')
  const rest = program.body.filter((one) => one.type !== 'FunctionDeclaration')
  if (functions.length === 0) return undefined
  const moved = new Set([...functions, ...neededBy(functions, rest)])
  const staying = program.body.filter((one) => !moved.has(one) || one.type === 'ImportDeclaration')
  const written = assignedNames(program)
  const shared = [...moved].filter((one) => one.type !== 'ImportDeclaration').flatMap(topNames)
  const used = new Set(staying.flatMap((one) => [...usedNames(one)]))
  const names = shared.filter((name) => used.has(name))
  // What is written to cannot be handed over by value.
  if (names.length === 0 || names.some((name) => written.has(name))) return undefined
  if (staying.every((one) => one.type === 'ImportDeclaration')) return undefined
  const text = (list: readonly Statement[]) => list.map(({ start, end }) => source.slice(start, end)).join('\n')
  const body = program.body.filter((one) => moved.has(one))
  return {
    [other]: `${text(body)}\n${exporting(names, format)}\n`,
    [entry]: `${importing(names, specifierTo(entry, other), format)}\n${text(staying)}\n`,
  }
}

function byStrings(
  program: Program,
  entry: string,
  source: string,
  other: string,
  format: Format,
): Record<string, string> | Skip {
  const values: string[] = []
  const edits: Edit[] = []
  visit(program, (node, field, parent) => {
    if (node.type !== 'Literal' || typeof node.value !== 'string' || parent === undefined) return
    const isFixed = /^(?:Import|Export)/.test(parent.type) || parent.type === 'ExpressionStatement'
    if (isFixed || field === 'key' || node.value.length < 4) return
    edits.push({ start: node.start, end: node.end, text: ` table[${values.length}]` })
    values.push(node.value)
  })
  if (values.length === 0) return { skip: 'the payload is one statement without strings' }
  const list = values.map((value) => JSON.stringify(value)).join(',\n  ')
  const text = `const table = [\n  ${list},\n]\n${exporting(['table'], format)}\n`
  return {
    [other]: text,
    [entry]: `${importing(['table'], specifierTo(entry, other), format)}\n${edited(source, edits)}`,
  }
}

function exporting(names: readonly string[], format: Format): string {
  return format === 'esm' ? `export { ${names.join(', ')} }` : `module.exports = { ${names.join(', ')} }`
}

function importing(names: readonly string[], specifier: string, format: Format): string {
  const list = `{ ${names.join(', ')} }`
  return format === 'esm' ? `import ${list} from ${quoted(specifier)}` : `const ${list} = require(${quoted(specifier)})`
}

/** Names that are written to after they were declared. */
function assignedNames(program: Program): ReadonlySet<string> {
  const names = new Set<string>()
  visit(program, (node) => {
    if (node.type === 'UpdateExpression' && node.argument.type === 'Identifier') names.add(node.argument.name)
    if (node.type !== 'AssignmentExpression') return
    if (node.left.type === 'Identifier') names.add(node.left.name)
    if (node.left.type === 'ArrayPattern' || node.left.type === 'ObjectPattern') {
      for (const { node: one } of variableUses(node.left)) names.add(one.name)
    }
  })
  return names
}

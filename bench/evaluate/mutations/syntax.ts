// Trees, names and edits of the JavaScript in a replay. It reads text and gives text; what a mutation wants with it is not
// its business.
import { builtinModules } from 'node:module'
import { type Node, type Program, parseSource } from '../../../src/code/parse.ts'
import type { Format } from './tools.ts'

export type { Node, Program }
export type Statement = Program['body'][number]
export type Edit = { start: number; end: number; text: string }

/** undefined for what is no JavaScript. */
export function programOf(path: string, source: string): Program | undefined {
  const { program, hasErrors } = parseSource(path, source)
  return hasErrors ? undefined : program
}

/** What stands in the middle of another text is no program of its own. */
export function withoutHashbang(source: string): string {
  return source.replace(/^#![^\n]*/, '')
}

/** None of them inside another one. */
export function edited(source: string, edits: readonly Edit[]): string {
  const parts: string[] = []
  let at = 0
  for (const { start, end, text } of edits.toSorted((a, b) => a.start - b.start)) {
    if (start < at) throw new Error(`edits overlap at ${start}`)
    parts.push(source.slice(at, start), text)
    at = end
  }
  return parts.join('') + source.slice(at)
}

/** Every node below `node`, parents first; `field` is where it hangs. */
export function visit(node: Node, see: (node: Node, field: string, parent: Node | undefined) => void): void {
  const walk = (one: Node, field: string, parent: Node | undefined): void => {
    see(one, field, parent)
    for (const [key, value] of Object.entries(one)) {
      if (key === 'parent') continue
      for (const child of Array.isArray(value) ? value : [value]) if (isNode(child)) walk(child, key, one)
    }
  }
  walk(node, '', undefined)
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string'
}

export type Use = { node: Node & { type: 'Identifier' }; field: string; parent: Node }

/** Identifiers that stand for a variable, and not for a property, a label or a name in another module. */
export function variableUses(root: Node): readonly Use[] {
  const uses: Use[] = []
  visit(root, (node, field, parent) => {
    if (node.type === 'Identifier' && parent !== undefined && isVariable(node, field, parent)) {
      uses.push({ node, field, parent })
    }
  })
  return uses
}

function isVariable(node: Node, field: string, parent: Node): boolean {
  switch (parent.type) {
    case 'MemberExpression':
      return field === 'object' || parent.computed
    // A shorthand's key and value are one place in the text.
    case 'Property':
      return field === 'value' || parent.computed
    case 'MethodDefinition':
    case 'PropertyDefinition':
    case 'AccessorProperty':
      return field === 'value' || parent.computed
    case 'ImportSpecifier':
      return field === 'local'
    case 'ExportSpecifier':
      return field === 'local'
    case 'LabeledStatement':
    case 'BreakStatement':
    case 'ContinueStatement':
      return field !== 'label'
    case 'ExportAllDeclaration':
    case 'MetaProperty':
    case 'ImportAttribute':
      return false
    default:
      return node.type === 'Identifier'
  }
}

/** The names that a pattern binds. */
function boundNames(pattern: Node): readonly string[] {
  switch (pattern.type) {
    case 'Identifier':
      return [pattern.name]
    case 'ObjectPattern':
      return pattern.properties.flatMap((one) => boundNames(one.type === 'RestElement' ? one.argument : one.value))
    case 'ArrayPattern':
      return pattern.elements.flatMap((one) => (one === null ? [] : boundNames(one)))
    case 'AssignmentPattern':
      return boundNames(pattern.left)
    case 'RestElement':
      return boundNames(pattern.argument)
    default:
      return []
  }
}

/** Every name that is declared anywhere below. */
export function declaredNames(root: Node): ReadonlySet<string> {
  const names = new Set<string>()
  visit(root, (node) => {
    for (const name of ownNames(node)) names.add(name)
  })
  return names
}

function ownNames(node: Node): readonly string[] {
  switch (node.type) {
    case 'VariableDeclarator':
      return boundNames(node.id)
    case 'FunctionDeclaration':
    case 'FunctionExpression':
    case 'ArrowFunctionExpression': {
      const own = 'id' in node && node.id !== null ? [node.id.name] : []
      return [...own, ...node.params.flatMap((one) => boundNames(one))]
    }
    case 'ClassDeclaration':
    case 'ClassExpression':
      return node.id === null ? [] : [node.id.name]
    case 'CatchClause':
      return node.param === null ? [] : boundNames(node.param)
    case 'ImportDefaultSpecifier':
    case 'ImportNamespaceSpecifier':
    case 'ImportSpecifier':
      return [node.local.name]
    default:
      return []
  }
}

/** What a statement of a file's own level adds to that level. */
export function topNames(statement: Statement): readonly string[] {
  switch (statement.type) {
    case 'VariableDeclaration':
      return statement.declarations.flatMap((one) => boundNames(one.id))
    case 'FunctionDeclaration':
    case 'ClassDeclaration':
      return statement.id === null ? [] : [statement.id.name]
    case 'ImportDeclaration':
      return statement.specifiers.map((one) => one.local.name)
    case 'ExportNamedDeclaration':
      return statement.declaration === null ? [] : topNames(statement.declaration)
    default:
      return []
  }
}

export function usedNames(root: Node): ReadonlySet<string> {
  return new Set(variableUses(root).map(({ node }) => node.name))
}

/** Node's own way of telling: the extension, what the syntax says, then the package. */
export function formatOf(path: string, program: Program | undefined, packageType: string): Format {
  if (path.endsWith('.mjs') || path.endsWith('.mts')) return 'esm'
  if (path.endsWith('.cjs') || path.endsWith('.cts')) return 'cjs'
  const isModule = program?.body.some((one) => /^(?:Import|Export)/.test(one.type)) === true
  return isModule || packageType === 'module' ? 'esm' : 'cjs'
}

/** The extension under which Node reads `format` in a package of this type. */
export function extensionFor(format: Format, packageType: string): 'js' | 'mjs' | 'cjs' {
  if (format === 'esm') return packageType === 'module' ? 'js' : 'mjs'
  return packageType === 'module' ? 'cjs' : 'js'
}

export function isBuiltin(specifier: string): boolean {
  return specifier.startsWith('node:') || builtinModules.includes(specifier)
}

export function quoted(text: string): string {
  return `'${JSON.stringify(text).slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'")}'`
}

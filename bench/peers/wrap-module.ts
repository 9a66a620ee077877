// Takes a module apart for tools that turn a whole program into one text that is evaluated: imports and exports must stay
// outside of it. It changes texts by the places of the parser's tree and runs nothing.
import { type Node, parser } from './third-party.ts'

export type Source = {
  /** The first line where it is a shebang, with its line break; else ''. */
  shebang: string
  text: string
  isModule: boolean
}

export function toSource(file: string): Source {
  const shebang = /^#!.*(?:\n|$)/.exec(file)?.[0] ?? ''
  const text = file.slice(shebang.length)
  return { shebang, text, isModule: parseProgram(text).sourceType === 'module' }
}

function parseProgram(text: string) {
  const options = { sourceType: 'unambiguous', allowReturnOutsideFunction: true, allowAwaitOutsideFunction: true }
  return parser().parse(text, options).program
}

/**
 * The program around an expression that evaluates a text in its own scope, as a direct `eval` does: `encode` makes that
 * expression. What is exported is exported once the text has run; a binding that changes later no longer does so outside.
 */
export async function wrapProgram(source: Source, encode: (text: string) => Promise<string>): Promise<string> {
  if (!source.isModule) return `${source.shebang}${await encode(`(function(){${source.text}\n}).call(this)`)}`
  const { exported, imports, isAsync, reexports, text } = takeApart(source.text, true)
  const object = exported.map(({ local }, index) => `$${index}:${local}`).join(',')
  const inside = `${isAsync ? '(async()' : '(()'}=>{${text}\nreturn{${object}}})()`
  const expression = await encode(inside)
  const names = exported.map((_, index) => `$${index}`).join(',')
  const list = exported.map(({ name }, index) => `$${index} as ${name}`).join(',')
  const statement = `const {${names}}=${isAsync ? 'await ' : ''}${expression};`
  const ends = exported.length === 0 ? '' : `\nexport{${list}};`
  return `${source.shebang}${imports}${reexports}const $meta=import.meta;\n${statement}${ends}\n`
}

/** Where a module puts what it exports, when its exports stand outside. No tool may rename it. */
export const outside = '$outside'

/**
 * The same program for a tool that knows fewer forms, and what stands around what it makes of it: no `return` outside of
 * functions, no exports. It would rename those.
 */
export function plainProgram(source: Source): { start: string; text: string; end: string } {
  if (!source.isModule) {
    const returns = parseProgram(source.text).body.some((node) => has(node, ['ReturnStatement']))
    return { start: '', text: returns ? `(function(){${source.text}\n}).call(this)` : source.text, end: '' }
  }
  const { exported, imports, reexports, text } = takeApart(source.text, false)
  if (exported.length === 0) return { start: reexports, text: `${imports}${text}`, end: '' }
  const values = exported.map(({ local }) => local).join(',')
  const names = exported.map((_, index) => `$${index}`).join(',')
  const list = exported.map(({ name }, index) => `$${index} as ${name}`).join(',')
  return {
    start: `${reexports}const ${outside}=[];\n`,
    text: `${imports}${text}\n${outside}.push(${values});`,
    end: `\nconst [${names}]=${outside};export{${list}};`,
  }
}

type Parts = {
  imports: string
  /** What is handed on from other modules. */
  reexports: string
  text: string
  /** The expression inside and the name outside. */
  exported: { local: string; name: string }[]
  isAsync: boolean
}

type Cut = { start: number; end: number; by: string }

/** `isEvaluated`: the text must do without what only a module may hold. */
function takeApart(text: string, isEvaluated: boolean): Parts {
  const { body } = parseProgram(text)
  const cuts: Cut[] = []
  const exported: Parts['exported'] = []
  let [imports, reexports] = ['', '']
  for (const node of body) {
    const statement = `${textOf(node, text)}\n`
    if (node.type === 'ImportDeclaration') {
      imports += statement
      cuts.push({ start: node.start, end: node.end, by: '' })
    } else if (node.type.startsWith('Export') && isNode(node.source)) {
      reexports += statement
      cuts.push({ start: node.start, end: node.end, by: '' })
    } else if (node.type === 'ExportNamedDeclaration' && isNode(node.declaration)) {
      cuts.push({ start: node.start, end: node.declaration.start, by: '' })
      exported.push(...namesOf(node.declaration).map((name) => ({ local: name, name })))
    } else if (node.type === 'ExportNamedDeclaration') {
      exported.push(...listed(node, text))
      cuts.push({ start: node.start, end: node.end, by: '' })
    } else if (node.type === 'ExportDefaultDeclaration' && isNode(node.declaration)) {
      const own = isNode(node.declaration.id) ? textOf(node.declaration.id, text) : ''
      cuts.push({ start: node.start, end: node.declaration.start, by: own === '' ? ';const $default=' : '' })
      exported.push({ local: own === '' ? '$default' : own, name: 'default' })
    }
  }
  if (isEvaluated) cuts.push(...metaCuts(body))
  const isAsync = body.some((node) => has(node, ['AwaitExpression', 'ForAwaitStatement']))
  return { imports, reexports, text: cut(text, cuts), exported, isAsync }
}

function listed(node: Node, text: string): Parts['exported'] {
  return childrenOf(node).flatMap((one) =>
    one.type === 'ExportSpecifier' && isNode(one.local) && isNode(one.exported)
      ? [{ local: textOf(one.local, text), name: textOf(one.exported, text) }]
      : [],
  )
}

/** Every name that a declaration binds; a pattern's default values are no bindings. */
function namesOf(node: Node): string[] {
  if (node.type === 'Identifier') return [String(node.name)]
  const parts: Readonly<Record<string, readonly unknown[]>> = {
    VariableDeclaration: [node.declarations].flat(),
    VariableDeclarator: [node.id],
    FunctionDeclaration: [node.id],
    ClassDeclaration: [node.id],
    ObjectPattern: [node.properties].flat(),
    ObjectProperty: [node.value],
    ArrayPattern: [node.elements].flat(),
    AssignmentPattern: [node.left],
    RestElement: [node.argument],
  }
  return (parts[node.type] ?? []).filter(isNode).flatMap(namesOf)
}

/** `import.meta` may only stand in a module. */
function metaCuts(body: readonly Node[]): Cut[] {
  const walk = (node: Node): Cut[] =>
    node.type === 'MetaProperty' && isNode(node.meta) && node.meta.name === 'import'
      ? [{ start: node.start, end: node.end, by: '$meta' }]
      : childrenOf(node).flatMap(walk)
  return body.flatMap(walk)
}

/** Whether one of these stands in it, outside of its functions. */
function has(node: Node, types: readonly string[]): boolean {
  const type = node.type === 'ForOfStatement' && node.await === true ? 'ForAwaitStatement' : node.type
  if (types.includes(type)) return true
  if (/Function|Method/.test(type)) return false
  return childrenOf(node).some((one) => has(one, types))
}

function childrenOf(node: Node): Node[] {
  return Object.values(node)
    .flatMap((value) => [value].flat())
    .filter(isNode)
}

function isNode(value: unknown): value is Node {
  return (
    typeof value === 'object' && value !== null && 'type' in value && 'start' in value && typeof value.type === 'string'
  )
}

const textOf = (node: Node, text: string) => text.slice(node.start, node.end)

function cut(text: string, cuts: readonly Cut[]): string {
  let [result, at] = ['', 0]
  for (const { by, end, start } of cuts.toSorted((a, b) => a.start - b.start)) {
    if (start < at) continue
    result += text.slice(at, start) + by
    at = end
  }
  return result + text.slice(at)
}

// The texts of a JavaScript file that can name somebody: its literals and templates, and what concatenations and decoders
// come to where that can be told. What is made of names alone is seen where it is used.
import type { Call, Collected, Template } from '../names/collected.ts'
import type { Definition } from '../names/scope.ts'
import type { Node } from '../parse.ts'
import type { Resolver } from '../value.ts'
import type { TextAt } from './find.ts'

const maxTexts = 200_000
const maxFolded = 20_000

export function textsOf({ strings, templates, calls, bindings, assignments }: Collected, resolver: Resolver): TextAt[] {
  const found: TextAt[] = []
  for (const { value, start } of strings) if (found.length < maxTexts) found.push({ text: value, at: start })
  const folded = new Set<Node>()
  const fold = (node: Node) => {
    if (folded.size >= maxFolded || folded.has(node)) return
    folded.add(node)
    const text = resolver.textOf(resolver.valueOf(node))
    if (text !== undefined) found.push({ text, at: node.start })
  }
  for (const template of templates) {
    const [only, more] = template.quasis
    if (more === undefined && only !== undefined) found.push({ text: only.value.cooked ?? '', at: template.start })
    else if (mayNameSomebody(template)) fold(template)
  }
  for (const call of calls) foldCall(call, fold)
  for (const { right } of assignments) if (isConcatenation(right)) fold(right)
  for (const { definitions } of bindings) foldDefinitions(definitions, fold)
  return found
}

function foldCall(call: Call, fold: (node: Node) => void): void {
  if (mayDecode(call)) fold(call)
  for (const given of call.arguments) if (isConcatenation(given)) fold(given)
}

function foldDefinitions(definitions: readonly Definition[], fold: (node: Node) => void): void {
  for (const one of definitions) if (one.kind === 'value' && isConcatenation(one.node)) fold(one.node)
}

/** Something of an address stands between its holes, or nothing stands there at all. */
function mayNameSomebody({ quasis }: Template): boolean {
  return quasis.every(({ value }) => value.raw === '') || quasis.some(({ value }) => /[/.:@]/.test(value.raw))
}

const maxParts = 8

/** A sum with a text among its last parts. */
function isConcatenation(node: Node): boolean {
  let at = node
  for (let part = 0; part < maxParts && at.type === 'BinaryExpression' && at.operator === '+'; part++) {
    if (isText(at.right) || isText(at.left)) return true
    at = at.left
  }
  return false
}

function isText(node: Node): boolean {
  return node.type === 'TemplateLiteral' || (node.type === 'Literal' && typeof node.value === 'string')
}

/** Calls that give texts: decoders of the file itself, called with plain values, and the methods texts are made with. */
function mayDecode({ callee, arguments: given }: Call): boolean {
  if (callee.type === 'Identifier') {
    const plain = ({ type }: Node) => type === 'Literal' || type === 'UnaryExpression'
    return given.length > 0 && given.length <= 3 && given.every(plain)
  }
  if (callee.type !== 'MemberExpression') return false
  const { property, object, computed } = callee
  const name =
    property.type === 'Identifier' && !computed
      ? property.name
      : property.type === 'Literal' && typeof property.value === 'string'
        ? property.value
        : ''
  switch (name) {
    case 'fromCharCode':
    case 'fromCodePoint':
      return true
    case 'join':
    case 'toString':
      return given.length <= 1 && (object.type === 'CallExpression' || object.type === 'ArrayExpression')
    case 'concat':
    case 'replace':
    case 'replaceAll':
    case 'slice':
    case 'substring':
      return object.type === 'Literal'
    default:
      return false
  }
}

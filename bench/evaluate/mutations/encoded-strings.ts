// Writes every string of a file as bytes, base64 or numbers, with the decoders it then needs. What must be a literal
// (directives, the names of modules in `import`) stays.
import { afterDirectives } from './attach.ts'
import type { Chance } from './mutation.ts'
import { type Edit, edited, type Node, programOf, visit } from './syntax.ts'

const decoders = [
  "const fromHex = (text) => Buffer.from(text, 'hex').toString()",
  "const fromBase = (text) => Buffer.from(text, 'base64').toString()",
  'const fromCodes = (...codes) => String.fromCharCode(...codes)',
]

const calls: readonly ((text: string) => string)[] = [
  (text) => `fromHex("${Buffer.from(text).toString('hex')}")`,
  (text) => `fromBase("${Buffer.from(text).toString('base64')}")`,
  (text) => `fromCodes(${text.split('').map((one) => one.charCodeAt(0))})`,
]

export function encodedStrings(path: string, source: string, chance: Chance): string {
  const program = programOf(path, source)
  if (program === undefined) return source
  const edits: Edit[] = []
  const call = (text: string) => (calls[chance(text.length > 400 ? 2 : calls.length)] ?? String)(text)
  visit(program, (node, field, parent) => {
    if (parent === undefined) return
    if (node.type === 'Literal' && typeof node.value === 'string' && isFree(field, parent)) {
      const own = call(node.value)
      const isKey = field === 'key'
      // A word before it: `return"x"`, `case"x"`.
      edits.push({ start: node.start, end: node.end, text: isKey ? `[${own}]` : ` ${own}` })
    }
    if (node.type === 'TemplateElement' && parent.type === 'TemplateLiteral' && node.value.cooked) {
      const { cooked } = node.value
      const start = source.indexOf(node.value.raw, node.start)
      if (start === -1 || start > node.end) return
      edits.push({ start, end: start + node.value.raw.length, text: `\${${call(cooked)}}` })
    }
  })
  // Of a tagged template the parts are read as they are.
  const tagged = taggedRanges(program)
  const kept = edits.filter((one) => !tagged.some(({ start, end }) => one.start >= start && one.end <= end))
  if (kept.length === 0) return source
  const top = afterDirectives(program)
  return edited(source, [...kept, { start: top, end: top, text: `\n${decoders.join('\n')}\n` }])
}

function isFree(field: string, parent: Node): boolean {
  switch (parent.type) {
    case 'ImportDeclaration':
    case 'ExportNamedDeclaration':
    case 'ExportAllDeclaration':
    case 'ImportAttribute':
    case 'ImportSpecifier':
    case 'ExportSpecifier':
      return false
    case 'ExpressionStatement':
      return !('directive' in parent) || parent.directive === null || parent.directive === undefined
    case 'Property':
      return field === 'value' || parent.computed || parent.kind === 'init'
    case 'MethodDefinition':
    case 'PropertyDefinition':
      return field === 'value' || parent.computed
    default:
      return true
  }
}

function taggedRanges(root: Node): readonly { start: number; end: number }[] {
  const ranges: { start: number; end: number }[] = []
  visit(root, (node) => {
    if (node.type === 'TaggedTemplateExpression') ranges.push(node.quasi)
  })
  return ranges
}

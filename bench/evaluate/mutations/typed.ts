// JavaScript with types that Node takes out again: on variables and parameters, and a type alias of its own.

import { afterDirectives } from './attach.ts'
import { type Edit, edited, type Node, programOf, visit } from './syntax.ts'

export function typed(path: string, source: string): string {
  const program = programOf(path, source)
  if (program === undefined) return source
  const edits: Edit[] = []
  const annotate = (node: Node, type: string) => {
    if (node.type === 'Identifier')
      edits.push({ start: node.start + node.name.length, end: node.start + node.name.length, text: `: ${type}` })
  }
  visit(program, (node, _field, parent) => {
    const isLoop = parent?.type === 'ForInStatement' || parent?.type === 'ForOfStatement'
    if (node.type === 'VariableDeclaration' && !isLoop) for (const one of node.declarations) annotate(one.id, 'Loose')
    if (node.type === 'FunctionDeclaration' || node.type === 'FunctionExpression') {
      for (const one of node.params) annotate(one.type === 'AssignmentPattern' ? one.left : one, 'Loose')
    }
    if (node.type === 'ArrowFunctionExpression' && isInParentheses(source, node)) {
      for (const one of node.params) annotate(one.type === 'AssignmentPattern' ? one.left : one, 'Loose')
    }
  })
  const top = afterDirectives(program)
  return edited(source, [...edits, { start: top, end: top, text: '\ntype Loose = ReturnType<typeof JSON.parse>\n' }])
}

function isInParentheses(source: string, node: Node): boolean {
  return /^(?:async\s*)?\(/.test(source.slice(node.start, node.start + 20))
}

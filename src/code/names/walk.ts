// The one walk over a file's tree: opens scopes, binds names, and writes every node of interest into its list.
// It runs over hostile trees: past a depth it puts nodes aside and comes back to them from the ground.
import type { Node } from '../parse.ts'
import type { Call, ClassNode, Collected, FunctionNode, StringNode } from './collected.ts'
import {
  bindClass,
  bindEnum,
  bindField,
  bindFunction,
  bindImport,
  bindParameters,
  bindPattern,
  bindRequire,
  bindVariable,
  variableScope,
} from './declare.ts'
import { type Binding, functionScopeOf, lookUp, type Scope } from './scope.ts'

const depthLimit = 400

const comparing: ReadonlySet<string> = new Set(['==', '===', '!=', '!==', '<', '>', '<=', '>=', 'in'])

type Lists = { -readonly [K in keyof Omit<Collected, 'scopes' | 'bindings'>]: Collected[K][number][] }

export type Walk = Lists & {
  scopes: Scope[]
  scope: Scope
  depth: number
  /** How many loops of this function are around. */
  loops: number
  late: { node: Node; scope: Scope; loops: number; isPattern: boolean }[]
  /** Assigned to in a loop. */
  looped: Set<Node>
  /** What a loop or `x++` writes to; `of` is what `for (x of …)` goes over. */
  written: { target: Node; of: Node | undefined }[]
  scopeOf: Map<Node, Scope>
  /** A function written where it is called, or given to a call: that call. */
  callOfFunction: Map<Node, Call>
  /** `const f = () => …`: its name. */
  bindingOfFunction: Map<Node, Binding>
}

/** Visits the program, then what was put aside, until nothing is left: true if there was any, and the order was lost. */
export function walkProgram(walk: Walk, program: Node): boolean {
  visit(walk, program)
  const wasLate = walk.late.length > 0
  for (let next = walk.late.pop(); next !== undefined; next = walk.late.pop()) {
    walk.scope = next.scope
    walk.loops = next.loops
    walk.depth = 0
    if (next.isPattern) visitPattern(walk, next.node)
    else visit(walk, next.node)
  }
  return wasLate
}

function visit(walk: Walk, node: Node | null | undefined): void {
  if (node === null || node === undefined) return
  // Half of all nodes are leaves.
  if (node.type === 'Identifier') walk.references.push(node)
  else if (node.type === 'Literal') {
    if (isString(node)) walk.strings.push(node)
  } else if (walk.depth > depthLimit) {
    walk.late.push({ node, scope: walk.scope, loops: walk.loops, isPattern: false })
  } else {
    walk.depth += 1
    visitExpression(walk, node)
    walk.depth -= 1
  }
}

function visitAll(walk: Walk, nodes: readonly (Node | null)[]): void {
  for (let index = 0; index < nodes.length; index += 1) visit(walk, nodes[index])
}

/** By how often they occur. Types are left out. */
function visitExpression(walk: Walk, node: Node): void {
  switch (node.type) {
    case 'MemberExpression':
      walk.members.push(node)
      visit(walk, node.object)
      if (node.computed) visit(walk, node.property)
      return
    case 'CallExpression':
      walk.calls.push(node)
      noteFunctions(walk, node)
      if (walk.loops > 0 && node.callee.type === 'MemberExpression') walk.looped.add(node)
      visit(walk, node.callee)
      visitAll(walk, node.arguments)
      return
    case 'Property':
      if (node.computed) visit(walk, node.key)
      visit(walk, node.value)
      return
    case 'ExpressionStatement':
      visit(walk, node.expression)
      return
    case 'VariableDeclaration':
      visitVariables(walk, node)
      return
    case 'BlockStatement':
      if (needsScope(node.body)) inScope(walk, 'block', node, () => visitAll(walk, node.body))
      else visitAll(walk, node.body)
      return
    case 'ReturnStatement':
      if (node.argument === null) return
      noteReturn(walk, node.argument)
      visit(walk, node.argument)
      return
    case 'BinaryExpression':
    case 'LogicalExpression':
      if (node.type === 'BinaryExpression' && comparing.has(node.operator)) walk.comparisons.push(node)
      visit(walk, node.left)
      visit(walk, node.right)
      return
    case 'AssignmentExpression':
      walk.assignments.push(node)
      if (walk.loops > 0) walk.looped.add(node)
      visitPattern(walk, node.left)
      visit(walk, node.right)
      return
    case 'ConditionalExpression':
    case 'IfStatement':
      visit(walk, node.test)
      visit(walk, node.consequent)
      visit(walk, node.alternate)
      return
    case 'ArrowFunctionExpression':
    case 'FunctionExpression':
    case 'FunctionDeclaration':
      visitFunction(walk, node)
      return
    case 'ObjectExpression':
      walk.wholes.push(node)
      visitAll(walk, node.properties)
      return
    case 'ArrayExpression':
      walk.wholes.push(node)
      visitAll(walk, node.elements)
      return
    case 'SequenceExpression':
      visitAll(walk, node.expressions)
      return
    case 'ChainExpression':
    case 'ParenthesizedExpression':
    case 'TSAsExpression':
    case 'TSSatisfiesExpression':
    case 'TSNonNullExpression':
    case 'TSTypeAssertion':
    case 'TSInstantiationExpression':
    case 'TSExportAssignment':
    case 'JSXExpressionContainer':
    case 'JSXSpreadChild':
    case 'Decorator':
      visit(walk, node.expression)
      return
    case 'UpdateExpression':
      walk.written.push({ target: node.argument, of: undefined })
      visit(walk, node.argument)
      return
    case 'UnaryExpression':
    case 'AwaitExpression':
    case 'SpreadElement':
    case 'ThrowStatement':
    case 'JSXSpreadAttribute':
      visit(walk, node.argument)
      return
    case 'YieldExpression':
      if (node.argument !== null) noteYield(walk, node.argument)
      visit(walk, node.argument)
      return
    case 'NewExpression':
      walk.news.push(node)
      visit(walk, node.callee)
      visitAll(walk, node.arguments)
      return
    case 'TemplateLiteral':
      walk.templates.push(node)
      visitAll(walk, node.expressions)
      return
    case 'TaggedTemplateExpression':
      walk.tagged.push(node)
      visit(walk, node.tag)
      visit(walk, node.quasi)
      return
    case 'ImportExpression':
      walk.importCalls.push(node)
      visit(walk, node.source)
      visit(walk, node.options)
      return
    case 'V8IntrinsicExpression':
      visitAll(walk, node.arguments)
      return
    case 'JSXElement':
      visitAll(walk, node.openingElement.attributes)
      visitAll(walk, node.children)
      return
    case 'JSXFragment':
      visitAll(walk, node.children)
      return
    case 'JSXAttribute':
      visit(walk, node.value)
      return
    default:
      visitStatement(walk, node)
  }
}

function visitVariables(walk: Walk, node: Extract<Node, { type: 'VariableDeclaration' }>): void {
  for (const { id, init } of node.declarations) {
    bindVariable(walk.scope, node.kind, id, init)
    if (init !== null && isFunction(init)) noteName(walk, id, init)
    visitPattern(walk, id)
    visit(walk, init)
  }
}

function visitStatement(walk: Walk, node: Node): void {
  switch (node.type) {
    case 'Program':
    case 'TSModuleBlock':
      visitAll(walk, node.body)
      return
    case 'StaticBlock':
      inScope(walk, 'block', node, () => visitAll(walk, node.body))
      return
    case 'ClassDeclaration':
    case 'ClassExpression':
      visitClass(walk, node)
      return
    case 'ForStatement':
      walk.statements.push(node)
      inScope(walk, 'block', node, () => {
        visit(walk, node.init)
        inLoop(walk, [node.test, node.update, node.body])
      })
      return
    case 'ForInStatement':
    case 'ForOfStatement':
      if (node.type === 'ForInStatement') walk.statements.push(node)
      inScope(walk, 'block', node, () => {
        visitForLeft(walk, node.left, node.type === 'ForOfStatement' ? node.right : undefined)
        visit(walk, node.right)
        inLoop(walk, [node.body])
      })
      return
    case 'WhileStatement':
    case 'DoWhileStatement':
      walk.statements.push(node)
      inLoop(walk, node.type === 'WhileStatement' ? [node.test, node.body] : [node.body, node.test])
      return
    case 'SwitchStatement':
      walk.statements.push(node)
      visit(walk, node.discriminant)
      inScope(walk, 'block', node, () => {
        for (const one of node.cases) {
          visit(walk, one.test)
          visitAll(walk, one.consequent)
        }
      })
      return
    case 'TryStatement':
      visit(walk, node.block)
      visit(walk, node.handler)
      visit(walk, node.finalizer)
      return
    case 'CatchClause':
      inScope(walk, 'block', node, () => {
        if (node.param !== null) {
          bindPattern(walk.scope, node.param, () => ({ kind: 'unknown' }))
          visitPattern(walk, node.param)
        }
        visit(walk, node.body)
      })
      return
    case 'WithStatement':
      walk.statements.push(node)
      visit(walk, node.object)
      inScope(walk, 'with', node, () => visit(walk, node.body), node.body.start)
      return
    case 'DebuggerStatement':
      walk.statements.push(node)
      return
    case 'LabeledStatement':
      walk.statements.push(node)
      visit(walk, node.body)
      return
    default:
      visitDeclaration(walk, node)
  }
}

function visitDeclaration(walk: Walk, node: Node): void {
  switch (node.type) {
    case 'ImportDeclaration':
      walk.declarations.push(node)
      walk.strings.push(node.source)
      if (node.importKind !== 'type') for (const one of node.specifiers) bindImport(walk.scope, node.source.value, one)
      return
    case 'ExportNamedDeclaration':
    case 'ExportDefaultDeclaration':
      walk.declarations.push(node)
      visit(walk, node.declaration)
      return
    case 'ExportAllDeclaration':
      walk.declarations.push(node)
      return
    case 'TSImportEqualsDeclaration':
      bindRequire(walk.scope, node.id.name, node.moduleReference)
      return
    case 'TSEnumDeclaration':
      bindEnum(walk.scope, node)
      for (const member of node.body.members) visit(walk, member.initializer)
      return
    case 'TSModuleDeclaration':
      if (node.body !== null) inScope(walk, 'block', node, () => visit(walk, node.body))
      return
    default:
      return
  }
}

function visitFunction(walk: Walk, node: FunctionNode): void {
  if (node.body === null) return
  if (node.type === 'FunctionDeclaration') bindFunction(walk.scope, node)
  walk.functions.push(node)
  const loops = walk.loops
  walk.loops = 0
  inScope(walk, 'function', node, () => {
    walk.scopeOf.set(node, walk.scope)
    bindParameters(walk.scope, node)
    for (const parameter of node.params) visitPattern(walk, parameter)
    if (node.body?.type === 'BlockStatement') visitAll(walk, node.body.body)
    else if (node.body !== null) {
      noteReturn(walk, node.body)
      visit(walk, node.body)
    }
  })
  walk.loops = loops
}

function visitClass(walk: Walk, node: ClassNode): void {
  bindClass(walk.scope, node)
  visit(walk, node.superClass)
  visitAll(walk, node.decorators)
  inScope(walk, 'class', node, () => {
    walk.scopeOf.set(node, walk.scope)
    for (const element of node.body.body) {
      if (element.type === 'StaticBlock') visit(walk, element)
      else if (element.type !== 'TSIndexSignature') {
        bindField(walk.scope, element)
        visitAll(walk, element.decorators)
        if (element.computed) visit(walk, element.key)
        visit(walk, element.value)
      }
    }
  })
}

/** What stands in a pattern besides names: defaults, computed keys, members that are assigned to. */
function visitPattern(walk: Walk, node: Node): void {
  if (node.type === 'Identifier') return
  if (walk.depth > depthLimit) {
    walk.late.push({ node, scope: walk.scope, loops: walk.loops, isPattern: true })
    return
  }
  walk.depth += 1
  if (node.type === 'AssignmentPattern') {
    visitPattern(walk, node.left)
    visit(walk, node.right)
  } else if (node.type === 'RestElement') visitPattern(walk, node.argument)
  else if (node.type === 'TSParameterProperty') visitPattern(walk, node.parameter)
  else if (node.type === 'ArrayPattern') for (const one of node.elements) one === null || visitPattern(walk, one)
  else if (node.type === 'ObjectPattern') {
    for (const property of node.properties) {
      if (property.type === 'Property' && property.computed) visit(walk, property.key)
      visitPattern(walk, property.type === 'Property' ? property.value : property)
    }
  } else visitExpression(walk, node)
  walk.depth -= 1
}

function visitForLeft(walk: Walk, left: Node, of: Node | undefined): void {
  if (left.type !== 'VariableDeclaration') {
    walk.written.push({ target: left, of })
    visitPattern(walk, left)
    return
  }
  for (const { id, init } of left.declarations) {
    const scope = left.kind === 'var' ? variableScope(walk.scope) : walk.scope
    bindPattern(scope, id, (path) => (of === undefined ? { kind: 'unknown' } : { kind: 'element', node: of, path }))
    visitPattern(walk, id)
    visit(walk, init)
  }
}

function inScope(walk: Walk, kind: Scope['kind'], node: Node, within: () => void, start = node.start): void {
  const parent = walk.scope
  const { end } = node
  walk.scope = { kind, node, start, end, parent, bindings: undefined, returns: [] }
  walk.scopes.push(walk.scope)
  within()
  walk.scope = parent
}

function inLoop(walk: Walk, nodes: readonly (Node | null)[]): void {
  walk.loops += 1
  visitAll(walk, nodes)
  walk.loops -= 1
}

function needsScope(body: readonly Node[]): boolean {
  return body.some(
    (node) =>
      node.type === 'FunctionDeclaration' ||
      node.type === 'ClassDeclaration' ||
      (node.type === 'VariableDeclaration' && node.kind !== 'var'),
  )
}

function noteReturn(walk: Walk, node: Node): void {
  let scope: Scope | undefined = walk.scope
  while (scope !== undefined && scope.kind !== 'function') scope = scope.parent
  scope?.returns.push(node)
}

/** Of what comes bit by bit from elsewhere; what generators count and walk through says nothing about what they hold. */
function noteYield(walk: Walk, node: Node): void {
  const of = functionScopeOf(walk.scope)
  if (of !== undefined && 'async' in of.node && of.node.async) of.returns.push(node)
}

function noteFunctions(walk: Walk, call: Call): void {
  const callee = call.callee.type === 'MemberExpression' ? call.callee.object : call.callee
  if (isFunction(callee)) walk.callOfFunction.set(callee, call)
  for (const given of call.arguments) if (isFunction(given)) walk.callOfFunction.set(given, call)
}

function noteName(walk: Walk, id: Node, init: Node): void {
  const binding = id.type === 'Identifier' ? lookUp(walk.scope, id.name) : undefined
  if (binding !== undefined) walk.bindingOfFunction.set(init, binding)
}

function isFunction(node: Node): node is FunctionNode {
  return node.type === 'FunctionExpression' || node.type === 'ArrowFunctionExpression'
}

function isString(node: Node): node is StringNode {
  return node.type === 'Literal' && typeof node.value === 'string'
}

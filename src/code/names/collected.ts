// What one walk over a file's tree writes down, so that nobody needs a second one.
import type { Node } from '../parse.ts'
import type { Binding, Scopes } from './scope.ts'

type OfType<T extends Node['type']> = Extract<Node, { type: T }>

export type Call = OfType<'CallExpression'>
export type New = OfType<'NewExpression'>
export type Member = OfType<'MemberExpression'>
export type Assignment = OfType<'AssignmentExpression'>
export type StringNode = Extract<Node, { type: 'Literal'; value: string }>
export type Identifier = OfType<'Identifier'>
export type Template = OfType<'TemplateLiteral'>
export type TaggedTemplate = OfType<'TaggedTemplateExpression'>
export type ImportCall = OfType<'ImportExpression'>
/** Things made of other things: who puts a function or a value into one hands it on. */
export type Whole = OfType<'ObjectExpression' | 'ArrayExpression'>
export type Comparison = OfType<'BinaryExpression'>
export type Declaration = OfType<
  'ImportDeclaration' | 'ExportNamedDeclaration' | 'ExportAllDeclaration' | 'ExportDefaultDeclaration'
>
export type FunctionNode = OfType<
  | 'FunctionDeclaration'
  | 'FunctionExpression'
  | 'ArrowFunctionExpression'
  | 'TSDeclareFunction'
  | 'TSEmptyBodyFunctionExpression'
>
export type ClassNode = OfType<'ClassDeclaration' | 'ClassExpression'>

/** Nodes by kind, each list in source order. Type annotations are left out. */
export type Collected = {
  scopes: Scopes
  /** Those of all scopes, in their order. */
  bindings: readonly Binding[]
  calls: readonly Call[]
  news: readonly New[]
  members: readonly Member[]
  assignments: readonly Assignment[]
  strings: readonly StringNode[]
  templates: readonly Template[]
  tagged: readonly TaggedTemplate[]
  importCalls: readonly ImportCall[]
  /** Import and export declarations. */
  declarations: readonly Declaration[]
  functions: readonly FunctionNode[]
  /** Identifiers that stand for a value: no keys, labels or places where a name is bound. */
  references: readonly Identifier[]
  wholes: readonly Whole[]
  /** Binary expressions that answer yes or no: `==`, `<`, `in`, ... */
  comparisons: readonly Comparison[]
  /** `debugger`, `with`, loops, switches, labels. */
  statements: readonly OfType<
    | 'WithStatement'
    | 'DebuggerStatement'
    | 'WhileStatement'
    | 'DoWhileStatement'
    | 'ForStatement'
    | 'ForInStatement'
    | 'SwitchStatement'
    | 'LabeledStatement'
  >[]
}

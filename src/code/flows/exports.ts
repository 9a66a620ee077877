// What a file exports, by every way to say it: functions, values, and what it only hands on from other files.
import type { FunctionNode } from '../names/collected.ts'
import type { Node } from '../parse.ts'
import type { Value } from '../value.ts'
import { isFunction, methodOf } from './calls.ts'
import type { FlowFile } from './file.ts'
import { commonName } from './names.ts'
import { targetOf } from './outgoing.ts'
import { createInside, emittedIn, exportsByCall } from './written-exports.ts'

export type Exported =
  | { kind: 'function'; name: string; of: FunctionNode }
  | { kind: 'value'; name: string; node: Node }
  | { kind: 'alias'; name: string; of: { module: string; name: string } }

/** Exports of one file. */
const maxExports = 1000

export function readExports(file: FlowFile): readonly Exported[] {
  const found: Exported[] = []
  for (const declaration of file.resolver.collected.declarations) readDeclaration(file, declaration, found)
  for (const { left, right } of file.resolver.collected.assignments) {
    const name = exportedName(file, left)
    if (name !== undefined) readValue(file, name, right, found)
  }
  for (const { names, effect } of file.calls.sites) {
    const [first, ...more] = effect.given
    if (first === undefined || !names.includes('global.Object.assign') || exportedName(file, first) !== '*') continue
    for (const node of more) readValue(file, '*', node, found)
  }
  if (file.audience === 'others') addWritten(file, found)
  return found.slice(0, maxExports)
}

function addWritten(file: FlowFile, found: Exported[]): void {
  for (const { name, node } of exportsByCall(file, exportedName)) readValue(file, name, node, found)
  const inside = createInside(file)
  // What is found is looked into, too: a list gives what is added while it is walked.
  for (const one of found) {
    if (found.length > maxExports) return
    for (const { name, node } of inside(one)) readValue(file, name, node, found)
  }
}

/** `module.exports.a` is `a`, `exports` itself `*`. */
function exportedName({ resolver }: FlowFile, target: Node): string | undefined {
  if (target.type !== 'MemberExpression' && target.type !== 'Identifier') return undefined
  // Asking what every target stands for would be dear: only these roots can be exports.
  let root: Node = target
  for (let depth = 0; root.type === 'MemberExpression' && depth < 4; depth++) root = root.object
  if (root.type !== 'Identifier' || (root.name !== 'exports' && root.name !== 'module')) return undefined
  if (resolver.bindingOf(root) !== undefined) return undefined
  const members: string[] = []
  let at: Node = target
  for (let depth = 0; at.type === 'MemberExpression' && depth < 4; depth++) {
    members.unshift(methodOf(resolver, at))
    at = at.object
  }
  if (root.name === 'module' && members.shift() !== 'exports') return undefined
  if (members[0] === '__esModule') return undefined
  return members.length === 0 ? '*' : members.join('.')
}

function readDeclaration(file: FlowFile, declaration: Node, found: Exported[]): void {
  switch (declaration.type) {
    case 'ExportAllDeclaration': {
      const name = declaration.exported === null ? '*' : nameOf(declaration.exported)
      found.push({ kind: 'alias', name, of: { module: declaration.source.value, name: '*' } })
      return
    }
    case 'ExportDefaultDeclaration':
      readValue(file, 'default', declaration.declaration, found)
      return
    case 'ExportNamedDeclaration': {
      const { source, specifiers, declaration: own } = declaration
      for (const { local, exported } of specifiers) {
        const name = nameOf(exported)
        if (source !== null) found.push({ kind: 'alias', name, of: { module: source.value, name: nameOf(local) } })
        else readValue(file, name, local, found)
      }
      if (own === null) return
      if (own.type === 'VariableDeclaration') {
        for (const { id, init } of own.declarations) {
          if (id.type === 'Identifier' && init !== null) readValue(file, id.name, init, found)
        }
      } else if ('id' in own && own.id !== null && own.id.type === 'Identifier') {
        readValue(file, own.id.name, own, found)
      }
      return
    }
    default:
      return
  }
}

function readValue(file: FlowFile, name: string, node: Node, found: Exported[]): void {
  if (isFunction(node)) found.push({ kind: 'function', name, of: node })
  else if (node.type === 'ClassDeclaration' || node.type === 'ClassExpression') readClass(file, name, node, found)
  else if (node.type === 'ObjectExpression' && name === '*') {
    for (const one of node.properties) {
      if (one.type === 'SpreadElement') readValue(file, '*', one.argument, found)
      else if (!one.computed) readValue(file, nameOf(one.key), one.value, found)
    }
  } else readNamed(file, name, node, file.resolver.valueOf(node), found)
}

function readNamed(file: FlowFile, name: string, node: Node, value: Value, found: Exported[]): void {
  if (value.kind === 'function') {
    if (isFunction(value.node) || value.node.type.startsWith('Class')) readValue(file, name, value.node, found)
    return
  }
  const target = value.kind === 'named' ? targetOf(file.outgoing, commonName(value.name)) : undefined
  if (target !== undefined && !target.name.endsWith(')')) found.push({ kind: 'alias', name, of: target })
  else if (value.kind !== 'constant' || (file.audience === 'others' && node.type !== 'Literal'))
    found.push({ kind: 'value', name, node })
}

/** Methods of a class are called on what it makes: `Client().send`; static ones on itself. */
function readClass(file: FlowFile, name: string, node: Node, found: Exported[]): void {
  if (node.type !== 'ClassDeclaration' && node.type !== 'ClassExpression') return
  if (!file.scopeOf.has(node)) return
  if (file.audience === 'others') readInstance(file, name, node, found)
  for (const element of node.body.body) {
    if (element.type !== 'MethodDefinition' || element.computed || !isFunction(element.value)) continue
    const method = nameOf(element.key)
    if (element.kind === 'constructor') found.push({ kind: 'function', name, of: element.value })
    else found.push({ kind: 'function', name: classMember(name, element.static, method), of: element.value })
  }
}

/** `Client().send`, `Client.open`; of a class that is the module itself `*().send` and `open`. */
function classMember(name: string, isStatic: boolean, member: string): string {
  if (!isStatic) return `${name}().${member}`
  return name === '*' ? member : `${name}.${member}`
}

/** What a class has besides methods: `open = (text) => …`, and events. */
function readInstance(file: FlowFile, name: string, node: Class, found: Exported[]): void {
  for (const one of node.body.body) {
    if (one.type !== 'PropertyDefinition' || one.computed || one.value === null || !isFunction(one.value)) continue
    found.push({ kind: 'function', name: classMember(name, one.static, nameOf(one.key)), of: one.value })
  }
  for (const given of emittedIn(file, node)) found.push({ kind: 'value', name: `${name}().on`, node: given })
}

type Class = Extract<Node, { type: 'ClassDeclaration' | 'ClassExpression' }>

function nameOf(node: Node): string {
  if (node.type === 'Identifier') return node.name
  return node.type === 'Literal' ? String(node.value) : '?'
}

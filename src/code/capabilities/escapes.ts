// Functions and modules that are handed on instead of called: to another function, into an object, to whoever imports
// this file. What is done with them there cannot be told, so they count as used, with arguments that nobody knows.
import type { ArgumentKind } from '../../domain/code.ts'
import type { Meaning } from '../map/meaning.ts'
import { meaningsOf } from '../map/table.ts'
import { moduleName } from '../names/builtins.ts'
import type { Assignment, Call, New, Whole } from '../names/collected.ts'
import type { Binding, Scope } from '../names/scope.ts'
import type { Node } from '../parse.ts'
import type { Name, Value } from '../value.ts'
import { environments } from './environment.ts'
import { type Aliases, mayBeHandedOn, mayBeMapped } from './interest.ts'
import { alternatives, keyOf, type Look, namesOf, optionNode } from './look.ts'

/** A whole module that is handed on: what some member of it does. */
const wholeModules: ReadonlyMap<Name, Name> = new Map([
  ['node:child_process', 'node:child_process.exec'],
  ['node:vm', 'node:vm.runInThisContext'],
  ['node:http', 'node:http.request'],
  ['node:https', 'node:https.request'],
  ['node:http2', 'node:http2.connect'],
  ['node:net', 'node:net.connect'],
  ['node:tls', 'node:tls.connect'],
  ['node:worker_threads', 'node:worker_threads.Worker'],
  ['node:inspector', 'node:inspector.open'],
])

const none: Aliases = new Set()

const argumentOf: Partial<Record<Meaning['as'], ArgumentKind>> = { client: 'host', process: 'command', load: 'module' }

/** Returns the members of the file's own objects that hold what was handed on to them. */
export function useEscapes(look: Look): Aliases {
  const { calls, news, tagged, wholes, assignments, scopes, bindings, declarations, statements } =
    look.resolver.collected
  const aliases: Aliases = new Set()
  const processOptions = environmentsOfChildren(look, calls)
  for (const call of [...calls, ...news].reverse()) useArguments(look, call)
  for (const { quasi } of tagged) for (const given of quasi.expressions) handOver(look, given)
  for (const whole of wholes) {
    if (whole.type === 'ArrayExpression') useElements(look, whole)
    else useProperties(look, whole, processOptions, aliases)
  }
  for (const assignment of assignments) useAssignment(look, assignment, aliases)
  for (const scope of scopes) useScope(look, scope)
  for (const binding of bindings) if (binding.name.startsWith('this.')) useField(look, binding, aliases)
  for (const statement of statements) if (statement.type === 'ForInStatement') handOver(look, statement.right)
  for (const declaration of declarations) useExports(look, declaration)
  return aliases
}

function useArguments(look: Look, call: Call | New): void {
  for (const given of call.arguments) handOver(look, given.type === 'SpreadElement' ? given.argument : given, call)
}

function useElements(look: Look, { elements }: Extract<Whole, { type: 'ArrayExpression' }>): void {
  for (const element of elements) {
    if (element !== null) handOver(look, element.type === 'SpreadElement' ? element.argument : element)
  }
}

function useProperties(
  look: Look,
  { properties }: Extract<Whole, { type: 'ObjectExpression' }>,
  processOptions: ReadonlySet<Node>,
  aliases: Aliases,
): void {
  for (const property of properties) {
    if (property.type === 'SpreadElement') {
      if (!processOptions.has(property.argument)) handOver(look, property.argument)
    } else if (!processOptions.has(property.value) && isMapped(look, property.value)) {
      aliases.add(keyOf(look, property.key, property.computed) ?? '')
    }
  }
}

function useAssignment(look: Look, { left, right }: Assignment, aliases: Aliases): void {
  if (left.type !== 'MemberExpression') return
  // `this.http = require('https')` keeps a module for oneself.
  const isKept = left.object.type === 'ThisExpression' && right.type === 'CallExpression'
  if (isKept || !isMapped(look, right)) return
  aliases.add(keyOf(look, left.property, left.computed) ?? '')
}

function useScope(look: Look, { node: opener, returns }: Scope): void {
  if ('superClass' in opener && opener.superClass !== null) inherit(look, opener.superClass)
  for (const node of returns) handOver(look, node)
}

function useField(look: Look, { name, definitions }: Binding, aliases: Aliases): void {
  for (const definition of definitions) {
    if (definition.kind !== 'value' || definition.node.type === 'CallExpression') continue
    if (isMapped(look, definition.node)) aliases.add(name.slice('this.'.length))
  }
}

/** A class of functions that are made of text. */
function inherit(look: Look, node: Node): void {
  if (!mayBeHandedOn(look, node)) return
  if (namesOf(look, node).includes('global.Function')) look.findings.capability('eval', '', node.start)
}

/** `spawn(x, { env: process.env })` gives a child what every child has anyway; so does a copy with more in it. */
function environmentsOfChildren(look: Look, calls: readonly Call[]): ReadonlySet<Node> {
  const found = new Set<Node>()
  // From the end: the inner part of a long chain is known before the whole of it is asked for.
  for (const node of calls.toReversed()) {
    if (node.arguments.length === 0 || !mayBeMapped(look, node.callee, none)) continue
    const { callee, given } = look.resolver.callOf(node)
    if (callee.kind !== 'named' || !meaningsOf(callee.name).some(({ as }) => as === 'process')) continue
    for (const argument of given) {
      const environment = optionNode(look, argument, 'env')
      if (environment === undefined) continue
      found.add(environment)
      if (environment.type !== 'ObjectExpression') continue
      for (const property of environment.properties) if (property.type === 'SpreadElement') found.add(property.argument)
    }
  }
  return found
}

function handOver(look: Look, node: Node, call?: Node): void {
  // foo(require('child_process'))
  if (node.type === 'CallExpression' && call === undefined) return
  isMapped(look, node, call)
}

/** Whether something in the map was handed on; what it can do is written down. */
function isMapped(look: Look, node: Node, call?: Node): boolean {
  if (!mayBeHandedOn(look, node)) return false
  let found = false
  for (const name of namesOf(look, node)) {
    if (environments.has(name)) look.findings.capability('env-bulk', '', node.start)
    const used = wholeModules.get(name) ?? (node.type === 'CallExpression' ? undefined : name)
    const meanings = meaningsOf(used ?? name)
    if (meanings.length > 0) found = true
    // A wrapper that gives back what it was given, as promisify does, hides nothing.
    if (used === undefined || (call !== undefined && givesBack(look, call, name))) continue
    for (const meaning of meanings) handOn(look, meaning, node.start)
  }
  return found
}

/** As it is, or as a member of something new. */
function givesBack(look: Look, call: Node, name: Name): boolean {
  const is = (value: Value) => value.kind === 'named' && value.name === name
  return alternatives(look.resolver.valueOf(call)).some(
    (value) => is(value) || (value.kind === 'record' && [...value.members.values()].slice(0, 50).some(is)),
  )
}

function handOn(look: Look, meaning: Meaning, offset: number): void {
  // Files: reading one is everyday work, and which one is what would count.
  if (!('deeds' in meaning)) return
  look.findings.deeds(meaning.deeds, offset)
  const kind = argumentOf[meaning.as]
  const [deed] = meaning.deeds
  if (kind !== undefined && deed !== undefined) look.findings.argument(deed.name, kind, '', offset)
}

function useExports(look: Look, node: Node): void {
  if (node.type === 'ExportDefaultDeclaration') handOver(look, node.declaration)
  else if (node.type === 'ExportAllDeclaration') handOnName(look, moduleName(node.source.value), node.start)
  else if (node.type === 'ExportNamedDeclaration') {
    for (const { local } of node.specifiers) {
      const member = local.type === 'Literal' ? local.value : local.name
      if (node.source !== null) handOnName(look, `${moduleName(node.source.value)}.${member}`, node.start)
      else handOver(look, local)
    }
  }
}

function handOnName(look: Look, name: Name, offset: number): void {
  for (const meaning of meaningsOf(wholeModules.get(name) ?? name)) handOn(look, meaning, offset)
}

// Runs the walk, then gives every assignment to the name it writes to, now that all names are bound.
import type { Node, Program } from '../parse.ts'
import type { Assignment, Call, Collected, Member } from './collected.ts'
import { globalObjects, keptGlobals } from './globals.ts'
import { keyText, targetsOf } from './patterns.ts'
import { type Binding, bind, type Definition, lookUp, type Scope, scopeAt } from './scope.ts'
import { type Walk, walkProgram } from './walk.ts'

export type Names = {
  collected: Collected
  scopeOf: ReadonlyMap<Node, Scope>
  /** A function written where it is called, or given to a call: that call. */
  callOfFunction: ReadonlyMap<Node, Call>
  /** `const f = () => …`: its name. */
  bindingOfFunction: ReadonlyMap<Node, Binding>
}

export function collectNames(program: Program): Names {
  const scope: Scope = {
    kind: 'program',
    node: program,
    start: 0,
    end: Number.POSITIVE_INFINITY,
    parent: undefined,
    bindings: undefined,
    returns: [],
  }
  const walk = emptyWalk(scope)
  walk.scopeOf.set(program, scope)
  if (walkProgram(walk, program)) sortBySource(walk)
  walk.scope = scope
  for (const assignment of walk.assignments) assign(walk, assignment)
  for (const { target, of } of walk.written) write(walk, target, of)
  for (const call of walk.calls) mutate(walk, call)
  const { scopeOf, callOfFunction, bindingOfFunction } = walk
  const bindings = walk.scopes.flatMap((one) => (one.bindings === undefined ? [] : [...one.bindings.values()]))
  return { collected: { ...walk, bindings }, scopeOf, callOfFunction, bindingOfFunction }
}

function assign(walk: Walk, assignment: Assignment): void {
  const { left, right, operator, start } = assignment
  if (operator === '+=' && left.type === 'Identifier') {
    const looped = walk.looped.has(assignment)
    const binding = lookUp(scopeAt(walk.scopes, left.start), left.name)
    if (binding === undefined) return
    binding.isAppended ||= !looped
    binding.definitions.push(looped ? { kind: 'unknown' } : { kind: 'append', node: right, at: start })
    return
  }
  const isPlain = operator === '=' || operator === '||=' || operator === '&&=' || operator === '??='
  for (const { node, path } of targetsOf(left)) {
    if (node.type === 'MemberExpression' && path.length === 0 && isPlain) assignMember(walk, node, right)
    else define(walk, node, isPlain ? { kind: 'value', node: right, path } : { kind: 'unknown' })
  }
}

/** `x++` and `for (x of y)`. */
function write(walk: Walk, target: Node, of: Node | undefined): void {
  for (const { node, path } of targetsOf(target)) {
    define(walk, node, of === undefined ? { kind: 'unknown' } : { kind: 'element', node: of, path })
  }
}

const mutators: ReadonlySet<string> = new Set('push unshift pop shift splice reverse sort fill copyWithin'.split(' '))

/** `list.push(x)` and its kin; a parameter of a function that is called where it is written is its argument. */
function mutate(walk: Walk, call: Call): void {
  const { callee, start } = call
  if (callee.type !== 'MemberExpression' || callee.object.type !== 'Identifier') return
  const method = keyText(callee.property)
  if (method === undefined || !mutators.has(method)) return
  const binding = lookUp(scopeAt(walk.scopes, start), callee.object.name)
  if (binding === undefined) return
  if (method === 'push' && !walk.looped.has(call)) {
    binding.isAppended = true
    binding.definitions.push({ kind: 'push', given: call.arguments, at: start })
  } else binding.isMutated = true
  for (const definition of binding.definitions) {
    const outer = definition.kind === 'parameter' ? argumentOf(walk, definition.function, definition.index) : undefined
    if (outer !== undefined) outer.isMutated = true
  }
}

function argumentOf(walk: Walk, of: Node, index: number): Binding | undefined {
  const call = walk.callOfFunction.get(of)
  const given = call?.callee === of ? call.arguments[index] : undefined
  return given?.type === 'Identifier' ? lookUp(scopeAt(walk.scopes, given.start), given.name) : undefined
}

/** A name that is bound nowhere becomes one of the file's own; the well-known globals stay what they are. */
function define(walk: Walk, node: Node, definition: Definition): void {
  if (node.type !== 'Identifier') return
  const bound = lookUp(scopeAt(walk.scopes, node.start), node.name)
  if (bound !== undefined) bound.definitions.push(definition)
  else if (!keptGlobals.has(node.name)) bind(walk.scope, node.name).definitions.push(definition)
}

/** `x.key = value` for a name, which may be the global object's; `this.key = value` for the class around it, or for the file where there is none. */
function assignMember(walk: Walk, node: Member, right: Node): void {
  const { object, property, computed } = node
  const key = computed ? property : (keyText(property) ?? property)
  const scope = scopeAt(walk.scopes, node.start)
  if (object.type === 'Identifier') {
    const bound = lookUp(scope, object.name)
    if (bound !== undefined) bound.members.push({ key, node: right })
    else if (globalObjects.has(object.name) && typeof key === 'string' && !keptGlobals.has(key)) {
      bind(walk.scope, key).definitions.push({ kind: 'value', node: right, path: [] })
    }
  }
  if (object.type === 'ThisExpression' && typeof key === 'string') {
    bind(classScope(scope) ?? walk.scope, `this.${key}`).definitions.push({ kind: 'value', node: right, path: [] })
  }
}

function classScope(scope: Scope | undefined): Scope | undefined {
  let at = scope
  while (at !== undefined && at.kind !== 'class') at = at.parent
  return at
}

function emptyWalk(scope: Scope): Walk {
  return {
    scopes: [scope],
    scope,
    depth: 0,
    loops: 0,
    late: [],
    looped: new Set(),
    written: [],
    scopeOf: new Map(),
    callOfFunction: new Map(),
    bindingOfFunction: new Map(),
    calls: [],
    news: [],
    members: [],
    assignments: [],
    strings: [],
    templates: [],
    tagged: [],
    importCalls: [],
    declarations: [],
    functions: [],
    references: [],
    wholes: [],
    comparisons: [],
    statements: [],
  }
}

/** Nodes that were put aside came last; scopes are found by position, so they must be in order. */
function sortBySource(walk: Walk): void {
  walk.scopes.sort((a, b) => a.start - b.start || b.end - a.end)
  walk.calls.sort(byStart)
  walk.news.sort(byStart)
  walk.members.sort(byStart)
  walk.assignments.sort(byStart)
  walk.strings.sort(byStart)
  walk.templates.sort(byStart)
  walk.tagged.sort(byStart)
  walk.importCalls.sort(byStart)
  walk.declarations.sort(byStart)
  walk.functions.sort(byStart)
  walk.references.sort(byStart)
  walk.wholes.sort(byStart)
  walk.comparisons.sort(byStart)
  walk.statements.sort(byStart)
}

function byStart(a: Node, b: Node): number {
  return a.start - b.start || b.end - a.end
}

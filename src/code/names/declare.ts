// Puts names into scopes, each with what it is defined as. Called by the walk, before anything is known of values.
import type { Node } from '../parse.ts'
import type { ClassNode, FunctionNode } from './collected.ts'
import { keyText, targetsOf } from './patterns.ts'
import { bind, type Definition, type Scope, type Step } from './scope.ts'

type OfType<T extends Node['type']> = Extract<Node, { type: T }>

/** `var` and what is assigned without a declaration belong to the function around. */
export function variableScope(scope: Scope): Scope {
  let at = scope
  while (at.kind !== 'function' && at.parent !== undefined) at = at.parent
  return at
}

export function bindPattern(scope: Scope, pattern: Node, make: (path: readonly Step[]) => Definition): void {
  if (pattern.type === 'Identifier') {
    bind(scope, pattern.name).definitions.push(make([]))
    return
  }
  for (const { node, path } of targetsOf(pattern)) {
    if (node.type === 'Identifier') bind(scope, node.name).definitions.push(make(path))
  }
}

/** A variable without an initialiser is bound and has no definition. */
export function bindVariable(scope: Scope, kind: string, id: Node, init: Node | null): void {
  const home = kind === 'var' ? variableScope(scope) : scope
  if (init !== null) bindPattern(home, id, (path) => ({ kind: 'value', node: init, path }))
  else if (id.type === 'Identifier') bind(home, id.name)
}

/** A function in a block is also a variable of the function around, in sloppy code. */
export function bindFunction(scope: Scope, node: FunctionNode): void {
  if (node.id === null) return
  bind(scope, node.id.name).definitions.push({ kind: 'function', node })
  const home = variableScope(scope)
  if (home !== scope && home.bindings?.has(node.id.name) !== true) {
    bind(home, node.id.name).definitions.push({ kind: 'function', node })
  }
}

export function bindParameters(scope: Scope, node: FunctionNode): void {
  if (node.type === 'FunctionExpression' && node.id !== null) {
    bind(scope, node.id.name).definitions.push({ kind: 'function', node })
  }
  node.params.forEach((parameter, index) => {
    bindPattern(scope, parameter, (path) => ({ kind: 'parameter', function: node, index, path }))
  })
}

export function bindClass(scope: Scope, node: ClassNode): void {
  if (node.id !== null) bind(scope, node.id.name).definitions.push({ kind: 'function', node })
}

/** What `this.name` is inside a class is bound in the class's scope under `this.name`. */
export function bindField(scope: Scope, element: Node): void {
  if (!('key' in element) || !('value' in element) || !('computed' in element)) return
  const name = element.computed ? undefined : keyText(element.key)
  if (name === undefined || element.value === null) return
  const path: Step[] = element.type === 'MethodDefinition' && element.kind === 'get' ? [{ at: 'returned' }] : []
  bind(scope, `this.${name}`).definitions.push({ kind: 'value', node: element.value, path })
}

export function bindImport(scope: Scope, module: string, specifier: Node): void {
  switch (specifier.type) {
    case 'ImportSpecifier': {
      if (specifier.importKind === 'type') return
      const member = keyText(specifier.imported)
      if (member !== undefined) bind(scope, specifier.local.name).definitions.push({ kind: 'import', module, member })
      return
    }
    case 'ImportDefaultSpecifier':
      bind(scope, specifier.local.name).definitions.push({ kind: 'import', module, member: 'default' })
      return
    case 'ImportNamespaceSpecifier':
      bind(scope, specifier.local.name).definitions.push({ kind: 'import', module, member: '*' })
      return
    default:
      return
  }
}

/** TypeScript's `import x = require('y')`. */
export function bindRequire(scope: Scope, name: string, reference: Node): void {
  const definition: Definition =
    reference.type === 'TSExternalModuleReference'
      ? { kind: 'import', module: reference.expression.value, member: '*' }
      : { kind: 'unknown' }
  bind(scope, name).definitions.push(definition)
}

export function bindEnum(scope: Scope, node: OfType<'TSEnumDeclaration'>): void {
  bind(scope, node.id.name).definitions.push({ kind: 'value', node, path: [] })
}

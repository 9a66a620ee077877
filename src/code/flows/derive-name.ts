// What a name, a parameter or a function's result derives from: everything that was ever put there.
import { moduleName } from '../names/builtins.ts'
import type { FunctionNode } from '../names/collected.ts'
import type { Binding, Scope } from '../names/scope.ts'
import { type CallSite, type GivenSite, isFunction } from './calls.ts'
import { anyOne, type Cell, cellOf } from './cells.ts'
import { derive, deriveName, derivePath } from './derive.ts'
import type { FlowFile, Sites } from './file.ts'
import { deriveGiven } from './given.ts'
import { keysOnly } from './reads.ts'

/** Calls of one function that are followed. */
const maxCallers = 500

export function deriveBinding(file: FlowFile, cell: Cell, binding: Binding): void {
  for (const definition of binding.definitions) {
    switch (definition.kind) {
      case 'value':
      case 'element':
        derivePath(file, cell.from, definition.node, definition.path, cell.field)
        break
      case 'append':
        derive(file, cell.from, definition.node, '')
        break
      case 'parameter':
        deriveParameterPart(file, cell, definition)
        break
      case 'import': {
        const { module, member } = definition
        if (module.startsWith('.')) {
          const name = `own:${module}${member === '*' ? '' : `.${member}`}`
          deriveName(file, cell.from, cell.node, name, cell.field)
        } else if (file.audience === 'others') {
          const name = `${moduleName(module)}${member === '*' || member === 'default' ? '' : `.${member}`}`
          deriveName(file, cell.from, cell.node, name, cell.field)
        }
        break
      }
      case 'function': {
        // A class's own members: `A.code`.
        const scope = cell.field === '' ? undefined : file.scopeOf.get(definition.node)
        const own = scope?.kind === 'class' ? scope.bindings?.get(`this.${cell.field}`) : undefined
        if (own !== undefined) cell.from.push(cellOf(file.graph, { kind: 'binding', binding: own }, '', cell.node))
        break
      }
      case 'unknown':
        break
    }
  }
  const keysOf = file.keysOf().get(binding)
  if (keysOf !== undefined) derive(file, cell.from, keysOf, keysOnly)
  for (const { into, part } of file.writes().of.get(binding) ?? []) {
    if (isAny(cell.field) || isAny(into) || into === cell.field) derive(file, cell.from, part.node, part.field)
  }
}

function isAny(field: string): boolean {
  return field === '' || field === anyOne
}

type ParameterDefinition = Extract<Binding['definitions'][number], { kind: 'parameter' }>

function deriveParameterPart(file: FlowFile, cell: Cell, definition: ParameterDefinition): void {
  const of = definition.function
  if (!isFunction(of)) return
  let field = definition.path.length === 0 ? cell.field : ''
  for (const one of definition.path) {
    if (one.at === 'default') derive(file, cell.from, one.node, '')
    else if (field === '' && one.at === 'key') field = one.key
  }
  cell.from.push(cellOf(file.graph, { kind: 'parameter', of, index: definition.index }, field, cell.node))
}

export function deriveParameter(file: FlowFile, cell: Cell, of: FunctionNode, index: number): void {
  const { callers, given } = sitesOf(file, of)
  const isRest = of.params[index]?.type === 'RestElement'
  for (const { effect } of callers) {
    const spread = effect.given.findIndex((one) => one.type === 'SpreadElement')
    if (isRest || (spread !== -1 && spread <= index)) {
      for (const one of effect.given.slice(isRest ? index : spread)) derive(file, cell.from, one, '')
    } else {
      const one = effect.given[index]
      if (one !== undefined) derive(file, cell.from, one, cell.field)
    }
  }
  for (const site of given) deriveGiven(file, cell.from, site, index, cell.field)
  for (const on of file.writes().handlers.get(of) ?? []) derive(file, cell.from, on, '')
}

/** Once for all parameters of a function: minified code has thousands of calls of a method. */
function sitesOf(file: FlowFile, of: FunctionNode): Sites {
  const known = file.sitesOf.get(of)
  if (known !== undefined) return known
  const { calls } = file
  const callers = new Set<CallSite>()
  const given: GivenSite[] = []
  const addCallers = (sites: readonly CallSite[]) => {
    for (let at = 0; at < sites.length && callers.size < maxCallers; at++) {
      const site = sites[at]
      if (site !== undefined) callers.add(site)
    }
  }
  const addGiven = (sites: readonly GivenSite[]) => given.push(...sites.slice(0, maxCallers - given.length))
  addCallers(calls.callersOf(of))
  addGiven(calls.givenTo(of))
  for (const binding of file.bindingsOf().get(of) ?? []) {
    addCallers(calls.calledAs(binding))
    addGiven(calls.givenAs(binding))
  }
  for (const name of file.methods().namesOf(of)) addCallers(calls.methodCalls(name))
  const found = { callers: [...callers], given }
  file.sitesOf.set(of, found)
  return found
}

export function deriveResult(file: FlowFile, cell: Cell, scope: Scope): void {
  for (const node of scope.returns) derive(file, cell.from, node, cell.field)
}

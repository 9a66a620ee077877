// What an expression derives from, down to the names, calls and parameters in it. A member of an object is followed as
// that member, one level deep; beyond that, a part stands for the whole.

import type { Step } from '../names/scope.ts'
import type { Node } from '../parse.ts'
import type { Name } from '../value.ts'
import { methodOf, namesOf } from './calls.ts'
import { anyOne, type Cell, cellOf, step } from './cells.ts'
import type { FlowFile } from './file.ts'
import { keyOrigin } from './key-names.ts'
import { useAt } from './outgoing.ts'
import { memberOrigin, moduleOrigin } from './reads.ts'
import { unpacked } from './sources.ts'
import { fieldOf } from './writes.ts'

/** Members that say something about data and do not hold it. */
const bare: ReadonlySet<string> = new Set([
  'length',
  'byteLength',
  'size',
  'status',
  'statusCode',
  'statusText',
  'ok',
  'exitCode',
  'readyState',
  'pid',
])

/** Adds to `into` every cell that `start`, or its member `field`, derives from. */
export function derive(file: FlowFile, into: Cell[], start: Node, field: string): void {
  const { parts } = file.graph
  parts.length = 0
  parts.push({ node: start, field })
  const push = (node: Node | null, of = '') => node === null || parts.push({ node, field: of })
  for (let part = parts.pop(); part !== undefined; part = parts.pop()) {
    if (!step(file.graph)) return
    const { node, field: wanted } = part
    switch (node.type) {
      case 'Identifier': {
        if (wanted === '') noteKey(file, into, node, node.name)
        const binding = file.resolver.bindingOf(node)
        if (binding !== undefined) into.push(cellOf(file.graph, { kind: 'binding', binding }, wanted, node))
        else deriveNamed(file, into, node, wanted)
        break
      }
      case 'MemberExpression':
        if (!deriveNamed(file, into, node, wanted)) deriveMember(file, into, node, wanted, push)
        // What a variable of an unknown name is depends on where the name comes from.
        else if (node.computed && namesOf(file.resolver, node).includes('global.process.env.?')) {
          push(node.property)
        }
        break
      case 'CallExpression':
      case 'NewExpression':
      case 'TaggedTemplateExpression':
      case 'ImportExpression':
        into.push(cellOf(file.graph, { kind: 'call', call: node }, wanted, node))
        break
      case 'ThisExpression': {
        // What a whole object holds is asked for only where it is sent or turned into text as such.
        break
      }
      case 'TemplateLiteral':
        for (const one of node.expressions) push(one)
        break
      case 'BinaryExpression':
        if (!yieldsData(node.operator)) break
        if (node.operator === '^' && isVarying(node.left) && isVarying(node.right)) {
          into.push(leafOf(file, node, { ...unpacked }))
        }
        push(node.left)
        push(node.right)
        break
      case 'LogicalExpression':
        push(node.left, wanted)
        push(node.right, wanted)
        break
      case 'ConditionalExpression':
        push(node.consequent, wanted)
        push(node.alternate, wanted)
        break
      case 'AssignmentExpression':
        push(node.right, wanted)
        if (node.operator !== '=') push(node.left, wanted)
        break
      case 'SequenceExpression':
        push(node.expressions.at(-1) ?? null, wanted)
        break
      case 'AwaitExpression':
      case 'SpreadElement':
      case 'ChainExpression':
      case 'ParenthesizedExpression':
      case 'TSAsExpression':
      case 'TSSatisfiesExpression':
      case 'TSNonNullExpression':
      case 'TSTypeAssertion':
        if ('argument' in node) push(node.argument, wanted)
        else push(node.expression, wanted)
        break
      case 'YieldExpression': {
        push(node.argument)
        const handed = file.handed.given.get(node)
        if (handed !== undefined) into.push(cellOf(file.graph, { kind: 'handed', ...handed, node }, wanted, node))
        break
      }
      case 'UpdateExpression':
        push(node.argument)
        break
      case 'UnaryExpression':
        if (node.operator === '-' || node.operator === '+' || node.operator === '~') push(node.argument)
        break
      case 'ArrayExpression':
        node.elements.forEach((one, index) => {
          if (one !== null && (wanted === '' || wanted === String(index) || Number.isNaN(Number(wanted)))) push(one)
        })
        break
      case 'ObjectExpression':
        for (const one of node.properties) {
          if (one.type === 'SpreadElement') push(one.argument, wanted)
          else if (wanted === '' || wanted === anyOne || one.computed || keyOf(one.key) === wanted) push(one.value)
        }
        break
      default:
        break
    }
  }
}

/** True when the name alone says what it is. */
function deriveNamed(file: FlowFile, into: Cell[], node: Node, field: string): boolean {
  let known = false
  for (const name of namesOf(file.resolver, node)) known = deriveName(file, into, node, name, field) || known
  return known
}

export function deriveName(file: FlowFile, into: Cell[], node: Node, name: Name, field: string): boolean {
  const origin = memberOrigin(name, field) ?? moduleOrigin(name)
  if (origin !== undefined) {
    into.push(leafOf(file, node, origin, field))
    return true
  }
  const isTold = file.audience === 'others' && name.startsWith('package:')
  if (!name.startsWith('own:') && !isTold) return name.startsWith('global.process.env')
  const cell = cellOf(file.graph, { kind: 'leaf', node }, field, node)
  cell.result = useAt(file.outgoing, node, field === '' ? name : `${name}.${field}`, [])
  into.push(cell)
  // What a call of another package gives is followed from the call, too.
  return !isTold || !name.includes('(')
}

function deriveMember(
  file: FlowFile,
  into: Cell[],
  node: Extract<Node, { type: 'MemberExpression' }>,
  field: string,
  push: (node: Node | null, field?: string) => void,
): void {
  const member = methodOf(file.resolver, node)
  if (bare.has(member)) return
  if (field === '') noteKey(file, into, node, member)
  if (node.object.type !== 'ThisExpression') {
    push(node.object, member === '' ? anyOne : member)
    return
  }
  const binding = fieldOf(file.resolver, node)
  if (binding !== undefined) into.push(cellOf(file.graph, { kind: 'binding', binding }, '', node))
}

/** A function that is given a key may be called by nobody here: its parameter's name says what it is. */
function noteKey(file: FlowFile, into: Cell[], node: Node, name: string): void {
  const origin = keyOrigin(name)
  if (origin !== undefined) into.push(leafOf(file, node, origin, '#key-material'))
}

export function leafOf(file: FlowFile, node: Node, origin: Cell['origin'], field = ''): Cell {
  const cell = cellOf(file.graph, { kind: 'leaf', node }, field, node)
  cell.origin = origin
  return cell
}

/** What a pattern takes out of a value: the first member on its way, and its defaults besides. */
export function derivePath(file: FlowFile, into: Cell[], node: Node, path: readonly Step[], field: string): void {
  let wanted = ''
  let isFirst = true
  for (const one of path) {
    if (one.at === 'default') derive(file, into, one.node, '')
    else if (one.at === 'returned') return
    else if (isFirst && one.at !== 'rest') {
      wanted = one.at === 'key' ? one.key : one.at === 'index' ? String(one.index) : ''
      isFirst = false
    }
  }
  if (!isFirst && bare.has(wanted)) return
  derive(file, into, node, path.length === 0 ? field : wanted)
}

function yieldsData(operator: string): boolean {
  return (
    '+-*/%^&|'.includes(operator) || operator === '<<' || operator === '>>' || operator === '>>>' || operator === '**'
  )
}

function isVarying(node: Node): boolean {
  return node.type !== 'Literal' && node.type !== 'UnaryExpression'
}

function keyOf(key: Node): string {
  if (key.type === 'Identifier') return key.name
  return key.type === 'Literal' ? String(key.value) : ''
}

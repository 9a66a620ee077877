// Interprets expressions.
import { keyText } from '../../names/patterns.ts'
import type { Node } from '../../parse.ts'
import { plain } from '../effective.ts'
import { add, binary, unary } from '../operators.ts'
import { cellOf, closure, type Env, isPrimitive, type Machine, type Run, spendStep, stop, toValue } from './machine.ts'
import { callNative, memberOfRun, setMember, typeError } from './natives.ts'

const depthLimit = 150
const textLimit = 1 << 20

/** How functions are called is given, as statements lie above expressions. */
export type Caller = (machine: Machine, callee: Run, given: readonly Run[]) => Run

export function runExpression(machine: Machine, env: Env, node: Node, call: Caller): Run {
  spendStep(machine)
  if (machine.depth > depthLimit) throw stop
  machine.depth += 1
  const value = run(machine, env, node, call)
  machine.depth -= 1
  return value
}

function run(machine: Machine, env: Env, node: Node, call: Caller): Run {
  const of = (one: Node) => runExpression(machine, env, one, call)
  switch (node.type) {
    case 'Literal':
      return typeof node.value === 'object' && node.value !== null ? stopNow() : node.value
    case 'Identifier':
      return name(machine, env, node)
    case 'MemberExpression':
      return memberOfRun(machine, of(node.object), key(node, of))
    case 'CallExpression':
      return runCall(machine, node, of, call)
    case 'BinaryExpression':
      return node.left.type === 'PrivateIdentifier' ? stopNow() : operate(node.operator, of(node.left), of(node.right))
    case 'LogicalExpression': {
      const left = of(node.left)
      if (node.operator === '??') return left ?? of(node.right)
      return isTrue(left) === (node.operator === '||') ? left : of(node.right)
    }
    case 'ConditionalExpression':
      return of(isTrue(of(node.test)) ? node.consequent : node.alternate)
    case 'UnaryExpression':
      return runUnary(node.operator, of(node.argument))
    case 'UpdateExpression':
      return update(machine, env, node, of)
    case 'AssignmentExpression':
      return assign(machine, env, node, of)
    case 'SequenceExpression': {
      let last: Run
      for (const one of node.expressions) last = of(one)
      return last
    }
    case 'ArrayExpression':
      return { kind: 'list', items: node.elements.map((one) => (one === null ? undefined : of(one))) }
    case 'ObjectExpression':
      return runRecord(node.properties, of)
    case 'TemplateLiteral':
      return node.quasis.reduce<Run>((text, { value }, index) => {
        const before = node.expressions[index - 1]
        const joined = before === undefined ? text : operate('+', text, of(before))
        return operate('+', joined, value.cooked ?? '')
      }, '')
    case 'FunctionExpression':
    case 'ArrowFunctionExpression':
      return closure(node, env)
    case 'ThisExpression':
      return { kind: 'native', name: 'global', receiver: undefined }
    default: {
      const inner = plain(node)
      return inner === node ? stopNow() : of(inner)
    }
  }
}

function stopNow(): never {
  throw stop
}

function name(machine: Machine, env: Env, node: Extract<Node, { type: 'Identifier' }>): Run {
  const cell = cellOf(machine, env, node)
  if (cell !== undefined) return cell.value
  if (node.name === 'undefined') return undefined
  if (node.name === 'NaN') return Number.NaN
  if (node.name === 'arguments') return { kind: 'list', items: [...env.given] }
  return { kind: 'native', name: `global.${node.name}`, receiver: undefined }
}

type Of = (node: Node) => Run

function key({ computed, property }: Extract<Node, { type: 'MemberExpression' }>, of: Of): string {
  if (!computed) return keyText(property) ?? stopNow()
  const value = of(property)
  return isPrimitive(value) ? String(value) : stopNow()
}

function runCall(machine: Machine, node: Extract<Node, { type: 'CallExpression' }>, of: Of, call: Caller): Run {
  const callee = of(node.callee)
  const given = node.arguments.flatMap((one) => {
    if (one.type !== 'SpreadElement') return [of(one)]
    const spread = of(one.argument)
    return typeof spread === 'object' && spread?.kind === 'list' ? spread.items : stopNow()
  })
  if (isPrimitive(callee)) throw typeError()
  return callee.kind === 'native' ? callNative(machine, callee, given) : call(machine, callee, given)
}

/** As the resolver has it, for constants; lists and records are equal to themselves only. */
function operate(operator: string, left: Run, right: Run): Run {
  if (!isPrimitive(left) || !isPrimitive(right)) {
    if (operator === '===' || operator === '==') return left === right
    if (operator === '!==' || operator === '!=') return left !== right
  }
  const a = toValue(left)
  const b = toValue(right)
  const value = operator === '+' ? add(a, b) : binary(operator, a, b)
  if (value.kind !== 'constant') throw stop
  return typeof value.value === 'string' && value.value.length > textLimit ? stopNow() : value.value
}

function runUnary(operator: string, value: Run): Run {
  if (operator === '!') return !isTrue(value)
  if (operator === 'typeof' && !isPrimitive(value)) return value.kind === 'closure' ? 'function' : stopNow()
  const result = unary(operator, toValue(value))
  return result.kind === 'constant' ? result.value : stopNow()
}

export function isTrue(value: Run): boolean {
  return Boolean(value)
}

function update(machine: Machine, env: Env, node: Extract<Node, { type: 'UpdateExpression' }>, of: Of): Run {
  const before = of(node.argument)
  if (typeof before !== 'number' && before !== undefined) throw stop
  const number = Number(before)
  const after = node.operator === '++' ? number + 1 : number - 1
  store(machine, env, node.argument, after, of)
  return node.prefix ? after : number
}

function assign(machine: Machine, env: Env, node: Extract<Node, { type: 'AssignmentExpression' }>, of: Of): Run {
  const operator = node.operator.slice(0, -1)
  if (operator === '||' || operator === '&&' || operator === '??') throw stop
  const value = operator === '' ? of(node.right) : operate(operator, of(node.left), of(node.right))
  store(machine, env, node.left, value, of)
  return value
}

function store(machine: Machine, env: Env, target: Node, value: Run, of: Of): void {
  if (target.type === 'Identifier') {
    const cell = cellOf(machine, env, target)
    if (cell === undefined) throw stop
    cell.value = value
  } else if (target.type === 'MemberExpression') setMember(of(target.object), key(target, of), value)
  else throw stop
}

function runRecord(properties: readonly Node[], of: Of): Run {
  const members = new Map<string, Run>()
  for (const property of properties) {
    if (property.type !== 'Property' || property.kind !== 'init') throw stop
    const computed = property.computed ? of(property.key) : keyText(property.key)
    if (!isPrimitive(computed)) throw stop
    members.set(String(computed), of(property.value))
  }
  return { kind: 'record', members }
}

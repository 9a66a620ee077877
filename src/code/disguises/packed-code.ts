// Code that is unpacked from a text of noise right where it is evaluated: `eval(unpack('…'))`, `eval(Function('[M=\'…'…)())`.
// Packers write it that unpack with arithmetic of their own, so that no decoder's name stands there. Base64 is no noise to
// this: it is seen where it is decoded.
import type { Call, Collected, New } from '../names/collected.ts'
import type { Node } from '../parse.ts'
import type { Resolver } from '../value.ts'

/** Characters of noise in a row. The shortest payload packed by hand has about two hundred. */
const shortestNoise = 160
/** Of a long one its beginning tells it. */
const maxSample = 2000
/** Bits per character: minified code has 5.2 at most, noise of 64 letters 5.7 in so short a text. */
const evenSpread = 5.4
/** The part that is none of Base64's letters. */
const fewestSigns = 0.04
const maxLooked = 200

/** Offset of the call that evaluates, -1 where there is none. */
export function packedCode(source: string, collected: Collected, resolver: Resolver): number {
  const noise = noisyTexts(source, collected)
  if (noise.length === 0) return -1
  const seen = new Set<Node>()
  let looked = 0
  for (const call of [...collected.calls, ...collected.news]) {
    if (call.arguments.length === 0 || !evaluates(call, resolver)) continue
    if (looked++ > maxLooked) return -1
    const holds = (node: Node) => noise.some(({ start, end }) => node.start <= start && end <= node.end)
    if (call.arguments.some((given) => holds(given) || comesFrom(given, resolver, holds, { seen, depth: 0 })))
      return call.start
  }
  return -1
}

function evaluates(call: Call | New, resolver: Resolver): boolean {
  const { callee } = resolver.callOf(call)
  return callee.kind === 'named' && (callee.name === 'global.eval' || callee.name === 'global.Function')
}

/** Steps back from what is evaluated: a name, the call it was made by, a name that the call was given. */
const furthest = 6

function comesFrom(
  node: Node,
  resolver: Resolver,
  holds: (node: Node) => boolean,
  { seen, depth }: { seen: Set<Node>; depth: number },
): boolean {
  const further = (one: Node) => comesFrom(one, resolver, holds, { seen, depth: depth + 1 })
  if (depth > furthest || seen.has(node)) return false
  seen.add(node)
  switch (node.type) {
    case 'Literal':
    case 'TemplateLiteral':
      return holds(node)
    case 'Identifier': {
      const definitions = resolver.bindingOf(node)?.definitions ?? []
      return definitions.slice(0, 3).some((one) => one.kind === 'value' && further(one.node))
    }
    case 'CallExpression':
    case 'NewExpression':
      return node.arguments.slice(0, 10).some(further) || further(node.callee)
    case 'MemberExpression':
      return further(node.object)
    case 'AwaitExpression':
      return further(node.argument)
    case 'BinaryExpression':
      return further(node.left) || further(node.right)
    default:
      return false
  }
}

function noisyTexts(source: string, { strings, templates }: Collected): { start: number; end: number }[] {
  if (source.length < shortestNoise) return []
  const isLong = ({ start, end }: { start: number; end: number }) => end - start >= shortestNoise
  const long = [...strings.filter(isLong), ...templates.filter(isLong)]
  return long.filter(({ start, end }) => hasNoise(source.slice(start, end)))
}

const breaks = /[\s'"();]+/

function hasNoise(text: string): boolean {
  return text.split(breaks).some((run) => run.length >= shortestNoise && isNoise(run.slice(0, maxSample)))
}

function isNoise(run: string): boolean {
  let signs = 0
  const counts = new Map<number, number>()
  for (let at = 0; at < run.length; at++) {
    const unit = run.charCodeAt(at)
    if (!isPlainLetter(unit)) signs++
    counts.set(unit, (counts.get(unit) ?? 0) + 1)
  }
  if (signs < run.length * fewestSigns) return false
  let bits = 0
  for (const count of counts.values()) bits -= (count / run.length) * Math.log2(count / run.length)
  return bits >= evenSpread
}

/** Letters, digits and what else Base64 has. */
function isPlainLetter(unit: number): boolean {
  const letter = unit | 32
  if ((letter >= 0x61 && letter <= 0x7a) || (unit >= 0x30 && unit <= 0x39)) return true
  return unit === 0x2b || unit === 0x2f || unit === 0x3d || unit === 0x2d || unit === 0x5f
}

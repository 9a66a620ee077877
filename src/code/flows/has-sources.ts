// A quick look whether a file has any source at all, by the names that it calls and mentions.

import type { Node } from '../parse.ts'
import type { Resolver } from '../value.ts'
import { methodOf } from './calls.ts'
import { isAnsweringClient } from './clients.ts'
import type { FlowFile } from './file.ts'
import { partsOf } from './names.ts'
import { isReading, variableOrigin } from './reads.ts'
import { callSources, transforms } from './sources.ts'

/** Members of globals that are sources, or lead to them. */
const rich: ReadonlySet<string> = new Set(['env', 'cookie', 'addEventListener', 'onkeydown', 'onkeypress', 'onkeyup'])

/** True also where it only might have one: who asks looks closer then. */
export function hasSources({ calls, resolver }: FlowFile): boolean {
  return calls.sites.some(({ names }) => names.some(isSource)) || mentionsSources(resolver)
}

/** `process.env.NODE_ENV` is no source; `process.env` by itself, and `process` under another name, may be one. */
function mentionsSources(resolver: Resolver): boolean {
  const { members, references } = resolver.collected
  let environments = 0
  let processes = references.filter(({ name }) => name === 'process' || name === 'Bun' || name === 'Deno').length
  for (const member of members) {
    const { object, property, computed } = member
    if (
      object.type === 'Identifier' &&
      (object.name === 'process' || object.name === 'Bun' || object.name === 'Deno')
    ) {
      processes -= 1
    }
    if (computed && property.type !== 'Literal') {
      if (object.type === 'Identifier' && object.name === 'process') return true
      if (isEnvironment(resolver, object)) return true
      continue
    }
    const name = methodOf(resolver, member)
    if (isEnvironment(resolver, object)) {
      environments -= 1
      if (variableOrigin(name) !== undefined) return true
    }
    if (name === 'env') environments += 1
    else if (rich.has(name)) return true
  }
  return environments > 0 || processes > 0
}

function isEnvironment(resolver: Resolver, node: Node): boolean {
  return node.type === 'MemberExpression' && !node.computed && methodOf(resolver, node) === 'env'
}

function isSource(name: string): boolean {
  return (
    callSources.has(name) ||
    transforms.has(name) ||
    isReading(name) ||
    name === 'global.Buffer.from' ||
    name.startsWith('global.String.from') ||
    name.startsWith('global.process.get') ||
    (name.startsWith('package:') && isAnsweringClient(partsOf(name).module))
  )
}

// Every call of a file: what its callee is, and what that means with these arguments.
import { walletProviders } from '../map/reads.ts'
import type { Call, ImportCall, New, TaggedTemplate } from '../names/collected.ts'
import type { EffectiveCall, Name } from '../value.ts'
import { type Aliases, mayBeMapped, writtenKey } from './interest.ts'
import { loadModule } from './loads.ts'
import { alternatives, type Look } from './look.ts'
import { isMail, useMail } from './recipients.ts'
import { useName } from './uses.ts'

/** Members that send mail, on whatever object: a client handed in as a parameter is a client. */
const mailers = new Set(['sendMail', 'sendEmail', 'sendEmailWithTemplate'])

export function useCalls(look: Look, aliases: Aliases): void {
  const { calls, news, tagged, importCalls } = look.resolver.collected
  for (const list of [calls, news, tagged, importCalls]) {
    for (const node of list.toReversed()) {
      if (look.findings.isFull()) return
      useCall(look, node, aliases)
    }
  }
}

function useCall(look: Look, node: Call | New | TaggedTemplate | ImportCall, aliases: Aliases): void {
  if (node.type === 'ImportExpression') {
    loadModule(look, node.source, node.start)
    return
  }
  if (node.type === 'CallExpression') useMailer(look, node)
  if (!mayBeMapped(look, node.type === 'TaggedTemplateExpression' ? node.tag : node.callee, aliases)) return
  const call = look.resolver.callOf(node)
  for (const callee of alternatives(call.callee)) {
    if (callee.kind === 'named') useNamed(look, callee.name, call, node.start)
  }
}

function useNamed(look: Look, name: Name, call: EffectiveCall, offset: number): void {
  if (name === 'global.require' || name === 'node:module._load') loadModule(look, call.given[0], offset)
  useName(look, name, call, offset)
  const dot = name.lastIndexOf('.')
  if (dot === -1) return
  const object = name.slice(0, dot)
  const provider = walletProviders.get(object)
  if (provider !== undefined) look.findings.capability('wallet-provider', provider, offset)
}

/** Mail by whatever client was handed in. */
function useMailer(look: Look, node: Call): void {
  const [first] = node.arguments
  if (node.callee.type !== 'MemberExpression' || !mailers.has(writtenKey(node.callee) ?? '')) return
  if (isMail(look, first)) useMail(look, look.resolver.callOf(node), node.start)
}

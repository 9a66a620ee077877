// Who a message goes to: members of a mail's options, chat ids in what is sent to a bot.
import type { CapabilityName } from '../../domain/code.ts'
import type { Node } from '../parse.ts'
import type { EffectiveCall, Value } from '../value.ts'
import { alternatives, behind, type Look, membersOf } from './look.ts'

const mailKeys = new Set(['to', 'cc', 'bcc', 'replyto', 'recipients'])
const chatKeys = new Set(['chat_id', 'chatid'])
const maxDepth = 4

/** The options of `sendMail`; a list of messages has one each. */
export function useMail(look: Look, { given }: EffectiveCall, offset: number): void {
  look.findings.capability('network-client', '', offset)
  const [first] = given
  if (first === undefined) return
  for (const value of alternatives(look.resolver.valueOf(first))) {
    const messages = value.kind === 'list' ? value.items : [value]
    for (const message of messages) collect(look, 'network-client', message, mailKeys, 0, offset)
  }
}

/** Whether something is a message to people, whoever sends it: it says to whom and about what. */
export function isMail(look: Look, node: Node | undefined): boolean {
  const keys = [...(membersOf(look, node)?.keys() ?? [])].map((key) => key.toLowerCase())
  return keys.includes('to') && (keys.includes('subject') || keys.includes('from') || keys.includes('bcc'))
}

/** Chat ids in what is sent, also where it is written as JSON or form data first. */
export function recipientsIn(look: Look, capability: CapabilityName, given: readonly Node[], offset: number): void {
  for (const node of given) {
    collect(look, capability, look.resolver.valueOf(node), chatKeys, 0, offset)
    const made = behind(look, node)
    if (made.type !== 'ObjectExpression' || look.searched.has(made)) continue
    look.searched.add(made)
    for (const property of made.properties) {
      if (property.type !== 'Property') continue
      const body = behind(look, property.value)
      if (body.type !== 'CallExpression' && body.type !== 'NewExpression') continue
      for (const inner of look.resolver.callOf(body).given) {
        collect(look, capability, look.resolver.valueOf(inner), chatKeys, 0, offset)
      }
    }
  }
}

function collect(
  look: Look,
  capability: CapabilityName,
  value: Value,
  keys: ReadonlySet<string>,
  depth: number,
  offset: number,
): void {
  if (value.kind !== 'record' || depth > maxDepth || look.searched.has(value)) return
  look.searched.add(value)
  for (const [key, member] of value.members) {
    if (keys.has(key.toLowerCase())) {
      for (const text of textsOfMember(look, member)) look.findings.argument(capability, 'recipient', text, offset)
    } else collect(look, capability, member, keys, depth + 1, offset)
  }
}

function textsOfMember(look: Look, value: Value): readonly string[] {
  if (value.kind === 'list') return value.items.flatMap((item) => textsOfMember(look, item)).slice(0, 50)
  return alternatives(value).map((one) => {
    if (one.kind === 'constant' && typeof one.value === 'number') return String(one.value)
    const text = look.resolver.textOf(one)
    return text === undefined || text.includes('\u0000') ? '' : text
  })
}

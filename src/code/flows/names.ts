// Names as the tables of sources and sinks spell them: one way to say it, whichever way the code took.
import type { Name } from '../value.ts'

/** Modules that are another one with a few more members. */
const twins: ReadonlyMap<string, string> = new Map([
  ['package:fs-extra', 'node:fs'],
  ['package:graceful-fs', 'node:fs'],
  ['package:original-fs', 'node:fs'],
  ['node:process', 'global.process'],
  ['node:buffer.Buffer', 'global.Buffer'],
  ['node:buffer.atob', 'global.atob'],
  ['node:fs.promises', 'node:fs'],
  ['node:dns.promises', 'node:dns'],
  ['node:stream.promises', 'node:stream'],
  ['node:timers', 'global'],
  ['node:crypto.webcrypto', 'global.crypto'],
  ['node:crypto.subtle', 'global.crypto.subtle'],
])

/** Package names with a dot: everywhere else the first dot ends the module. */
const dotted = ['package:socket.io-client', 'package:engine.io-client', 'package:discord.js', 'package:hot-shots.js']

export function commonName(name: Name): Name {
  let at = name.indexOf('.')
  let common = name
  // At most twice: `package:fs-extra.promises`.
  for (let round = 0; round < 2; round++) {
    const second = common.indexOf('.', at + 1)
    const two = second === -1 ? common : common.slice(0, second)
    const one = at === -1 ? common : common.slice(0, at)
    const [from, to] = twins.has(two) ? [two, twins.get(two)] : [one, twins.get(one)]
    if (to === undefined) return common
    common = to + common.slice(from.length)
    at = common.indexOf('.')
  }
  return common
}

export type Parts = { module: string; members: readonly string[] }

/** `package:got.post().json` as its module and the members that follow: `post()`, `json`. A call of the module is a member `()`. */
export function partsOf(name: Name): Parts {
  const module = moduleOf(name)
  const rest = name.slice(module.length)
  if (rest === '') return { module, members: [] }
  const members = rest.split('.')
  return { module, members: members[0] === '' ? members.slice(1) : members }
}

function moduleOf(name: Name): string {
  const known = dotted.find((module) => name.startsWith(module))
  if (known !== undefined) return known
  for (let at = 0; at < name.length; at++) {
    const character = name.charCodeAt(at)
    if (character === 46 || character === 40) return name.slice(0, at)
  }
  return name
}
